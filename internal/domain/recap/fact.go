// Package recap holds figures: facts, measures, the cube that adds them up, and
// the tables made from it. It does not know what a case is; tally turns files
// into facts.
//
// It must never hold an identity: a fact has codes and amounts only.
//
// Start at [Fact] and [Measure], then the cube.
package recap

import "teduh/internal/kit/calendar"

// Measure is what a fact counts. The numbers are stored: they never change
// their meaning, new ones are added at the end.
type Measure int16

// The measures. Flow and stock of cases come from the first five; the Reopened
// ones by length say that the closure was booked in an earlier period of that
// length, so that handled = open at the start + New + TransferIn + Reopened<length>
// counts no case twice.
const (
	New              Measure = 1
	TransferIn       Measure = 2
	Closed           Measure = 3 // by closure or by transfer to another LK3
	TransferOut      Measure = 4 // those of Closed that were transfers
	Reopened         Measure = 5
	ReopenedMonth    Measure = 6
	ReopenedQuarter  Measure = 7
	ReopenedSemester Measure = 8
	ReopenedYear     Measure = 9

	Contacts      Measure = 10 // every first contact
	Information   Measure = 11 // contacts that stayed information
	Consultations Measure = 12 // contacts that stayed a consultation without a case
	Onward        Measure = 13 // contacts sent on to another agency

	Sessions  Measure = 14
	Referrals Measure = 15
	Replies   Measure = 16
	Mentions  Measure = 17 // of a problem, primary or secondary, once a case

	PersonsMonth     Measure = 20 // first act for a person in a month
	PersonsQuarter   Measure = 21
	PersonsSemester  Measure = 22
	PersonsYear      Measure = 23
	FamiliesMonth    Measure = 24
	FamiliesQuarter  Measure = 25
	FamiliesSemester Measure = 26
	FamiliesYear     Measure = 27

	GroupSessions Measure = 30 // outreach too
	Attendances   Measure = 31 // of persons at them: who came twice counts twice
	GroupMinutes  Measure = 32
	Activities    Measure = 33 // information activities
	Reached       Measure = 34 // people at them, as they were counted there

	OwnApprovals Measure = 40 // by somebody who works on the case
	Reviews      Measure = 41 // of files against the checklist

	disabledNew Measure = 50 // up to 58: those of the first nine whose client has a disability
)

// OfDisabled returns the measure of those cases of a measure of cases whose
// client was known to have a disability at registration.
func (m Measure) OfDisabled() Measure { return disabledNew + m - New }

// ofDisabled reports whether a measure is one of those.
func (m Measure) ofDisabled() bool { return m >= New.OfDisabled() && m <= ReopenedYear.OfDisabled() }

// FirstDetail is the first of the measures that count one code of a list: sessions
// by service, closures by reason. Their numbers stand beside the lists; no cube
// keeps them, an institution adds its own up.
const FirstDetail Measure = 100

// Unit is what a figure counts; figures of different units are never added.
type Unit string

// The counting units.
const (
	Cases         Unit = "cases"
	Persons       Unit = "persons"
	Families      Unit = "families"
	MentionsUnit  Unit = "mentions"
	ContactsUnit  Unit = "contacts"
	SessionsUnit  Unit = "sessions"
	ReferralsUnit Unit = "referrals"
	Attending     Unit = "attendances"
	MinutesUnit   Unit = "minutes"
	ActivityUnit  Unit = "activities"
	ApprovalsUnit Unit = "approvals"
	ReviewsUnit   Unit = "reviews"
)

// Unit returns the counting unit of a measure.
func (m Measure) Unit() Unit {
	switch {
	case m <= ReopenedYear, m.ofDisabled():
		return Cases
	case m <= Onward:
		return ContactsUnit
	case m == Sessions:
		return SessionsUnit
	case m == Mentions:
		return MentionsUnit
	case m <= Replies:
		return ReferralsUnit
	case m <= PersonsYear:
		return Persons
	case m <= FamiliesYear:
		return Families
	case m == GroupSessions:
		return SessionsUnit
	case m == Attendances, m == Reached:
		return Attending
	case m == GroupMinutes:
		return MinutesUnit
	case m == OwnApprovals:
		return ApprovalsUnit
	case m == Reviews:
		return ReviewsUnit
	default:
		return ActivityUnit
	}
}

// ReopenedFor returns the measure of cases reopened after a closure in an
// earlier period of a length.
func ReopenedFor(l calendar.Length) Measure { return ReopenedMonth + Measure(l) }

// PersonsFor and FamiliesFor return the measure of first acts in a period of a
// length.
func PersonsFor(l calendar.Length) Measure { return PersonsMonth + Measure(l) }

// FamiliesFor is PersonsFor for families.
func FamiliesFor(l calendar.Length) Measure { return FamiliesMonth + Measure(l) }

// Cause says why a fact was written.
type Cause int16

// The causes.
const (
	ByEntry      Cause = 0
	ByCorrection Cause = 1
	ByLink       Cause = 2
	ByDefinition Cause = 3
)

// Dims are the dimensions of a fact, all codes.
type Dims struct {
	Area      string // regency of the institution at the time
	Residence string // regency of residence, "" when unknown
	Problem   string // first level; "other" and "not_coded" are two things
	Sex       string
	Age       string // age group
}

// Fact is a signed amount that an entry contributes to the figures.
type Fact struct {
	File    string // whose fact it is
	Measure Measure
	Period  calendar.Month // month of the event
	Book    calendar.Month // month it is counted in
	Dims    Dims
	Amount  int64
	Cause   Cause
}

// Late reports whether the fact was booked after its month was closed.
func (f Fact) Late() bool { return f.Book > f.Period }
