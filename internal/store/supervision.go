package store

import (
	"context"
	"encoding/json"

	"teduh/internal/domain/access"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Talk is a talk of supervision.
type Talk struct {
	ID, Head   string
	With       []string // staff
	Day        calendar.Day
	Next       calendar.Day // 0 when none was agreed
	Themes     string
	Agreements string
	Additions  []Addition
}

// Addition is what somebody added to a talk later.
type Addition struct {
	ID, Talk, Staff string
	Day             calendar.Day
	Text            string
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
	talks, err := sqldb.Collect(ctx, h.db, func(r sqldb.Row) (Talk, error) { return openTalk(r, key, at) },
		`SELECT s.id, s.head, s.day, s.next_day, s.body FROM supervision s WHERE `+own+` ORDER BY s.day DESC, s.id DESC`, args...)
	if err != nil {
		return nil, err
	}
	place := map[string]int{}
	for i, t := range talks {
		place[t.ID] = i
	}
	return talks, sqldb.Each(ctx, h.db, func(r sqldb.Row) error {
		added, err := openAddition(r, key, at)
		t := &talks[place[added.Talk]]
		t.Additions = append(t.Additions, added)
		return err
	}, `SELECT a.id, a.talk, a.staff, a.day, a.body FROM supervision_addition a JOIN supervision s ON s.institution = a.institution AND s.id = a.talk
		WHERE `+own+` ORDER BY a.day, a.id`, args...)
}

// AddToTalk keeps what is added to a talk of the institution; the fault is not found
// where there is none. Sent again
// with the same id it is fault.Conflict.
func (w *Work) AddToTalk(ctx context.Context, a Addition) (err error) {
	defer fault.Wrap(&err, "AddToTalk(%s)", a.Talk)
	here := w.head.institution
	if _, err := sqldb.Get(ctx, w.tx, sqldb.Scalar[string], `SELECT id FROM supervision WHERE institution = $1 AND id = $2`, here, a.Talk); err != nil {
		return err
	}
	key, err := w.h.keys.institution(ctx, w.tx, here)
	if err != nil {
		return err
	}
	_, err = w.tx.Exec(ctx, `INSERT INTO supervision_addition (institution, id, talk, staff, day, body) VALUES ($1, $2, $3, $4, $5, $6)`,
		here, a.ID, a.Talk, a.Staff, a.Day, key.Seal([]byte(a.Text), here, "supervision_addition", a.ID, "body"))
	return err
}

func openAddition(r sqldb.Row, key crypt.Key, at string) (a Addition, err error) {
	var body []byte
	if err := r.Scan(&a.ID, &a.Talk, &a.Staff, &a.Day, &body); err != nil {
		return a, err
	}
	plain, err := key.Open(body, at, "supervision_addition", a.ID, "body")
	a.Text = string(plain)
	return a, err
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
