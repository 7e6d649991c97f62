package app

import (
	"context"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Contacts is what is done at the front desk.
type Contacts struct{ *core }

// Record begins a contact file: somebody asked or told something. It returns
// the id of the file. Sent again with the same id it writes once.
func (c Contacts) Record(ctx context.Context, a access.Actor, r AppendRequest) (_ string, err error) {
	defer fault.Wrap(&err, "Record")
	if err := c.mayCreate(ctx, a, casefile.ContactFile); err != nil {
		return "", err
	}
	file, err := c.record(ctx, a, r)
	return file, c.refused(ctx, a, err, creating(casefile.ContactFile), "file", r.File)
}

func (c Contacts) record(ctx context.Context, a access.Actor, r AppendRequest) (string, error) {
	r.Kind = casefile.Contact
	return c.begin(ctx, a, r, func(b casefile.Body) string { return Initials(b.Get("caller")) })
}

// begin writes the first entry of a file that needs nothing beside it. label
// says what lists show of it.
func (k *core) begin(ctx context.Context, a access.Actor, r AppendRequest, label func(casefile.Body) string) (string, error) {
	if r.File == "" {
		r.File = k.newID()
	}
	e, err := k.draft(a, r)
	if err != nil {
		return "", err
	}
	if e.Body, err = casefile.CheckEntry(e.Kind, "", e.Body, k.reference(ctx, a)); err != nil {
		return "", err
	}
	h := k.Store.As(a)
	sealed, err := h.SealFirst(ctx, e, label(e.Body))
	if err != nil {
		return "", err
	}
	err = k.writeFrom(ctx, h, r.Draft, func(w *store.Work) error {
		again, err := w.Seen(ctx, e.ID)
		if err != nil {
			return err
		}
		if again != 0 {
			_, err := w.EntryAgain(ctx, e, again)
			return err
		}
		first := sealed
		return accept(ctx, w, &first, nil, nil)
	})
	return e.File, err
}
