package journey_test

import (
	"fmt"
	"testing"

	"teduh/internal/domain/access"
)

// TestASuicideItemKeepsTheCaseOpenUntilSomethingIsDone is PHQ-9 with a thought of
// death: the case cannot be closed until somebody was called.
func TestASuicideItemKeepsTheCaseOpenUntilSomethingIsDone(t *testing.T) {
	each(t, func(v *visitor) {
		v.own = []string{caller, "Mawar"}
		v.signsIn(access.Caseworker)
		v.press(v.words.T("board.new_case"))
		v.fill(map[string]string{"name": caller, "age": "34", "sex": "female", "safe_contact": "WA pagi.", "presenting": "neglect", "consent_given": "both"})
		v.press(v.words.T("form.save"))
		at := ask[string](v, `() => location.pathname`)

		v.opens("instrument")
		v.press("PHQ-9")
		if !v.bare && ask[bool](v, `() => document.querySelector("[data-question=difficulty]").checkVisibility()`) {
			t.Errorf("%s: a question is shown that does not apply", v.at())
		}
		for n := range 9 {
			v.tick(fmt.Sprintf("q-q%d", n+1), "1")
		}
		if !v.bare && !ask[bool](v, `() => document.querySelector("[data-question=difficulty]").checkVisibility()`) {
			t.Errorf("%s: a question that applies is not shown", v.at())
		}
		v.press(v.words.T("form.save"))
		v.reads("h1", v.words.T("act.safety_action"))

		v.open(at + "/new/closure")
		v.reads("main", v.words.T("casefile.alert_open"))
		v.open(at)
		v.reads("#alerts b", v.words.T("alert.title"))
		v.press(v.words.T("act.safety_action"))
		v.fill(map[string]string{"who_called": "Contoh: psikolog", "what_agreed": "Contoh: menginap di rumah kakak."})
		v.press(v.words.T("form.save"))
		v.lacks("#alerts b", v.words.T("alert.title"))
		v.opens("instrument")
		v.reads("section h3", "PHQ-9")
		v.reads("tbody td", "9")
		v.open(at)
		v.act("closure", nil)
		v.reads(".tag", v.words.T("status.closed"))
	})
}
