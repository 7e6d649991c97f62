package app

import (
	"context"
	"strings"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Link says that two person files here are of one person: who was served is
// counted once from now on. Both files stay as they are, and who may read them
// too. Which of the two is counted as the other is the program's to choose.
// Faults: fault.required without a reason; casefile.not_now when either is counted as another already, or others
// as each.
func (c Cases) Link(ctx context.Context, a access.Actor, person, other, reason string) (err error) {
	defer fault.Wrap(&err, "Link(%s, %s)", person, other)
	reason = strings.TrimSpace(reason)
	err = c.Store.As(a).Write(ctx, a.Institution, c.now(), func(w *store.Work) error { return c.link(ctx, w, a, person, other, reason) })
	return c.refused(ctx, a, err, string(access.Append(string(casefile.Linking))), "file", person)
}

func (c Cases) link(ctx context.Context, w *store.Work, a access.Actor, person, other, reason string) error {
	joined, err := c.linkable(ctx, w, a, person)
	if err != nil {
		return err
	}
	root := other
	n, err := w.CountedAs(ctx, person)
	if err != nil {
		return err
	}
	if n > 0 { // others are counted as it: the other one joins
		root = person
		if joined, err = c.linkable(ctx, w, a, other); err != nil {
			return err
		}
	}
	if reason == "" { // after who may not link learned nothing
		return fault.Bad("link_reason", "fault.required")
	}
	body := casefile.Body{"root": {root}}
	body.Set("link_reason", reason)
	if err := c.linkTo(ctx, w, a, joined, body); err != nil {
		return err
	}
	return w.SettlePair(ctx, person, other)
}

// linkTo writes a link, if the root is there for it.
func (c Cases) linkTo(ctx context.Context, w *store.Work, a access.Actor, joined *casefile.State, body casefile.Body) error {
	if err := c.mayJoin(ctx, w, a, joined, body.Get("root")); err != nil {
		return err
	}
	body, err := casefile.CheckEntry(casefile.Linking, "", body, c.reference(ctx, a))
	if err != nil {
		return err
	}
	return c.appendHere(ctx, w, a, joined, AppendRequest{File: joined.File, Kind: casefile.Linking, Body: body})
}

// mayJoin refuses a root that is no person here, the same person, or counted as
// another itself, and a person as whom others are counted: there are no chains.
func (c Cases) mayJoin(ctx context.Context, w *store.Work, a access.Actor, joined *casefile.State, root string) error {
	to, err := c.linkable(ctx, w, a, root)
	if err != nil {
		return err
	}
	n, err := w.CountedAs(ctx, joined.File)
	if err == nil && (n > 0 || to.Root != "" || to.File == joined.File) {
		err = fault.New(fault.Conflict, "casefile.not_now")
	}
	return err
}

// Unlink takes a link back: two persons are counted as two again.
func (c Cases) Unlink(ctx context.Context, a access.Actor, person, reason string) (err error) {
	defer fault.Wrap(&err, "Unlink(%s)", person)
	body := casefile.Body{}
	body.Set("link_reason", reason)
	_, err = c.Append(ctx, a, AppendRequest{File: person, Kind: casefile.Unlinking, Body: body})
	return err
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
