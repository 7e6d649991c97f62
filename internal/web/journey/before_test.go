package journey_test

import (
	"testing"

	"teduh/internal/domain/access"
)

const (
	nik       = "9903014507820017"
	elsewhere = "Contoh LK3 Kabupaten Bantaeng"
)

// TestAFamilyThatCameBeforeIsFoundHereAndToldToTheHeadsElsewhere is a family with
// two pasts. The case here is found by the search and reopened, and a new one is
// joined to the same person; of the one at another LK3 the worker sees nothing,
// and the two heads are told whom to call.
func TestAFamilyThatCameBeforeIsFoundHereAndToldToTheHeadsElsewhere(t *testing.T) {
	each(t, func(v *visitor) {
		v.own = []string{caller, "Mawar", told, nik}
		operator, there, here := v.together(), v.together(), v.together()
		operator.own, there.own, here.own = v.own, v.own, v.own
		account, password := "koordinator.bantaeng", "empat kata yang panjang"
		operator.employs(elsewhere, map[string]string{"name": "Contoh Pipit Senja", "account": account, "roles": "head", "password": password})
		there.signsInAs(account, password)
		known := there.registers(map[string]string{"nik": nik})

		v.signsIn(access.Caseworker)
		number := v.registers(map[string]string{"nik": nik})
		v.act("closure", nil)
		v.press("Teduh")
		v.press(v.words.T("board.new_case"))
		v.press(v.words.T("register.search_first"))
		v.write("q", "mawar")
		v.press(v.words.T("board.search"))
		v.reads("main li b", caller)
		v.lacks("main", known)
		v.press(number)
		v.act("reopening", nil)
		v.reads(".tag", v.words.T("status.active"))
		v.isTheSame()
		if again := v.number(); again == number {
			t.Errorf("%s: no case beside the first", v.at())
		}
		v.lacks("body", "Bantaeng")

		here.signsIn(access.Head)
		here.isTold("Kabupaten Bantaeng", number)
		here.lacks("main", known)
		there.press("Teduh")
		there.isTold("Kabupaten Donggala", known)
		there.lacks("main", number)
		there.press(v.words.T("alike.settle"))
		there.lacks("main li", known)
	})
}

// isTheSame registers the client again without a search, and says, when asked,
// that it is the one who is here.
func (v *visitor) isTheSame() {
	v.t.Helper()
	v.registers(map[string]string{"presenting": "economic"})
	v.reads(".field.bad legend, legend", v.words.T("register.same_as"))
	v.tick("same_as", ask[string](v, `() => document.querySelector("[name=same_as]").value`))
	v.press(v.words.T("form.save"))
	v.reads(".timeline b", v.words.T("kind.registration"))
}

// isTold opens the head's list of clients who may be the same: by number here,
// by the other LK3's name and telephone there, never by the client's name.
func (v *visitor) isTold(where, number string) {
	v.t.Helper()
	v.press(countOf(v, "alike.title"))
	v.reads("main li", v.words.T("alike.elsewhere", "name", "Contoh LK3 "+where))
	v.reads("main li a", number)
	v.lacks("main", caller)
}
