package store

import (
	"context"
	"encoding/json"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/crypt"
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

// Talk is a talk of supervision.
type Talk struct {
	ID, Head   string
	With       []string // staff
	Day        calendar.Day
	Next       calendar.Day // 0 when none was agreed
	Themes     string
	Agreements string
}

// talked is what is sealed of a talk.
type talked struct {
	With       []string `json:"with"`
	Themes     string   `json:"themes"`
	Agreements string   `json:"agreements,omitempty"`
}

// PutTalk keeps a talk. Sent again with the same id it is fault.Conflict.
func (w *Work) PutTalk(ctx context.Context, t Talk) (err error) {
	defer fault.Wrap(&err, "PutTalk(%s)", t.ID)
	here := w.head.institution
	key, err := w.h.keys.institution(ctx, w.tx, here)
	if err != nil {
		return err
	}
	plain, err := json.Marshal(talked{t.With, t.Themes, t.Agreements})
	if err != nil {
		return err
	}
	if _, err := w.tx.Exec(ctx, `INSERT INTO supervision (institution, id, head, day, next_day, body) VALUES ($1, $2, $3, $4, $5, $6)`,
		here, t.ID, t.Head, t.Day, t.Next, key.Seal(plain, here, "supervision", t.ID, "body")); err != nil {
		return err
	}
	for _, who := range t.With {
		if err := w.tx.Queue(ctx, `INSERT INTO supervision_with (institution, talk, staff) VALUES ($1, $2, $3)`, here, t.ID, who); err != nil {
			return err
		}
	}
	return nil
}

// Talks returns the talks at the actor's institution that the actor led or took
// part in; to its head all of them. The newest comes first.
func (h *Handle) Talks(ctx context.Context) (_ []Talk, err error) {
	defer fault.Wrap(&err, "Talks")
	at := h.actor.Institution
	if at == "" {
		return nil, nil
	}
	key, err := h.keys.institution(ctx, h.db, at)
	if err != nil {
		return nil, err
	}
	own, args := `s.institution = $1`, []any{at}
	if !h.actor.Is(access.Head) {
		own += ` AND (s.head = $2 OR EXISTS (SELECT 1 FROM supervision_with x WHERE x.institution = s.institution AND x.talk = s.id AND x.staff = $2))`
		args = append(args, h.actor.Staff)
	}
	return sqldb.Collect(ctx, h.db, func(r sqldb.Row) (Talk, error) { return openTalk(r, key, at) },
		`SELECT s.id, s.head, s.day, s.next_day, s.body FROM supervision s WHERE `+own+` ORDER BY s.day DESC, s.id DESC`, args...)
}

func openTalk(r sqldb.Row, key crypt.Key, at string) (t Talk, err error) {
	var body []byte
	if err := r.Scan(&t.ID, &t.Head, &t.Day, &t.Next, &body); err != nil {
		return t, err
	}
	plain, err := key.Open(body, at, "supervision", t.ID, "body")
	if err != nil {
		return t, err
	}
	var said talked
	err = json.Unmarshal(plain, &said)
	t.With, t.Themes, t.Agreements = said.With, said.Themes, said.Agreements
	return t, err
}
