package journey_test

import (
	"testing"

	"teduh/internal/domain/access"
)

// TestAGuardianWhoMayHaveDoneHarmGetsNothing is a psychologist's session with a
// child whose father is suspected: he consents to nothing, is no way to reach the
// child, and a copy of the file made for him is empty of the child.
func TestAGuardianWhoMayHaveDoneHarmGetsNothing(t *testing.T) {
	const child, father, aunt, confided, summed = "Contoh Bayu Cendana", "Contoh Rimba Cendana", "Contoh Tante Kenanga", "Contoh: takut pulang ke rumah.", "Contoh: perlu tempat aman."
	each(t, func(v *visitor) {
		v.own = []string{child, father, aunt, "Bayu", "Rimba", confided, told, summed}
		v.signsIn(access.Psychologist)
		v.registers(map[string]string{"name": child, "age": "9", "sex": "male", "presenting": "domestic_violence", "contact_person": father,
			"guardian": father, "guardian_relation": "parent", "guardian_conflict": "yes", "consent_given": "both", "consent_by": "guardian"})
		v.reads("#consent_by-fault", v.words.T("casefile.guardian_consent"))
		v.reads("#contact_person-fault", v.words.T("casefile.guardian_contact"))
		v.write("contact_person", aunt)
		v.write("consent_by", "other_adult")
		v.press(v.words.T("form.save"))
		v.reads(".tag.hot", v.words.T("flag.guardian_conflict"))
		v.reads(".card", v.words.T("safe.no_guardian"))
		v.reads(".card", v.words.T("safe.through", "who", aunt))

		v.opens("consent")
		v.fill(map[string]string{"service_consent": "yes", "data_consent": "yes", "given_by": "parent"})
		v.press(v.words.T("form.save"))
		v.reads("#given_by-fault", v.words.T("casefile.guardian_consent"))
		v.write("given_by", "authority")
		v.press(v.words.T("form.save"))
		v.reads(".timeline b", v.words.T("kind.consent"))
		v.act("session", map[string]string{"what_happened": told})
		v.act("sealed_note", map[string]string{"sealed_text": confided, "team_summary": summed})

		v.press(v.words.T("family.title"))
		v.press(v.words.T("act.party"))
		v.fill(map[string]string{"name": father, "party_roles": "alleged_perpetrator", "relation": "parent", "sex": "male", "age": "41", "opposed": "yes"})
		v.press(v.words.T("form.save"))
		v.press("←")
		v.copies("C.R.C., 41")
		for _, unwanted := range []string{child, aunt, told, summed, confided} {
			v.lacks(".paper", unwanted)
		}
		v.press("←")
		v.copies("C.B.C., 9")
		v.reads(".paper", told)
		v.lacks(".paper", confided)
		v.lacks(".paper", father)
	})
}

// copies makes a copy of the file for somebody in the case.
func (v *visitor) copies(who string) {
	v.t.Helper()
	if v.count(`a[href$="/paper/case_file"]`) == 0 {
		v.press(v.words.T("document.papers"))
	}
	v.press(v.words.T("paperkind.case_file"))
	v.tick("copy_person", v.box("copy_person", who))
	v.press(v.words.T("document.show"))
}
