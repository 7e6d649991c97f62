package sheet

import (
	"math"
	"strings"
	"time"

	"teduh/internal/kit/calendar"
)

// lastSerial is the number of the last day spreadsheets know, 9999-12-31.
const lastSerial = 2_958_465

// dayOf returns the day of a spreadsheet's day number. The system of 1900 holds
// a day that never was, 29 February 1900, as its number 60. No day is 0.
func dayOf(serial float64, since1904 bool) calendar.Day {
	n := math.Floor(serial)
	if math.IsNaN(n) || n < 0 || n > lastSerial {
		return 0
	}
	begin := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case since1904:
		begin = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case n < 1, n == 60:
		return 0
	case n < 60:
		begin = begin.AddDate(0, 0, 1)
	}
	return calendar.DayOf(begin.AddDate(0, 0, int(n)), time.UTC)
}

// datesBuiltIn reports whether a built-in number format shows a day.
func datesBuiltIn(id int) bool {
	return id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 54 || id == 57 || id == 58
}

// dates reports whether a number format of the workbook's own shows a day: it
// has a year or a day, or a month that is not minutes.
func dates(code string) bool {
	code, _, _ = strings.Cut(code, ";")
	code = strings.ToLower(bare(code))
	if strings.Contains(code, "general") || strings.ContainsAny(code, "0#?@") {
		return false
	}
	return strings.ContainsAny(code, "yd") || strings.Contains(code, "m") && !strings.ContainsAny(code, "hs")
}

// bare leaves out of a number format what is quoted, escaped or in brackets.
func bare(code string) string {
	var b strings.Builder
	var until rune
	skip := false
	for _, r := range code {
		switch {
		case skip:
			skip = false
		case until != 0:
			if r == until {
				until = 0
			}
		case r == '"':
			until = '"'
		case r == '[':
			until = ']'
		case r == '\\', r == '_', r == '*':
			skip = true
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isoDay reads the day of an instant in ISO 8601.
func isoDay(s string) (Cell, bool) {
	d, err := calendar.ParseDay(s[:min(len(s), len("2006-01-02"))])
	if err != nil {
		return Cell{}, false
	}
	return Cell{Kind: Date, Day: d, Text: d.String()}, true
}
