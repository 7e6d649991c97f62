package casefile

import "teduh/internal/kit/calendar"

// Lacking returns what of the checklist the file itself shows not to be in
// order, as codes of the list review_items. The head adds what only reading
// shows.
func (s *State) Lacking(client Body, today calendar.Day) []string {
	var codes []string
	add := func(lacks bool, code string) {
		if lacks {
			codes = append(codes, code)
		}
	}
	add(s.Consent.Service != "yes" || s.Consent.Withdrawn != 0, "consent")
	add(client != nil && !SafeContactOf(client).Known(), "safe_contact")
	add(s.Has(Screening) == 0, "screening")
	add(s.Flags.Uncoded || !s.PrimarySet, "coded")
	add(s.Track == Managed && (s.Plan.Entry == "" || s.Overdue(today) > 0), "plan")
	add(s.Open() && s.Has(Session) == 0, "session")
	add(s.Flags.Referred, "referral")
	add(s.Open() && s.NextDue == 0, "next_step")
	return codes
}
