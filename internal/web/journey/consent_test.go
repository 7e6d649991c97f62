package journey_test

import (
	"testing"

	"teduh/internal/domain/access"
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
