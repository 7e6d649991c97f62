package journey_test

import (
	"maps"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"teduh/internal/domain/access"
	"teduh/internal/domain/taxonomy"
)

// TestWhatAClientRefusesIsKeptAndWarnedOf is an intake with both consents, read
// aloud and signed by thumb, and a client who wants nothing told to the police:
// later the form of a referral says so, and the one there needs a reason.
func TestWhatAClientRefusesIsKeptAndWarnedOf(t *testing.T) {
	each(t, func(v *visitor) {
		v.own = []string{caller, "Mawar", told}
		police := taxonomy.Name("referral_targets", "police_ppa", v.lang)
		v.signsIn(access.Caseworker)
		v.registers(nil)
		v.opens("consent")
		v.readsOut("service_consent", taxonomy.Consent().Limits[0].In(v.lang))
		v.readsOut("data_consent", taxonomy.Consent().Data[0].In(v.lang))
		v.fill(map[string]string{"service_consent": "yes", "data_consent": "yes", "given_by": "client", "read_aloud": "yes", "proof": "thumbprint",
			"not_shared_with": "police_ppa", "limits_explained": "yes"})
		for _, scope := range []string{"service", "record", "share_named", "statistics"} {
			v.tick("scope", scope)
		}
		v.press(v.words.T("form.save"))
		v.reads(".timeline dd", taxonomy.Name("consent_proofs", "thumbprint", v.lang))
		v.reads(".timeline dd", police)
		v.reads(".timeline", v.words.T("casefile.read", "version", taxonomy.Consent().Version, "lang", string(v.lang)))
		v.lacks(".tag", v.words.T("consent.none"))

		v.opens("referral")
		v.reads(".card.late", v.words.T("referral.refused_to", "whom", police))
		v.fill(map[string]string{"referral_target": "police_ppa", "referral_purpose": "Contoh: perlindungan.", "share_consent": "yes"})
		v.press(v.words.T("form.save"))
		v.reads("#share_reason-fault", v.words.T("casefile.target_refused"))
		v.answered("referral_purpose", "Contoh: perlindungan.")
		v.write("referral_target", "uptd_ppa")
		v.press(v.words.T("form.save"))
		v.lacks(".tag", v.words.T("referral.override"))

		v.opens("referral")
		v.fill(map[string]string{"referral_target": "police_ppa", "referral_purpose": "Contoh: perlindungan.", "share_consent": "no", "share_reason": "Contoh: nyawa terancam."})
		v.press(v.words.T("form.save"))
		v.reads(".tag", v.words.T("referral.override"))
	})
}

// registers is an intake of the client of these walks, with what is given
// besides or instead. It returns the number of the case.
func (v *visitor) registers(given map[string]string) string {
	v.t.Helper()
	v.press("Teduh")
	v.press(v.words.T("board.new_case"))
	if len(given) > 0 {
	}
	all := map[string]string{"name": caller, "age": "34", "sex": "female", "safe_contact": "WA pagi.", "presenting": "domestic_violence", "consent_given": "later"}
	maps.Copy(all, given)
	v.fill(all)
	v.press(v.words.T("form.save"))
	return v.number()
}

// readsOut opens the text of a consent, as one does to read it aloud.
func (v *visitor) readsOut(field, text string) {
	v.t.Helper()
	around := "main form > fieldset:has([name=" + field + "]) details"
	v.presses++
	v.touch(v.seek(around+" summary", ""), kb.Enter)
	v.shows(around+" p", text)
}
