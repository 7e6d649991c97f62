package access

// grants is the whole table. What is not in it is refused.
var grants = build()

const (
	person  = "person"
	contact = "contact"
	kase    = "case"
	group   = "group"
)

// casework is what those who work on a case may append to it.
var casework = []string{
	"party", "tie", "household", "support", "session", "task", "done", "schedule", "addendum", "screening", "safety_action", "consent", "assessment", "instrument", "problem", "track", "plan", "conference", "referral", "reply",
	"suspension", "resumption", "evaluation", "closure", "follow_up", "reopening",
	"conflict", "correction",
}

// steering is what the head may append to any case of the institution.
var steering = []string{
	"safety_action", "approval", "police_decision", "assignment", "task", "done", "schedule", "addendum", "problem", "track", "conference", "reply", "transfer", "suspension", "resumption",
	"closure", "reopening", "review", "conflict", "release", "correction",
}

func build() []Grant {
	var g []Grant
	add := func(r Role, scope Scope, kind string, verbs ...Verb) {
		for _, v := range verbs {
			g = append(g, Grant{r, v, kind, scope})
		}
	}
	appends := func(kinds []string) []Verb {
		verbs := make([]Verb, len(kinds))
		for i, k := range kinds {
			verbs[i] = Append(k)
		}
		return verbs
	}
	for _, r := range []Role{FrontOfficer, Caseworker, Psychologist, Head} {
		add(r, All, contact, Create)
		add(r, All, person, Create)
		add(r, All, kase, Create)
		add(r, All, kase, Number)
		add(r, All, group, Create)
		add(r, Today, group, Read, Append("correction"))
		add(r, Today, contact, Read, Append("contact_outcome"), Append("correction"))
	}
	for _, r := range []Role{FrontOfficer, Caseworker, Psychologist} {
		add(r, Tasked, kase, Append("done")) // of their own tasks: the app sees to that
	}
	for _, r := range []Role{Caseworker, Psychologist} {
		add(r, Assigned, kase, Read, Survey)
		add(r, Assigned, kase, appends(casework)...)
		add(r, Assigned, person, Read, Append("identity"), Append("correction"))
	}
	add(Psychologist, Assigned, kase, Append("sealed_note"))
	for _, kind := range []string{person, contact, kase, group} {
		add(Head, All, kind, Read)
	}
	add(Head, All, kase, appends(steering)...)
	add(Head, All, kase, Survey)
	add(Head, All, contact, Append("contact_outcome"), Append("correction"))
	add(Head, All, group, Append("correction"))
	add(Head, All, person, Append("identity"), Append("link"), Append("unlink"), Append("correction"))
	return g
}
