package journey_test

import (
	"strings"
	"testing"

	"teduh/internal/domain/access"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/locale"
)

const puskesmas = "Contoh Puskesmas Lalundu"

// TestAnAgencyAnswersAndSendsWithoutAnAccount is a referral out and one in: the
// letter carries a code, the agency answers by it, the worker reads the answer;
// by a code of its own the agency sends somebody, who comes in as a contact.
func TestAnAgencyAnswersAndSendsWithoutAnAccount(t *testing.T) {
	for _, s := range []style{{lang: locale.ID, width: phone, keys: true}, {lang: locale.EN, width: phone, bare: true}} {
		t.Run(s.name(), func(t *testing.T) { answersAndSends(arrive(t, s)) })
	}
}

func answersAndSends(v *visitor) {
	v.own = []string{caller, "Mawar", told}
	head, agency := v.together(), v.together()
	head.own, agency.own = v.own, v.own
	code := v.refers()
	agency.answers(code)

	v.press("Teduh")
	v.press(v.words.T("referral.list"))
	v.reads(".tag", taxonomy.Name("reply_results", "accepted", v.lang))

	sender := head.invites()
	agency.sendsIn(sender)
	head.press("Teduh")
	head.reads(".tag", head.words.T("flag.danger"))
}

// refers puts an agency into the catalogue, sends a client there, and returns the
// code on the letter.
func (v *visitor) refers() string {
	v.t.Helper()
	v.signsIn(access.Caseworker)
	v.press(v.words.T("referral.list"))
	v.press(v.words.T("menu.agencies"))
	v.press(v.words.T("agency.new"))
	v.fill(map[string]string{"name": puskesmas, "kind": "puskesmas", "phone": "0457-71234"})
	v.press(v.words.T("agency.save"))
	v.press("Teduh")
	v.press(v.words.T("board.new_case"))
	v.fill(map[string]string{"name": caller, "age": "34", "sex": "female", "safe_contact": "WA pagi.", "presenting": "neglect", "consent_given": "both"})
	v.press(v.words.T("form.save"))
	v.opens("referral")
	v.fill(map[string]string{"agency": v.option("agency", puskesmas+" ("+taxonomy.Name("referral_targets", "puskesmas", v.lang)+")"), "referral_purpose": "Contoh: pemeriksaan.", "share_consent": "yes"})
	v.press(v.words.T("form.save"))
	v.press(v.words.T("referral.letter"))
	v.press(v.words.T("document.show"))
	v.reads(".paper dd", caller)
	code := v.said("#code")[0]
	v.own = append(v.own, code)
	return code
}

// answers is what somebody at the agency does with the letter in hand.
func (v *visitor) answers(code string) {
	v.t.Helper()
	v.own = append(v.own, code)
	v.open("/reply")
	if v.lang == "en" {
		v.press("English")
	}
	v.write("code", "AAAA-BBBB-CCCC-DDDD")
	v.press(v.words.T("referral.open"))
	v.reads(".fault", v.words.T("referral.code"))
	v.write("code", code)
	v.press(v.words.T("referral.open"))
	v.reads("p", "Contoh LK3 Kabupaten Donggala")
	v.tellsNothing()
	v.fill(map[string]string{"reply_result": "accepted", "reply_text": "Contoh: datang Senin."})
	v.press(v.words.T("referral.send"))
	v.reads("h1", v.words.T("referral.noted"))
	v.tellsNothing()
}

// tellsNothing says that a page of an agency names neither client nor problem.
func (v *visitor) tellsNothing() {
	v.t.Helper()
	said := v.said("body")[0]
	for _, unwanted := range []string{caller, "Mawar", taxonomy.Name("problems", "neglect", v.lang), "Contoh: pemeriksaan"} {
		if strings.Contains(said, unwanted) {
			v.t.Errorf("%s: says %q", v.at(), unwanted)
		}
	}
}

// invites gives the agency a code by which it sends clients.
func (v *visitor) invites() string {
	v.t.Helper()
	v.signsIn(access.Head)
	v.press(v.words.T("referral.list"))
	v.press(v.words.T("menu.agencies"))
	v.press(puskesmas)
	v.press(v.words.T("sender.new"))
	return v.said("#code")[0]
}

// sendsIn is a referral in, and a look at how it stands.
func (v *visitor) sendsIn(code string) {
	v.t.Helper()
	v.open("/refer")
	v.write("code", code)
	v.press(v.words.T("referral.open"))
	v.fill(map[string]string{"danger_now": "yes", "reason": "Contoh: terlantar di pasar.", "sender_name": "Contoh Perawat", "sender_reach": "0457-71234"})
	v.press(v.words.T("sender.send"))
	receipt := v.said("#receipt")[0]
	v.press(v.words.T("sender.look_up"))
	v.write("code", receipt)
	v.press(v.words.T("sender.look_up"))
	v.reads("p", v.words.T("sender.stands.came_in"))
}
