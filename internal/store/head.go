package store

import (
	"context"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/recap"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Chosen returns what an institution chose for itself; otherwise when it chose
// nothing.
func (s *Store) Chosen(ctx context.Context, institution, name string, otherwise int) (_ int, err error) {
	defer fault.Wrap(&err, "Chosen(%s, %s)", institution, name)
	value, found, err := sqldb.Find(ctx, s.db, sqldb.Scalar[int], `SELECT value FROM setting WHERE institution = $1 AND name = $2`, institution, name)
	if err == nil && !found {
		value = otherwise
	}
	return value, err
}

// Choose keeps what the institution of this transaction chose.
func (w *Work) Choose(ctx context.Context, name string, value int) error {
	return w.tx.Queue(ctx, `INSERT INTO setting (institution, name, value) VALUES ($1, $2, $3)
		ON CONFLICT (institution, name) DO UPDATE SET value = excluded.value`, w.head.institution, name, value)
}

// Worked returns the cases in which something was written for a month, with the
// weight they have in a sample.
func (w *Work) Worked(ctx context.Context, month calendar.Month) (_ []casefile.Candidate, err error) {
	defer fault.Wrap(&err, "Worked(%s)", month)
	return sqldb.Collect(ctx, w.tx, func(r sqldb.Row) (c casefile.Candidate, err error) {
		var level int
		err = r.Scan(&c.File, &level)
		c.Weight = casefile.PlainWeight
		if level&levelHighRisk != 0 {
			c.Weight = casefile.RiskWeight
		}
		return c, err
	}, `SELECT f.id, f.level FROM file f WHERE f.institution = $1 AND f.kind = 'case' AND EXISTS (
		SELECT 1 FROM entry e WHERE e.institution = f.institution AND e.file = f.id AND e.day BETWEEN $2 AND $3 AND e.kind <> 'review') ORDER BY f.id`,
		w.head.institution, month.First(), month.Next().First().Add(-1))
}

// Drawn reports whether the sample of a month was drawn.
func (w *Work) Drawn(ctx context.Context, month calendar.Month) (bool, error) {
	if err := w.lock(ctx); err != nil {
		return false, err
	}
	_, found, err := sqldb.Find(ctx, w.tx, sqldb.Scalar[string], `SELECT file FROM review_sample WHERE institution = $1 AND month = $2 LIMIT 1`, w.head.institution, month)
	return found, err
}

// Draw keeps the sample of a month.
func (w *Work) Draw(ctx context.Context, month calendar.Month, files []string) error {
	for _, file := range files {
		if err := w.tx.Queue(ctx, `INSERT INTO review_sample (institution, month, file) VALUES ($1, $2, $3)`, w.head.institution, month, file); err != nil {
			return err
		}
	}
	return nil
}

// Sampled is a file of a sample.
type Sampled struct {
	Line
	Reviewed bool // since the month began
}

// Sample returns the files drawn for a month that the actor may review.
func (h *Handle) Sample(ctx context.Context, institution string, month calendar.Month) (_ []Sampled, err error) {
	defer fault.Wrap(&err, "Sample(%s)", month)
	where, args := h.predicate(access.Append(string(casefile.Review)), []any{institution, month})
	lines, err := h.lines(ctx, institution, `SELECT `+lineColumns+` FROM file f JOIN review_sample r ON r.institution = f.institution AND r.file = f.id
		WHERE f.institution = $1 AND r.month = $2 AND `+where+` ORDER BY f.number, f.id`, args...)
	if err != nil {
		return nil, err
	}
	done := map[string]bool{}
	err = sqldb.Each(ctx, h.db, func(r sqldb.Row) error {
		var file string
		err := r.Scan(&file)
		done[file] = true
		return err
	}, `SELECT r.file FROM review_sample r JOIN entry e ON e.institution = r.institution AND e.file = r.file
		WHERE r.institution = $1 AND r.month = $2 AND e.kind = 'review' AND e.day >= $3`, institution, month, month.First())
	out := make([]Sampled, len(lines))
	for i, l := range lines {
		out[i] = Sampled{l, done[l.ID]}
	}
	return out, err
}

// Reviewed is a review of a file, as its head may see it.
type Reviewed struct {
	Line
	Entry casefile.Entry
}

// LastReviews returns the newest reviews of files that the actor may review.
func (h *Handle) LastReviews(ctx context.Context, institution string, most int) (_ []Reviewed, err error) {
	defer fault.Wrap(&err, "LastReviews")
	where, args := h.predicate(access.Append(string(casefile.Review)), []any{institution, most})
	last, err := sqldb.Collect(ctx, h.db, func(r sqldb.Row) (found [2]string, err error) { return found, r.Scan(&found[0], &found[1]) },
		`SELECT e.file, e.id FROM entry e JOIN file f ON f.institution = e.institution AND f.id = e.file
		WHERE e.institution = $1 AND e.kind = 'review' AND `+where+` ORDER BY e.day DESC, e.position DESC LIMIT $2`, args...)
	if err != nil {
		return nil, err
	}
	said := map[string]casefile.Entry{}
	lines := map[string]Line{}
	var out []Reviewed
	for _, found := range last {
		file := found[0]
		if _, known := lines[file]; !known {
			if lines[file], err = h.reviewed(ctx, institution, file, said); err != nil {
				return nil, err
			}
		}
		if e, ok := said[found[1]]; ok {
			out = append(out, Reviewed{lines[file], e})
		}
	}
	return out, nil
}

// reviewed reads the reviews of one file as they stand now.
func (h *Handle) reviewed(ctx context.Context, institution, file string, said map[string]casefile.Entry) (Line, error) {
	lines, err := h.lines(ctx, institution, `SELECT `+lineColumns+` FROM file f WHERE f.institution = $1 AND f.id = $2`, institution, file)
	if err != nil || len(lines) == 0 {
		return Line{}, err
	}
	entries, err := h.entries(ctx, h.db, institution, file)
	if err != nil {
		return Line{}, err
	}
	for _, e := range casefile.Effective(entries) {
		if e.Kind == casefile.Review {
			said[e.ID] = e
		}
	}
	return lines[0], nil
}

// OwnApprovals returns how often somebody approved work on a case of their own,
// as it is booked in a month, by staff.
func (h *Handle) OwnApprovals(ctx context.Context, institution string, month calendar.Month) (_ map[string]int64, err error) {
	defer fault.Wrap(&err, "OwnApprovals(%s)", month)
	out := map[string]int64{}
	return out, sqldb.Each(ctx, h.db, func(r sqldb.Row) error {
		var who string
		var n int64
		err := r.Scan(&who, &n)
		if n != 0 {
			out[who] = n
		}
		return err
	}, `SELECT e.author, CAST(sum(f.amount) AS BIGINT) FROM fact f JOIN entry e ON e.institution = f.institution AND e.position = f.position
		WHERE f.institution = $1 AND f.book = $2 AND f.measure = $3 GROUP BY e.author`, institution, month, int64(recap.OwnApprovals))
}
