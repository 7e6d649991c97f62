package app

import (
	"context"

	"teduh/internal/domain/access"
	"teduh/internal/domain/registry"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Alike is the clients of an LK3 who may be the ones of other files.
type Alike struct {
	Found  []store.Likeness
	Linked []store.Linked                  // who is counted as whom already
	Cases  map[string][]store.Line         // of the persons here, newest first
	Others map[string]registry.Institution // where the other files lie: whom to call
	Page   int
	More   bool // there are older ones
}

const (
	likenessesShown = 50
	likenessPages   = 1000
)

// Likenesses tells the head whose clients here may be the ones of another file,
// here or at another LK3. Of another LK3 it tells nothing but whom to call: the
// two heads talk.
func (c Cases) Likenesses(ctx context.Context, a access.Actor, page int) (_ Alike, err error) {
	defer fault.Wrap(&err, "Likenesses")
	if err := c.may(ctx, a, access.SeeLikenesses, access.Place{Institution: a.Institution}); err != nil {
		return Alike{}, err
	}
	h := c.Store.As(a)
	out := Alike{Others: map[string]registry.Institution{}, Page: min(max(page, 0), likenessPages)}
	if out.Found, err = h.Likenesses(ctx, a.Institution, out.Page*likenessesShown, likenessesShown+1); err != nil {
		return out, err
	}
	if len(out.Found) > likenessesShown {
		out.Found, out.More = out.Found[:likenessesShown], true
	}
	var persons []string
	for _, l := range out.Found {
		persons = append(persons, l.Person)
		if l.Here() {
			persons = append(persons, l.OtherPerson)
		} else if out.Others[l.Other], err = c.Store.Institution(ctx, l.Other); err != nil {
			return out, err
		}
	}
	if out.Linked, err = h.Linkings(ctx, a.Institution, likenessesShown); err != nil {
		return out, err
	}
	for _, l := range out.Linked {
		persons = append(persons, l.Person, l.Root)
	}
	if out.Cases, err = h.CasesOf(ctx, a.Institution, persons); err != nil {
		return out, err
	}
	return out, c.look(ctx, a, "list", "likeness", "", rows(len(out.Found)))
}

// SettleLikeness notes that the head looked into it.
func (c Cases) SettleLikeness(ctx context.Context, a access.Actor, l store.Likeness) (err error) {
	defer fault.Wrap(&err, "SettleLikeness(%s)", l.Person)
	if err := c.may(ctx, a, access.SeeLikenesses, access.Place{Institution: a.Institution}); err != nil {
		return err
	}
	err = c.change(ctx, a, a.Institution, "settle", "likeness", l.Person, func(w *store.Work) error { return w.SettleLikeness(ctx, l) })
	return c.refused(ctx, a, err, "settle", "likeness", l.Person)
}

// putTokens keeps what a person can be found by, and tells the heads whom the
// person is like.
func putTokens(ctx context.Context, w *store.Work, person string, tokens []store.Token, takenFrom string) error {
	if err := w.PutTokens(ctx, person, tokens); err != nil {
		return err
	}
	return w.TellLikenesses(ctx, person, tokens, takenFrom)
}
