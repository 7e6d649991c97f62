package casefile_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
)

// kin is a case with its client and what else was said of the family.
func kin(said ...casefile.Entry) casefile.Family {
	entries := append([]casefile.Entry{entry(1, casefile.Registration, 20160301, registration())}, said...)
	return casefile.FamilyOf(casefile.Fold(book, entries), entries)
}

func party(n int, relation string, more casefile.Body) casefile.Entry {
	b := casefile.Body{"name": {fmt.Sprint("Contoh ", n)}, "party_roles": {"family_member"}}
	b.Set("relation", relation)
	for name, answers := range more {
		b[name] = answers
	}
	return entry(n, casefile.Party, 20160302, b)
}

func bonds(f casefile.Family) (out []string) {
	name := func(person string) string {
		if person == client {
			return "client"
		}
		for n := range 20 {
			if person == id(n) {
				return fmt.Sprint(n)
			}
		}
		return "?"
	}
	for _, b := range f.Bonds {
		out = append(out, name(b.First)+" "+b.Kind+" "+name(b.Second))
	}
	return out
}

func TestTiesFollowFromTheRelationToTheClient(t *testing.T) {
	husband := party(2, "husband", nil)
	for name, c := range map[string]struct {
		said []casefile.Entry
		want []string
	}{
		"a husband and their child":               {[]casefile.Entry{husband, party(3, "child", casefile.Body{"other_parent": {husband.ID}})}, []string{"client married 2", "client parent 3", "2 parent 3"}},
		"a child whose father nobody names":       {[]casefile.Entry{husband, party(3, "child", nil)}, []string{"client married 2", "client parent 3"}},
		"a stepchild is the husband's":            {[]casefile.Entry{husband, party(3, "step_child", casefile.Body{"other_parent": {husband.ID}})}, []string{"client married 2", "client step_parent 3", "2 parent 3"}},
		"parents, a brother, a grandmother":       {[]casefile.Entry{party(2, "parent", nil), party(3, "sibling", nil), party(4, "grandparent", nil)}, []string{"2 parent client", "client sibling 3", "client other 4"}},
		"the mother-in-law is the husband's":      {[]casefile.Entry{husband, party(3, "parent_in_law", nil)}, []string{"client married 2", "3 parent 2"}},
		"of two wives, nobody knows whose mother": {[]casefile.Entry{party(2, "wife", nil), party(3, "siri_wife", nil), party(4, "parent_in_law", nil)}, []string{"client married 2", "client married_unregistered 3", "client other 4"}},
		"a grandchild of a child":                 {[]casefile.Entry{party(2, "child", nil), party(3, "grandchild", casefile.Body{"other_parent": {id(2)}})}, []string{"client parent 2", "2 parent 3"}},
		"a neighbour has none":                    {[]casefile.Entry{party(2, "neighbour", nil), party(3, "", nil)}, nil},
		"a grandmother has no other parent here":  {[]casefile.Entry{husband, party(3, "grandparent", casefile.Body{"other_parent": {husband.ID}})}, []string{"client married 2", "client other 3"}},
	} {
		if got := bonds(kin(c.said...)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestWhatIsSaidTakesThePlaceOfWhatFollows(t *testing.T) {
	husband := party(2, "husband", nil)
	tie := func(n int, first, kind, second, anew string) casefile.Entry {
		b := casefile.Body{"first": {first}, "second": {second}, "tie_kind": {kind}}
		b.Set("tie", anew)
		return entry(n, casefile.Tie, 20160303, b)
	}
	apart := tie(3, husband.ID, "separated", client, "")
	f := kin(husband, apart)
	if got := bonds(f); !slices.Equal(got, []string{"2 separated client"}) {
		t.Errorf("%v", got)
	}
	f = kin(husband, apart, tie(4, husband.ID, "divorced", client, apart.ID))
	if got := bonds(f); !slices.Equal(got, []string{"2 divorced client"}) || f.Bonds[0].ID != apart.ID {
		t.Errorf("said anew: %v", got)
	}
	f = kin(husband, tie(3, husband.ID, "other", client, ""))
	if got := bonds(f); !slices.Equal(got, []string{"client married 2", "2 other client"}) {
		t.Errorf("a quality beside the marriage: %v", got)
	}
	latest, ok := casefile.Latest([]casefile.Entry{husband, apart, tie(4, husband.ID, "divorced", client, apart.ID), tie(5, husband.ID, "divorced", client, id(4))}, casefile.Tie, apart.ID)
	if !ok || latest.ID != id(5) {
		t.Errorf("the latest of three: %v", latest.ID)
	}
}

func TestWhoLivesWhereIsDated(t *testing.T) {
	husband := party(2, "husband", casefile.Body{"lives_with_client": {"yes"}})
	child := party(3, "child", casefile.Body{"lives_with_client": {"yes"}})
	moved := entry(4, casefile.Household, 20160410, casefile.Body{"members": {client, child.ID}, "household_name": {"Rumah kakak"}})
	grandmothers := entry(5, casefile.Household, 20160501, casefile.Body{"members": {child.ID}, "household_name": {"Rumah nenek"}})
	back := entry(6, casefile.Household, 20160601, casefile.Body{"household": {grandmothers.ID}})
	f := kin(husband, child, moved, grandmothers, back)
	if got := f.Homes[0].Now(); !slices.Equal(got, []string{client, child.ID}) {
		t.Errorf("lives with the client: %v", got)
	}
	for _, s := range f.Homes[0].Stays {
		if s.Person == husband.ID && (s.From != 20160302 || s.Until != 20160410) {
			t.Errorf("the husband stayed %v to %v", s.From, s.Until)
		}
	}
	if h := f.Homes[1]; len(f.Homes) != 2 || len(h.Now()) != 0 || h.Stays[0].From != 20160501 || h.Stays[0].Until != 20160601 {
		t.Errorf("the grandmother's: %+v", f.Homes[1:])
	}
}

// TestAHouseholdIsWhatWasSaidLast: whatever was said in whatever order of days,
// who lives there now is who was named on the last day, and no stay ends before
// it begins or overlaps another of the same person.
func TestAHouseholdIsWhatWasSaidLast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		said := []casefile.Entry{party(2, "husband", nil), party(3, "child", nil), party(4, "parent", nil)}
		people := []string{client, id(2), id(3), id(4)}
		last, want := calendar.Day(0), []string{client}
		for n := range rapid.IntRange(0, 8).Draw(t, "statements") {
			day := calendar.Day(20160303).Add(rapid.IntRange(0, 60).Draw(t, "day"))
			members := append([]string{client}, rapid.SliceOfNDistinct(rapid.SampledFrom(people[1:]), 0, 3, rapid.ID[string]).Draw(t, "members")...)
			said = append(said, entry(10+n, casefile.Household, day, casefile.Body{"members": members}))
			if day >= last {
				last, want = day, members
			}
		}
		home := kin(said...).Homes[0]
		got := slices.Sorted(slices.Values(home.Now()))
		if want = slices.Sorted(slices.Values(want)); !slices.Equal(got, want) {
			t.Fatalf("%v live there, said last: %v", got, want)
		}
		for i, a := range home.Stays {
			if a.Until != 0 && a.Until < a.From {
				t.Fatalf("%+v", a)
			}
			for _, b := range home.Stays[:i] {
				if a.Person == b.Person && (b.Until == 0 || b.Until > a.From) {
					t.Fatalf("%+v and %+v overlap", a, b)
				}
			}
		}
	})
}

func TestAnAgeGrowsWithTheYearsAndTheDeadKeepTheirs(t *testing.T) {
	for name, c := range map[string]struct {
		m    casefile.Member
		on   calendar.Day
		want int
	}{
		"as it was said":      {casefile.Member{Age: 9, Day: 20160302}, 20160501, 9},
		"two years later":     {casefile.Member{Age: 9, Day: 20160302}, 20180101, 11},
		"before the birthday": {casefile.Member{Age: -1, Birth: 20000610}, 20160609, 15},
		"on the birthday":     {casefile.Member{Age: -1, Birth: 20000610}, 20160610, 16},
		"the dead":            {casefile.Member{Age: 66, Dead: true, Day: 20160302}, 20200101, 66},
		"the unborn":          {casefile.Member{Age: 0, Unborn: true}, 20160302, -1},
		"nobody knows":        {casefile.Member{Age: -1}, 20160302, -1},
	} {
		if got := c.m.AgeOn(c.on); got != c.want {
			t.Errorf("%s: %d", name, got)
		}
	}
}
