package store

import (
	"context"
	"slices"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Due is something promised in a case, as a calendar shows it.
type Due struct {
	casefile.Promise
	File   string
	Number string
	Label  string // initials and age; "" for who may know no more than the number
	Closed bool
}

// promises writes what an entry changed of what is promised.
func (w *Work) promises(ctx context.Context, before, after *casefile.State) error {
	var had []casefile.Promise
	if before != nil {
		had = before.Promises()
	}
	have := after.Promises()
	for _, p := range had {
		if !slices.Contains(have, p) {
			err := w.tx.Queue(ctx, `DELETE FROM due WHERE institution = $1 AND file = $2 AND kind = $3 AND entry = $4 AND item = $5`,
				after.Institution, after.File, string(p.Kind), p.Entry, p.Item)
			if err != nil {
				return err
			}
		}
	}
	for _, p := range have {
		if !slices.Contains(had, p) {
			if err := w.promise(ctx, after, p); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *Work) promise(ctx context.Context, st *casefile.State, p casefile.Promise) error {
	key, ok := w.fresh[st.File]
	if !ok {
		var err error
		if key, err = w.h.keys.file(ctx, w.tx, st.Institution, st.File); err != nil {
			return err
		}
	}
	return w.tx.Queue(ctx, `INSERT INTO due (institution, file, kind, entry, item, staff, day, minute, done, what) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		st.Institution, st.File, string(p.Kind), p.Entry, p.Item, p.Staff, p.Day, p.Minute, p.Done, key.Seal([]byte(p.What), st.Institution, "due", duePlace(st.File, p), "what"))
}

func duePlace(file string, p casefile.Promise) string {
	return file + " " + string(p.Kind) + " " + p.Entry + " " + p.Item
}

const dueColumns = `d.file, d.kind, d.entry, d.item, d.staff, d.day, d.minute, d.done, d.what`

type sealedDue struct {
	file string
	casefile.Promise
	what []byte
}

func (d *sealedDue) fields() []any {
	return []any{&d.file, &d.Kind, &d.Entry, &d.Item, &d.Staff, &d.Day, &d.Minute, &d.Done, &d.what}
}

func (d *sealedDue) open(key crypt.Key, institution string) (casefile.Promise, error) {
	plain, err := key.Open(d.what, institution, "due", duePlace(d.file, d.Promise), "what")
	d.What = string(plain)
	return d.Promise, err
}

// DueQuery asks what is promised.
type DueQuery struct {
	From, To calendar.Day
	Staff    string // whose work it is, "" for everybody's
	Open     bool   // only what is not done
	Limit    int
}

// Due returns what is promised in the cases whose appointments the actor may
// know, in the order of days and times. What the actor is to do is told in words,
// the client is not. What somebody else is to do, or is for
// whoever has the case, is somebody's when the case is theirs.
func (h *Handle) Due(ctx context.Context, institution string, q DueQuery) (_ []Due, err error) {
	defer fault.Wrap(&err, "Due(%s)", institution)
	read, args := h.predicate(access.Read, nil)
	number, args := h.predicate(access.Number, args)
	at, open := len(args), 0
	if q.Open {
		open = 1
	}
	args = append(args, institution, q.From, q.To, q.Staff, open, q.Limit)
	n := func(i int) string { return arg(at + i) }
	type row struct {
		sealedDue
		number         string
		reads, closed  bool
		label, wrapped []byte
	}
	rows, err := sqldb.Collect(ctx, h.db, func(r sqldb.Row) (x row, err error) {
		var reads, closed int
		err = r.Scan(append(x.fields(), &x.number, &reads, &closed, &x.label, &x.wrapped)...)
		x.reads, x.closed = reads != 0, closed != 0
		return x, err
	}, `SELECT `+dueColumns+`, coalesce(f.number, ''), CASE WHEN `+read+` THEN 1 ELSE 0 END, CASE WHEN f.status = 'closed' THEN 1 ELSE 0 END, f.label,
			coalesce((SELECT k.wrapped FROM file_key k WHERE k.institution = f.institution AND k.file = f.id), '')
		FROM due d JOIN file f ON f.institution = d.institution AND f.id = d.file
		WHERE (`+number+`) AND d.institution = `+n(1)+` AND d.day BETWEEN `+n(2)+` AND `+n(3)+`
			AND (`+n(4)+` = '' OR d.staff = `+n(4)+` OR d.staff = '' AND EXISTS (SELECT 1 FROM assignment a WHERE a.institution = d.institution AND a.file = d.file AND a.staff = `+n(4)+`))
			AND (`+n(5)+` = 0 OR d.done = 0)
		ORDER BY d.day, d.minute, f.number, d.kind, d.entry, d.item LIMIT `+n(6), args...)
	if err != nil {
		return nil, err
	}
	out := make([]Due, len(rows))
	for i, x := range rows {
		out[i] = Due{Promise: x.Promise, File: x.file, Number: x.number, Closed: x.closed}
		if mine := x.Staff != "" && x.Staff == h.actor.Staff; !x.reads && !mine {
			continue
		}
		key, err := h.keys.unwrap(ctx, h.db, institution, x.file, x.wrapped)
		if fault.Is(err, fault.NotFound) { // erased
			continue
		}
		if err != nil {
			return nil, err
		}
		if out[i].Promise, err = x.open(key, institution); err != nil {
			return nil, err
		}
		if !x.reads {
			continue
		}
		plain, err := key.Open(x.label, institution, "file", x.file, "label")
		if err != nil {
			return nil, err
		}
		out[i].Label = string(plain)
	}
	return out, nil
}
