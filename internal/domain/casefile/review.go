package casefile

import "teduh/internal/kit/calendar"

// The marks of a point of the checklist.
const (
	InOrder  = "yes"
	Lacks    = "no"
	NotAsked = "not_applicable"
)

// Checklist returns the points of a review that the file itself answers, as
// answers of its form. The head adds what only reading shows.
func (s *State) Checklist(client Body, today calendar.Day) Body {
	b := Body{}
	mark := func(point string, asked, lacks bool) {
		switch {
		case !asked:
			b.Set("check_"+point, NotAsked)
		case lacks:
			b.Set("check_"+point, Lacks)
		default:
			b.Set("check_"+point, InOrder)
		}
	}
	mark("consent", true, s.Consent.Service != "yes" || s.Consent.Withdrawn != 0)
	if client != nil {
		mark("safe_contact", true, !SafeContactOf(client).Known())
	}
	mark("screening", true, s.Has(Screening) == 0)
	mark("coded", true, s.Flags.Uncoded || !s.PrimarySet)
	mark("plan", s.Track == Managed, s.Plan.Entry == "" || s.Overdue(today) > 0)
	mark("session", s.Open() || s.Has(Session) > 0, s.Has(Session) == 0)
	mark("referral", len(s.Referrals) > 0, s.Flags.Referred)
	mark("next_step", s.Open(), s.NextDue == 0)
	if s.Open() {
		mark("closure", false, false)
	}
	return b
}

// Checked adds a review up: how many of the points that apply are in order.
func Checked(review Body) (inOrder, of int) {
	for _, point := range checklist {
		switch review.Get("check_" + point) {
		case InOrder:
			inOrder++
			of++
		case Lacks:
			of++
		}
	}
	return inOrder, of
}
