package taxonomy

import (
	"slices"
	"sync"

	"teduh/internal/kit/calendar"
	"teduh/internal/kit/locale"
)

// PoliceRule is when the head is asked whether the police are told. The law is not
// settled, so what it is about, the hours and the words are data. A case keeps
// the version in which it began.
type PoliceRule struct {
	Version     string      `json:"version"`
	From        string      `json:"from"` // the first day on which a case may begin with it
	Hours       int         `json:"hours"`
	Problems    []string    `json:"problems"` // primary or secondary
	SecondLevel []string    `json:"second_level"`
	ReviewedBy  string      `json:"reviewed_by"` // who reviewed the law; "" while nobody did
	Name        locale.Text `json:"name"`
	Says        locale.Text `json:"says"` // what the law says and what is open
	Source      string      `json:"source"`

	from calendar.Day
}

var policeRules = sync.OnceValue(func() (all []PoliceRule) {
	read("police.json", &all)
	for i := range all {
		from, err := calendar.ParseDay(all[i].From)
		if err != nil {
			panic("taxonomy: police.json: " + err.Error())
		}
		all[i].from = from
	}
	return all
})

// PoliceRuleOf returns the rule of a case that began on a day.
func PoliceRuleOf(began calendar.Day) PoliceRule {
	all := policeRules()
	for i := len(all) - 1; i > 0; i-- {
		if all[i].from <= began {
			return all[i]
		}
	}
	return all[0]
}

// PoliceHours returns within how many hours the head decides whether the police
// are told, in a case that began on a day; 0 when none of its codes asks for it.
func (Codebook) PoliceHours(codes []string, began calendar.Day) int {
	r := PoliceRuleOf(began)
	if slices.ContainsFunc(codes, func(code string) bool {
		return slices.Contains(r.Problems, code) || slices.Contains(r.SecondLevel, code)
	}) {
		return r.Hours
	}
	return 0
}
