package journey_test

import (
	"fmt"
	"testing"

	"teduh/internal/domain/access"
)

// TestThePsychologistSeesWhatIsAssignedAndSealsTheRecord comes on a Tuesday: one
// case more is there, SRQ-20 comes to nine with the question on dying, what is
// agreed for the night is written down first, the record is sealed, and the team
// gets a summary.
func TestThePsychologistSeesWhatIsAssignedAndSealsTheRecord(t *testing.T) {
	const confided, summed, agreed = "Contoh: catatan penuh psikolog.", "Contoh: perlu ditemani malam ini.", "Contoh: menginap di rumah kakak."
	each(t, func(v *visitor) {
		v.own = []string{caller, "Mawar", told, confided, summed}
		worker, head := v.together(), v.together()
		worker.own, head.own = v.own, v.own
		worker.signsIn(access.Caseworker)
		number := worker.registers(map[string]string{"consent_given": "both"})
		at := ask[string](worker, `() => location.pathname`)

		v.signsIn(access.Psychologist)
		v.lacks("main", number)
		v.waits(func() { v.goes(at) })
		v.reads("main", v.words.T("fault.not_found"))
		v.press("Teduh")
		name := v.said("header a[href='/account']")[0]
		head.signsIn(access.Head)
		head.open(at)
		head.opens("assignment")
		head.tick("assigned", head.box("assigned", name))
		head.press(v.words.T("form.save"))

		v.press("Teduh")
		v.press(number)
		v.opens("instrument")
		v.press("SRQ-20")
		for n := range 20 {
			answer := "no"
			if n < 8 || n+1 == 17 {
				answer = "yes"
			}
			v.tick(fmt.Sprintf("q-q%d", n+1), answer)
		}
		v.press(v.words.T("form.save"))
		v.reads("h1", v.words.T("act.safety_action"))
		v.fill(map[string]string{"who_called": "Contoh: kakak klien", "what_agreed": agreed})
		v.press(v.words.T("form.save"))
		v.reads(".timeline", agreed)
		v.act("sealed_note", map[string]string{"sealed_text": confided, "team_summary": summed})
		v.reads(".timeline", confided)
		v.opens("instrument")
		v.reads("section h3", "SRQ-20")
		v.reads("tbody td", "9")

		for _, other := range []*visitor{worker, head} {
			other.open(at)
			other.reads(".timeline", summed)
			other.reads(".timeline", v.words.T("casefile.sealed"))
			other.lacks("main", confided)
		}
	})
}
