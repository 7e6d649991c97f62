package journey_test

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"

	"teduh/internal/domain/access"
	"teduh/internal/kit/locale"
)

// A network as it is on an island: 64 kbit/s, and two seconds until an answer
// begins.
const (
	slowBytes   = 64_000 / 8
	slowLatency = 2 * time.Second
)

// slow puts the visitor on such a network.
func (v *visitor) slow() {
	v.t.Helper()
	call(v, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{{
		Latency: float64(slowLatency.Milliseconds()), DownloadThroughput: slowBytes, UploadThroughput: slowBytes,
	}}})
}

// TestASlowNetworkIsEnough is a contact, the board and a session note where the
// signal is bad. How long each page took is told, not judged: that is the
// network's doing; what a page may weigh is judged on every page.
func TestASlowNetworkIsEnough(t *testing.T) {
	for _, s := range []style{{lang: locale.ID, width: phone}, {lang: locale.EN, width: phone, bare: true}} {
		t.Run(s.name(), func(t *testing.T) {
			t.Parallel() // they wait most of the time
			v := arrive(t, s)
			v.own = []string{caller, "Mawar", told}
			v.slow()
			v.took("sign-in and board", func() { v.signsIn(access.Caseworker) })
			v.took("contact form", func() { v.press(v.words.T("board.new_contact")) })
			v.fill(map[string]string{"caller": caller, "presenting": "neglect", "danger_now": "no", "action_taken": told})
			v.took("contact sent", func() { v.press(v.words.T("form.save")) })
			v.reads(".timeline b", v.words.T("kind.contact"))
			v.took("board", func() { v.press(v.words.T("menu.board")) })
			v.took("case page", func() { v.pressAmong("main .list a[href^='/files/']", "2016/") })
			notes := v.count(".timeline > li")
			v.took("session form", func() { v.opens("session") })
			v.fill(map[string]string{"what_happened": told})
			v.took("session sent", func() { v.press(v.words.T("form.save")) })
			v.reads(".timeline", told)
			if now := v.count(".timeline > li"); now != notes+1 {
				t.Errorf("%s: %d entries, before %d", v.at(), now, notes)
			}
		})
	}
}

// took tells how long something took on the visitor's network.
func (v *visitor) took(what string, act func()) {
	v.t.Helper()
	began := time.Now()
	act()
	bytes, _, _ := v.seen.sum()
	v.t.Logf("%-18s %5.1f s, %5d bytes over the wire", what, time.Since(began).Seconds(), bytes)
}

// count is how many of something a page shows.
func (v *visitor) count(selector string) int {
	v.t.Helper()
	return ask[int](v, `(selector) => document.querySelectorAll(selector).length`, selector)
}
