package store

import (
	"context"
	"time"

	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Draft is what the actor typed into a form and has not sent yet.
type Draft struct {
	Place  string // address of the form
	File   string // it writes in, "" when it begins one
	Saved  time.Time
	Fields casefile.Body
}

// How many drafts somebody keeps, and for how long.
const (
	draftsKept  = 40
	draftsStale = 30 * 24 * time.Hour
)

// PutDraft keeps what the actor has typed so far instead of what was kept for
// the same form before, unless it became an entry in the meantime. It leaves no
// audit line; the oldest of too many, and all that nobody came back to, are
// forgotten.
func (h *Handle) PutDraft(ctx context.Context, d Draft) (err error) {
	defer fault.Wrap(&err, "PutDraft")
	at, who := h.actor.Institution, h.actor.Staff
	key, err := h.keys.institution(ctx, h.db, at)
	if err != nil {
		return err
	}
	plain, err := d.Fields.Encode()
	if err != nil {
		return err
	}
	sealed := key.Seal(plain, at, "draft", who+" "+d.Place, "body")
	return h.db.Write(ctx, d.Saved, func(tx *sqldb.Tx) error {
		err := tx.Queue(ctx, `INSERT INTO draft (institution, staff, place, file, saved, body) SELECT $1, $2, $3, $4, $5, $6
			WHERE NOT EXISTS (SELECT 1 FROM entry WHERE institution = $1 AND id = $7)
			ON CONFLICT (institution, staff, place) DO UPDATE SET saved = excluded.saved, body = excluded.body`, at, who, d.Place, d.File, d.Saved.UnixMilli(), sealed, d.Fields.Get("id"))
		if err != nil {
			return err
		}
		return tx.Queue(ctx, `DELETE FROM draft WHERE institution = $1 AND (saved < $2 OR staff = $3 AND place NOT IN (
			SELECT place FROM draft WHERE institution = $1 AND staff = $3 ORDER BY saved DESC LIMIT $4))`, at, d.Saved.Add(-draftsStale).UnixMilli(), who, draftsKept)
	})
}

// FindDraft returns the actor's draft for a form.
func (h *Handle) FindDraft(ctx context.Context, place string) (_ Draft, found bool, err error) {
	defer fault.Wrap(&err, "FindDraft")
	at, who := h.actor.Institution, h.actor.Staff
	d := Draft{Place: place}
	sealed, found, err := sqldb.Find(ctx, h.db, func(r sqldb.Row) (body []byte, err error) {
		var saved int64
		err = r.Scan(&d.File, &saved, &body)
		d.Saved = time.UnixMilli(saved)
		return body, err
	}, `SELECT file, saved, body FROM draft WHERE institution = $1 AND staff = $2 AND place = $3`, at, who, place)
	if err != nil || !found {
		return Draft{}, false, err
	}
	key, err := h.keys.institution(ctx, h.db, at)
	if err != nil {
		return Draft{}, false, err
	}
	plain, err := key.Open(sealed, at, "draft", who+" "+place, "body")
	if err != nil {
		return Draft{}, false, err
	}
	d.Fields, err = casefile.Decode(plain)
	return d, true, err
}

// Drafts lists the actor's drafts without their text, newest first.
func (h *Handle) Drafts(ctx context.Context) (_ []Draft, err error) {
	defer fault.Wrap(&err, "Drafts")
	return sqldb.Collect(ctx, h.db, func(r sqldb.Row) (d Draft, err error) {
		var saved int64
		err = r.Scan(&d.Place, &d.File, &saved)
		d.Saved = time.UnixMilli(saved)
		return d, err
	}, `SELECT place, file, saved FROM draft WHERE institution = $1 AND staff = $2 ORDER BY saved DESC`, h.actor.Institution, h.actor.Staff)
}

// DropDraft forgets the actor's draft for a form: with the entry it became, or
// because it was thrown away.
func (w *Work) DropDraft(ctx context.Context, place string) error {
	if place == "" {
		return nil
	}
	return w.tx.Queue(ctx, `DELETE FROM draft WHERE institution = $1 AND staff = $2 AND place = $3`, w.head.institution, w.h.actor.Staff, place)
}
