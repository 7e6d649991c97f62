package app

import (
	"context"
	"slices"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
)

// Ask refuses, with its audit line, a task that the actor may not do about a
// place: doors ask before they show a form, and never decide a right.
func (a *App) Ask(ctx context.Context, actor access.Actor, t access.Task, p access.Place) error {
	if p == (access.Place{}) && access.Holds(actor, t) { // somewhere at all
		return nil
	}
	return a.core.may(ctx, actor, t, p)
}

// AskToCreate refuses, with its audit line, somebody who may not begin a file of
// a kind.
func (a *App) AskToCreate(ctx context.Context, actor access.Actor, kind casefile.FileKind) error {
	return a.core.mayCreate(ctx, actor, kind)
}

func creating(kind casefile.FileKind) string { return string(access.Create) + ":" + string(kind) }

func (k *core) mayCreate(ctx context.Context, a access.Actor, kind casefile.FileKind) error {
	if access.MayCreate(a, string(kind)) {
		return nil
	}
	return k.refuse(ctx, a, creating(kind), "file", "")
}

// Form shows a file to somebody about to write an entry of a kind in it.
// Faults: fault.not_found when the entry is not for the actor, casefile.not_now
// when it is not for this file now.
func (c Cases) Form(ctx context.Context, a access.Actor, file string, k casefile.Kind) (_ FileView, err error) {
	defer fault.Wrap(&err, "Form(%s)", file)
	v, err := c.Open(ctx, a, file)
	if err != nil {
		return v, err
	}
	if !access.Allows(a, access.Append(string(k)), v.subject) {
		return v, c.refuse(ctx, a, string(access.Append(string(k))), "file", file)
	}
	if !slices.Contains(casefile.Written(v.State), k) {
		return v, casefile.Refusal(v.State, k)
	}
	return v, nil
}

// CorrectionForm shows a file to somebody about to correct one of its entries,
// and that entry as it stands now.
func (c Cases) CorrectionForm(ctx context.Context, a access.Actor, file, entry string) (_ FileView, _ casefile.Entry, err error) {
	defer fault.Wrap(&err, "CorrectionForm(%s)", file)
	v, err := c.Open(ctx, a, file)
	if err != nil {
		return v, casefile.Entry{}, err
	}
	for _, e := range casefile.Effective(v.Entries) {
		if v.MayFix && e.ID == entry && e.Kind != casefile.Correction && (e.Author == a.Staff || reads(a, e.Body)) {
			return v, e, nil
		}
	}
	return FileView{}, casefile.Entry{}, c.refuse(ctx, a, string(access.Append(string(casefile.Correction))), "file", file)
}
