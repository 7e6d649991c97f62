package instrument

import (
	"bytes"
	"encoding/json"
	"math"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/locale"
)

// Definition is an instrument as its file says it.
type Definition struct {
	Code    string      `json:"code"`
	Version int         `json:"version"`
	Name    locale.Text `json:"name"`
	About   locale.Text `json:"about"` // what it asks about, in one line
	Intro   locale.Text `json:"intro"` // what is read to the client first
	Source  locale.Text `json:"source"`
	Licence locale.Text `json:"licence"`
	Remark  locale.Text `json:"remark"` // what to know before trusting a score
	For     string      `json:"for"`    // the role that alone may use it and read its answers, "" for all who work on cases

	Lists     map[string][]Option `json:"lists"`
	Questions []Question          `json:"questions"`
	Scores    []Score             `json:"scores"`
	Alerts    []Alert             `json:"alerts"`

	Cells map[string]string `json:"-"` // of what stands alone: where it was written
}

// Question is one line of an instrument.
type Question struct {
	Name     string      `json:"name"`
	Type     string      `json:"type"` // a key of types
	List     string      `json:"list"` // of Lists, for choice and choices
	Label    locale.Text `json:"label"`
	Help     locale.Text `json:"help"`
	Section  locale.Text `json:"section"` // a heading that begins here
	Required bool        `json:"required"`
	Folded   bool        `json:"folded"`
	When     string      `json:"when"`  // expression: it is asked where this holds
	Check    string      `json:"check"` // expression: an answer is accepted where this holds
	Says     locale.Text `json:"says"`  // when it is not

	Cells map[string]string `json:"-"` // part → cell it was written in
}

// Option is one choice.
type Option struct {
	Code  string      `json:"code"`
	Name  locale.Text `json:"name"`
	Score *float64    `json:"score"` // nil: the code, where it is a whole number; of yes and no 1 and 0
}

// Score is a number worked out of the answers.
type Score struct {
	Name  string      `json:"name"`
	Label locale.Text `json:"label"`
	Items []string    `json:"items"` // questions whose choices' scores are added up; all must be answered
	Times float64     `json:"times"` // the sum is multiplied by it, 0 for once
	Rule  string      `json:"rule"`  // or an expression, over answers and the scores before
	Most  float64     `json:"most"`  // the highest possible, for the chart
	Least float64     `json:"least"`
	Bands []Band      `json:"bands"` // what a score means, from the lowest on
	Good  bool        `json:"good"`  // a higher score is better

	Cells map[string]string `json:"-"`
}

// Trend is which way a score went.
type Trend string

// The ways.
const (
	Better Trend = "better"
	Same   Trend = "same"
	Worse  Trend = "worse"
)

// Trend says which way a score went from one result to a later one: up is better
// on some scales and worse on others.
func (s Score) Trend(from, to float64) Trend {
	const none = 1e-9
	switch d := to - from; {
	case math.Abs(d) < none:
		return Same
	case d > 0 == s.Good:
		return Better
	default:
		return Worse
	}
}

// Band is what scores from a number on mean, until the next band begins.
type Band struct {
	From  float64     `json:"from"`
	Label locale.Text `json:"label"`
	Act   bool        `json:"act"` // at the cut-off: something should be done
}

// Alert is what demands an action before the client is sent home.
type Alert struct {
	Code       string      `json:"code"`
	When       string      `json:"when"` // expression over answers and scores
	Says       locale.Text `json:"says"`
	RaisesRisk bool        `json:"raises_risk"` // the case becomes one of high risk

	Cells map[string]string `json:"-"`
}

// largest bounds a definition's file.
const largest = 512 << 10

// Decode reads a definition from its file. A part that no definition has is
// refused.
func Decode(stored []byte) (Definition, error) {
	var d Definition
	if len(stored) > largest {
		return d, fault.New(fault.Invalid, "instrument.too_large")
	}
	dec := json.NewDecoder(bytes.NewReader(stored))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&d); err != nil {
		return Definition{}, fault.New(fault.Invalid, "instrument.unreadable")
	}
	return d, nil
}

// Encode writes a definition as its file.
func (d Definition) Encode() ([]byte, error) { return json.Marshal(d) }
