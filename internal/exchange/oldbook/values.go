package oldbook

import (
	"regexp"
	"strconv"
	"strings"

	"teduh/internal/domain/family"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sheet"
)

func invalid(key string) *fault.Error { return fault.New(fault.Invalid, key) }

// Plain returns what a cell says as text; formulas and errors are refused.
func Plain(c sheet.Cell) (string, *fault.Error) {
	switch c.Kind {
	case sheet.Formula:
		return "", invalid("import.formula")
	case sheet.Error:
		return "", invalid("import.cell_error")
	}
	if strings.HasPrefix(c.Text, "=") {
		return "", invalid("import.formula")
	}
	return strings.TrimSpace(strings.ReplaceAll(c.Text, "\r\n", "\n")), nil
}

var (
	dayFirst  = regexp.MustCompile(`^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$`)
	yearFirst = regexp.MustCompile(`^(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})(?:[T ].*)?$`)
	inWords   = regexp.MustCompile(`^(\d{1,2})[ \-]+([A-Za-z]+)\.?[ \-]+(\d{4})$`)
)

// months are the first three letters of a month's name in both languages.
var months = map[string]int{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7, "agu": 8, "ags": 8, "agt": 8, "aug": 8,
	"sep": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11, "des": 12, "dec": 12,
}

// dayOf reads a day: a cell typed as one, or a text with the day first, as
// Indonesians write it, or the year first. A bare number is none.
func dayOf(c sheet.Cell) (calendar.Day, *fault.Error) {
	if c.Kind == sheet.Date {
		return c.Day, nil
	}
	text, bad := Plain(c)
	if bad != nil {
		return 0, bad
	}
	if c.Kind == sheet.Number {
		return 0, invalid("import.day_number")
	}
	var parts []string
	switch {
	case dayFirst.MatchString(text):
		m := dayFirst.FindStringSubmatch(text)
		parts = []string{m[3], m[2], m[1]}
	case yearFirst.MatchString(text):
		parts = yearFirst.FindStringSubmatch(text)[1:4]
	case inWords.MatchString(text):
		m := inWords.FindStringSubmatch(text)
		name := strings.ToLower(m[2])
		parts = []string{m[3], strconv.Itoa(months[name[:min(3, len(name))]]), m[1]}
	default:
		return 0, invalid("import.day_form")
	}
	iso := parts[0] + "-" + two(parts[1]) + "-" + two(parts[2])
	d, err := calendar.ParseDay(iso)
	if err != nil {
		return 0, invalid("import.day_form")
	}
	return d, nil
}

// order is the order in which the days of a table are written, as far as the text
// of its cells tells.
type order struct{ dayFirst, monthFirst, either bool }

// sees takes a cell into account. 12/03/2014 can be read in two ways, 31/12/2014
// and 12/31/2014 in one.
func (o *order) sees(c sheet.Cell) {
	m := dayFirst.FindStringSubmatch(strings.TrimSpace(c.Text))
	if c.Kind != sheet.Text || m == nil {
		return
	}
	first, _ := strconv.Atoi(m[1]) // they are digits
	second, _ := strconv.Atoi(m[2])
	o.dayFirst = o.dayFirst || first > 12 && second <= 12
	o.monthFirst = o.monthFirst || first <= 12 && second > 12
	o.either = o.either || first <= 12 && second <= 12 && first != second
}

func two(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

var (
	thousands = regexp.MustCompile(`^\d{1,3}(\.\d{3})+$`)
	zeros     = regexp.MustCompile(`^(\d+),0+$`)
	years     = regexp.MustCompile(`(?i)^(\d+)\s*(tahun|thn|th|years?|yrs?)\.?$`)
)

// WholeNumber reads a whole number as Indonesians write it: 1.234 and 12,0 are whole,
// 12,5 is not.
func WholeNumber(c sheet.Cell) (int, *fault.Error) {
	text, bad := Plain(c)
	if bad != nil {
		return 0, bad
	}
	if c.Kind != sheet.Number {
		if thousands.MatchString(text) {
			text = strings.ReplaceAll(text, ".", "")
		}
		if m := zeros.FindStringSubmatch(text); m != nil {
			text = m[1]
		}
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 1_000_000_000 {
		return 0, invalid("import.whole")
	}
	return n, nil
}

// ageOf also takes the word for years.
func ageOf(c sheet.Cell) (int, *fault.Error) {
	if m := years.FindStringSubmatch(strings.TrimSpace(c.Text)); m != nil && c.Kind == sheet.Text {
		c.Text = m[1]
	}
	return WholeNumber(c)
}

// nikOf reads a population number. Spreadsheets keep only fifteen digits of a
// number: written as one, its last digit is lost.
func nikOf(c sheet.Cell) (string, *fault.Error) {
	text, bad := Plain(c)
	if bad != nil {
		return "", bad
	}
	if c.Kind == sheet.Number {
		return "", invalid("import.nik_number")
	}
	if d := family.Digits(text); d != "" && strings.Trim(text, "0123456789 .-'") == "" {
		return d, nil
	}
	return "", invalid("import.nik_form")
}

// mobile is a number that lost its zero on the way through a spreadsheet into a
// CSV: those of places are shorter.
var mobile = regexp.MustCompile(`^8\d{8,12}$`)

// PhoneOf reads a telephone number, and gives back the zero that spreadsheets
// drop from it.
func PhoneOf(c sheet.Cell) (string, *fault.Error) {
	text, bad := Plain(c)
	if bad == nil && (c.Kind == sheet.Number && strings.HasPrefix(text, "8") || mobile.MatchString(text)) {
		text = "0" + text
	}
	return text, bad
}
