package casefile

import (
	"slices"
	"time"

	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
)

// Whether an LK3 must tell the police of a case of sexual violence is not settled
// (UU 12/2022 art. 41). So a clock runs, the head decides and says why, and no
// work waits for it.

// TheHead stands in a promise for whoever is head of the LK3.
const TheHead = "head"

// ThePolice is the kind of agency, of the list referral_targets, that is told.
const ThePolice = "police_ppa"

// What the head decides: codes of the list police_results.
const (
	Told        = "reported"
	NotTold     = "not_reported"
	ToldByOther = "by_other"
)

// Police is what the head has to decide of a case, and decided.
type Police struct {
	Entry string       // by which the case is known to be one of those; "" when it is none
	Until time.Time    // when the clock ends
	due   calendar.Day // the day on which it does

	Decision string // the entry of the last one, "" while there is none
	Result   string
	Day      calendar.Day // of the decision
}

// Asked reports whether the case is one of those the law may be about.
func (p Police) Asked() bool { return p.Entry != "" }

// Waits reports whether the head has still to decide.
func (p Police) Waits() bool { return p.Asked() && p.Decision == "" }

// police looks whether what a case is about is of those, as an entry says it. The
// clock begins with the first entry that does. What stood in an old book is the
// past: it starts none.
func (s *State) police(book Codebook, e Entry) {
	hours := 0
	if !s.OldBook || len(s.Spells) > 1 {
		hours = book.PoliceHours(append([]string{s.Dims.Problem, s.SecondLevel}, s.Secondary...), s.FirstDay)
	}
	if hours == 0 {
		s.Police.Entry = ""
	} else if !s.Police.Asked() {
		s.Police.Entry, s.Police.Until, s.Police.due = e.ID, e.Occurred.Add(time.Duration(hours)*time.Hour), e.Day.Add(hours/24)
	}
}

func (s *State) decide(e Entry) {
	s.Police.Decision, s.Police.Result, s.Police.Day = e.ID, e.Body.Get("police_result"), e.Day
}

// decisionDue adds the head's decision to what is promised, closed or not.
func (s *State) decisionDue(out []Promise) []Promise {
	if !s.Police.Waits() {
		return out
	}
	return append(out, Promise{Kind: Decision, Entry: s.Police.Entry, Staff: TheHead, Day: s.Police.due, Minute: NoTime})
}

// PoliceRefused reports whether what anybody of the case said stands against
// telling the police.
func (s *State) PoliceRefused() bool {
	return slices.ContainsFunc(s.asked(nil), func(c Consented) bool { return !c.Shares(ThePolice) })
}

// decides refuses a decision that leaves open what must be said with it: when and
// where the police were told, who told them, or why they were not. Telling them
// against the client's word asks for the reason too.
func (s *State) decides(b Body) error {
	var faults fault.Many
	must := func(key string, fields ...string) {
		for _, f := range fields {
			if !b.Has(f) {
				faults = append(faults, fault.Bad(f, key))
			}
		}
	}
	switch b.Get("police_result") {
	case Told:
		must("fault.required", "reported_on", "reported_where")
		if s.PoliceRefused() {
			must("casefile.police_refused", "police_reason")
		}
	case NotTold:
		must("fault.required", "police_reason")
	case ToldByOther:
		must("fault.required", "reported_by")
	}
	return faults.Err()
}
