// Package taxonomy is the versioned, bilingual lists by which cases are named
// and counted: problems, age groups, services, reasons and outcomes. They are
// data files; a change of a list is a new version, not a new meaning.
//
// "Other" is a classification; "not coded" is the absence of one. They are
// never added up without saying so.
//
// Start at [Now] and [Lists].
package taxonomy

import (
	"embed"
	"encoding/json"
	"sync"

	"teduh/internal/kit/locale"
)

//go:embed data/*.json
var data embed.FS

// The codes with a meaning to the program.
const (
	Other    = "other"
	NotCoded = "not_coded"
	Unknown  = "unknown"
)

// Problem is a type of problem.
type Problem struct {
	Code          string        `json:"code"`
	Name          locale.Text   `json:"name"`
	Line2016      string        `json:"line2016"`       // the line of the published list it belongs to
	Restricted    bool          `json:"restricted"`     // fewer people open such a file
	AlwaysManaged bool          `json:"always_managed"` // never on the short track
	Examples      []locale.Text `json:"examples"`       // of other, named by the article
}

// SecondLevel is a finer code that an LK3 may use under a problem.
type SecondLevel struct {
	Code  string      `json:"code"`
	Name  locale.Text `json:"name"`
	Under string      `json:"under"`
}

// Version is one version of the list of problems.
type Version struct {
	Name        string        `json:"version"`
	Source      string        `json:"source"`
	Problems    []Problem     `json:"problems"`
	SecondLevel []SecondLevel `json:"second_level"`
	at          map[string]int
}

// Now returns the list in use.
var Now = sync.OnceValue(func() *Version { return version("problems-now.json") })

// Of2016 returns the list as the ministry published it in 2016.
var Of2016 = sync.OnceValue(func() *Version { return version("problems-2016.json") })

func version(file string) *Version {
	v := &Version{at: map[string]int{}}
	read(file, v)
	for i, p := range v.Problems {
		v.at[p.Code] = i
	}
	return v
}

// read parses an embedded file; a fault in it is a defect and panics.
func read(file string, into any) {
	raw, err := data.ReadFile("data/" + file)
	if err == nil {
		err = json.Unmarshal(raw, into)
	}
	if err != nil {
		panic("taxonomy: " + file + ": " + err.Error())
	}
}

// Index returns the place of a problem in the list, -1 when it is not there.
func (v *Version) Index(code string) int {
	if i, ok := v.at[code]; ok {
		return i
	}
	return -1
}

// Problem returns a problem by its code.
func (v *Version) Problem(code string) (Problem, bool) {
	i := v.Index(code)
	if i < 0 {
		return Problem{}, false
	}
	return v.Problems[i], true
}

// Line returns the line of 2016 to which a problem belongs.
func (v *Version) Line(code string) string {
	p, ok := v.Problem(code)
	if !ok {
		return Other
	}
	return p.Line2016
}

// Item is a code of a list with its name.
type Item struct {
	Code     string      `json:"code"`
	Name     locale.Text `json:"name"`
	SIAK     string      `json:"siak"`             // of a relation: its number in civil registration
	FollowUp []int       `json:"follow_up_months"` // of a closure reason: months after it at which to ask how it goes
	Answer   int         `json:"answer_days"`      // of an urgency: days until a referral should be answered
}

var lists = sync.OnceValue(func() map[string][]Item {
	all := map[string][]Item{}
	read("lists.json", &all)
	read("lists-family.json", &all) // its lists beside the others
	for _, s := range Now().SecondLevel {
		all["second_level"] = append(all["second_level"], Item{Code: s.Code, Name: s.Name})
	}
	for _, p := range Now().Problems {
		if p.Code != NotCoded {
			all["problems"] = append(all["problems"], Item{Code: p.Code, Name: p.Name})
		}
	}
	return all
})

// List returns a list by its name, in its order; nil when there is none.
func List(name string) []Item { return lists()[name] }

// Has reports whether a list holds a code.
func Has(list, code string) bool {
	_, ok := Find(list, code)
	return ok
}

// Find returns an item of a list.
func Find(list, code string) (Item, bool) {
	for _, item := range lists()[list] {
		if item.Code == code {
			return item, true
		}
	}
	return Item{}, false
}

// Name returns what a code of a list is called, the code itself when the list
// does not hold it.
func Name(list, code string, l locale.Lang) string {
	if list == "problems" {
		if p, ok := Now().Problem(code); ok {
			return p.Name.In(l)
		}
	}
	item, ok := Find(list, code)
	if !ok {
		return code
	}
	return item.Name.In(l)
}

// AgeGroup returns the group of an age in years; negative ages are unknown.
// The groups are those of Simfoni PPA, so that tables can be laid side by side.
func AgeGroup(years int) string {
	bounds := []struct {
		upTo int
		code string
	}{{5, "0_5"}, {12, "6_12"}, {17, "13_17"}, {24, "18_24"}, {44, "25_44"}, {59, "45_59"}}
	if years < 0 {
		return Unknown
	}
	for _, b := range bounds {
		if years <= b.upTo {
			return b.code
		}
	}
	return "60_up"
}

// Codebook answers what folding a file must know of the lists.
type Codebook struct{}

// AgeGroup is the function of the same name.
func (Codebook) AgeGroup(years int) string { return AgeGroup(years) }

// Restricted reports whether files of a problem open to fewer people.
func (Codebook) Restricted(problem string) bool {
	p, _ := Now().Problem(problem)
	return p.Restricted
}

// FollowUps returns after how many months a client is asked how it goes, by the
// reason of the closure.
func (Codebook) FollowUps(reason string) []int {
	item, _ := Find("closure_reasons", reason)
	return item.FollowUp
}

// AnswerDays returns after how many days a receiving agency should have
// answered, by the urgency of the referral.
func (Codebook) AnswerDays(urgency string) int {
	item, _ := Find("urgencies", urgency)
	return item.Answer
}

// AlwaysManaged reports whether cases of a problem are never on the short
// track.
func (Codebook) AlwaysManaged(problem string) bool {
	p, _ := Now().Problem(problem)
	return p.AlwaysManaged
}
