package casefile

import (
	"slices"

	"teduh/internal/kit/calendar"
)

// SafeContact is how a client may be reached without bringing danger: whoever
// else holds the telephone must learn nothing. Every page about the client shows
// it, and whatever is sent to the client obeys it.
type SafeContact struct {
	How       string   // in the client's own words
	Never     bool     // not at all: the client comes by themselves
	Ways      []string // of the list contact_ways; none: nothing was said about ways
	NoCalls   bool     // the telephone is not safe
	Phone     string
	Hours     string
	Through   string // somebody who may be told
	Words     string // what may be said
	CoverName string
}

// Ways of reaching a client by telephone.
const (
	byMessage = "message"
	byPhone   = "phone" // of the list consent_scopes too
)

// SafeContactOf reads the rules from what is known of a person; a first contact
// knows a part of it.
func SafeContactOf(who Body) SafeContact {
	return SafeContact{
		How: who.Get("safe_contact"), Never: who.Yes("never_contact"), Ways: who.All("contact_ways"), NoCalls: who.Get("phone_safe") == "no",
		Phone: who.Get("phone"), Hours: who.Get("safe_hours"), Through: who.Get("contact_person"), Words: who.Get("contact_words"), CoverName: who.Get("cover_name"),
	}
}

// Known reports whether anything was said.
func (s SafeContact) Known() bool { return s.How != "" || s.Never || len(s.Ways) > 0 || s.NoCalls }

// MayCall reports whether the client's telephone may be rung.
func (s SafeContact) MayCall() bool { return s.allows(byPhone) }

// MayWrite reports whether a message may be sent to the client's telephone.
func (s SafeContact) MayWrite() bool { return s.allows(byMessage) }

// allows holds back what the client did not name: silence is no consent.
func (s SafeContact) allows(way string) bool {
	return !s.Never && !s.NoCalls && slices.Contains(s.Ways, way)
}

// Reminder returns the appointment of which a client may be reminded in writing,
// ok false when there is none ahead, or a message is not safe or not wanted.
func (s SafeContact) Reminder(f *State, today calendar.Day) (met Promise, ok bool) {
	if !s.MayWrite() || f.Status == Closed || !f.Consent.Reaches() {
		return Promise{}, false
	}
	return f.NextMeeting(today)
}
