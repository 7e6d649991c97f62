package journey_test

import (
	"testing"

	"teduh/internal/domain/access"
	"teduh/internal/domain/taxonomy"
)

const asked = "Contoh: bertanya soal pembagian warisan; dijelaskan jalurnya."

// TestAnAnonymousCallIsAServiceAndNoCase is a man at the telephone who asks and
// hangs up: no name is demanded, nothing stays to be done, and in the figures he
// is one more who was told something, never a case.
func TestAnAnonymousCallIsAServiceAndNoCase(t *testing.T) {
	each(t, func(v *visitor) {
		v.own = []string{asked, "warisan"}
		head := v.together()
		head.own = v.own
		head.signsIn(access.Head)
		counted := []string{"figure.contacts", "figure.information", "figure.new", "figure.handled", "figure.persons", "figure.consultations"}
		before := head.reported(counted)

		v.signsIn(access.FrontOfficer)
		v.press(v.words.T("board.new_contact"))
		v.ticks(".choices input[type=checkbox][name=caller]")
		v.fill(map[string]string{"channel": "phone", "presenting": "other", "danger_now": "no", "action_taken": asked, "contact_outcome": "information"})
		v.press(v.words.T("form.save"))
		v.reads(".timeline dd", taxonomy.Name("channels", "phone", v.lang))
		v.reads(".timeline dd", taxonomy.Name("contact_outcomes", "information", v.lang))
		v.press(v.words.T("menu.board"))
		v.lacks("main li", v.words.T("contact_status.registered"))

		after := head.reported(counted)
		for _, figure := range counted {
			more := 0
			if figure == "figure.contacts" || figure == "figure.information" {
				more = 1
			}
			if after[figure] != before[figure]+more {
				t.Errorf("%s: %d, before the call %d", figure, after[figure], before[figure])
			}
		}
		head.open("/recap?figure=information&period=2016-10")
		head.reads("tr", taxonomy.Name("problems", "other", v.lang))
	})
}

// reported is what the report of October says of some figures.
func (v *visitor) reported(figures []string) map[string]int {
	v.t.Helper()
	v.open("/report?period=2016-10")
	out := map[string]int{}
	for _, f := range figures {
		out[f] = v.figure(v.words.T(f))
	}
	return out
}

// figure is the number beside a name in a table.
func (v *visitor) figure(name string) int {
	v.t.Helper()
	n := ask[*int](v, `(name) => { const row = [...document.querySelectorAll("main tr")].find(r => r.cells[0]?.innerText.trim() === name); return row ? Number(row.cells[1].innerText.replace(/\D/g, "")) : null }`, name)
	if n == nil {
		v.t.Fatalf("%s: no figure %q", v.at(), name)
	}
	return *n
}
