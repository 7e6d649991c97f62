// Package family knows how Indonesian names are written, so that a person is
// found whichever way the name was spelt. It holds no names.
package family

import (
	"slices"
	"strings"
	"unicode"
)

// NameTokens returns the folded words of a name by which it is found: old and
// new spelling are one (oe/u, dj/j, tj/c, sj/sy), and so are the ways to write
// Muhammad. Titles and the words bin, binti are left out.
func NameTokens(name string) []string {
	var tokens []string
	for _, word := range words(name) {
		if t := Fold(word); t != "" && !slices.Contains(tokens, t) {
			tokens = append(tokens, t)
		}
	}
	return tokens
}

// FullName returns the folded words of a name in order, for an exact match.
func FullName(name string) string { return strings.Join(NameTokens(name), " ") }

func words(name string) []string {
	return strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
}

var passedOver = []string{"bin", "binti", "alm", "almh", "h", "hj", "ny", "tn", "sdr", "sdri", "ibu", "bapak", "pak", "bu"}

var muhammads = []string{"moh", "mohd", "moch", "mochamad", "mochammad", "mohamad", "mohammad", "mohammed", "muh", "muhd", "muhamad", "muhammad", "mhd", "md", "mukhamad", "mukhammad"}

var spellings = strings.NewReplacer("oe", "u", "dj", "j", "tj", "c", "sj", "sy", "nj", "ny", "ch", "kh", "'", "", "ph", "f", "v", "f", "z", "s", "x", "ks", "q", "k")

// Fold returns a word as it sounds.
func Fold(word string) string {
	word = strings.ToLower(word)
	if slices.Contains(passedOver, word) {
		return ""
	}
	if slices.Contains(muhammads, word) {
		return "muhamad"
	}
	return undouble(spellings.Replace(word))
}

// undouble drops repeated letters and a final silent h: Anna is Ana, Fatimah is
// Fatima.
func undouble(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		if len(out) == 0 || out[len(out)-1] != r {
			out = append(out, r)
		}
	}
	if n := len(out); n > 2 && out[n-1] == 'h' {
		out = out[:n-1]
	}
	return string(out)
}

// Digits returns the digits of a NIK when there are sixteen, else "".
func Digits(s string) string {
	d := digits(s)
	if len(d) != 16 {
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

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
