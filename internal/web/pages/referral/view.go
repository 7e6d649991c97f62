// Package referral is the pages between an LK3 and other agencies: the letter,
// the list of what was referred, and what a receiving agency sees of it.
//
// Pages for agencies name neither client, problem nor kind of service. Start at
// [Letter] and [Open].
package referral

import (
	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"

	"teduh/internal/web/pages/layout"
)

// Recipient names whom a letter goes to.
func Recipient(v layout.View, l app.Letter) string {
	switch {
	case l.To.Name != "":
		return l.To.Name
	case l.TargetName != "":
		return l.TargetName
	default:
		return taxonomy.Name("referral_targets", l.Target, v.Lang())
	}
}

// Line names whom a referral in a list went to.
func Line(v layout.View, r app.ReferralLine) string {
	if r.To != "" {
		return r.To
	}
	return taxonomy.Name("referral_targets", r.Target, v.Lang())
}

// told are the four things of a letter, with their labels.
func told(v layout.View, l app.Letter) [][2]string {
	return [][2]string{
		{v.T("field.chronology"), l.Chronology}, {v.T("field.services_given"), l.ServicesGiven},
		{v.T("field.present_state"), l.PresentState}, {v.T("field.referral_purpose"), l.Purpose},
		{v.T("field.documents"), l.Documents},
	}
}

// answered says what a receiving agency already said of a referral.
func answered(v layout.View, s casefile.Sent) string {
	if s.State == casefile.Requested {
		return v.T("referral.waiting")
	}
	return taxonomy.Name("reply_results", s.State, v.Lang())
}
