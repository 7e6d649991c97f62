package app

import (
	"context"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Drafts is what somebody typed and has not sent yet: private to who typed it,
// encrypted, not in the audit, never counted.
type Drafts struct{ *core }

const longestPlace = 300 // an address with two ids

// Keep keeps what was typed into the form at a place. file is the one it writes
// in, "" when it begins one.
func (d Drafts) Keep(ctx context.Context, a access.Actor, place, file string, fields casefile.Body) (err error) {
	defer fault.Wrap(&err, "Keep")
	if !access.MayCreate(a, string(casefile.ContactFile)) {
		return d.refuse(ctx, a, "draft", "file", file)
	}
	if len(place) > longestPlace {
		return fault.Missing()
	}
	return d.Store.As(a).PutDraft(ctx, store.Draft{Place: place, File: file, Saved: d.now(), Fields: fields})
}

// keepAfter is how long after a session ended by itself its page may still hand
// in what was typed.
const keepAfter = 24 * time.Hour

// KeepAfter keeps what somebody typed whose session is over: the page was open
// longer than the session lasted. The cookie still says whose it was; nothing is
// shown for it. It reports whether it was kept.
func (d Drafts) KeepAfter(ctx context.Context, secret, place, file string, fields casefile.Body) (kept bool, err error) {
	defer fault.Wrap(&err, "KeepAfter")
	s := Staff(d)
	session, found, err := s.session(ctx, secret)
	if err != nil || !found || d.now().Sub(session.Seen) > keepAfter {
		return false, err
	}
	who, err := s.actor(ctx, session)
	if fault.Is(err, fault.Unauthenticated) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	err = d.Keep(ctx, who.Actor, place, file, fields)
	return err == nil, err
}

// Find returns the own draft for the form at a place.
func (d Drafts) Find(ctx context.Context, a access.Actor, place string) (store.Draft, bool, error) {
	return d.Store.As(a).FindDraft(ctx, place)
}

// Discard throws the own draft for the form at a place away.
func (d Drafts) Discard(ctx context.Context, a access.Actor, place string) (err error) {
	defer fault.Wrap(&err, "Discard")
	return d.Store.As(a).Write(ctx, a.Institution, d.now(), func(w *store.Work) error { return w.DropDraft(ctx, place) })
}

// list returns the own drafts and the files they write in.
func (d Drafts) list(ctx context.Context, a access.Actor) ([]store.Draft, map[string]store.Line, error) {
	h := d.Store.As(a)
	drafts, err := h.Drafts(ctx)
	if err != nil {
		return nil, nil, err
	}
	var files []string
	for _, draft := range drafts {
		if draft.File != "" {
			files = append(files, draft.File)
		}
	}
	lines, err := h.Lines(ctx, a.Institution, files)
	return drafts, lines, err
}

// writeFrom runs a transaction at the actor's institution and forgets the draft
// it was made from.
func (k *core) writeFrom(ctx context.Context, h *store.Handle, place string, do func(*store.Work) error) error {
	return h.Write(ctx, h.Actor().Institution, k.now(), func(w *store.Work) error {
		if err := do(w); err != nil {
			return err
		}
		return w.DropDraft(ctx, place)
	})
}
