package journey_test

import (
	"testing"

	"teduh/internal/domain/access"
	"teduh/internal/domain/taxonomy"
)

// TestAHomeVisitChangesThePlanThatTheHeadWasReading is a visit agreed upon and
// made: what was found is written down, the plan is put right, and the head, who
// had the old one open, is told so instead of approving it.
func TestAHomeVisitChangesThePlanThatTheHeadWasReading(t *testing.T) {
	const changed = "Contoh: lapor RT lebih dulu."
	each(t, func(v *visitor) {
		v.own = []string{caller, "Mawar", told, errand}
		head := v.together()
		head.own = v.own
		number := v.plans()
		v.act("task", map[string]string{"task": errand, "due_on": "2016-10-19", "with_client": "yes"})
		v.press("Teduh")
		v.reads(".list li", errand)

		head.signsIn(access.Head)
		head.press(countOf(head, "filter.awaiting"))
		head.press(number)
		head.opens("approval")

		v.press(number)
		v.opens("session")
		v.fill(map[string]string{"service": "home_visit", "what_happened": told, "mode": "home", "minutes": "75", "tasks_done": v.box("tasks_done", errand), "next_step": errand})
		v.press(v.words.T("form.save"))
		v.reads(".timeline dd", taxonomy.Name("modes", "home", v.lang))
		v.corrects("plan")
		v.fill(map[string]string{"correction_reason": "Contoh: keadaan di rumah lain.", "measures.1.measure": changed})
		v.press(v.words.T("form.save"))
		v.reads(".timeline .cell", changed)

		head.fill(map[string]string{"decision": "approved"})
		head.press(v.words.T("form.save"))
		head.reads("#decision-fault", v.words.T("casefile.plan_changed"))
		head.press("←")
		head.opens("approval")
		head.reads(".card", changed)
		head.fill(map[string]string{"decision": "approved"})
		head.press(v.words.T("form.save"))
		head.lacks(".tag", v.words.T("flag.awaiting"))
	})
}

// corrects presses what leads to the correction of the newest entry of a kind.
func (v *visitor) corrects(kind string) {
	v.t.Helper()
	at := ask[string](v, `(name) => [...document.querySelectorAll(".timeline > li")].find(l => l.querySelector("b").innerText.trim() === name)?.querySelector("a[href*='/correct/']")?.getAttribute("href") ?? ""`, v.words.T("kind."+kind))
	v.pressAmong(`a[href="`+at+`"]`, "")
}
