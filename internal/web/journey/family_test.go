package journey_test

import (
	"strings"
	"testing"

	"teduh/internal/domain/access"
)

// TestAFamilyIsWrittenDownAndDrawsItself: a husband who did harm and two
// children are added, the genogram shows them, and the timeline narrows to one
// child.
func TestAFamilyIsWrittenDownAndDrawsItself(t *testing.T) {
	const husband, son = "Contoh Rimba Cendana", "Contoh Bayu Cendana"
	each(t, func(v *visitor) {
		v.own = []string{caller, "Mawar", told, husband, son, "Rimba", "Bayu"}
		v.signsIn(access.Caseworker)
		v.open("/register")
		v.fill(map[string]string{"name": caller, "age": "34", "sex": "female", "safe_contact": "WA pagi.", "presenting": "domestic_violence", "consent_given": "later"})
		v.press(v.words.T("form.save"))
		v.press(v.words.T("family.title"))
		v.lacks("svg.family title", v.words.T("family.genogram"))

		add := func(given map[string]string) {
			v.t.Helper()
			v.press(v.words.T("act.party"))
			v.fill(given)
			v.press(v.words.T("form.save"))
		}
		add(map[string]string{"name": husband, "party_roles": "alleged_perpetrator", "relation": "husband", "sex": "male", "age": "40", "lives_with_client": "yes", "opposed": "yes"})
		v.reads("main li .tag.hot", v.words.T("family.opposed"))
		him := ask[string](v, `() => new URL(document.querySelector("a[href*='again=']").href).searchParams.get("again")`)
		add(map[string]string{"name": son, "party_roles": "child", "relation": "child", "sex": "male", "age": "9", "other_parent": him, "lives_with_client": "yes"})
		add(map[string]string{"name": "Contoh Citra", "party_roles": "child", "relation": "child", "sex": "female", "age": "5", "other_parent": him, "lives_with_client": "yes"})
		drawn := ask[map[string]int](v, `() => { const n = s => document.querySelectorAll("svg.family " + s).length; return {squares: n("rect.person"), circles: n("circle.person"), home: n("path.home"), lines: n("path.kin")} }`)
		if drawn["squares"] != 2 || drawn["circles"] != 3 || drawn["home"] != 1 || drawn["lines"] < 4 { // the client's circle is double
			t.Errorf("%s: %v is drawn", v.at(), drawn)
		}
		if said := ask[string](v, `() => document.querySelector("svg.family").textContent`); said == "" || strings.Contains(said, "Cendana") {
			t.Errorf("%s: the drawing says %q", v.at(), said)
		}
		v.stay(v.words.T("family.in_words"))
		v.reads("#genogram ~ details li", "C.M.K., 34")

		v.press("←")
		v.opens("session")
		child := ask[string](v, `() => document.querySelectorAll("input[name=concerns]")[2].value`)
		v.fill(map[string]string{"what_happened": told, "concerns": child})
		v.press(v.words.T("form.save"))
		v.reads(".timeline .tag", v.words.T("family.about", "who", "C.B.C., 9"))
		v.stay(v.words.T("family.narrow"))
		v.press("C.B.C., 9")
		v.reads(".timeline", told)
		v.lacks(".timeline b", v.words.T("kind.registration"))
		v.press("C.R.C., 40")
		v.lacks(".timeline", told)
	})
}
