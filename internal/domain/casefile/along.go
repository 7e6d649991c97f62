package casefile

import (
	"slices"
	"strconv"

	"teduh/internal/kit/calendar"
)

// firstClient names the first client in what goes along with a case: at the other
// LK3 that is another file.
const firstClient = "client"

// MayGoAlong reports whether somebody can go along when a case goes to another
// LK3: never the other side, nor who is in the case no more.
func (m Member) MayGoAlong() bool { return !m.Opposed && m.Until == 0 }

// GoesAlong reports whether somebody does so unless the sender says otherwise:
// further clients, children and guardians.
func (m Member) GoesAlong() bool {
	return m.MayGoAlong() && !m.Is(Perpetrator) &&
		(m.Is(ClientRole) || m.Is("child") || m.Is("guardian") || slices.Contains(descendants, m.Relation))
}

// ofParty is what goes along of somebody. What was noted of them stays.
var ofParty = []string{
	"name", "party_roles", "relation", "sex", "birth_date", "unborn", "deceased", "phone", "phone_safe", "address", "occupation", "disability",
}

// Along returns what a case says of persons who go along: who they are, how they
// are tied to each other and to the first client, and who lives together.
func Along(s *State, entries []Entry, persons []string, day calendar.Day) []Entry {
	f := FamilyOf(s, entries)
	a := along{client: s.Client, persons: persons}
	for _, m := range f.People {
		if said, ok := Latest(entries, Party, m.ID); ok && slices.Contains(persons, m.ID) {
			a.party(m, said.Body, f.Homes, day)
		}
	}
	for _, b := range f.Bonds {
		if b.ID != "" && b.Until == 0 && a.goes(b.First) && a.goes(b.Second) {
			a.bond(b)
		}
	}
	for _, h := range f.Homes[1:] { // whether somebody lives with the client, the person says
		var members []string
		for _, id := range h.Now() {
			if a.goes(id) {
				members = append(members, a.name(id))
			}
		}
		if len(members) > 0 {
			a.out = append(a.out, Entry{ID: h.ID, Kind: Household, Body: Body{"members": members}})
		}
	}
	return a.out
}

type along struct {
	client  string
	persons []string
	out     []Entry
}

func (a *along) goes(id string) bool { return id == a.client || slices.Contains(a.persons, id) }

func (a *along) name(id string) string {
	if id == a.client {
		return firstClient
	}
	return id
}

func (a *along) party(m Member, said Body, homes []Home, day calendar.Day) {
	b := Body{}
	for _, field := range ofParty {
		b.Set(field, said.All(field)...)
	}
	if n := m.AgeOn(day); n >= 0 {
		b.Set("age", strconv.Itoa(n))
	}
	if other := said.Get("other_parent"); a.goes(other) {
		b.Set("other_parent", a.name(other))
	}
	if slices.Contains(homes[0].Now(), m.ID) {
		b.Set("lives_with_client", "yes")
	}
	a.out = append(a.out, Entry{ID: m.ID, Kind: Party, Body: b})
}

func (a *along) bond(b Bond) {
	body := Body{"first": {a.name(b.First)}, "second": {a.name(b.Second)}, "tie_kind": {b.Kind}}
	body.Set("tie_quality", b.Quality)
	if b.Since != 0 {
		body.Set("since_year", strconv.Itoa(b.Since))
	}
	a.out = append(a.out, Entry{ID: b.ID, Kind: Tie, Body: body})
}

// CameAlong returns what came along as entries of the case that was made of it, in
// an order in which each names only persons who are there already.
func CameAlong(came []Entry, client string, newID func() string) []Entry {
	ids := map[string]string{firstClient: client}
	for _, e := range came {
		if e.Kind == Party {
			ids[e.ID] = newID()
		}
	}
	there := map[string]bool{firstClient: true}
	var out []Entry
	take := func(e Entry) {
		there[e.ID] = true
		n := Entry{ID: ids[e.ID], Kind: e.Kind, Body: e.Body.Clone()}
		if n.ID == "" {
			n.ID = newID()
		}
		for name, answers := range n.Body {
			if f, ok := Current(e.Kind).Field(name); ok && f.namesPersons() {
				n.Body.Set(name, renamed(answers, ids)...)
			}
		}
		out = append(out, n)
	}
	waiting := slices.Clone(came)
	for before := -1; before != len(waiting); { // who names another parent comes after that one
		before = len(waiting)
		waiting = slices.DeleteFunc(waiting, func(e Entry) bool {
			other := e.Body.Get("other_parent")
			ready := e.Kind == Party && (other == "" || there[other])
			if ready {
				take(e)
			}
			return ready
		})
	}
	for _, e := range waiting {
		if e.Kind == Tie || e.Kind == Household {
			take(e)
		}
	}
	return out
}

func renamed(answers []string, ids map[string]string) []string {
	var out []string
	for _, id := range answers {
		if now := ids[id]; now != "" {
			out = append(out, now)
		}
	}
	return out
}
