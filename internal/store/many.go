package store

import (
	"context"
	"slices"
	"time"

	"teduh/internal/domain/casefile"
	"teduh/internal/domain/tally"
	"teduh/internal/kit/sqldb"
)

// many is what a transaction that begins a great many files keeps back: rows,
// to be sent in bulk, and what it would otherwise read back again and again.
// What it keeps does not grow with the number of files.
type many struct {
	rows               map[*insertion][][]any
	sent               map[*insertion][][]any // those before, while they are written
	kept               int                    // rows
	tokens, sentTokens tokens
	labels             map[string][]byte
	claims             map[string][]tally.Claim // of subjects that began in it
	numbers            map[int]int              // last case number by year
}

// keptMost bounds the rows kept back.
var keptMost = 5_000 // tests lower it

// WriteMany is Write for a great many new files: all or nothing, and in memory
// that does not grow with their number. do writes file after file, and calls
// [Work.Done] when nothing more will be said of one in this transaction. It must
// not append to files that were there before.
func (h *Handle) WriteMany(ctx context.Context, institution string, now time.Time, do func(*Work) error) error {
	return h.db.WriteMuch(ctx, now, h.work(ctx, institution, now, func(w *Work) error {
		w.many = &many{rows: map[*insertion][][]any{}, sent: map[*insertion][][]any{}, labels: map[string][]byte{}, claims: map[string][]tally.Claim{}, numbers: map[int]int{}}
		if err := do(w); err != nil {
			return err
		}
		if err := w.flush(ctx); err != nil {
			return err
		}
		if err := w.flushTokens(ctx); err != nil {
			return err
		}
		return w.putNumbers(ctx)
	}))
}

func (m *many) gather(in *insertion, row []any) {
	m.rows[in] = append(m.rows[in], row)
	m.kept++
}

// Done forgets files that began in this transaction: their rows are complete.
func (w *Work) Done(ctx context.Context, files ...string) error {
	for _, id := range files {
		st := w.files[id]
		if st == nil {
			continue
		}
		if err := w.insertFile(ctx, st, w.many.labels[id]); err != nil {
			return err
		}
		delete(w.files, id)
		delete(w.fresh, id)
		delete(w.many.labels, id)
		for _, s := range []tally.Subject{{ID: id}, {Family: true, ID: id}} {
			delete(w.many.claims, subjectKey(s))
		}
	}
	if w.many.kept >= keptMost {
		if err := w.flush(ctx); err != nil {
			return err
		}
	}
	if w.many.tokens.full() {
		return w.flushTokens(ctx)
	}
	return nil
}

// flush sends what is kept back, while the caller goes on with the next files.
// Rows go in the order of their keys, so that neighbours are written together.
func (w *Work) flush(ctx context.Context) error {
	m := w.many
	full := m.rows
	err := w.tx.Aside(func(tx *sqldb.Tx) error {
		for in, rows := range full {
			if in.ordered != nil {
				slices.SortFunc(rows, in.ordered)
			}
			if err := tx.Bulk(ctx, in.table, in.columns, slices.Values(rows)); err != nil {
				return err
			}
			clear(rows) // for the collector
			full[in] = rows[:0]
		}
		return nil
	})
	m.rows, m.sent, m.kept = m.sent, full, 0
	return err
}

// nextOf is counter for many: the row is written once, at the end.
func (w *Work) nextOf(ctx context.Context, year int) (int, error) {
	last, known := w.many.numbers[year]
	if !known {
		var err error
		last, _, err = sqldb.Find(ctx, w.tx, sqldb.Scalar[int], `SELECT last FROM case_number WHERE institution = $1 AND year = $2`, w.head.institution, year)
		if err != nil {
			return 0, err
		}
	}
	w.many.numbers[year] = last + 1
	return last + 1, nil
}

func (w *Work) putNumbers(ctx context.Context) error {
	for year, last := range w.many.numbers {
		err := w.tx.Queue(ctx, `INSERT INTO case_number (institution, year, last) VALUES ($1, $2, $3)
			ON CONFLICT (institution, year) DO UPDATE SET last = excluded.last`, w.head.institution, year, last)
		if err != nil {
			return err
		}
	}
	return nil
}

// began reports whether a person or family is known only in this transaction.
func (w *Work) began(s tally.Subject) bool {
	_, fresh := w.fresh[s.ID]
	return w.many != nil && fresh
}

// Known tells which of so many ids entries of an institution already have.
func (h *Handle) Known(ctx context.Context, institution string, ids []string) (map[string]bool, error) {
	found := map[string]bool{}
	if len(ids) == 0 {
		return found, nil
	}
	places, args := list([]any{institution}, ids)
	return found, sqldb.Each(ctx, h.db, func(r sqldb.Row) error {
		var id string
		err := r.Scan(&id)
		found[id] = true
		return err
	}, `SELECT id FROM entry WHERE institution = $1 AND id IN (`+places+`)`, args...)
}

// insertFile adds the row of a file.
func (w *Work) insertFile(ctx context.Context, st *casefile.State, label []byte) error {
	var number any
	if st.Number != "" {
		number = st.Number
	}
	return w.insert(ctx, intoFile, st.Institution, st.File, string(st.Kind), number, st.Author, st.FirstDay, string(st.Status), st.Track, level(st), st.Dims.Problem,
		st.NextDue, st.LastContact, st.Entries, st.Last, label)
}
