package casefile

import (
	"strconv"
	"strings"

	"teduh/internal/kit/calendar"
)

// FromContact is what a registration takes over from the contact it grows from,
// so that nothing is typed twice. Somebody who called for another person is the
// reporter, and how to call back is theirs; who says nothing of a relation calls
// for themselves. Whom an agency sent did not come by themselves.
func FromContact(contact Body) Body {
	b := Body{}
	for _, field := range []string{"sex", "age", "residence", "presenting"} {
		b.Set(field, contact.All(field)...)
	}
	if contact.Yes("danger_now") {
		b.Set("urgency", dangerNow)
	}
	caller := contact.Get("caller")
	if caller == NotSaid {
		caller = ""
	}
	if relation := contact.Get("relation_to_client"); relation != "" && relation != self {
		b.Set("reporter", caller)
		b.Set("reporter_relation", relation)
		b.Set("reporter_contact", both(contact.Get("safe_contact"), contact.Get("phone")))
		return b
	}
	b.Set("name", caller)
	if contact.Has("sender_name") {
		b.Set("reporter", contact.Get("sender_name"))
		b.Set("reporter_relation", ofAgency)
		b.Set("reporter_contact", contact.Get("sender_reach"))
		b.Set("address", contact.Get("where_to_find"))
	} else {
		b.Set("origin", self)
	}
	for _, field := range []string{"safe_contact", "phone", "phone_safe"} {
		b.Set(field, contact.All(field)...)
	}
	return b
}

// FromIdentity is what the registration of somebody who is known takes over: sex,
// and the age on a day as far as a date or a year of birth tells it.
func FromIdentity(who Body, on calendar.Day) Body {
	b := Body{}
	b.Set("sex", who.All("sex")...)
	if born := who.Day("birth_date"); born != 0 {
		b.Set("age", strconv.Itoa(yearsBetween(born, on)))
		return b
	}
	for _, field := range []string{"birth_year", "reckoned_year"} {
		if year, ok := who.Int(field); ok && year <= on.Year() {
			b.Set("age", strconv.Itoa(on.Year()-year))
			return b
		}
	}
	return b
}

func yearsBetween(born, on calendar.Day) int {
	const year = 1_00_00
	return max(int(on-born)/year, 0)
}

const (
	self      = "self"         // of the lists relations and origins
	ofAgency  = "professional" // of the list relations
	dangerNow = "danger"       // of the list urgencies
)

func both(a, b string) string { return strings.Trim(a+" · "+b, " ·") }

// ByGuardian reports whether a consent was given by the one who stands for a
// child, a code of the list consent_givers.
func ByGuardian(giver string) bool { return giver == "guardian" || giver == "parent" }
