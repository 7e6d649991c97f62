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

// Search finds persons of the own institution by name, NIK or telephone, those
// most like it first. District and head of family narrow it: a person of whom
// another is recorded is left out.
func (c Cases) Search(ctx context.Context, a access.Actor, s store.Sought) (_ []Found, err error) {
	defer fault.Wrap(&err, "Search")
	if !access.MayCreate(a, string(casefile.PersonFile)) {
		return nil, c.refuse(ctx, a, "search", "person", "")
	}
	ids, err := c.Store.As(a).FindPersons(ctx, a.Institution, s)
	if err != nil {
		return nil, err
	}
	found, err := c.found(ctx, a, ids)
	if err != nil {
		return nil, err
	}
	found = sorted(found, s)
	return found, c.look(ctx, a, "search", "person", "", rows(len(found)))
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
		return f.like < least || other(s.District, f.Who.Get("district")) || other(s.Head, f.Who.Get("family_head"))
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
