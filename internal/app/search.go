package app

import (
	"cmp"
	"context"
	"slices"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/family"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Found is a person found by name or number.
type Found struct {
	Person string
	Who    casefile.Body // the identity
	Cases  []store.Line

	like float64
}

// Name is what the person is called.
func (f Found) Name() string { return f.Who.Get("name") }

// District is the district (kecamatan) in which the person lives, "" when nobody
// said.
func (f Found) District() string {
	if all := store.DistrictsOf(f.Who); len(all) > 0 {
		return all[0]
	}
	return ""
}

// Label names the person without a name: initials, and the age at the last
// registration that the reader may see.
func (f Found) Label() string {
	if len(f.Cases) > 0 {
		return f.Cases[0].Label
	}
	return Initials(f.Name())
}

// How like a name or a place must be to what was typed.
const (
	likeEnough = 0.6
	likeAtAll  = 0.35 // when nobody is like enough
)

// Hits is whom a search found: clients with a file of their own, and cases by
// others whom they name.
type Hits struct {
	People []Found
	Named  []Mention
}

// Search finds persons of the own institution by name, NIK or telephone, those
// most like it first, and the cases that name such a person beside their client.
// District and head of family narrow it: who is known to be of another is left
// out.
func (c Cases) Search(ctx context.Context, a access.Actor, s store.Sought) (_ Hits, err error) {
	defer fault.Wrap(&err, "Search")
	if !access.MayCreate(a, string(casefile.PersonFile)) {
		return Hits{}, c.refuse(ctx, a, "search", "person", "")
	}
	ids, err := c.Store.As(a).FindPersons(ctx, a.Institution, s)
	if err != nil {
		return Hits{}, err
	}
	found, err := c.found(ctx, a, ids)
	if err != nil {
		return Hits{}, err
	}
	hits := Hits{People: sorted(found, s)}
	if err := c.addOfHead(ctx, a, s, &hits); err != nil {
		return Hits{}, err
	}
	if hits.Named, err = c.mentions(ctx, a, s, hits.People); err != nil {
		return Hits{}, err
	}
	return hits, c.look(ctx, a, "search", "person", "", rows(len(hits.People)+len(hits.Named)))
}

// addOfHead adds the clients whose head of family is called like who is sought.
func (c Cases) addOfHead(ctx context.Context, a access.Actor, s store.Sought, hits *Hits) error {
	if s.Head != "" || len(family.NameTokens(s.Text)) == 0 {
		return nil
	}
	s = store.Sought{Head: s.Text, District: s.District}
	ids, err := c.Store.As(a).FindPersons(ctx, a.Institution, s)
	if err != nil {
		return err
	}
	ids = slices.DeleteFunc(ids, func(id string) bool {
		return slices.ContainsFunc(hits.People, func(f Found) bool { return f.Person == id })
	})
	found, err := c.found(ctx, a, ids)
	for _, f := range sorted(found, s) {
		if f.Who.Has("family_head") {
			hits.People = append(hits.People, f)
		}
	}
	return err
}

// found reads persons with the actor's rights; who is not for the actor is left
// out.
func (c Cases) found(ctx context.Context, a access.Actor, ids []string) ([]Found, error) {
	h := c.Store.As(a)
	people, err := h.Identities(ctx, a.Institution, ids)
	if err != nil {
		return nil, err
	}
	cases, err := h.CasesOf(ctx, a.Institution, ids)
	var found []Found
	for _, id := range ids {
		if entries := people[id]; entries != nil {
			found = append(found, Found{Person: id, Who: casefile.IdentityOf(entries), Cases: cases[id]})
		}
	}
	return found, err
}

// sorted leaves those that are like who is sought, the likest first.
func sorted(found []Found, s store.Sought) []Found {
	best := 0.0
	for i := range found {
		found[i].like = likeness(found[i].Who, s)
		best = max(best, found[i].like)
	}
	least := likeEnough
	if best < least {
		least = likeAtAll
	}
	found = slices.DeleteFunc(found, func(f Found) bool {
		return f.like < least || otherDistrict(s.District, f.Who) || other(s.Head, f.Who.Get("family_head"))
	})
	slices.SortStableFunc(found, func(x, y Found) int { return cmp.Compare(y.like, x.like) })
	return found
}

func likeness(who casefile.Body, s store.Sought) float64 {
	if number := cmp.Or(family.Digits(s.Text), family.Phone(s.Text)); number != "" || s.Text == "" {
		return 1 // found by the number, or by what narrows
	}
	return max(family.NameLikeness(s.Text, who.Get("name")), family.NameLikeness(s.Text, who.Get("alias")))
}

// other reports whether something else is recorded than what was asked for.
func other(asked, recorded string) bool {
	return asked != "" && recorded != "" && family.NameLikeness(asked, recorded) < likeEnough
}

// otherDistrict reports whether somebody is known to live in another district.
func otherDistrict(asked string, who casefile.Body) bool {
	known := store.DistrictsOf(who)
	return len(known) > 0 && !slices.ContainsFunc(known, func(d string) bool { return !other(asked, d) })
}
