package journey_test

import (
	"strings"
	"testing"

	"teduh/internal/domain/access"
)

// TestACaseGoesToAnotherLK3 is a transfer with two ends: the family moves, the
// head there sends the case, the head here accepts it.
func TestACaseGoesToAnotherLK3(t *testing.T) {
	each(t, func(v *visitor) {
		v.own = []string{caller, "Mawar", told}
		operator, sender := v.together(), v.together()
		operator.own, sender.own = v.own, v.own
		account, password := "koordinator.bantaeng", "empat kata yang panjang"
		operator.employs("Contoh LK3 Kabupaten Bantaeng", map[string]string{"name": "Contoh Pipit Senja", "account": account, "roles": "head", "password": password})

		sender.signsInAs(account, password)
		number := sender.sends("Contoh LK3 Kabupaten Donggala")
		sender.reads(".timeline b", v.words.T("kind.transfer"))

		v.signsIn(access.Head)
		v.reads(".card", v.words.T("board.incoming")+" Contoh LK3 Kabupaten Bantaeng")
		v.reads(".card", number)
		v.reads(".card", "Contoh: bertemu dua kali.")
		v.press(v.words.T("board.accept"))
		v.reads(".tag", v.words.T("status.registered"))
		v.reads(".timeline b", v.words.T("kind.registration"))
		v.reads(".timeline b", v.words.T("kind.handover"))
		if said := v.said("h1")[0]; strings.Contains(said, number) {
			v.t.Errorf("the case keeps the other LK3's number: %s", said)
		}
	})
}

// employs is what an operator does for an LK3 without an account.
func (v *visitor) employs(institution string, given map[string]string) {
	v.t.Helper()
	v.signsIn(access.Operator)
	v.write("q", strings.TrimPrefix(institution, "Contoh LK3 "))
	v.press(v.words.T("board.search"))
	v.press(institution)
	v.press(v.words.T("institution.staff"))
	v.fill(given)
	v.press(v.words.T("staff.create"))
	v.reads(".list b", given["name"])
}

// sends registers a client and transfers the case; it returns the number it had.
func (v *visitor) sends(to string) string {
	v.t.Helper()
	v.press(v.words.T("board.new_case"))
	v.fill(map[string]string{"name": caller, "age": "34", "sex": "female", "safe_contact": "WA pagi.", "presenting": "neglect", "consent_given": "both"})
	v.press(v.words.T("form.save"))
	number := v.number()
	v.opens("transfer")
	v.fill(map[string]string{"to_institution": v.option("to_institution", to), "transfer_reason": "Contoh: keluarga pindah.", "summary": "Contoh: bertemu dua kali.", "share_consent": "yes"})
	v.press(v.words.T("form.save"))
	return number
}

// number is that of the case on the page.
func (v *visitor) number() string {
	v.t.Helper()
	return strings.Fields(v.said("h1")[0])[0]
}

// option is the value of what a list offers under a name.
func (v *visitor) option(list, name string) string {
	v.t.Helper()
	value := ask[string](v, `(list, name) => [...document.getElementsByName(list)[0].options].find(o => o.text === name)?.value ?? ""`, list, name)
	if value == "" {
		v.t.Fatalf("%s: %s offers no %q", v.at(), list, name)
	}
	return value
}
