package journey_test

import (
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/locale"
)

// frequent is what is done most often: how somebody comes to its form from home,
// by which keys (with Alt) too, what is typed, and how many answers it may demand.
var frequent = []struct {
	kind  casefile.Kind
	keys  string
	reach func(v *visitor)
	most  int // required fields
	given map[string]string
}{
	{casefile.Contact, "1", func(v *visitor) { v.press(v.words.T("board.new_contact")) }, 5,
		map[string]string{"caller": caller, "danger_now": "no", "action_taken": told}},
	{casefile.Registration, "2", func(v *visitor) { v.press(v.words.T("board.new_case")) }, 7,
		map[string]string{"name": caller, "age": "34", "sex": "female", "safe_contact": "WA pagi.", "consent_given": "both"}},
	{casefile.Session, "51", inNewestCase(casefile.Session), 3, map[string]string{"what_happened": told}},
	{casefile.Referral, "592", inNewestCase(casefile.Referral), 3, map[string]string{"share_consent": "yes"}},
	{casefile.Closure, "593", inNewestCase(casefile.Closure), 3, nil},
}

// inNewestCase opens the case worked on last, and a form in it.
func inNewestCase(k casefile.Kind) func(*visitor) {
	return func(v *visitor) {
		v.t.Helper()
		v.pressAmong("main .list a[href^='/files/']", "2016/")
		v.opens(string(k))
	}
}

// otherActs is the key that unfolds the acts of a case that are not the first.
const otherActs = '9'

// chords presses keys with Alt, one after the other.
func (v *visitor) chords(keys string) {
	v.t.Helper()
	for _, k := range keys {
		press := func() { v.chord(string(k)) }
		if k == otherActs {
			press()
		} else {
			v.waits(press)
		}
	}
}

// anyCase is an address in whatever case.
func anyCase(at string) string { return identifier.ReplaceAllString(at, "{id}") }

// chord presses a digit with Alt, told as a keyboard tells it.
func (v *visitor) chord(digit string) {
	v.t.Helper()
	p := input.DispatchKeyEventParams{Key: digit, Code: "Digit" + digit, Text: digit, UnmodifiedText: digit,
		WindowsVirtualKeyCode: int64(digit[0]), Modifiers: int64(chromedp.ModifierAlt)}
	p.Type = input.DispatchKeyEventTypeChar // that is what a browser heeds
	call(v, input.DispatchKeyEvent, p)
}

// TestTheMostFrequentActsAreThreePressesAway counts, on a phone, the presses
// from home to a form and to its end, and the answers that it demands.
func TestTheMostFrequentActsAreThreePressesAway(t *testing.T) {
	v := arrive(t, style{lang: locale.ID, width: phone})
	v.own = []string{caller, "Mawar", told}
	v.signsIn(access.Caseworker)
	for _, act := range frequent {
		v.open("/")
		v.chords(act.keys)
		by := anyCase(v.at())
		v.waits(func() { v.goes("/") })
		before := v.presses
		act.reach(v)
		if at := anyCase(v.at()); at != by || len(act.keys) > 3 {
			t.Errorf("%s: the keys %s lead to %s, presses to %s", act.kind, act.keys, by, at)
		}
		away := v.presses - before
		required, shown := 0, 0
		for _, f := range ask[[]field](v, formFields) {
			shown++
			if f.Required {
				required++
			}
		}
		if away > 3 {
			t.Errorf("%s is %d presses away", act.kind, away)
		}
		if required > act.most {
			t.Errorf("%s demands %d answers, may demand %d", act.kind, required, act.most)
		}
		v.fill(act.given)
		v.press(v.words.T("form.save"))
		v.reads(".timeline b", v.words.T("kind."+string(act.kind)))
		t.Logf("%-12s %d presses to the form, %d answers demanded, %d fields shown, %d presses in all", act.kind, away, required, shown, v.presses-before)
	}
}
