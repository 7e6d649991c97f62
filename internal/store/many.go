package store

import (
	"context"
	"slices"
	"strconv"
	"time"

	"teduh/internal/domain/casefile"
	"teduh/internal/domain/tally"
	"teduh/internal/kit/sqldb"
)

// many is what a transaction that begins a great many files keeps back: rows,
// to be sent in bulk, and what it would otherwise read back again and again.
// What it keeps does not grow with the number of files.
type many struct {
	rows    map[*insertion][][]any
	kept    int // rows
	labels  map[string][]byte
	claims  map[string][]tally.Claim // of subjects that began in it
	numbers map[int]int              // last case number by year
	alike   []newcomer
}

// newcomer is a person whose likenesses are still to be told.
type newcomer struct {
	person string
	tokens []Token
}

// keptMost bounds the rows kept back.
const keptMost = 20_000

// WriteMany is Write for a great many new files: all or nothing, and in memory
// that does not grow with their number. do writes file after file, and calls
// [Work.Done] when nothing more will be said of one in this transaction. It must
// not append to files that were there before.
func (h *Handle) WriteMany(ctx context.Context, institution string, now time.Time, do func(*Work) error) error {
	return h.db.WriteMuch(ctx, now, h.work(ctx, institution, now, func(w *Work) error {
		w.many = &many{rows: map[*insertion][][]any{}, labels: map[string][]byte{}, claims: map[string][]tally.Claim{}, numbers: map[int]int{}}
		if err := do(w); err != nil {
			return err
		}
		if err := w.flush(ctx); err != nil {
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
	if w.many.kept < keptMost {
		return nil
	}
	return w.flush(ctx)
}

// flush sends what is kept back. Rows go in the order of their keys, so that
// neighbours are written together.
func (w *Work) flush(ctx context.Context) error {
	m := w.many
	for in, rows := range m.rows {
		if in == intoToken || in == intoMatch || in == intoNamed {
			slices.SortFunc(rows, func(a, b []any) int { return slices.Compare(a[1].([]byte), b[1].([]byte)) })
		}
		if err := w.tx.Bulk(ctx, in.table, in.columns, slices.Values(rows)); err != nil {
			return err
		}
		clear(rows) // for the collector
		m.rows[in] = rows[:0]
	}
	m.kept = 0
	return w.tellAlike(ctx)
}

// tellAlike is TellLikenesses for the newcomers whose tokens were just written:
// one question for all. Of two newcomers the later one tells.
func (w *Work) tellAlike(ctx context.Context) error {
	const together = 500 // newcomers in one question
	order := make(map[string]int, len(w.many.alike))
	for i, n := range w.many.alike {
		order[n.person] = i
	}
	for news := range slices.Chunk(w.many.alike, together) {
		hits, err := w.sharing(ctx, news)
		if err != nil {
			return err
		}
		for _, n := range news {
			for _, t := range n.tokens {
				if !t.match {
					continue
				}
				if err := w.tellOf(ctx, n.person, t, hits[string(t.hash)], order); err != nil {
					return err
				}
			}
		}
	}
	clear(w.many.alike)
	w.many.alike = w.many.alike[:0]
	return nil
}

// sharing returns who has the match tokens of newcomers, themselves among them.
func (w *Work) sharing(ctx context.Context, news []newcomer) (map[string][]Likeness, error) {
	var hashes [][]byte
	for _, n := range news {
		for _, t := range n.tokens {
			if t.match {
				hashes = append(hashes, t.hash)
			}
		}
	}
	hits := map[string][]Likeness{}
	if len(hashes) == 0 {
		return hits, nil
	}
	places, args := list(nil, hashes)
	return hits, sqldb.Each(ctx, w.tx, func(r sqldb.Row) error {
		var hash []byte
		var h Likeness
		if err := r.Scan(&hash, &h.Other, &h.OtherPerson); err != nil {
			return err
		}
		hits[string(hash)] = append(hits[string(hash)], h)
		return nil
	}, `SELECT token, institution, person FROM match_token WHERE token IN (
		SELECT token FROM match_token WHERE token IN (`+places+`) GROUP BY token HAVING count(*) BETWEEN 2 AND `+strconv.Itoa(mostAlike+1)+`
	) ORDER BY token, institution, person`, args...)
}

// tellOf notes whom a newcomer shares a token with. Of two newcomers the later
// one tells: order is theirs.
func (w *Work) tellOf(ctx context.Context, person string, t Token, hits []Likeness, order map[string]int) error {
	for _, h := range hits {
		if later, is := order[h.OtherPerson]; is && later >= order[person] {
			continue
		}
		if err := w.alike(ctx, person, h, t.why); err != nil {
			return err
		}
	}
	return nil
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

// Known tells which of so many ids entries of the institution already have.
func (w *Work) Known(ctx context.Context, ids []string) (map[string]bool, error) {
	if err := w.lock(ctx); err != nil {
		return nil, err
	}
	return known(ctx, w.tx, w.head.institution, ids)
}

// Known is Work.Known outside a transaction.
func (h *Handle) Known(ctx context.Context, institution string, ids []string) (map[string]bool, error) {
	return known(ctx, h.db, institution, ids)
}

func known(ctx context.Context, q sqldb.Reader, institution string, ids []string) (map[string]bool, error) {
	found := map[string]bool{}
	if len(ids) == 0 {
		return found, nil
	}
	places, args := list([]any{institution}, ids)
	return found, sqldb.Each(ctx, q, func(r sqldb.Row) error {
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
