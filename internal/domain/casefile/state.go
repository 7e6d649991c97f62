package casefile

import (
	"teduh/internal/kit/calendar"
)

// Status is where a case stands. There are few; the rest are flags.
type Status string

// The statuses of a case. A contact is registered until its outcome is known,
// then closed; a person is always active.
const (
	Registered Status = "registered"
	Active     Status = "active"
	Suspended  Status = "suspended"
	Closed     Status = "closed"
)

// The two tracks of a case.
const (
	Short   = "short"
	Managed = "managed"
)

// BecameCase is the outcome of a contact from which a case grew.
const BecameCase = "became_case"

// Adult is the age from which somebody consents for themselves.
const Adult = 18

// NotCoded is the problem of a case nobody has classified yet. It is not
// "other", which is a classification.
const NotCoded = "not_coded"

// Flags are what a case is beside its status.
type Flags struct {
	Uncoded          bool // no problem named yet
	HighRisk         bool // the last screening said high or danger now, or the contact did
	Sealed           bool // holds a sealed note
	Referred         bool // a referral waits for its reply
	AwaitingApproval bool // a plan waits for the head, or its approval no longer counts
	Restricted       bool // a problem whose files open to fewer people
	Minor            bool // the first client was under 18 at registration
	Conflict         bool // somebody works on it who declared a conflict of interest
	Alert            bool // an answer demands an action that nobody recorded yet
}

// Dims are the dimensions by which a file's facts are counted. Those of a case
// are fixed at registration: ageing and moving change nothing.
type Dims struct {
	Residence string // regency code, "" when unknown
	Sex       string
	Age       string // age group
	Problem   string // first level
}

// Spell is a stretch of days in which a case was open.
type Spell struct {
	Open, Close           calendar.Day   // Close is 0 while open
	BookOpen, BookClose   calendar.Month // where opening and closing are booked
	TransferIn, Transfer  bool           // began by a transfer from, ended by a transfer to another LK3
	OpenEntry, CloseEntry string
	Reason, Outcome       string // of the closure
}

// Act is one time somebody was served.
type Act struct {
	Entry string
	Day   calendar.Day
	Kind  Kind
	Age   string   // age group on that day
	Whom  []string // persons of the case whom it names, none: the case as a whole

	Service string // of a session
}

// OwnApproval is an approval by somebody who works on the case: in a small LK3
// the head does.
type OwnApproval struct {
	Entry string
	Day   calendar.Day
}

// Declared is a conflict of interest that somebody declared.
type Declared struct {
	Staff    string
	Relation string // of the list conflict_relations
}

// Consented is what the client last said to the service and to the processing of
// data: a code of the list consent_answers, "" when never asked.
type Consented struct {
	Service, Data string
	Kept          bool         // given for other things than sharing with a named agency
	NoPhone       bool         // given for other things than being reached by telephone
	Refused       []string     // kinds of agency, of the list referral_targets, that are to be told nothing
	Withdrawn     calendar.Day // 0 while it stands
}

// Leaving is a transfer that another LK3 has not answered yet; the zero value
// when there is none.
type Leaving struct {
	Entry string
	To    string // institution
	Day   calendar.Day
}

// InformationActivity is the kind of group work that reaches people and is no
// session with them.
const InformationActivity = "information_activity"

// Group is work with many at once.
type Group struct {
	Kind    string // of the list group_kinds
	People  int
	Minutes int
}

// Approvable is the last entry that an approval can bind to.
type Approvable struct {
	Entry    string
	Hash     string // of what it says now
	Approved string // the hash that was approved, "" when none
	Returned bool   // the head sent it back
}

// Valid reports whether what it says now is what was approved.
func (a Approvable) Valid() bool { return a.Approved != "" && a.Approved == a.Hash }

// State is a file as its entries make it. Fold is the only maker.
type State struct {
	Institution string
	Area        string // regency of the institution at the first entry
	File        string
	Kind        FileKind
	Number      string // of a case
	Author      string // of the first entry
	FirstDay    calendar.Day
	Entries     int
	Last        int64 // position of the last entry

	Status Status
	Track  string
	Flags  Flags
	Dims   Dims

	Client      string // the first client's person file
	Family      string
	Initials    string
	Age         int // at registration or contact, -1 when unknown
	Secondary   []string
	SecondLevel string
	PrimarySet  bool // by assessment or coding, not only presenting
	Presenting  string
	Disabled    bool   // the first client had a disability, as known at registration
	Origin      string // who asked that the case begin

	Parties     Parties // who takes part beside the first client
	Assigned    []string
	Declared    []Declared
	Spells      []Spell
	Acts        []Act
	Referrals   []Sent
	Leaving     Leaving
	Went        string // institution that took the case over
	Plan        Approvable
	Consent     Consented // of the first client, for the case
	Consents    []Spoken  // of others, who spoke for themselves
	Alerts      []Alert   // that wait for an action, oldest first
	Evaluated   bool
	OwnWork     []OwnApproval
	Reviewed    []calendar.Day
	FollowUps   []int  // of the last closure, in months after it
	Outcome     string // of a contact
	LinkedCase  string // of a contact that became a case
	FromContact string
	OldBook     bool  // brought from an old book: how it ended there is the past
	Group       Group // of a group session

	Risk      string // of the last screening, "" before
	Tasks     []Task
	ManagedOn calendar.Day // since the case opened last
	Rules     []StepRule

	NextDue     calendar.Day // the earliest of what is promised, 0 when nothing
	LastContact calendar.Day
	Corrections int

	Root string // of a person: the file it is counted as, "" for itself

	Police Police

	GuardianConflict bool // the guardian of the client may be the one who did harm
	suspected        bool // that was said at the registration

	kinds map[string]Kind // entry id → kind, for corrections, approvals and replies
	seen  map[Kind]int
	steps map[string]step

	meeting, pause, after pledge // what the last session, suspension, follow-up promised
}

// Has reports how many entries of a kind the file holds.
func (s *State) Has(k Kind) int { return s.seen[k] }

// KindOf returns the kind of an entry of this file.
func (s *State) KindOf(entry string) (Kind, bool) {
	k, ok := s.kinds[entry]
	return k, ok
}

// Open reports whether the case is open now.
func (s *State) Open() bool {
	return len(s.Spells) > 0 && s.Spells[len(s.Spells)-1].Close == 0
}

// NeedsApproval reports whether the case is of those that wait for the head:
// by default the managed ones of high risk or a restricted problem.
func (s *State) NeedsApproval() bool {
	return s.Track == Managed && (s.Flags.HighRisk || s.Flags.Restricted)
}

func (s *State) spell() *Spell {
	if len(s.Spells) == 0 {
		return nil
	}
	return &s.Spells[len(s.Spells)-1]
}

// OverBy returns the entry that ended the work for good: none of a case that
// goes on, here or at another LK3.
func (s *State) OverBy() (entry string, over bool) {
	sp := s.spell()
	if s.Status != Closed || sp == nil || sp.Transfer {
		return "", false
	}
	return sp.CloseEntry, true
}
