package app

import (
	"context"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/document"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Letterheads is what an institution's letters begin and end with.
type Letterheads struct{ *core }

// Get returns the letterhead of the own institution, to somebody who may change
// it.
func (l Letterheads) Get(ctx context.Context, a access.Actor) (_ document.Letterhead, err error) {
	defer fault.Wrap(&err, "Letterhead")
	if err := l.may(ctx, a, access.MakeReport, access.Place{Institution: a.Institution, Area: a.Area}); err != nil {
		return document.Letterhead{}, err
	}
	return l.Store.As(a).Letterhead(ctx)
}

// OnForms returns it to whoever may write on a blank form.
func (l Letterheads) OnForms(ctx context.Context, a access.Actor) (_ document.Letterhead, err error) {
	defer fault.Wrap(&err, "LetterheadOnForms")
	if err := l.mayCreate(ctx, a, casefile.ContactFile); err != nil {
		return document.Letterhead{}, err
	}
	return l.Store.As(a).Letterhead(ctx)
}

// Set keeps the letterhead of the own institution.
func (l Letterheads) Set(ctx context.Context, a access.Actor, head document.Letterhead) (err error) {
	defer fault.Wrap(&err, "SetLetterhead")
	if err := l.may(ctx, a, access.MakeReport, access.Place{Institution: a.Institution, Area: a.Area}); err != nil {
		return err
	}
	if err := head.Check(); err != nil {
		return err
	}
	return l.change(ctx, a, a.Institution, "edit", "letterhead", a.Institution, func(w *store.Work) error { return w.PutLetterhead(ctx, head) })
}
