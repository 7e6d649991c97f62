package app

import (
	"context"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Link says that two person files here are of one person: who was served is
// counted once from now on. Both files stay as they are, and who may read them
// too. Fault: casefile.not_now when either is counted as another already and
// cannot be the one that is joined.
func (c Cases) Link(ctx context.Context, a access.Actor, person, other, reason string) (err error) {
	defer fault.Wrap(&err, "Link(%s, %s)", person, other)
	err = c.Store.As(a).Write(ctx, a.Institution, c.now(), func(w *store.Work) error { return c.link(ctx, w, a, person, other, reason) })
	return c.refused(ctx, a, err, string(access.Append(string(casefile.Linking))), "file", person)
}

func (c Cases) link(ctx context.Context, w *store.Work, a access.Actor, person, other, reason string) error {
	root, err := c.linkable(ctx, w, a, other)
	if err != nil {
		return err
	}
	joined, err := c.linkable(ctx, w, a, person)
	if err != nil {
		return err
	}
	if n, err := w.CountedAs(ctx, person); err != nil || n > 0 { // others are counted as it: the other one joins
		if err != nil {
			return err
		}
		joined, root = root, joined
		if n, err = w.CountedAs(ctx, joined.File); err != nil || n > 0 {
			return orConflict(err)
		}
	}
	if joined.File == root.File || root.Root != "" {
		return orConflict(nil)
	}
	body := casefile.Body{"root": {root.File}}
	body.Set("link_reason", reason)
	if err := c.appendAs(ctx, w, a, joined, casefile.Linking, body); err != nil {
		return err
	}
	return w.SettlePair(ctx, person, other)
}

func orConflict(err error) error {
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, "casefile.not_now")
}

// Unlink takes a link back: two persons are counted as two again.
func (c Cases) Unlink(ctx context.Context, a access.Actor, person, reason string) (err error) {
	defer fault.Wrap(&err, "Unlink(%s)", person)
	err = c.Store.As(a).Write(ctx, a.Institution, c.now(), func(w *store.Work) error {
		joined, err := c.linkable(ctx, w, a, person)
		if err != nil {
			return err
		}
		body := casefile.Body{}
		body.Set("link_reason", reason)
		return c.appendAs(ctx, w, a, joined, casefile.Unlinking, body)
	})
	return c.refused(ctx, a, err, string(access.Append(string(casefile.Unlinking))), "file", person)
}

// linkable opens a person's file that the actor may link.
func (c Cases) linkable(ctx context.Context, w *store.Work, a access.Actor, person string) (*casefile.State, error) {
	o, err := w.Open(ctx, person, "")
	if err != nil {
		return nil, err
	}
	if o.State.Kind != casefile.PersonFile || !access.Allows(a, access.Append(string(casefile.Linking)), o.Subject) {
		return nil, fault.Missing()
	}
	return o.State, nil
}

func (c Cases) appendAs(ctx context.Context, w *store.Work, a access.Actor, st *casefile.State, k casefile.Kind, body casefile.Body) error {
	body, err := casefile.CheckEntry(k, "", body, c.reference(ctx, a))
	if err != nil {
		return err
	}
	e, err := c.draft(a, AppendRequest{File: st.File, Kind: k, Body: body})
	if err != nil {
		return err
	}
	s, err := w.Seal(ctx, e)
	if err != nil {
		return err
	}
	return accept(ctx, w, &s, st, nil)
}
