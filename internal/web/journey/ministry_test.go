package journey_test

import (
	"strings"
	"testing"

	"teduh/internal/domain/access"
)

// signsIn comes to the first page, chooses the language and signs in. What is
// pressed after it is counted from there.
func (v *visitor) signsIn(role access.Role) {
	v.t.Helper()
	account := v.site.accounts[role]
	v.signsInAs(account.Account, account.Password)
}

func (v *visitor) signsInAs(account, password string) {
	v.t.Helper()
	v.open("/")
	v.reads("h1", "Masuk")
	if v.lang == "en" {
		v.press("English")
	}
	v.enters(account, password)
}

// enters fills in the page on which one signs in.
func (v *visitor) enters(account, password string) {
	v.t.Helper()
	v.write("account", account)
	v.write("password", password)
	v.press(v.words.T("signin.submit"))
}

// reads asserts that something on the page says a text.
func (v *visitor) reads(selector, text string) {
	v.t.Helper()
	said := v.said(selector)
	for _, s := range said {
		if strings.Contains(s, text) {
			return
		}
	}
	v.t.Fatalf("%s: %s does not say %q but %q", v.at(), selector, text, said)
}

// lacks asserts that nothing on the page says a text.
func (v *visitor) lacks(selector, text string) {
	v.t.Helper()
	for _, s := range v.said(selector) {
		if strings.Contains(s, text) {
			v.t.Errorf("%s: %s says %q", v.at(), selector, s)
		}
	}
}

func (v *visitor) said(selector string) []string {
	v.t.Helper()
	return ask[[]string](v, `(selector) => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility()).map(e => (e.value || e.innerText).replace(/\s+/g, " ").trim())`, selector)
}

func TestTheMinistryOfficerCopiesTheSentenceOf2016(t *testing.T) {
	each(t, func(v *visitor) {
		v.signsIn(access.MinistryOfficer)
		sentence := v.said("#sentence")[0]
		for _, part := range map[string][]string{"id": {"99 LK3", "514", "3.252", "2016", "14 Oktober 2016", "penelantaran 14,8%", "17,6%"},
			"en": {"99 LK3", "514", "3,252", "2016", "14 October 2016", "neglect 14.8%", "17.6%"}}[string(v.lang)] {
			if !strings.Contains(sentence, part) {
				v.t.Errorf("the sentence lacks %q: %s", part, sentence)
			}
		}
		if v.bare { // then there is nothing to press, the sentence is marked and copied as any text
			v.lacks("button", v.words.T("recap.copy"))
			return
		}
		v.stay(v.words.T("recap.copy"))
		v.comesToSay("#copied", v.words.T("recap.copied"))
		if v.presses > 3 { // the language, if it is not Indonesian; sign in; copy
			v.t.Errorf("from sign-in to the sentence it took %d presses", v.presses)
		}
		if got := ask[string](v, `() => navigator.clipboard.readText()`); got != sentence {
			v.t.Errorf("copied %q, want %q", got, sentence)
		}
	})
}
