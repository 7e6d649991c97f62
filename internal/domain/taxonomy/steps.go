package taxonomy

import (
	"sync"

	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
)

// StepTemplate is the steps of a managed case. A case keeps the version in which
// it began, so that a new one moves nothing that is promised.
type StepTemplate struct {
	Version string              `json:"version"`
	From    string              `json:"from"` // the first day on which a case may begin with it
	Source  string              `json:"source"`
	Steps   []casefile.StepRule `json:"steps"`

	from calendar.Day
}

var stepTemplates = sync.OnceValue(func() (all []StepTemplate) {
	read("steps.json", &all)
	for i := range all {
		from, err := calendar.ParseDay(all[i].From)
		if err != nil {
			panic("taxonomy: steps.json: " + err.Error())
		}
		all[i].from = from
	}
	return all
})

// Steps returns the steps of a case that began on a day.
func (Codebook) Steps(began calendar.Day) []casefile.StepRule {
	all := stepTemplates()
	for i := len(all) - 1; i > 0; i-- {
		if all[i].from <= began {
			return all[i].Steps
		}
	}
	return all[0].Steps
}
