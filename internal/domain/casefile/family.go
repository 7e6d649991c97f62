package casefile

import (
	"cmp"
	"slices"

	"teduh/internal/kit/calendar"
)

// Bond is what ties two persons of a case: of the list tie_kinds, read first,
// kind, second.
type Bond struct {
	ID            string // of the entry that said it first, "" when it follows from a relation
	First, Second string
	Kind          string
	Quality       string // of the list tie_qualities
	Since         int    // year, 0 when not said
	Until         calendar.Day
	Note          string
}

// Stay is a time in which somebody lived in a household.
type Stay struct {
	Person      string
	From, Until calendar.Day // Until is 0 while it lasts
}

// Home is a household with its dated members.
type Home struct {
	ID    string // of the entry that said it first, "" for the first client's home
	Name  string
	Stays []Stay // by their beginning
}

// Now returns who lives there.
func (h Home) Now() []string {
	var in []string
	for _, s := range h.Stays {
		if s.Until == 0 {
			in = append(in, s.Person)
		}
	}
	return in
}

// Since is the day from which anybody is known to have lived there.
func (h Home) Since() calendar.Day {
	var first calendar.Day
	for _, s := range h.Stays {
		if first == 0 || s.From < first {
			first = s.From
		}
	}
	return first
}

// Backing is what surrounds the household, and whether it carries or weighs.
type Backing struct {
	ID                              string
	Kind, Name, Strength, Direction string
	Stressful                       bool
	Until                           calendar.Day
	Note                            string
}

// Family is what the entries of a case say about its persons.
type Family struct {
	People   []Member
	Bonds    []Bond // those that follow from a relation to the client first
	Homes    []Home // the client's first
	Supports []Backing
}

// FamilyOf reads the family of a case from its entries.
func FamilyOf(s *State, entries []Entry) Family {
	f := Family{People: s.People()}
	said := Effective(entries)
	parents := otherParents(said)
	explicit := bondsSaid(said)
	for _, b := range f.implied(s.Client, parents) {
		if !slices.ContainsFunc(explicit, b.sameAs) {
			f.Bonds = append(f.Bonds, b)
		}
	}
	f.Bonds = append(f.Bonds, explicit...)
	f.Homes = homes(s.Client, said)
	f.Supports = supports(said)
	return f
}

// Member returns a person of the family.
func (f Family) Member(id string) (Member, bool) {
	i := slices.IndexFunc(f.People, func(m Member) bool { return m.ID == id })
	if i < 0 {
		return Member{}, false
	}
	return f.People[i], true
}

// otherParents says of each person who was named as the other parent.
func otherParents(said []Entry) map[string]string {
	out := map[string]string{}
	for _, e := range said {
		if e.Kind == Party {
			out[cmp.Or(e.Body.Get("party"), e.ID)] = e.Body.Get("other_parent")
		}
	}
	return out
}

// follows is the tie that a relation to the client means: true when the client
// comes first. What no tie says exactly is drawn as some relation.
var follows = map[string]struct {
	kind        string
	clientFirst bool
}{
	"husband": {"married", true}, "wife": {"married", true}, "siri_husband": {"married_unregistered", true}, "siri_wife": {"married_unregistered", true},
	"former_spouse": {"divorced", true}, "partner": {"partners", true},
	"child": {"parent", true}, "adopted_child": {"adoptive_parent", true}, "foster_child": {"foster_parent", true}, "step_child": {"step_parent", true},
	"parent": {"parent", false}, "step_parent": {"step_parent", false}, "sibling": {"sibling", true},
	"child_in_law": {"other", true}, "grandchild": {"other", true}, "grandparent": {"other", true}, "relative": {"other", true}, "parent_in_law": {"other", true},
}

// descendants are the relations in which who the other parent is tells a tie.
var descendants = []string{"child", "adopted_child", "foster_child", "step_child", "grandchild"}

// implied are the ties that follow from the relations to the client.
func (f Family) implied(client string, parents map[string]string) []Bond {
	spouse := f.onlySpouse()
	var out []Bond
	for _, m := range f.People {
		if m.ID == client {
			continue
		}
		other := ""
		if slices.Contains(descendants, m.Relation) {
			other = parents[m.ID]
		}
		b := Bond{First: client, Second: m.ID}
		if t, ok := follows[m.Relation]; ok {
			b.Kind = t.kind
			if !t.clientFirst {
				b.First, b.Second = b.Second, b.First
			}
		}
		if m.Relation == "parent_in_law" && spouse != "" {
			b = Bond{First: m.ID, Second: spouse, Kind: "parent"}
		}
		if b.Kind != "" && (other == "" || b.Kind != "other") {
			out = append(out, b)
		}
		if other != "" && other != client && other != m.ID {
			out = append(out, Bond{First: other, Second: m.ID, Kind: "parent"})
		}
	}
	return out
}

// onlySpouse is the client's husband or wife, "" when there is none or more.
func (f Family) onlySpouse() string {
	spouse := ""
	for _, m := range f.People {
		if k := follows[m.Relation].kind; k != "married" && k != "married_unregistered" {
			continue
		}
		if spouse != "" {
			return ""
		}
		spouse = m.ID
	}
	return spouse
}

// family of ties: two persons have one of each at a time.
const (
	coupleTie  = "couple"
	parentTie  = "parent"
	siblingTie = "sibling"
	otherTie   = "other"
)

func tieFamily(kind string) string {
	switch kind {
	case "married", "married_unregistered", "partners", "separated", "divorced":
		return coupleTie
	case "parent", "adoptive_parent", "foster_parent", "step_parent":
		return parentTie
	case "sibling", "twin", "identical_twin":
		return siblingTie
	default:
		return otherTie
	}
}

// sameAs reports whether two bonds say how the same two persons are related:
// what was said takes the place of what only follows.
func (b Bond) sameAs(o Bond) bool {
	straight := b.First == o.First && b.Second == o.Second
	crossed := b.First == o.Second && b.Second == o.First
	switch of := tieFamily(b.Kind); {
	case of == parentTie:
		return straight && tieFamily(o.Kind) == of
	case of == otherTie: // whatever is said of the two is more
		return straight || crossed
	default:
		return (straight || crossed) && tieFamily(o.Kind) == of
	}
}

// Latest returns the entry that says a party, tie, household or support as it is
// now, by the id under which it began.
func Latest(entries []Entry, k Kind, id string) (latest Entry, found bool) {
	r := roots{}
	for _, e := range Effective(entries) {
		if e.Kind == k && r.of(e) == id {
			latest, found = e, true
		}
	}
	return latest, found
}

// OfFamily reports whether entries of a kind make up the page of the family, and
// stand there instead of between the work.
func OfFamily(k Kind) bool { return anew[k] != "" }

// Anew is the link by which an entry of a kind names the earlier one that it says
// anew, "" when the kind has none.
func Anew(k Kind) string { return anew[k] }

// roots follows what was said anew to the entry that said it first.
type roots map[string]string

func (r roots) of(e Entry) string {
	root := e.ID
	if earlier, ok := r[e.Body.Get(anew[e.Kind])]; ok {
		root = earlier
	}
	r[e.ID] = root
	return root
}

// restate puts what an entry says in the place of what it says anew.
func restate[T any](all []T, said T, same func(T) bool) []T {
	if i := slices.IndexFunc(all, same); i >= 0 {
		all[i] = said
		return all
	}
	return append(all, said)
}

func bondsSaid(said []Entry) (out []Bond) {
	r := roots{}
	for _, e := range said {
		if e.Kind != Tie {
			continue
		}
		b := Bond{ID: r.of(e), First: e.Body.Get("first"), Second: e.Body.Get("second"), Kind: e.Body.Get("tie_kind"), Quality: e.Body.Get("tie_quality"),
			Until: e.Body.Day("ended_on"), Note: e.Body.Get("note")}
		b.Since, _ = e.Body.Int("since_year") // 0 when not said
		out = restate(out, b, func(old Bond) bool { return old.ID == b.ID })
	}
	return out
}

func supports(said []Entry) (out []Backing) {
	r := roots{}
	for _, e := range said {
		if e.Kind != Support {
			continue
		}
		b := e.Body
		s := Backing{ID: r.of(e), Kind: b.Get("support_kind"), Name: b.Get("support_name"), Strength: b.Get("strength"), Direction: b.Get("direction"),
			Stressful: b.Yes("stressful"), Until: b.Day("ended_on"), Note: b.Get("note")}
		out = restate(out, s, func(old Backing) bool { return old.ID == s.ID })
	}
	return out
}

// homes follows who lived where, by the days on which it was said. A household
// with the first client in it is the client's home.
func homes(client string, said []Entry) []Home {
	byDay := slices.Clone(said)
	slices.SortStableFunc(byDay, func(a, b Entry) int { return cmp.Compare(a.Day, b.Day) })
	out := []Home{{Stays: []Stay{{Person: client}}}}
	r := roots{}
	for _, e := range byDay {
		switch e.Kind {
		case Registration:
			out[0].Stays[0].From = e.Day
		case Party:
			out[0].party(e)
		case Household:
			root, members := r.of(e), e.Body.All("members")
			if slices.Contains(members, client) {
				root = ""
			}
			i := slices.IndexFunc(out, func(h Home) bool { return h.ID == root })
			if i < 0 {
				i, out = len(out), append(out, Home{ID: root})
			}
			out[i].lives(e.Day, members)
			out[i].Name = e.Body.Get("household_name")
		}
	}
	return out
}

// party takes in whom a party says to live with the client, or lets go.
func (h *Home) party(e Entry) {
	id := cmp.Or(e.Body.Get("party"), e.ID)
	in := h.Now()
	at := slices.Index(in, id)
	switch {
	case e.Body.Yes("lives_with_client") && !e.Body.Has("ended_on") && at < 0:
		in = append(in, id)
	case (e.Body.Get("lives_with_client") == "no" || e.Body.Has("ended_on")) && at >= 0:
		in = slices.Delete(in, at, at+1)
	}
	h.lives(e.Day, in)
}

// lives says who lives there from a day.
func (h *Home) lives(from calendar.Day, members []string) {
	now := h.Now()
	for i := range h.Stays {
		if s := &h.Stays[i]; s.Until == 0 && !slices.Contains(members, s.Person) {
			s.Until = from
		}
	}
	for _, m := range members {
		if !slices.Contains(now, m) {
			h.Stays = append(h.Stays, Stay{Person: m, From: from})
		}
	}
}
