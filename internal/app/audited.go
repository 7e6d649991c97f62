package app

import (
	"context"
	"fmt"

	"teduh/internal/domain/access"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/store"
)

// look writes the audit line of a read and returns when it is durable. People
// without files of their own write to the installation's chain.
func (k *core) look(ctx context.Context, a access.Actor, verb, kind, subject, detail string) error {
	return k.Store.As(a).Look(ctx, a.Institution, k.now(), verb, kind, subject, detail)
}

// looking begins look, so that what else is to be read is read meanwhile; what it
// returns waits until the line is durable. Nothing may be shown before. A line of
// a read that then fails stays: it says too much rather than too little.
func (k *core) looking(ctx context.Context, a access.Actor, verb, kind, subject, detail string) (durable func() error) {
	written := make(chan error, 1)
	go func() { written <- k.look(context.WithoutCancel(ctx), a, verb, kind, subject, detail) }()
	return func() error { return <-written }
}

// refuse notes a refusal and answers as if the thing were not there. What
// somebody made up is no id, and is not written down.
func (k *core) refuse(ctx context.Context, a access.Actor, verb, kind, subject string) error {
	if !ident.Valid(subject) {
		subject = ""
	}
	if err := k.look(ctx, a, "refused", kind, subject, "verb="+verb); err != nil {
		return err
	}
	return fault.Missing()
}

// refused turns a NotFound into a noted refusal, and leaves every other answer
// as it is. It comes after a transaction that failed, never in it.
func (k *core) refused(ctx context.Context, a access.Actor, err error, verb, kind, subject string) error {
	if fault.Is(err, fault.NotFound) {
		return k.refuse(ctx, a, verb, kind, subject)
	}
	return err
}

// may checks a task about a place; a refusal is noted.
func (k *core) may(ctx context.Context, a access.Actor, t access.Task, p access.Place) error {
	if access.May(a, t, p) {
		return nil
	}
	return k.refuse(ctx, a, string(t), "place", p.Institution)
}

// change runs a change of a record at an institution with its audit line.
func (k *core) change(ctx context.Context, a access.Actor, institution, verb, kind, subject string, do func(*store.Work) error) error {
	return k.Store.As(a).Write(ctx, institution, k.now(), func(w *store.Work) error {
		if err := do(w); err != nil {
			return err
		}
		return w.Audit(ctx, verb, kind, subject, "")
	})
}

func rows(n int) string { return fmt.Sprintf("rows=%d", n) }
