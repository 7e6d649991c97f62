package family

import (
	"strings"
	"time"

	"teduh/internal/kit/calendar"
)

const (
	nikLength = 16
	womansDay = 40 // is added to a woman's day of birth
)

// Digits returns the digits of a NIK when there are sixteen, else "".
func Digits(s string) string {
	d := digits(s)
	if len(d) != nikLength {
		return ""
	}
	return d
}

// Phone returns an Indonesian telephone number in one form, 62…, or "" when it
// is none.
func Phone(s string) string {
	d := digits(s)
	switch {
	case strings.HasPrefix(d, "62"):
	case strings.HasPrefix(d, "0"):
		d = "62" + d[1:]
	default:
		return ""
	}
	if len(d) < 9 || len(d) > 15 {
		return ""
	}
	return d
}

// NumberParts returns the beginnings and ends of a NIK and a telephone number by
// which a person is found when one digit was mistyped: the other part is right.
func NumberParts(nik, phone string) []string {
	const nikPart, phonePart, prefix = 8, 5, "62"
	var out []string
	if n := longNumber(nik); n != "" {
		out = append(out, "nik "+n[:nikPart], "nik end "+n[len(n)-nikPart:])
	}
	if p := strings.TrimPrefix(Phone(phone), prefix); len(p) > phonePart {
		out = append(out, "phone "+p[:phonePart], "phone end "+p[len(p)-phonePart:])
	}
	return out
}

// longNumber returns the digits of what was meant as a NIK, perhaps with one too
// many or too few; else "".
func longNumber(s string) string {
	d := digits(s)
	if len(d) < nikLength-1 || len(d) > nikLength+1 {
		return ""
	}
	return d
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// Masked is a NIK or a family card number as a screen shows it that anybody may
// look at: enough to compare it with a card, too little to take along.
func Masked(number string) string {
	const shown = 4
	r := []rune(number)
	hidden := min(max(len(r)-shown, 0), nikLength)
	return strings.Repeat("•", hidden) + string(r[len(r)-min(shown, len(r)):])
}

// Doubt is what looks odd about a number. It warns and never blocks: papers hold
// what they hold.
type Doubt string

// The doubts about a NIK (domain of Dukcapil: region, day of birth with 40 added
// for women, serial).
const (
	NotSixteen Doubt = "not_sixteen"
	BadRegion  Doubt = "bad_region"
	BadDay     Doubt = "bad_day"
	OtherSex   Doubt = "other_sex"
	OtherDay   Doubt = "other_day"
	NoSerial   Doubt = "no_serial"
)

// NIKDoubts returns what looks odd about a NIK beside what else is known of the
// person: sex is "male", "female" or else, born 0 when unknown. The region is
// where the number was first issued, so it says nothing of the address.
func NIKDoubts(typed, sex string, born calendar.Day) []Doubt {
	if strings.TrimSpace(typed) == "" {
		return nil
	}
	n := Digits(typed)
	if n == "" || strings.Trim(typed, "0123456789 .-") != "" {
		return []Doubt{NotSixteen}
	}
	var out []Doubt
	if p := number(n[:2]); p < 11 || p > 96 || n[2:4] == "00" || n[4:6] == "00" {
		out = append(out, BadRegion)
	}
	out = append(out, birthDoubts(n, sex, born)...)
	if n[12:] == "0000" {
		out = append(out, NoSerial)
	}
	return out
}

func birthDoubts(nik, sex string, born calendar.Day) []Doubt {
	day, month, year := number(nik[6:8]), number(nik[8:10]), number(nik[10:12])
	female := day > womansDay
	if female {
		day -= womansDay
	}
	if !isDay(day, month, year) {
		return []Doubt{BadDay}
	}
	var out []Doubt
	if sex == "female" && !female || sex == "male" && female {
		out = append(out, OtherSex)
	}
	if born != 0 && (int(born)%100 != day || int(born)/100%100 != month || born.Year()%100 != year) {
		out = append(out, OtherDay)
	}
	return out
}

// isDay reports whether a day exists in a year of either century.
func isDay(day, month, year int) bool {
	for _, century := range []int{1900, 2000} {
		d := time.Date(century+year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
		if month >= 1 && month <= 12 && d.Day() == day && int(d.Month()) == month {
			return true
		}
	}
	return false
}

func number(s string) int {
	n := 0
	for _, r := range s {
		n = n*10 + int(r-'0')
	}
	return n
}
