package casefile

import (
	"encoding/json"
	"slices"
	"strconv"

	"teduh/internal/kit/calendar"
)

// Body holds the answers of an entry by field name. A field that was left
// empty is absent. Numbers are decimal, days ISO 8601, choices codes, yes and
// no "yes" and "no".
type Body map[string]Values

// Values are the answers to one field: one, or several where the field takes a
// list. In JSON a single answer is a string, several are an array.
type Values []string

// MarshalJSON writes a single answer as a string.
func (v Values) MarshalJSON() ([]byte, error) {
	if len(v) == 1 {
		return json.Marshal(v[0])
	}
	return json.Marshal([]string(v))
}

// UnmarshalJSON reads a string or an array of strings.
func (v *Values) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		var one string
		if err := json.Unmarshal(data, &one); err != nil {
			return err
		}
		*v = Values{one}
		return nil
	}
	var many []string
	if err := json.Unmarshal(data, &many); err != nil {
		return err
	}
	*v = many
	return nil
}

// Get returns the first answer to a field, "" when there is none.
func (b Body) Get(field string) string {
	if len(b[field]) == 0 {
		return ""
	}
	return b[field][0]
}

// All returns every answer to a field.
func (b Body) All(field string) []string { return b[field] }

// Yes reports whether a yes-or-no field was answered yes.
func (b Body) Yes(field string) bool { return b.Get(field) == "yes" }

// Has reports whether a field was answered.
func (b Body) Has(field string) bool { return b.Get(field) != "" }

// Says reports whether anything is answered with a text.
func (b Body) Says(text string) bool {
	for _, answers := range b {
		if slices.Contains(answers, text) {
			return true
		}
	}
	return false
}

// Int returns the whole number of a field.
func (b Body) Int(field string) (int, bool) {
	n, err := strconv.Atoi(b.Get(field))
	return n, err == nil
}

// Day returns the day of a field, 0 when there is none.
func (b Body) Day(field string) calendar.Day {
	d, err := calendar.ParseDay(b.Get(field))
	if err != nil {
		return 0
	}
	return d
}

// Set answers a field; no answers remove it.
func (b Body) Set(field string, answers ...string) {
	answers = slices.DeleteFunc(slices.Clone(answers), func(s string) bool { return s == "" })
	if len(answers) == 0 {
		delete(b, field)
		return
	}
	b[field] = answers
}

// Clone returns a copy that shares nothing with b.
func (b Body) Clone() Body {
	c := make(Body, len(b))
	for k, v := range b {
		c[k] = slices.Clone(v)
	}
	return c
}

// Encode returns the bytes that are encrypted and stored: JSON with sorted
// keys, so that the same body always gives the same bytes.
func (b Body) Encode() ([]byte, error) { return json.Marshal(map[string]Values(b)) }

// Decode reads stored bytes.
func Decode(stored []byte) (Body, error) {
	var b Body
	err := json.Unmarshal(stored, &b)
	return b, err
}
