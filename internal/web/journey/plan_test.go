package journey_test

import (
	"testing"

	"teduh/internal/domain/access"
	"teduh/internal/domain/taxonomy"
)

const errand = "Contoh: antar ke Dukcapil."

// planned is a plan of one action.
func planned() map[string]string {
	return map[string]string{"measures.1.domain": "social", "measures.1.aim": told, "measures.1.measure": "Contoh: bertemu sekolah."}
}

// TestAPlanBeginsWithATemplateAndIsWorkedOff is what lies between the assessment
// and the calendar: a domain is found wanting, the plan begins with a template,
// the head approves it, a session leaves a task, and the task is ticked off.
func TestAPlanBeginsWithATemplateAndIsWorkedOff(t *testing.T) {
	each(t, func(v *visitor) {
		v.own = []string{caller, "Mawar", told, errand}
		v.signsIn(access.Caseworker)
		v.press(v.words.T("board.new_case"))
		v.fill(map[string]string{"name": caller, "age": "34", "sex": "female", "safe_contact": "WA pagi.", "presenting": "economic", "consent_given": "both"})
		v.press(v.words.T("form.save"))
		v.act("screening", map[string]string{"risk_level": "high", "danger_now": "no"})
		v.act("assessment", map[string]string{"economic_score": "3", "economic": told})
		number := v.said("h1")[0]

		v.opens("plan")
		v.reads(".card", taxonomy.Name("need_scores", "3", v.lang))
		v.stay(v.words.T("form.begins"))
		v.press(taxonomy.PlanTemplates("economic")[0].Name.In(v.lang))
		v.answered("measures.1.domain", "economic")
		v.fill(map[string]string{"review_date": "2016-12-01"})
		v.press(v.words.T("form.save"))
		v.reads("ol.rows li", taxonomy.PlanTemplates("economic")[0].Rows[0].Aim.In(v.lang))

		head := v.together()
		head.own = v.own
		head.signsIn(access.Head)
		head.press(countOf(head, "filter.awaiting"))
		head.press(number)
		head.act("approval", map[string]string{"decision": "approved"})

		v.act("task", map[string]string{"task": errand, "due_on": "2016-10-20"})
		v.press(v.words.T("menu.calendar"))
		v.reads(".week li", errand)
		v.press(number)
		v.stay(v.words.T("plan.tasks", "n", 5))
		v.tick("tasks_done", v.box("tasks_done", errand))
		v.inPlace(v.words.T("plan.tick"), ".timeline b", v.words.T("kind.done"))
		v.reads(".timeline b", v.words.T("kind.done"))
		v.press(v.words.T("menu.calendar"))
		v.reads(".week li.over", errand)
	})
}
