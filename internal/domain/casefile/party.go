package casefile

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
)

// ClientRole is the role of somebody whom the case serves.
const ClientRole = "client"

// Perpetrator is the role of somebody who is said to have done harm.
const Perpetrator = "alleged_perpetrator"

// Member is a person of a case, by what may be shown without a name.
type Member struct {
	ID       string // what entries name this person by
	Entry    string // that said it last, "" for the first client
	Person   string // the own file, "" when known by name only
	Initials string
	Roles    []string
	Relation string // to the first client: of the list kin
	Sex      string
	Age      int // on Day, -1 when unknown
	Birth    calendar.Day
	Day      calendar.Day // on which it was said
	Since    calendar.Day // first day in the case
	Until    calendar.Day // 0 while in the case
	Opposed  bool         // against the interests of the first client
	Dead     bool
	Unborn   bool

	group string // age group when the case began to serve them
	terms []term // in which the case served them
}

// term is the days in which a case served somebody as its client.
type term struct{ from, until calendar.Day } // until is 0 while it lasts

func (t term) holds(day calendar.Day) bool { return t.from <= day && (t.until == 0 || day <= t.until) }

// AgeOn returns the age in years on a day, -1 when unknown; of the dead that
// which was said.
func (m Member) AgeOn(day calendar.Day) int {
	switch {
	case m.Unborn, m.Age < 0 && m.Birth == 0:
		return -1
	case m.Dead && m.Age >= 0:
		return m.Age
	case m.Birth != 0:
		years := day.Year() - m.Birth.Year()
		if day%1_00_00 < m.Birth%1_00_00 {
			years--
		}
		return max(years, 0)
	default:
		return m.Age + max(day.Year()-m.Day.Year(), 0)
	}
}

// Is reports whether the person has a role in the case.
func (m Member) Is(role string) bool { return slices.Contains(m.Roles, role) }

// Parties are those who take part in a case beside the first client, in the
// order in which they came.
type Parties []Member

// say adds the party of an entry, or says an earlier one anew.
func (p Parties) say(e Entry) Parties {
	b := e.Body
	m := Member{
		ID: e.ID, Entry: e.ID, Person: b.Get("person"), Initials: Initials(b.Get("name")), Roles: b.All("party_roles"), Relation: b.Get("relation"),
		Sex: orUnknown(b.Get("sex")), Age: -1, Birth: b.Day("birth_date"), Day: e.Day, Since: e.Day, Until: b.Day("ended_on"),
		Opposed: b.Yes("opposed"), Dead: b.Yes("deceased"), Unborn: b.Yes("unborn"),
	}
	if n, ok := b.Int("age"); ok {
		m.Age = n
	}
	i := slices.IndexFunc(p, func(old Member) bool { return old.ID == b.Get("party") })
	if i < 0 {
		m.terms = m.served(nil)
		return append(p, m)
	}
	m.ID, m.Since, m.Person = p[i].ID, min(p[i].Since, m.Day), cmp.Or(m.Person, p[i].Person)
	m.terms = m.served(p[i].terms)
	p[i] = m
	return p
}

// served says anew in which days the case serves somebody, as it is said now.
func (m Member) served(before []term) []term {
	out := slices.Clone(before)
	last := len(out) - 1
	goes := last >= 0 && out[last].until == 0
	switch {
	case m.Is(ClientRole) && goes:
		out[last] = term{min(out[last].from, m.Day), m.Until}
	case m.Is(ClientRole):
		out = append(out, term{m.Day, m.Until})
	case goes:
		out[last].until = m.Day
	}
	return out
}

// People returns the persons of a case, the first client first.
func (s *State) People() []Member {
	if s.Client == "" {
		return nil
	}
	client := Member{ID: s.Client, Person: s.Client, Initials: s.Initials, Roles: []string{ClientRole}, Relation: "self", Sex: s.Dims.Sex, Age: s.Age, Day: s.FirstDay, Since: s.FirstDay}
	return append([]Member{client}, s.Parties...)
}

// Client is somebody whom a case serves, as figures count them.
type Client struct {
	ID       string // the own file; of who is known by name only, as entries name them
	Sex, Age string // the age group when the case began to serve them
}

// AllClients returns those whom a case serves or has served, the first client
// first. Who stands twice in a case is one client, as the case says first.
func (s *State) AllClients() []Client {
	if s.Client == "" {
		return nil
	}
	out := []Client{{s.Client, s.Dims.Sex, s.Dims.Age}}
	for _, m := range s.Parties {
		c := m.client()
		if len(m.terms) > 0 && !slices.ContainsFunc(out, func(o Client) bool { return o.ID == c.ID }) {
			out = append(out, c)
		}
	}
	return out
}

func (m Member) client() Client { return Client{cmp.Or(m.Person, m.ID), m.Sex, m.group} }

// Served returns the clients whom an act served: those it names; when it names
// none, all whom the case served on that day.
func (s *State) Served(a Act) []Client {
	all := []string{s.Client}
	var named []string
	if slices.Contains(a.Whom, s.Client) {
		named = append(named, s.Client)
	}
	for _, m := range s.Parties {
		if !slices.ContainsFunc(m.terms, func(t term) bool { return t.holds(a.Day) }) {
			continue
		}
		all = append(all, m.client().ID)
		if slices.Contains(a.Whom, m.ID) {
			named = append(named, m.client().ID)
		}
	}
	if len(named) > 0 {
		all = named
	}
	return slices.DeleteFunc(s.AllClients(), func(c Client) bool { return !slices.Contains(all, c.ID) })
}

// Clients returns the person files of those whom the case serves: who works on
// the case may read them, and no other's.
func (s *State) Clients() []string {
	var files []string
	for _, m := range s.People() {
		if m.Person != "" && m.Is(ClientRole) && !slices.Contains(files, m.Person) {
			files = append(files, m.Person)
		}
	}
	return files
}

func (s *State) hasPerson(id string) bool {
	return id != "" && (id == s.Client || slices.ContainsFunc(s.Parties, func(m Member) bool { return m.ID == id }))
}

func (s *State) hasOthers() bool { return len(s.Parties) > 0 }

// anew are the kinds that may name an earlier entry of their own, by which link,
// to say it anew.
var anew = map[Kind]string{Party: "party", Tie: "tie", Household: "household", Support: "support"}

// admitsPersons checks that an entry names persons of this case, and what it
// says anew is there.
func (s *State) admitsPersons(e Entry) error {
	kind := e.Kind
	if kind == Correction {
		kind, _ = s.KindOf(e.Body.Get("corrects"))
	}
	for name, answers := range e.Body {
		f, _ := Current(kind).Field(name)
		if f.namesPersons() && slices.ContainsFunc(answers, func(id string) bool { return !s.hasPerson(id) }) {
			return fault.Bad(name, "fault.choice")
		}
	}
	if earlier := e.Body.Get(anew[kind]); earlier != "" {
		if k, ok := s.KindOf(earlier); !ok || k != kind || kind == Party && !s.hasPerson(earlier) {
			return fault.New(fault.Conflict, "casefile.not_now")
		}
	}
	switch {
	case kind == Tie && e.Body.Get("first") == e.Body.Get("second"):
		return fault.Bad("second", "casefile.same_person")
	case kind == Household && !e.Body.Has("members") && !e.Body.Has("household"):
		return fault.Bad("members", "fault.required")
	}
	return nil
}

// Initials shortens a name to what lists may show: at most three first letters.
func Initials(name string) string {
	var b strings.Builder
	for _, word := range strings.Fields(name) {
		r, _ := utf8.DecodeRuneInString(word)
		if unicode.IsLetter(r) && b.Len() < 6 {
			b.WriteRune(unicode.ToUpper(r))
			b.WriteByte('.')
		}
	}
	if b.Len() == 0 {
		return "–"
	}
	return b.String()
}
