package casefile

import (
	"slices"

	"teduh/internal/kit/fault"
)

// Accept decides whether one more entry may follow the entries of a file, and
// returns the state with it. entries may be nil unless the entry is a
// correction. Faults: casefile.not_now when the table of steps says no,
// casefile.alert_open when an alert waits for an action, casefile.alert_date when
// the next step lies far off meanwhile, casefile.too_early when it happened before
// what it builds on,
// casefile.needs_approval when a closure waits for the head, casefile.in_conflict
// when it gives the case to somebody who declared a conflict of interest.
func Accept(book Codebook, before *State, entries []Entry, e Entry) (*State, error) {
	if before == nil {
		return begin(book, e)
	}
	if !slices.Contains(Next(before), e.Kind) {
		return nil, Refusal(before, e.Kind)
	}
	if err := before.admits(e); err != nil {
		return nil, err
	}
	after, ok := Extend(book, before, e)
	if !ok {
		after = Fold(book, append(slices.Clip(entries), e))
	}
	if !after.ordered() {
		return nil, tooEarly(e.Kind)
	}
	if after.burdens(before) {
		return nil, fault.Bad("assigned", "casefile.in_conflict")
	}
	return after, nil
}

func begin(book Codebook, e Entry) (*State, error) {
	if _, ok := e.Kind.Opens(); !ok {
		return nil, fault.New(fault.Conflict, "casefile.not_now")
	}
	return Fold(book, []Entry{e}), nil
}

// admits checks what the table of steps cannot: that the entry names what is
// there, and does not come before it.
func (s *State) admits(e Entry) error {
	switch e.Kind {
	case Correction:
		k, ok := s.KindOf(e.Body.Get("corrects"))
		if !ok || k == Correction {
			return fault.Bad("corrects", "casefile.nothing_to_correct")
		}
		if k == PoliceDecision {
			if err := s.decides(e.Body); err != nil {
				return err
			}
		}
	case PoliceDecision:
		if err := s.decides(e.Body); err != nil {
			return err
		}
	case Approval:
		if e.Body.Get("approves") != s.Plan.Entry || e.Body.Get("approved_hash") != s.Plan.Hash {
			return fault.Bad("decision", "casefile.plan_changed")
		}
	case Reply:
		if r, ok := s.Referral(e.Body.Get("replies_to")); !ok || r.Settled() {
			return fault.Bad("replies_to", "casefile.no_such_referral")
		} else if !r.MayHear(e.Body.Get("reply_result")) {
			return fault.Bad("reply_result", "casefile.already_heard")
		}
	case Referral, Transfer:
		if err := s.sharing(e); err != nil {
			return err
		}
	case TransferAnswer:
		if e.Body.Get("answers_to") != s.Leaving.Entry {
			return fault.New(fault.Conflict, "casefile.not_now")
		}
	case Release:
		if !slices.ContainsFunc(e.Body.All("released"), func(staff string) bool { return slices.Contains(s.Assigned, staff) }) {
			return fault.Bad("released", "casefile.not_assigned")
		}
	case Consent:
		if s.GuardianConflict && !e.Body.Has("withdrawn_on") && ByGuardian(e.Body.Get("given_by")) {
			return fault.Bad("given_by", "casefile.guardian_consent")
		}
	case Addendum:
		if k, ok := s.KindOf(e.Body.Get("adds_to")); !ok || k == Correction || k == Addendum || k == SealedNote {
			return fault.Bad("adds_to", "casefile.nothing_to_correct")
		}
	case Schedule:
		if !s.OpenStep(e.Body.Get("step")) {
			return fault.Bad("step", "casefile.step_done")
		}
	case Session, Done:
		if err := s.admitsDone(e); err != nil {
			return err
		}
	case Closure:
		if s.NeedsApproval() && !s.Plan.Valid() && !e.Body.Has("without_approval") {
			return fault.Bad("without_approval", "casefile.needs_approval")
		}
	}
	if e.Kind != Correction && e.Day < s.FirstDay {
		return tooEarly(e.Kind)
	}
	if err := s.heeds(e); err != nil {
		return err
	}
	return s.admitsPersons(e)
}

// admitsDone checks that what is said to be done was to be done.
func (s *State) admitsDone(e Entry) error {
	for _, ref := range e.Body.All("tasks_done") {
		if !slices.ContainsFunc(s.Tasks, func(t Task) bool { return t.Done == 0 && t.Ref() == ref }) {
			return fault.Bad("tasks_done", "casefile.no_such_task")
		}
	}
	return nil
}

// tooEarly names the field of the day: a correction has one of its own.
func tooEarly(k Kind) error {
	if k == Correction {
		return fault.Bad("occurred_on", "casefile.too_early")
	}
	return fault.Bad("day", "casefile.too_early")
}

// ordered reports whether every spell ends after it begins and before the next.
func (s *State) ordered() bool {
	for i, sp := range s.Spells {
		if sp.Close != 0 && sp.Close < sp.Open {
			return false
		}
		if i > 0 && sp.Open < s.Spells[i-1].Close {
			return false
		}
	}
	return true
}
