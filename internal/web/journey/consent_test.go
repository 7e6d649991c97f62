package journey_test

import (
	"testing"

	"teduh/internal/domain/access"
	"teduh/internal/domain/taxonomy"
)

// TestTheClientHearsSignsAndWithdraws is consent as it is given: the text is
// read, the client signs on the screen, and later takes it back.
func TestTheClientHearsSignsAndWithdraws(t *testing.T) {
	each(t, func(v *visitor) {
		v.own = []string{caller, "Mawar"}
		v.signsIn(access.Caseworker)
		v.press(v.words.T("board.new_case"))
		v.stay(v.words.T("form.read"))
		v.fill(map[string]string{"name": caller, "age": "34", "sex": "female", "safe_contact": "WA pagi.", "presenting": "neglect", "consent_given": "later"})
		v.press(v.words.T("form.save"))
		v.reads(".tag", v.words.T("consent.none"))

		v.opens("consent")
		v.fill(map[string]string{"service_consent": "yes", "data_consent": "yes"})
		if !v.bare {
			v.signs("signature")
		}
		v.press(v.words.T("form.save"))
		v.lacks(".tag", v.words.T("consent.none"))
		v.reads(".timeline b", v.words.T("kind.consent"))
		if !v.bare && !ask[bool](v, `() => document.querySelector("svg.drawing path").getTotalLength() > 50`) {
			t.Errorf("%s: the signature is not shown", v.at())
		}

		v.opens("consent")
		v.fill(map[string]string{"service_consent": "yes", "data_consent": "yes"})
		v.stay(ask[string](v, `() => [...document.querySelectorAll("main form > details > summary")].at(-1).innerText`))
		v.write("withdrawn_on", "2016-10-19")
		v.press(v.words.T("form.save"))
		v.reads(".tag", v.words.T("consent.withdrawn"))
	})
}

// TestTheHeadDecidesAboutThePoliceWhateverTheClientRefused is what comes later of a
// refusal: the case is one of sexual violence, the page warns, a clock runs, and
// the head decides with a reason.
func TestTheHeadDecidesAboutThePoliceWhateverTheClientRefused(t *testing.T) {
	each(t, func(v *visitor) {
		v.own = []string{caller, "Mawar", told}
		worker := v.together()
		worker.own = v.own
		worker.signsIn(access.Caseworker)
		number := worker.registers(map[string]string{"presenting": "sexual_violence"})
		worker.reads("#police .tag.hot", worker.words.T("police.left", "n", 71))
		worker.opens("consent")
		worker.fill(map[string]string{"service_consent": "yes", "data_consent": "yes", "given_by": "client", "not_shared_with": "police_ppa"})
		worker.press(worker.words.T("form.save"))
		worker.reads("#police b", worker.words.T("police.refused"))
		worker.reads("#police p", worker.words.T("police.who_decides"))
		worker.lacks("#police a", worker.words.T("act.police_decision"))

		v.signsIn(access.Head)
		v.reads(".list span", v.words.T("kind.due_decision"))
		v.press(countOf(v, "filter.undecided"))
		v.press(number)
		v.press(v.words.T("act.police_decision"))
		v.reads(".card.late", v.words.T("police.refused"))
		v.fill(map[string]string{"police_result": "reported", "reported_on": "2016-10-19", "reported_where": "Contoh: Polres."})
		v.press(v.words.T("form.save"))
		v.reads("#police_reason-fault", v.words.T("casefile.police_refused"))
		v.answered("reported_where", "Contoh: Polres.")
		v.write("police_reason", "Contoh: nyawa terancam.")
		v.press(v.words.T("form.save"))
		v.lacks("#police .tag", v.words.T("police.left", "n", 71))
		v.reads("#police a", taxonomy.Name("police_results", "reported", v.lang))
		v.reads(".timeline dd", "Contoh: nyawa terancam.")
	})
}

// signs draws a line, as a finger does.
func (v *visitor) signs(field string) {
	v.t.Helper()
	drawn := ask[string](v, `(field) => {
  for (const d of document.querySelectorAll("details")) d.open = true;
  const canvas = document.querySelector("[data-drawing=" + field + "]"), box = canvas.getBoundingClientRect();
  const at = (type, x, y) => canvas.dispatchEvent(new PointerEvent(type, {pointerId: 1, bubbles: true, clientX: box.left + x, clientY: box.top + y}));
  canvas.setPointerCapture = () => {};
  at("pointerdown", 10, 10); at("pointermove", 60, 40); at("pointermove", 120, 20); at("pointerup", 120, 20);
  return document.getElementById(field).value;
}`, field)
	if drawn == "" {
		v.t.Errorf("%s: nothing was drawn", v.at())
	}
}
