package journey_test

import (
	"testing"

	"teduh/internal/domain/access"
)

// TestWhatIsTypedIsKeptByItself is a session note that somebody begins, leaves
// and finds again.
func TestWhatIsTypedIsKeptByItself(t *testing.T) {
	each(t, func(v *visitor) {
		v.own = []string{caller, "Mawar", told}
		v.signsIn(access.Caseworker)
		v.press(v.words.T("board.new_contact"))
		v.write("caller", caller)
		v.write("action_taken", told)
		if v.bare {
			v.press(v.words.T("draft.keep"))
		} else {
			v.comesToSay("[data-draft-said]", v.words.T("draft.kept"))
			v.press(v.words.T("menu.board"))
		}
		v.press(v.words.T("kind.contact"))
		v.answered("caller", caller)
		v.answered("action_taken", told)
		v.press(v.words.T("draft.discard"))
		v.answered("caller", "")
		v.press(v.words.T("menu.board"))
		v.lacks("main h2", v.words.T("draft.yours"))
	})
}
