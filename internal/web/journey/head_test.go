package journey_test

import (
	"testing"

	"teduh/internal/domain/access"
)

// TestTheHeadApprovesAssignsAndClosesTheMonth is a head's day: a plan waits for
// approval, a case for somebody to do it, the month for its end.
func TestTheHeadApprovesAssignsAndClosesTheMonth(t *testing.T) {
	each(t, func(v *visitor) {
		v.own = []string{caller, "Mawar", told}
		worker := v.together()
		worker.own = v.own
		number := worker.plans()
		v.site.days.Store(14) // October is over

		v.signsIn(access.Head)
		v.reads("h1", v.words.T("menu.board"))
		v.press(countOf(v, "filter.awaiting"))
		v.press(number)
		v.act("approval", map[string]string{"decision": "approved"})
		v.reads(".timeline b", v.words.T("kind.approval"))

		psychologist := v.together()
		psychologist.signsIn(access.Psychologist)
		psychologist.lacks(".list", number)
		name := psychologist.said("header a[href='/account']")[0]
		v.opens("assignment")
		v.write("assigned", v.box("assigned", name))
		v.press(v.words.T("form.save"))
		v.reads(".timeline dd", name)
		psychologist.press(v.words.T("menu.board"))
		psychologist.reads(".list", number)

		v.press(v.words.T("menu.board"))
		october := v.words.T("board.close_month", "month", v.words.Month(201610))
		v.press(october)
		v.lacks("button", october)
		v.press(v.words.T("menu.recap"))
		v.reads("table", v.words.T("recap.total"))
		v.pressAmong("main table a", "")
		v.reads("h1", v.words.T("figure.handled"))
	})
}

// plans is what a caseworker does before: a case with a plan. It returns the
// case's number.
func (v *visitor) plans() string {
	v.t.Helper()
	v.signsIn(access.Caseworker)
	v.press(v.words.T("board.new_case"))
	v.fill(map[string]string{"name": caller, "age": "34", "sex": "female", "safe_contact": "WA pagi.", "presenting": "neglect", "consent_given": "both"})
	v.press(v.words.T("form.save"))
	v.act("track", map[string]string{"track": "managed"})
	v.act("screening", map[string]string{"risk_level": "high", "danger_now": "no"})
	v.act("assessment", nil)
	v.act("problem", nil)
	v.act("plan", planned())
	v.reads(".tag", v.words.T("flag.awaiting"))
	return v.number()
}

// box is the value of the box to tick beside a name.
func (v *visitor) box(boxes, name string) string {
	v.t.Helper()
	value := ask[string](v, `(boxes, name) => [...document.getElementsByName(boxes)].find(e => e.labels[0].innerText.trim().startsWith(name))?.value ?? ""`, boxes, name)
	if value == "" {
		v.t.Fatalf("%s: %s offers no %q", v.at(), boxes, name)
	}
	return value
}

// countOf is how a number on the board reads.
func countOf(v *visitor, key string) string {
	return ask[string](v, `(name) => [...document.querySelectorAll(".counts a")].map(a => a.innerText.replace(/\s+/g, " ").trim()).find(t => t.endsWith(name)) ?? name`, v.words.T(key))
}
