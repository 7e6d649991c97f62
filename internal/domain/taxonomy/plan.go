package taxonomy

import (
	"slices"
	"sync"

	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/locale"
)

// PlanTemplate is a plan to begin with, by problem. It only fills the form: what
// the client and the worker make of it is theirs.
type PlanTemplate struct {
	Code     string      `json:"code"`
	Problems []string    `json:"problems"`
	Name     locale.Text `json:"name"`
	Rows     []planRow   `json:"rows"`
}

type planRow struct {
	Domain  string      `json:"domain"`
	Aim     locale.Text `json:"aim"` // left out: as in the row above
	Measure locale.Text `json:"measure"`
	Doer    string      `json:"doer"`
	Days    int         `json:"days"` // from today
}

var planTemplates = sync.OnceValue(func() []PlanTemplate {
	var all []struct {
		Version   string         `json:"version"`
		Source    string         `json:"source"`
		Templates []PlanTemplate `json:"templates"`
	}
	read("plan-templates.json", &all)
	return all[len(all)-1].Templates
})

// PlanTemplates returns the templates, those for a problem first.
func PlanTemplates(problem string) []PlanTemplate {
	all := slices.Clone(planTemplates())
	slices.SortStableFunc(all, func(a, b PlanTemplate) int { return b.suits(problem) - a.suits(problem) })
	return all
}

func (t PlanTemplate) suits(problem string) int {
	if slices.Contains(t.Problems, problem) {
		return 1
	}
	return 0
}

// Begin returns the rows of a plan that begins with the template.
func (t PlanTemplate) Begin(l locale.Lang, today calendar.Day) []casefile.Body {
	rows := make([]casefile.Body, len(t.Rows))
	for i, r := range t.Rows {
		rows[i] = casefile.Body{}
		for column, text := range map[string]string{"domain": r.Domain, "aim": r.Aim.In(l), "measure": r.Measure.In(l), "doer": r.Doer, "until": today.Add(r.Days).String()} {
			rows[i].Set(column, text)
		}
	}
	return rows
}
