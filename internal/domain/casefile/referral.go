package casefile

import (
	"fmt"
	"slices"

	"teduh/internal/kit/calendar"
	"teduh/internal/kit/ident"
)

// Where a referral stands, after the statuses of a FHIR Task. A code is also
// that of the reply that leads there, in the list reply_results.
const (
	Requested  = "requested"   // sent, nothing was heard
	Received   = "received"    // the letter is there
	Arrived    = "arrived"     // the client came
	Accepted   = "accepted"    // they take it on
	Declined   = "declined"    // Task: rejected
	InProgress = "in_progress" // they work on it
	Completed  = "completed"   // done
	NoAnswer   = "no_answer"   // Task: failed
	Cancelled  = "cancelled"   // withdrawn by the sender
)

// ahead is the table of what may be heard next. What leads nowhere is the end.
var ahead = map[string][]string{
	Requested:  {Received, Arrived, Accepted, Declined, InProgress, Completed, NoAnswer, Cancelled},
	Received:   {Arrived, Accepted, Declined, InProgress, Completed, NoAnswer, Cancelled},
	Arrived:    {Accepted, Declined, InProgress, Completed, NoAnswer, Cancelled},
	Accepted:   {Arrived, Declined, InProgress, Completed, NoAnswer, Cancelled},
	InProgress: {Arrived, Declined, Completed, NoAnswer, Cancelled},
}

// ReferralStates lists where a referral can stand, in the order of the work.
func ReferralStates() []string {
	return []string{Requested, Received, Arrived, Accepted, Declined, InProgress, Completed, NoAnswer, Cancelled}
}

// FromOutside lists what the receiving agency itself can answer.
func FromOutside() []string { return []string{Arrived, Accepted, Declined, Completed} }

// Sent is a referral and what came of it.
type Sent struct {
	Entry    string
	Number   string // neutral: it tells of no client and no problem
	Target   string // of the list referral_targets
	Agency   string // of the catalogue, or an institution; "" when it is in neither
	Urgency  string // of the list urgencies, "" when none was said
	Day      calendar.Day
	Due      calendar.Day // an answer is expected by then; 0 when nobody said how urgent it is
	By       calendar.Day // the day promised for it: the one that was said, else Due
	State    string
	Heard    calendar.Day // the last reply, 0 without one
	Replied  bool         // the agency answered, whatever it said
	ReplyDay calendar.Day // the first such answer
	Override bool         // shared although the client's consent does not say so
}

// MayHear reports whether a reply may lead there now.
func (r Sent) MayHear(result string) bool { return slices.Contains(ahead[r.State], result) }

// Settled reports whether nothing more is to be heard.
func (r Sent) Settled() bool { return len(ahead[r.State]) == 0 }

// Waits reports whether the agency has not answered yet.
func (r Sent) Waits() bool { return !r.Replied && !r.Settled() }

// Late reports whether the answer should have come.
func (r Sent) Late(today calendar.Day) bool { return r.Waits() && r.Due != 0 && r.Due < today }

// ReferralNumber is how a referral is called between agencies: the place of its
// entry within the institution and a check character, as in R412-K.
func ReferralNumber(position int64) string {
	body := fmt.Sprintf("R%d", position)
	return body + "-" + string(ident.Check(body))
}

// refer adds a referral. The clock runs when somebody said how urgent it is.
func (s *State) refer(book Codebook, e Entry) {
	r := Sent{
		Entry: e.ID, Number: ReferralNumber(e.Position), Target: e.Body.Get("referral_target"), Agency: e.Body.Get("agency"),
		Urgency: e.Body.Get("urgency"), Day: e.Day, State: Requested, Override: s.Overrides(e),
	}
	due := e.Body.Day("reply_due")
	if r.Urgency != "" {
		if r.Due = due; due == 0 {
			r.Due = e.Day.Add(book.AnswerDays(r.Urgency))
		}
	}
	if r.By = due; due == 0 {
		r.By = r.Due
	}
	s.Referrals = append(s.Referrals, r)
}

func (s *State) reply(e Entry) {
	for i := range s.Referrals {
		r := &s.Referrals[i]
		if r.Entry != e.Body.Get("replies_to") {
			continue
		}
		r.State, r.Heard = e.Body.Get("reply_result"), e.Day
		if answers(r.State) && !r.Replied {
			r.Replied, r.ReplyDay = true, e.Day
		}
	}
}

// answers reports whether a reply is the agency's: that nobody answered, and
// that the letter came in or was withdrawn, is none.
func answers(result string) bool {
	return !slices.Contains([]string{Received, NoAnswer, Cancelled}, result)
}

// Referral returns a referral of the case.
func (s *State) Referral(entry string) (Sent, bool) {
	i := slices.IndexFunc(s.Referrals, func(r Sent) bool { return r.Entry == entry })
	if i < 0 {
		return Sent{}, false
	}
	return s.Referrals[i], true
}

// What becomes of a transfer: codes of the list transfer_results.
const (
	TakenOver     = "accepted"
	NotTaken      = "declined"
	TakenBackHere = "withdrawn"
)

// Outside is the author of what somebody without an account wrote by a code.
const Outside = "outside"

// Sessions returns the sessions of a file as they stand, oldest first: what was
// done so far, for a receiving agency.
func Sessions(entries []Entry) []Entry {
	return slices.DeleteFunc(Effective(entries), func(e Entry) bool { return e.Kind != Session })
}
