package recap

import "teduh/internal/kit/calendar"

// Figure is what a recap shows of a period: a sum of measures over some months.
type Figure string

// The figures. Handled is the default of every recap: it is what the article
// of 2016 counts ("telah dan sedang ditangani").
const (
	Handled        Figure = "handled" // open on at least one day of the period
	NewCases       Figure = "new"
	ClosedCases    Figure = "closed"
	ReopenedCases  Figure = "reopened"
	OpenAtEnd      Figure = "open"
	OpenAtStart    Figure = "open_start"
	TransferredIn  Figure = "transfer_in"
	TransferredOut Figure = "transfer_out" // counted among the closed too
	PersonsServed  Figure = "persons"
	FamiliesServed Figure = "families"
	FirstContacts  Figure = "contacts"
	Informed       Figure = "information"
	Consulted      Figure = "consultations"
	SentOnward     Figure = "onward"
	SessionsHeld   Figure = "sessions"
	ReferralsSent  Figure = "referrals"
	ProblemsNamed  Figure = "mentions"
	GroupsHeld     Figure = "group_sessions"
	GroupsAttended Figure = "attendances"
	GroupTime      Figure = "group_minutes"
	ActivitiesHeld Figure = "activities"
	PeopleReached  Figure = "reached"
	OwnApproved    Figure = "own_approvals"
	FilesReviewed  Figure = "reviews"

	HandledDisabled Figure = "handled_disability" // those of Handled whose client has a disability
)

// Figures lists the figures in the order of a page.
func Figures() []Figure {
	return []Figure{Handled, OpenAtStart, NewCases, TransferredIn, ReopenedCases, ClosedCases, TransferredOut, OpenAtEnd, PersonsServed, FamiliesServed, FirstContacts, Informed, Consulted, SentOnward, SessionsHeld, ReferralsSent, ProblemsNamed,
		GroupsHeld, GroupsAttended, GroupTime, ActivitiesHeld, PeopleReached, OwnApproved, FilesReviewed, HandledDisabled}
}

// Unit returns the counting unit of a figure.
func (f Figure) Unit() Unit {
	switch f {
	case PersonsServed:
		return Persons
	case FamiliesServed:
		return Families
	case FirstContacts, Informed, Consulted, SentOnward:
		return ContactsUnit
	case SessionsHeld, GroupsHeld:
		return SessionsUnit
	case GroupsAttended, PeopleReached:
		return Attending
	case GroupTime:
		return MinutesUnit
	case ActivitiesHeld:
		return ActivityUnit
	case OwnApproved:
		return ApprovalsUnit
	case FilesReviewed:
		return ReviewsUnit
	case ReferralsSent:
		return ReferralsUnit
	case ProblemsNamed:
		return MentionsUnit
	default:
		return Cases
	}
}

// Overlaps reports whether the rows of a table by problem may count the same
// thing twice.
func (f Figure) Overlaps() bool { return f == ProblemsNamed }

// Term is a measure over months, with a sign: a figure is a sum of terms.
type Term struct {
	Measure Measure
	From    calendar.Month // 0: everything before To
	To      calendar.Month
	Sign    int64
}

// Terms returns what a figure adds up in a period.
func (f Figure) Terms(p calendar.Period) []Term {
	in := func(m Measure) Term { return Term{m, p.From, p.To(), 1} }
	switch f {
	case NewCases:
		return []Term{in(New)}
	case ClosedCases:
		return []Term{in(Closed)}
	case ReopenedCases:
		return []Term{in(Reopened)}
	case OpenAtEnd:
		return openAt(p.To())
	case OpenAtStart:
		return openAt(p.From.Prev())
	case TransferredIn:
		return []Term{in(TransferIn)}
	case TransferredOut:
		return []Term{in(TransferOut)}
	case PersonsServed:
		return []Term{in(PersonsFor(p.Length))}
	case FamiliesServed:
		return []Term{in(FamiliesFor(p.Length))}
	case FirstContacts:
		return []Term{in(Contacts)}
	case Informed:
		return []Term{in(Information)}
	case Consulted:
		return []Term{in(Consultations)}
	case SentOnward:
		return []Term{in(Onward)}
	case SessionsHeld:
		return []Term{in(Sessions)}
	case ReferralsSent:
		return []Term{in(Referrals)}
	case ProblemsNamed:
		return []Term{in(Mentions)}
	case GroupsHeld:
		return []Term{in(GroupSessions)}
	case GroupsAttended:
		return []Term{in(Attendances)}
	case GroupTime:
		return []Term{in(GroupMinutes)}
	case ActivitiesHeld:
		return []Term{in(Activities)}
	case PeopleReached:
		return []Term{in(Reached)}
	case OwnApproved:
		return []Term{in(OwnApprovals)}
	case FilesReviewed:
		return []Term{in(Reviews)}
	case HandledDisabled:
		terms := Handled.Terms(p)
		for i := range terms {
			terms[i].Measure = terms[i].Measure.OfDisabled()
		}
		return terms
	default:
		return append(openAt(p.From.Prev()), in(New), in(TransferIn), in(ReopenedFor(p.Length)))
	}
}

// openAt adds up how many cases were open at the end of a month.
func openAt(m calendar.Month) []Term {
	return []Term{{New, 0, m, 1}, {TransferIn, 0, m, 1}, {Reopened, 0, m, 1}, {Closed, 0, m, -1}}
}
