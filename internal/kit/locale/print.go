package locale

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
)

// Int writes a whole number: 3.252 in Indonesian, 3,252 in English.
func (p *Printer) Int(n int64) string {
	if -1000 < n && n < 1000 {
		return strconv.FormatInt(n, 10)
	}
	return p.numbers.Sprintf("%d", n)
}

// Tenths writes a number of tenths with one decimal: 148 is 14,8 or 14.8.
func (p *Printer) Tenths(n int64) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	point := ","
	if p.lang == EN {
		point = "."
	}
	return sign + p.Int(n/10) + point + strconv.FormatInt(n%10, 10)
}

var monthNames = map[Lang][]string{
	ID: {"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"},
	EN: {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

var shortMonths = map[Lang][]string{
	ID: {"Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"},
	EN: {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
}

// Day writes a day in full: 14 Oktober 2016.
func (p *Printer) Day(d calendar.Day) string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%d %s %d", d%100, monthNames[p.lang][d.Month().Number()-1], d.Year())
}

// ShortDay writes a day in few letters: 14 Okt 2016.
func (p *Printer) ShortDay(d calendar.Day) string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%d %s %d", d%100, shortMonths[p.lang][d.Month().Number()-1], d.Year())
}

// Month writes a month: Oktober 2016.
func (p *Printer) Month(m calendar.Month) string {
	return fmt.Sprintf("%s %d", monthNames[p.lang][m.Number()-1], m.Year())
}

// ShortMonth writes a month without its year: Okt.
func (p *Printer) ShortMonth(m calendar.Month) string { return shortMonths[p.lang][m.Number()-1] }

// Period writes a period: 2016, Semester 1 2016, Triwulan 3 2016, Oktober 2016.
func (p *Printer) Period(per calendar.Period) string {
	names := map[Lang]map[calendar.Length]string{
		ID: {calendar.Quarter: "Triwulan", calendar.Semester: "Semester"},
		EN: {calendar.Quarter: "Quarter", calendar.Semester: "Half-year"},
	}
	switch per.Length {
	case calendar.MonthLength:
		return p.Month(per.From)
	case calendar.Year:
		return strconv.Itoa(per.From.Year())
	default:
		return fmt.Sprintf("%s %d %d", names[p.lang][per.Length], per.Number(), per.From.Year())
	}
}

// Clock writes the time of day in a zone: 14.50 WIB, 14:50 WIB in English.
func (p *Printer) Clock(t time.Time, zone *time.Location) string {
	layout := "15.04 MST"
	if p.lang == EN {
		layout = "15:04 MST"
	}
	return t.In(zone).Format(layout)
}

// Fault puts a fault into words.
func (p *Printer) Fault(f *fault.Error) string {
	args := make([]any, 0, 2*len(f.Args))
	for name, v := range f.Args {
		args = append(args, name, v)
	}
	return p.T(f.Key, args...)
}

// List joins names as the language does: a, b dan c.
func (p *Printer) List(items []string) string {
	and := " dan "
	if p.lang == EN {
		and = " and "
	}
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	head := slices.Clone(items[:len(items)-1])
	return strings.Join(head, ", ") + and + items[len(items)-1]
}
