package casefile

import "slices"

// Step says when a kind of entry may follow. Every door reads this one table:
// pages show what it allows, the app layer refuses what it does not.
type Step struct {
	Kind     Kind
	File     FileKind
	In       []Status // statuses of the file in which it may happen
	Managed  bool     // only on the managed track
	Short    bool     // only on the short track
	Once     bool     // at most once in a file
	Aside    bool     // offered on a page of its own, not among the acts of the case
	Prompted bool     // written by another verb of the program, not offered as a form of its own
	Beside   bool     // its form stands beside what it is about, not among the acts
	Safe     bool     // not while an alert waits for an action
	Needs    func(*State) bool
}

var (
	open     = []Status{Registered, Active, Suspended}
	working  = []Status{Registered, Active}
	anyState = []Status{Registered, Active, Suspended, Closed}
)

var steps = []Step{
	{Kind: ContactOutcome, File: ContactFile, In: []Status{Registered, Closed}, Once: true},
	{Kind: Identity, File: PersonFile, In: []Status{Active}},
	{Kind: Linking, File: PersonFile, In: []Status{Active}, Prompted: true, Needs: func(s *State) bool { return s.Root == "" }},
	{Kind: Unlinking, File: PersonFile, In: []Status{Active}, Prompted: true, Needs: func(s *State) bool { return s.Root != "" }},

	{Kind: Party, File: CaseFile, In: open, Aside: true},
	{Kind: Tie, File: CaseFile, In: open, Aside: true, Needs: (*State).hasOthers},
	{Kind: Household, File: CaseFile, In: open, Aside: true, Needs: (*State).hasOthers},
	{Kind: Support, File: CaseFile, In: open, Aside: true},

	{Kind: Session, File: CaseFile, In: working},
	{Kind: SealedNote, File: CaseFile, In: working},
	{Kind: Screening, File: CaseFile, In: open},
	{Kind: SafetyAction, File: CaseFile, In: anyState, Needs: func(s *State) bool { return len(s.Alerts) > 0 }},
	{Kind: Consent, File: CaseFile, In: anyState},
	{Kind: Assessment, File: CaseFile, In: working},
	{Kind: Instrument, File: CaseFile, In: anyState},
	{Kind: Problem, File: CaseFile, In: anyState},
	{Kind: Track, File: CaseFile, In: open, Short: true},
	{Kind: Plan, File: CaseFile, In: working, Managed: true, Needs: func(s *State) bool { return s.Has(Assessment) > 0 }},
	{Kind: Approval, File: CaseFile, In: open, Managed: true, Needs: func(s *State) bool { return s.Plan.Entry != "" && !s.Plan.Valid() }},
	{Kind: PoliceDecision, File: CaseFile, In: anyState, Beside: true, Needs: func(s *State) bool { return s.Police.Asked() }},
	{Kind: Assignment, File: CaseFile, In: open},
	{Kind: ToDoTask, File: CaseFile, In: open},
	{Kind: Done, File: CaseFile, In: open, Beside: true, Needs: func(s *State) bool { return len(s.OpenTasks()) > 0 }},
	{Kind: Schedule, File: CaseFile, In: open, Managed: true, Beside: true, Needs: (*State).hasOpenStep},
	{Kind: Addendum, File: CaseFile, In: anyState, Beside: true},
	{Kind: Conference, File: CaseFile, In: open},
	{Kind: Referral, File: CaseFile, In: working},
	{Kind: Reply, File: CaseFile, In: anyState, Needs: (*State).waitsForReply},
	{Kind: Suspension, File: CaseFile, In: []Status{Active}, Safe: true},
	{Kind: Resumption, File: CaseFile, In: []Status{Suspended}},
	{Kind: Evaluation, File: CaseFile, In: open, Managed: true},
	{Kind: Transfer, File: CaseFile, In: open, Safe: true, Needs: (*State).stays},
	{Kind: TransferAnswer, File: CaseFile, In: open, Prompted: true, Needs: func(s *State) bool { return s.Leaving.Entry != "" }},
	{Kind: Handover, File: CaseFile, In: []Status{Registered}, Prompted: true, Once: true, Needs: func(s *State) bool { return s.Spells[0].TransferIn }},
	{Kind: Closure, File: CaseFile, In: open, Safe: true, Needs: (*State).stays},
	{Kind: FollowUp, File: CaseFile, In: []Status{Closed}},
	{Kind: Reopening, File: CaseFile, In: []Status{Closed}, Needs: func(s *State) bool { return !s.Open() }},
	{Kind: Review, File: CaseFile, In: anyState},
	{Kind: Conflict, File: CaseFile, In: open},
	{Kind: Release, File: CaseFile, In: anyState, Prompted: true, Needs: func(s *State) bool { return len(s.Assigned) > 0 }},

	{Kind: Correction, File: CaseFile, In: anyState, Prompted: true},
	{Kind: Correction, File: ContactFile, In: anyState, Prompted: true},
	{Kind: Correction, File: GroupFile, In: anyState, Prompted: true},
	{Kind: Correction, File: PersonFile, In: anyState, Prompted: true},
}

// stays reports whether the case is open and no other LK3 is asked to take it.
func (s *State) stays() bool { return s.Open() && s.Leaving.Entry == "" }

func (s *State) waitsForReply() bool {
	return slices.ContainsFunc(s.Referrals, func(r Sent) bool { return !r.Settled() })
}

func (step Step) allows(s *State) bool {
	switch {
	case step.File != s.Kind, !slices.Contains(step.In, s.Status):
		return false
	case step.Managed && s.Track != Managed, step.Short && s.Track != Short:
		return false
	case step.Once && s.Has(step.Kind) > 0:
		return false
	case step.Safe && len(s.Alerts) > 0:
		return false
	default:
		return step.Needs == nil || step.Needs(s)
	}
}

// Next returns the kinds of entry that may follow, in the order of the work.
func Next(s *State) []Kind {
	var kinds []Kind
	for _, step := range steps {
		if step.allows(s) {
			kinds = append(kinds, step.Kind)
		}
	}
	return kinds
}

// Written returns what Next allows and a person writes on a form of its own.
func Written(s *State) []Kind {
	var kinds []Kind
	for _, step := range steps {
		if !step.Prompted && step.allows(s) {
			kinds = append(kinds, step.Kind)
		}
	}
	return kinds
}

// Offered returns what stands among the acts of a file; what somebody waits for
// comes first.
func Offered(s *State) []Kind {
	var kinds []Kind
	for _, step := range steps {
		if !step.Prompted && !step.Aside && !step.Beside && step.allows(s) {
			kinds = append(kinds, step.Kind)
		}
	}
	if s.Flags.AwaitingApproval {
		kinds = first(kinds, Approval)
	}
	if s.Status == Closed {
		kinds = first(kinds, FollowUp)
	}
	return kinds
}

// first moves a kind to the front.
func first(kinds []Kind, k Kind) []Kind {
	if i := slices.Index(kinds, k); i > 0 {
		kinds = slices.Insert(slices.Delete(kinds, i, i+1), 0, k)
	}
	return kinds
}

// Aside returns what Next allows and is offered on a page of its own: the family
// of a case.
func Aside(s *State) []Kind {
	var kinds []Kind
	for _, step := range steps {
		if step.Aside && step.allows(s) {
			kinds = append(kinds, step.Kind)
		}
	}
	return kinds
}

// Besides returns what Next allows and is offered beside what it is about.
func Besides(s *State) []Kind {
	var kinds []Kind
	for _, step := range steps {
		if step.Beside && step.allows(s) {
			kinds = append(kinds, step.Kind)
		}
	}
	return kinds
}
