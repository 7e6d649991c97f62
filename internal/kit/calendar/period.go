package calendar

import (
	"fmt"
	"strconv"
	"strings"
)

// Length is how long a reporting period is.
type Length int8

// The lengths.
const (
	MonthLength Length = iota
	Quarter
	Semester
	Year
)

// Months returns the number of months of a period of the length.
func (l Length) Months() int { return [...]int{1, 3, 6, 12}[l] }

// Period is a month, quarter, semester or year.
type Period struct {
	Length Length
	From   Month
}

// PeriodOf returns the period of a length in which a month lies.
func PeriodOf(m Month, l Length) Period {
	n := l.Months()
	return Period{l, MonthOf(m.Year(), (m.Number()-1)/n*n+1)}
}

// ParsePeriod reads 2016, 2016-10, 2016-Q3 or 2016-S1.
func ParsePeriod(s string) (Period, error) {
	year, part, parted := strings.Cut(s, "-")
	y, err := strconv.Atoi(year)
	if err != nil || len(year) != 4 || y < 1 {
		return Period{}, fmt.Errorf("calendar: not a period: %q", s)
	}
	if !parted {
		return Period{Year, MonthOf(y, 1)}, nil
	}
	for l, letter := range map[Length]string{Quarter: "Q", Semester: "S"} {
		number, ok := strings.CutPrefix(part, letter)
		if n, err := strconv.Atoi(number); ok && err == nil && n >= 1 && n <= 12/l.Months() {
			return Period{l, MonthOf(y, (n-1)*l.Months()+1)}, nil
		}
	}
	m, err := ParseMonth(s)
	if err != nil {
		return Period{}, fmt.Errorf("calendar: not a period: %q", s)
	}
	return Period{MonthLength, m}, nil
}

// String returns the period as ParsePeriod reads it.
func (p Period) String() string {
	switch p.Length {
	case Year:
		return fmt.Sprintf("%04d", p.From.Year())
	case Semester:
		return fmt.Sprintf("%04d-S%d", p.From.Year(), p.Number())
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", p.From.Year(), p.Number())
	default:
		return p.From.String()
	}
}

// Number returns which period of its length in the year it is, from 1.
func (p Period) Number() int { return (p.From.Number()-1)/p.Length.Months() + 1 }

// To returns the last month of the period.
func (p Period) To() Month { return p.From.Add(p.Length.Months() - 1) }

// Contains reports whether a month lies in the period.
func (p Period) Contains(m Month) bool { return p.From <= m && m <= p.To() }

// Months returns the months of the period.
func (p Period) Months() []Month {
	months := make([]Month, p.Length.Months())
	for i := range months {
		months[i] = p.From.Add(i)
	}
	return months
}
