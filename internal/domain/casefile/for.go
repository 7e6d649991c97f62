package casefile

import (
	"slices"
	"strings"

	"teduh/internal/kit/calendar"
)

// About returns the persons an entry is about; none: the case as a whole.
func About(e Entry) []string {
	switch e.Kind {
	case Party:
		if earlier := e.Body.Get("party"); earlier != "" {
			return []string{earlier}
		}
		return []string{e.ID}
	case Tie:
		return []string{e.Body.Get("first"), e.Body.Get("second")}
	case Household:
		return e.Body.All("members")
	default:
		return e.Body.All("concerns")
	}
}

// Abouts returns whom each entry is about, by the ids of entries as they stand
// now. What names nobody and follows from an earlier entry (a reply from its
// referral, an addition, an approval, a task that is done) is about whom that is.
func Abouts(said []Entry) map[string][]string {
	out := make(map[string][]string, len(said))
	for _, e := range said {
		about := About(e)
		if len(about) == 0 || e.Kind == Addendum { // an addition is about whom its entry is, whatever it says itself
			if from := inherited(e, out); len(from) > 0 {
				about = from
			}
		}
		out[e.ID] = about
	}
	return out
}

func inherited(e Entry, known map[string][]string) (about []string) {
	if e.Kind == Correction || OfFamily(e.Kind) {
		return nil
	}
	for _, f := range Current(e.Kind).Fields {
		if f.Type != Link && !(f.Type == Tasks && e.Kind == Done) {
			continue
		}
		for _, from := range e.Body.All(f.Name) {
			entry, _, _ := strings.Cut(from, ".") // a task is named by its entry and its place there
			for _, person := range known[entry] {
				if !slices.Contains(about, person) {
					about = append(about, person)
				}
			}
		}
	}
	return about
}

// For returns what may stand in a print-out for one person of a case: each entry
// as it stands now that is about this person, or about the case as a whole.
// Nothing that is about others only, no text that was corrected, no sealed text.
//
// Where interests are opposed, nothing tells one side who the others are, where
// they live or how they are reached: their own entries and all that names them
// stay out, and so does every field that identifies or locates somebody in what
// both sides read. Somebody who is opposed to the first client reads nothing
// about the case as a whole that was written before that was said: until then
// the file was the client's. A person who is not of the case reads nothing.
func For(entries []Entry, person string) []Entry {
	said := Effective(entries)
	s := Fold(noBook{}, entries)
	if !s.hasPerson(person) {
		return nil
	}
	r := reading{state: s, person: person, about: Abouts(said), across: map[string]bool{}}
	r.sides(entries)
	var out []Entry
	for _, e := range said {
		if body, ok := r.body(e); ok {
			e.Body = body
			out = append(out, e)
		}
	}
	return out
}

// reading is one print-out for one person.
type reading struct {
	state  *State
	person string
	about  map[string][]string
	across map[string]bool // those on the other side
	since  int64           // position at which the sides parted
	client bool            // the person is on the first client's side
}

// sides parts the persons of the case in two, if interests are opposed.
func (r *reading) sides(entries []Entry) {
	opposed := oppositions(entries)
	_, against := opposed[r.person]
	r.client = !against
	for _, m := range r.state.People() {
		since, other := opposed[m.ID]
		if other == against {
			continue
		}
		r.across[m.ID] = true
		if r.client && (r.since == 0 || since < r.since) {
			r.since = since
		}
	}
	if against {
		r.since = opposed[r.person]
	}
}

// oppositions returns who is opposed to the first client now, and since which
// position: a correction counts from when it was written.
func oppositions(entries []Entry) map[string]int64 {
	now := map[string]int64{}
	for i, e := range entries {
		if e.Kind != Party && e.Kind != Correction {
			continue
		}
		var people Parties
		for _, said := range Effective(entries[:i+1]) {
			if said.Kind == Party {
				people = people.say(said)
			}
		}
		for _, m := range people {
			if _, already := now[m.ID]; m.Opposed && !already {
				now[m.ID] = e.Position
			} else if !m.Opposed {
				delete(now, m.ID)
			}
		}
	}
	return now
}

// body returns what the person may read of an entry.
func (r *reading) body(e Entry) (Body, bool) {
	about := r.about[e.ID]
	switch {
	case e.Kind == Correction, len(about) > 0 && !slices.Contains(about, r.person):
		return nil, false
	case (e.Kind == Instrument || e.Kind == SafetyAction) && len(about) == 0 && r.person != r.state.Client: // asked of the client, when nobody is named
		return nil, false
	case e.Kind == Instrument && r.names(about): // the answers of one side tell of the other
		return nil, false
	case len(r.across) == 0:
		return without(e, func(f Field) bool { return f.Secrecy == Hidden }), true
	case e.Kind == Registration || e.Kind == Identity || e.Kind == Handover: // the first client's own
		return without(e, func(f Field) bool { return f.Secrecy == Hidden }), r.person == r.state.Client
	case (e.Kind == Tie || e.Kind == Household || e.Kind == Support) && r.names(about):
		return nil, false
	}
	general, before := len(about) == 0, e.Position < r.since
	if general && before && !r.client {
		return nil, false
	}
	shared := r.names(about) || general && !before
	body := without(e, func(f Field) bool { return f.Secrecy == Hidden || shared && f.Secrecy == Person })
	for name, answers := range body {
		if f, _ := Current(e.Kind).Field(name); f.namesPersons() {
			body.Set(name, slices.DeleteFunc(answers, func(id string) bool { return r.across[id] })...)
		}
	}
	return body, true
}

// names reports whether somebody of the other side is among persons.
func (r *reading) names(about []string) bool {
	return slices.ContainsFunc(about, func(id string) bool { return r.across[id] })
}

// without returns the body without the answers to some fields, nor to any that
// the form does not know. Questions of an instrument are known by their names.
func without(e Entry, hidden func(Field) bool) Body {
	body := e.Body.Clone()
	for name := range body {
		f, ok := Current(e.Kind).Field(name)
		if e.Kind == Instrument && isAnswer(name) {
			f, ok = Field{Name: name, Type: Text, Secrecy: Story}, true
		}
		if !ok || hidden(f) {
			delete(body, name)
		}
	}
	return body
}

// noBook folds where nobody asks what the lists say.
type noBook struct{}

func (noBook) AgeGroup(int) string                    { return "" }
func (noBook) Restricted(string) bool                 { return false }
func (noBook) AlwaysManaged(string) bool              { return false }
func (noBook) FollowUps(string) []int                 { return nil }
func (noBook) AnswerDays(string) int                  { return 0 }
func (noBook) Steps(calendar.Day) []StepRule          { return nil }
func (noBook) PoliceHours([]string, calendar.Day) int { return 0 }
