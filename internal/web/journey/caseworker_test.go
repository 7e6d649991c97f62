package journey_test

import (
	"strings"
	"testing"

	"teduh/internal/domain/access"
)

const (
	caller = "Contoh Mawar Kenanga"
	told   = "Contoh: suami pergi tanpa kabar, anak tidak sekolah."
)

// TestTheCaseworkerTakesACaseFromContactToReopening is a case as it is lived:
// somebody comes, becomes a client, is helped, and comes back.
func TestTheCaseworkerTakesACaseFromContactToReopening(t *testing.T) {
	each(t, func(v *visitor) {
		v.own = []string{caller, "Mawar", told}
		v.signsIn(access.Caseworker)
		v.reads("h1", v.words.T("menu.board"))

		v.press(v.words.T("board.new_contact"))
		v.fill(map[string]string{"caller": caller, "presenting": "neglect", "danger_now": "no", "action_taken": " "})
		v.press(v.words.T("form.save"))
		v.reads("#action_taken-fault", v.words.T("fault.required"))
		v.answered("caller", caller)
		v.answered("presenting", "neglect")
		v.write("action_taken", told)
		v.press(v.words.T("form.save"))

		v.press(v.words.T("casefile.becomes_case"))
		v.answered("name", caller)
		v.fill(map[string]string{"age": "34", "sex": "female", "safe_contact": "WA pagi, lewat tetangga.", "presenting": "neglect", "consent_given": "both"})
		v.press(v.words.T("form.save"))
		v.reads(".timeline", v.words.T("kind.registration"))

		v.act("screening", map[string]string{"risk_level": "medium", "danger_now": "no"})
		v.act("assessment", nil)
		v.act("problem", nil)
		v.act("track", map[string]string{"track": "managed"})
		v.act("plan", planned())
		v.act("session", map[string]string{"what_happened": told})
		v.reads(".timeline", told)
		v.act("referral", nil)
		v.act("reply", nil)
		v.act("evaluation", nil)
		v.act("closure", nil)
		v.reads(".tag", v.words.T("status.closed"))
		v.act("reopening", nil)
		v.reads(".tag", v.words.T("status.active"))
		for _, kind := range []string{"registration", "screening", "assessment", "problem", "track", "plan", "session", "referral", "reply", "evaluation", "closure", "reopening"} {
			v.reads(".timeline b", v.words.T("kind."+kind))
		}
		v.finds(caller)
	})
}

// finds looks for a client by a part of the name.
func (v *visitor) finds(name string) {
	v.t.Helper()
	v.press(v.words.T("menu.board"))
	v.press(v.words.T("board.search"))
	v.write("q", strings.Fields(name)[1])
	v.press(v.words.T("board.search"))
	v.reads("main li b", name)
}
