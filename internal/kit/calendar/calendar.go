// Package calendar holds days, months and periods as plain numbers that sort,
// compare and store as they are. It has no clock: whoever asks for today
// brings the time.
package calendar

import (
	"fmt"
	"time"
)

// Day is a day as yyyymmdd, in no zone. 0 is no day.
type Day int32

// Month is a month as yyyymm. 0 is no month.
type Month int32

// The three zones of Indonesia.
var (
	WIB  = time.FixedZone("WIB", 7*3600)
	WITA = time.FixedZone("WITA", 8*3600)
	WIT  = time.FixedZone("WIT", 9*3600)
)

// DayOf returns the day on which t falls in a zone.
func DayOf(t time.Time, zone *time.Location) Day {
	y, m, d := t.In(zone).Date()
	return Day(y*10000 + int(m)*100 + d)
}

// ParseDay reads an ISO 8601 day, 2016-10-14.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return 0, fmt.Errorf("calendar: not a day: %q", s)
	}
	return DayOf(t, time.UTC), nil
}

// String returns the day in ISO 8601, "" for no day.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d/10000, d/100%100, d%100)
}

// Month returns the month the day lies in.
func (d Day) Month() Month { return Month(d / 100) }

// Year returns the year the day lies in.
func (d Day) Year() int { return int(d / 10000) }

// Time returns the start of the day in UTC.
func (d Day) Time() time.Time {
	return time.Date(int(d/10000), time.Month(d/100%100), int(d%100), 0, 0, 0, 0, time.UTC)
}

// Add returns the day n days later.
func (d Day) Add(n int) Day { return DayOf(d.Time().AddDate(0, 0, n), time.UTC) }

// AddMonths returns the same day so many months later, the last of that month
// when it has no such day.
func (d Day) AddMonths(n int) Day {
	m := d.Month().Add(n)
	return min(m.First()+d%100-1, m.Last())
}

// Sub returns the number of days from other to d.
func (d Day) Sub(other Day) int { return int(d.Time().Sub(other.Time()).Hours() / 24) }

// MonthOf makes a month from a year and a number from 1 to 12.
func MonthOf(year, number int) Month { return Month(year*100 + number) }

// ParseMonth reads a month, 2016-10.
func ParseMonth(s string) (Month, error) {
	t, err := time.Parse("2006-01", s)
	if err != nil || t.Year() < 1 {
		return 0, fmt.Errorf("calendar: not a month: %q", s)
	}
	return MonthOf(t.Year(), int(t.Month())), nil
}

// String returns the month as 2016-10.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m/100, m%100) }

// Year returns the year of the month.
func (m Month) Year() int { return int(m / 100) }

// Number returns the month's number, 1 to 12.
func (m Month) Number() int { return int(m % 100) }

// Add returns the month n months later.
func (m Month) Add(n int) Month {
	i := m.Year()*12 + m.Number() - 1 + n
	return MonthOf(i/12, i%12+1)
}

// Next returns the month after m.
func (m Month) Next() Month { return m.Add(1) }

// Prev returns the month before m.
func (m Month) Prev() Month { return m.Add(-1) }

// First returns the first day of the month.
func (m Month) First() Day { return Day(m)*100 + 1 }

// Last returns the last day of the month.
func (m Month) Last() Day {
	days := [...]Day{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[m.Number()-1]
	if y := m.Year(); m.Number() == 2 && (y%4 == 0 && y%100 != 0 || y%400 == 0) {
		days = 29
	}
	return Day(m)*100 + days
}
