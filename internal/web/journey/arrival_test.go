package journey_test

import (
	"testing"

	"teduh/internal/domain/access"
	"teduh/internal/domain/taxonomy"
)

// TestSomebodyInDangerIsWrittenDownAtOnceAndBecomesACase is the front desk: what
// to do stands there the moment the danger is ticked, the name can wait, and what
// the contact knows is not typed again. It counts what a hand does.
func TestSomebodyInDangerIsWrittenDownAtOnceAndBecomesACase(t *testing.T) {
	each(t, func(v *visitor) {
		v.own = []string{caller, "Mawar", told}
		v.signsIn(access.Caseworker)
		v.presses = 0
		v.press(v.words.T("board.new_contact"))
		step := taxonomy.Danger().Steps[0].In(v.lang)
		v.hides(".if-yes li", step)
		v.write("danger_now", "yes")
		v.shows(".if-yes li", step)
		v.ticks(".choices input[type=checkbox][name=caller]")
		must := v.fillMust(map[string]string{"channel": "walk_in", "presenting": "domestic_violence", "action_taken": told})
		v.write("safe_contact", "WA pagi, lewat kakak.")
		v.tick("contact_outcome", "became_case")
		v.press(v.words.T("form.save"))
		t.Logf("contact: %d fields must be answered, %d presses of buttons and links", must, v.presses)
		if must > 5 || v.presses > 2 {
			t.Error("it takes longer than on paper")
		}

		v.presses = 0
		v.answered("name", "")
		v.answered("presenting", "domestic_violence")
		v.answered("safe_contact", "WA pagi, lewat kakak.")
		v.answered("origin", "self")
		must = v.fillMust(map[string]string{"name": caller, "sex": "female", "age": "34", "consent_given": "later"})
		v.press(v.words.T("form.save"))
		v.reads(".timeline", v.words.T("kind.registration"))
		v.reads(".card", "WA pagi, lewat kakak.")
		t.Logf("registration: %d fields were still to be answered, %d presses of buttons and links", must, v.presses)
		if must > 4 || v.presses > 1 {
			t.Error("something is typed twice")
		}
		v.open("/")
		v.lacks("main li", v.words.T("contact_status.registered"))
	})
}

// fillMust answers what must be answered and is not yet, and counts it.
func (v *visitor) fillMust(given map[string]string) (must int) {
	v.t.Helper()
	for _, f := range ask[[]field](v, formFields) {
		if f.Required && !f.Answered {
			must++
		}
	}
	v.fill(given)
	return must
}

const isSeen = `(selector, text) => [...document.querySelectorAll(selector)].some(e => e.checkVisibility() && e.innerText.includes(text))`

func (v *visitor) shows(selector, text string) {
	v.t.Helper()
	if !ask[bool](v, isSeen, selector, text) {
		v.t.Errorf("%s: %q is not to be seen", v.at(), text)
	}
}

func (v *visitor) hides(selector, text string) {
	v.t.Helper()
	if ask[bool](v, isSeen, selector, text) {
		v.t.Errorf("%s: %q is to be seen", v.at(), text)
	}
}

// ticks presses one box.
func (v *visitor) ticks(selector string) {
	v.t.Helper()
	v.touch(v.seek(selector, ""), " ")
}
