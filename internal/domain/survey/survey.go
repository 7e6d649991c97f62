// Package survey is what clients say about a service when it is over: nine
// elements with marks from 1 to 4, and a remark. Its questions are a data file.
//
// It must never know who answered. Answers are shown in whole blocks only, so
// that no two totals differ by one person: see [Blocks].
//
// Start at [Now] and [Sum].
package survey

import (
	_ "embed"
	"encoding/json"
	"strconv"
	"sync"
	"unicode/utf8"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/locale"
)

//go:embed data/survey.json
var data []byte

// Element is one of the nine questions.
type Element struct {
	Code string      `json:"code"`
	Name locale.Text `json:"name"`
	Text locale.Text `json:"text"` // the statement that is agreed with or not
}

// Questions is one version of the survey.
type Questions struct {
	Version  string    `json:"version"`
	Source   string    `json:"source"`
	Elements []Element `json:"elements"`
	Answers  []struct {
		Mark int         `json:"mark"`
		Name locale.Text `json:"name"`
	} `json:"answers"`
	Bands []struct {
		From int         `json:"from"` // of the index, in hundredths
		Name locale.Text `json:"name"`
	} `json:"bands"`
}

// Now returns the survey in use. A fault in its file is a defect and panics.
var Now = sync.OnceValue(func() *Questions {
	q := &Questions{}
	if err := json.Unmarshal(data, q); err != nil {
		panic("survey: " + err.Error())
	}
	return q
})

// Answer is what one client said.
type Answer struct {
	Version string `json:"version"`
	Marks   []int  `json:"marks"` // in the order of the elements
	Remark  string `json:"remark,omitempty"`
}

// Least is how many answers a block holds: fewer are not shown.
const Least = 5

const (
	lowest, highest = 1, 4
	longestRemark   = 1000 // runes
)

// Field is the name of an element on the form.
func Field(n int) string { return "q" + strconv.Itoa(n+1) }

// Check holds an answer against the questions; faults name the fields of the
// form.
func (a Answer) Check() error {
	var faults fault.Many
	for n := range Now().Elements {
		if n >= len(a.Marks) || a.Marks[n] < lowest || a.Marks[n] > highest {
			faults = append(faults, fault.Bad(Field(n), "fault.required"))
		}
	}
	if utf8.RuneCountInString(a.Remark) > longestRemark {
		faults = append(faults, fault.Bad("remark", "fault.too_long").With("n", longestRemark))
	}
	return faults.Err()
}

// Blocks returns how many whole blocks so many answers make.
func Blocks(answers int) int { return answers / Least }

// Totals is what answers say together.
type Totals struct {
	Answers  int
	Averages []int    // of each element, in hundredths of a mark
	Spread   [][4]int // of each element, how often each mark was given
	Index    int      // 25 to 100, in hundredths
}

// Sum adds answers up; fewer than Least add up to nothing.
func Sum(answers []Answer) Totals {
	if len(answers) < Least {
		return Totals{}
	}
	n := len(Now().Elements)
	t := Totals{Answers: len(answers), Averages: make([]int, n), Spread: make([][4]int, n)}
	all := 0
	for i := range n {
		sum := 0
		for _, a := range answers {
			sum += a.Marks[i]
			t.Spread[i][a.Marks[i]-lowest]++
		}
		all += sum
		t.Averages[i] = rounded(sum*100, len(answers))
	}
	t.Index = rounded(all*100*25, len(answers)*n)
	return t
}

// Band names what an index means.
func (t Totals) Band() locale.Text {
	for _, b := range Now().Bands {
		if t.Index >= b.From {
			return b.Name
		}
	}
	return locale.Text{}
}

func rounded(n, by int) int { return (2*n + by) / (2 * by) }
