// Package referral is the pages between an LK3 and other agencies: the list of
// what was referred, and what an agency sees that receives or sends.
//
// Pages for agencies name neither client, problem nor kind of service. Start at
// [Open].
package referral

import (
	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"

	"teduh/internal/web/pages/layout"
)

// Line names whom a referral in a list went to.
func Line(v layout.View, r app.ReferralLine) string {
	if r.To != "" {
		return r.To
	}
	return taxonomy.Name("referral_targets", r.Target, v.Lang())
}

// answered says what a receiving agency already said of a referral.
func answered(v layout.View, s casefile.Sent) string {
	if s.State == casefile.Requested {
		return v.T("referral.waiting")
	}
	return taxonomy.Name("reply_results", s.State, v.Lang())
}
