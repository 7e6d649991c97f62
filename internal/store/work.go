package store

import (
	"context"
	"time"

	"teduh/internal/domain/audit"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Work is one write transaction at one institution. It holds the heads of the
// institution's two chains until it commits, so that positions follow the
// order of commits.
type Work struct {
	Now time.Time

	h      *Handle
	tx     *sqldb.Tx
	head   head
	loaded bool
	files  map[string]*casefile.State
	fresh  map[string]crypt.Key // of files that began in this transaction
	told   map[bodyVersion]bool // versions of bodies it told the database
	chain  entryChain
	many   *many // nil but in WriteMany
}

type head struct {
	institution string
	area, code  string
	position    int64
	entryHash   []byte
	audit       int64
	auditHash   []byte
	openMonth   calendar.Month
	lastDay     calendar.Day
}

// Write runs do in one durable transaction at an institution ("" for the
// installation's own audit chain). do may run more than once: its only effects
// are those on the Work.
func (h *Handle) Write(ctx context.Context, institution string, now time.Time, do func(*Work) error) error {
	return h.db.Write(ctx, now, h.work(ctx, institution, now, do))
}

// work is a transaction of the database that does what is done to a Work.
func (h *Handle) work(ctx context.Context, institution string, now time.Time, do func(*Work) error) func(*sqldb.Tx) error {
	return func(tx *sqldb.Tx) error {
		w := &Work{Now: now, h: h, tx: tx, head: head{institution: institution}, files: map[string]*casefile.State{}, fresh: map[string]crypt.Key{}, told: map[bodyVersion]bool{}}
		if err := do(w); err != nil {
			return err
		}
		return w.finish(ctx)
	}
}

const headColumns = `h.area, h.code, h.position, h.entry_hash, h.audit, h.audit_hash, h.open_month, h.last_day`

func (hd *head) fields() []any {
	return []any{&hd.area, &hd.code, &hd.position, &hd.entryHash, &hd.audit, &hd.auditHash, &hd.openMonth, &hd.lastDay}
}

// lock takes the institution's head for this transaction.
func (w *Work) lock(ctx context.Context) error {
	if w.loaded {
		return nil
	}
	if err := w.tx.Lock(ctx, "head", "institution", w.head.institution); err != nil {
		return err
	}
	_, err := sqldb.Get(ctx, w.tx, func(r sqldb.Row) (struct{}, error) {
		return struct{}{}, r.Scan(w.head.fields()...)
	}, `SELECT `+headColumns+` FROM head h WHERE h.institution = $1`, w.head.institution)
	w.loaded = err == nil
	return err
}

// OpenMonth returns the institution's earliest open month.
func (w *Work) OpenMonth(ctx context.Context) (calendar.Month, error) {
	err := w.lock(ctx)
	return w.head.openMonth, err
}

// Area returns the regency in which the institution lies now.
func (w *Work) Area(ctx context.Context) (string, error) {
	err := w.lock(ctx)
	return w.head.area, err
}

// Audit appends a line to the institution's chain; it commits or fails with
// the rest of the transaction.
func (w *Work) Audit(ctx context.Context, verb, kind, subject, detail string) error {
	if err := w.lock(ctx); err != nil {
		return err
	}
	line := audit.Chain(w.head.auditHash, audit.Line{
		Institution: w.head.institution, Seq: w.head.audit + 1, At: w.Now, Staff: w.h.actor.Staff, Job: w.h.job,
		Verb: verb, Kind: kind, Subject: subject, Detail: detail,
	})
	w.head.audit, w.head.auditHash = line.Seq, line.Hash
	return w.insert(ctx, intoAudit,
		line.Institution, line.Seq, line.At.UnixMilli(), line.Staff, line.Job, line.Verb, line.Kind, line.Subject, line.Detail, line.Prev, line.Hash)
}

// finish writes the heads of both chains, once a transaction.
func (w *Work) finish(ctx context.Context) error {
	if !w.loaded {
		return nil
	}
	hd := w.head
	err := w.tx.Queue(ctx, `UPDATE head SET position = $1, entry_hash = $2, audit = $3, audit_hash = $4, open_month = $5, last_day = $6
		WHERE institution = $7`, hd.position, hd.entryHash, hd.audit, hd.auditHash, hd.openMonth, hd.lastDay, hd.institution)
	if err != nil {
		return err
	}
	w.tx.After(func() {
		for _, s := range w.files {
			w.h.states.put(s)
		}
		for file, key := range w.fresh {
			w.h.keys.keep(hd.institution, file, key)
		}
	})
	return nil
}

// OpenBooks begins the two chains and the key of a new institution.
func (w *Work) OpenBooks(ctx context.Context, institution, area, code string, from calendar.Month) (err error) {
	defer fault.Wrap(&err, "OpenBooks(%s)", institution)
	key, err := newKey()
	if err != nil {
		return err
	}
	wrapped := w.h.root.Wrap(key, institution, "head", institution, "wrapped_key")
	_, err = w.tx.Exec(ctx, `INSERT INTO head (institution, area, code, position, entry_hash, audit, audit_hash, open_month, last_day, wrapped_key)
		VALUES ($1, $2, $3, 0, $4, 0, $5, $6, 0, $7)`, institution, area, code, audit.Genesis(), audit.Genesis(), from, wrapped)
	return err
}

// CloseMonth locks the earliest open month: what arrives later is booked in
// the next. Fault: recap.month_not_open when month is not the earliest open.
func (w *Work) CloseMonth(ctx context.Context, month calendar.Month) (err error) {
	defer fault.Wrap(&err, "CloseMonth(%s)", month)
	if err := w.lock(ctx); err != nil {
		return err
	}
	if month != w.head.openMonth {
		return fault.New(fault.Conflict, "recap.month_not_open")
	}
	w.head.openMonth = month.Next()
	return w.tx.Queue(ctx, `INSERT INTO month_closed (institution, month, at, staff) VALUES ($1, $2, $3, $4)`,
		w.head.institution, month, w.Now.UnixMilli(), w.h.actor.Staff)
}

// Tx returns the transaction, for rows of other nouns that change with it.
func (w *Work) Tx() *sqldb.Tx { return w.tx }

// Look writes one audit line and returns when it is durable: what a read shows
// is shown only then.
func (h *Handle) Look(ctx context.Context, institution string, now time.Time, verb, kind, subject, detail string) (err error) {
	defer fault.Wrap(&err, "Look(%s, %s)", verb, subject)
	return h.Write(ctx, institution, now, func(w *Work) error {
		return w.Audit(ctx, verb, kind, subject, detail)
	})
}
