package rule

import (
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Type is what a field or an expression yields.
type Type string

// The types.
const (
	Number Type = "number"
	Text   Type = "text" // codes and days too: days are ordered as their ISO text
	List   Type = "list" // codes of which several were chosen
	Truth  Type = "truth"
)

// Value is an answer, or what an expression yields. The zero value is nil.
type Value struct {
	Type   Type // "" is nil
	Number float64
	Text   string
	List   []string
	Truth  bool
}

// Nil reports whether there is no value.
func (v Value) Nil() bool { return v.Type == "" }

// MarshalJSON writes it as the browser knows it.
func (v Value) MarshalJSON() ([]byte, error) {
	switch v.Type {
	case Number:
		return json.Marshal(v.Number)
	case Text:
		return json.Marshal(v.Text)
	case List:
		return json.Marshal(v.List)
	case Truth:
		return json.Marshal(v.Truth)
	default:
		return []byte("null"), nil
	}
}

func number(n float64) Value {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return Value{}
	}
	return Value{Type: Number, Number: n}
}

func truth(b bool) Value { return Value{Type: Truth, Truth: b} }

var numeral = regexp.MustCompile(`^-?[0-9]{1,15}([.,][0-9]{1,6})?$`)

// ParseNumber reads a number as people type it, with a point or a comma.
func ParseNumber(typed string) (float64, bool) {
	if !numeral.MatchString(typed) {
		return 0, false
	}
	n, err := strconv.ParseFloat(strings.Replace(typed, ",", ".", 1), 64)
	return n, err == nil
}

// Read makes a value of the answers to a field; what is no answer of its type is
// nil.
func Read(t Type, answers []string) Value {
	if len(answers) == 0 {
		return Value{}
	}
	switch t {
	case Number:
		if n, ok := ParseNumber(answers[0]); ok {
			return number(n)
		}
	case Text:
		if answers[0] != "" {
			return Value{Type: Text, Text: answers[0]}
		}
	case List:
		if chosen := slices.DeleteFunc(slices.Clone(answers), func(s string) bool { return s == "" }); len(chosen) > 0 {
			return Value{Type: List, List: chosen}
		}
	}
	return Value{}
}
