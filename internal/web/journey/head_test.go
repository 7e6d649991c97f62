package journey_test

import (
	"strings"
	"testing"

	"teduh/internal/domain/access"
	"teduh/internal/domain/taxonomy"
)

// TestTheHeadApprovesAssignsAndClosesTheMonth is a head's Monday: what is open,
// late or of high risk stands on the board; a plan waits for approval, a referral
// letter for a signature, a case for somebody to do it, cases for a problem, and
// the month for its end.
func TestTheHeadApprovesAssignsAndClosesTheMonth(t *testing.T) {
	each(t, func(v *visitor) {
		v.own = []string{caller, "Mawar", told}
		worker := v.together()
		worker.own = v.own
		number := worker.plans()
		worker.act("referral", map[string]string{"referral_target": "uptd_ppa", "share_consent": "yes"})
		v.site.days.Store(14) // October is over

		v.signsIn(access.Head)
		v.reads("h1", v.words.T("menu.board"))
		for _, filter := range []string{"filter.open", "filter.overdue", "filter.high_risk"} {
			if countOf(v, filter) == v.words.T(filter) {
				t.Errorf("%s: no number before %q", v.at(), v.words.T(filter))
			}
		}
		v.press(countOf(v, "filter.high_risk"))
		v.reads(".list", number)
		v.reads(".list .tag.hot", v.words.T("flag.high_risk"))
		v.press(countOf(v, "filter.awaiting"))
		v.press(number)
		v.act("approval", map[string]string{"decision": "approved"})
		v.reads(".timeline b", v.words.T("kind.approval"))

		v.signsLetter()

		psychologist := v.together()
		psychologist.signsIn(access.Psychologist)
		psychologist.lacks(".list", number)
		name := psychologist.said("header a[href='/account']")[0]
		v.opens("assignment")
		v.write("assigned", v.box("assigned", name))
		v.press(v.words.T("form.save"))
		v.reads(".timeline dd", name)
		psychologist.press(v.words.T("menu.board"))
		psychologist.reads(".list", number)

		v.press(v.words.T("menu.board"))
		v.codes()
		october := v.words.T("board.close_month", "month", v.words.Month(201610))
		v.press(october)
		v.lacks("button", october)
		v.press(v.words.T("board.report", "month", v.words.Month(201611)))
		v.open("/report?period=2016-10")
		v.lacks("main", strings.ToUpper(v.words.T("report.provisional_mark")))
		v.reads("main", v.words.T("report.closed"))
		v.lacks("main a", v.words.T("report.write"))
		v.press(v.words.T("menu.recap"))
		v.reads("table", v.words.T("recap.total"))
		v.pressAmong("main table a", "")
		v.reads("h1", v.words.T("figure.handled"))
	})
}

// plans is what a caseworker does before: a case with a plan. It returns the
// case's number.
func (v *visitor) plans() string {
	v.t.Helper()
	v.signsIn(access.Caseworker)
	v.press(v.words.T("board.new_case"))
	v.fill(map[string]string{"name": caller, "age": "34", "sex": "female", "safe_contact": "WA pagi.", "presenting": "neglect", "consent_given": "both"})
	v.press(v.words.T("form.save"))
	v.act("track", map[string]string{"track": "managed"})
	v.act("screening", map[string]string{"risk_level": "high", "danger_now": "no"})
	v.act("assessment", nil)
	v.act("problem", nil)
	v.act("plan", planned())
	v.reads(".tag", v.words.T("flag.awaiting"))
	return v.number()
}

// signsLetter prints the referral letter of the case for the head's signature.
func (v *visitor) signsLetter() {
	v.t.Helper()
	v.press(v.words.T("referral.letter"))
	v.write("letter_number", "400.9/12/LK3/2016")
	v.press(v.words.T("document.show"))
	v.reads(".paper", taxonomy.Name("referral_targets", "uptd_ppa", v.lang))
	v.reads(".paper", "400.9/12/LK3/2016")
	v.reads(".paper .signature", v.words.T("document.head"))
	v.prints(papers["a4"], 1)
	v.press("←")
	v.press("←")
}

// codes names the problem of the first case on the board that has none yet, and
// sees the number there go down.
func (v *visitor) codes() {
	v.t.Helper()
	before := countOf(v, "filter.uncoded")
	v.press(before)
	number := strings.Fields(v.said(".list b")[0])[0]
	v.press(number)
	v.act("problem", map[string]string{"primary": "marital_conflict"})
	v.press(v.words.T("menu.board"))
	if after := countOf(v, "filter.uncoded"); after == before {
		v.t.Errorf("%s: still %q", v.at(), after)
	}
}

// box is the value of the box to tick beside a name.
func (v *visitor) box(boxes, name string) string {
	v.t.Helper()
	value := ask[string](v, `(boxes, name) => [...document.getElementsByName(boxes)].find(e => e.labels[0].innerText.trim().startsWith(name))?.value ?? ""`, boxes, name)
	if value == "" {
		v.t.Fatalf("%s: %s offers no %q", v.at(), boxes, name)
	}
	return value
}

// countOf is how a number on the board reads.
func countOf(v *visitor, key string) string {
	return ask[string](v, `(name) => [...document.querySelectorAll(".counts a")].map(a => a.innerText.replace(/\s+/g, " ").trim()).find(t => t.endsWith(name)) ?? name`, v.words.T(key))
}
