package casefile

// FileKind is what a file is about.
type FileKind string

// The kinds of file.
const (
	PersonFile  FileKind = "person"
	ContactFile FileKind = "contact"
	CaseFile    FileKind = "case"
	GroupFile   FileKind = "group" // work with many at once
)

// Kind is the kind of an entry: one dated act or statement.
type Kind string

// The kinds of entry. The comment names the sheet of domain.md 2.4 it holds.
const (
	Contact        Kind = "contact"         // F0: somebody asked or told something
	ContactOutcome Kind = "contact_outcome" // F0: what became of the contact
	GroupSession   Kind = "group_session"   // group session, outreach, information activity
	Identity       Kind = "identity"        // F1: who the person is
	Linking        Kind = "link"            // the person is the one of another file
	Unlinking      Kind = "unlink"          // and is not, after all
	Registration   Kind = "registration"    // F1: a case begins
	Party          Kind = "party"           // somebody takes part in the case
	Tie            Kind = "tie"             // between two persons of the case
	Household      Kind = "household"       // who lives under one roof from a day
	Support        Kind = "support"         // what surrounds the household: an ecomap's tie
	Consent        Kind = "consent"         // F2: service and data processing, apart
	Screening      Kind = "screening"       // F3: danger and safety
	SafetyAction   Kind = "safety_action"   // what was done about an alert
	Assessment     Kind = "assessment"      // F4
	Instrument     Kind = "instrument"      // answers to a screening tool or another form that is data
	Problem        Kind = "problem"         // primary and secondary problems after assessment
	Track          Kind = "track"           // raised from short to managed
	Plan           Kind = "plan"            // F5: plan and service agreement
	Approval       Kind = "approval"        // bound to the hash of what was approved
	PoliceDecision Kind = "police_decision" // the head says whether the police are told, and why
	Assignment     Kind = "assignment"      // who works on the case
	Conflict       Kind = "conflict"        // a worker declares a conflict of interest
	Release        Kind = "release"         // somebody no longer works on the case
	Session        Kind = "session"         // F6: progress note
	SealedNote     Kind = "sealed_note"     // F6: the psychologist's own record
	ToDoTask       Kind = "task"            // something to be done by a day, an appointment too
	Done           Kind = "done"            // a task or an action of the plan is done
	Schedule       Kind = "schedule"        // somebody sets the day of a step
	Addendum       Kind = "addendum"        // adds to an entry, which stays as it is
	Conference     Kind = "conference"      // F7
	Referral       Kind = "referral"        // F8: out
	Reply          Kind = "reply"           // F8: the answer that closes the loop
	Transfer       Kind = "transfer"        // another LK3 is asked to take the case over
	TransferAnswer Kind = "transfer_answer" // what became of that: taken over, declined, withdrawn
	Handover       Kind = "handover"        // what came along with a case taken over
	Suspension     Kind = "suspension"      // the client cannot be reached, or asked to wait
	Resumption     Kind = "resumption"      // work goes on
	FollowUp       Kind = "follow_up"       // F9
	Evaluation     Kind = "evaluation"      // F10: goals and change
	Closure        Kind = "closure"         // F10: termination
	Reopening      Kind = "reopening"       // after a closure
	Review         Kind = "review"          // the head read the file against the checklist
	Correction     Kind = "correction"      // names an entry and says it anew
)

// Kinds lists every kind in the order of the work.
func Kinds() []Kind {
	return []Kind{
		Contact, ContactOutcome, GroupSession, Identity, Linking, Unlinking, Registration, Party, Tie, Household, Support,
		Consent, Screening, SafetyAction, Assessment, Instrument, Problem, Track,
		Plan, Approval, PoliceDecision, Assignment,
		Conflict, Release,
		Session, SealedNote, ToDoTask, Done, Schedule, Addendum, Conference, Referral, Reply, Transfer, TransferAnswer, Handover,
		Suspension, Resumption, FollowUp, Evaluation, Closure, Reopening,
		Review,
		Correction,
	}
}

// Opens reports whether a kind is the first entry of a file, and of which.
func (k Kind) Opens() (FileKind, bool) {
	switch k {
	case Contact:
		return ContactFile, true
	case GroupSession:
		return GroupFile, true
	case Identity:
		return PersonFile, true
	case Registration:
		return CaseFile, true
	default:
		return "", false
	}
}
