package store

import (
	"context"
	"encoding/json"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/domain/complaint"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Complaint is one as it lies at the institution that reads it.
type Complaint struct {
	complaint.Complaint
	ID, LK3            string
	Reader             string // institution
	Received, Answered time.Time
	Answer             string
}

// IsAnswered reports whether it was answered.
func (c Complaint) IsAnswered() bool { return !c.Answered.IsZero() }

func (s *Store) receiptHash(code string) []byte {
	return s.root.Derive("complaint").Token("receipt", code)
}

// complained is what is sealed of a complaint.
type complained struct {
	Text    string `json:"text"`
	Contact string `json:"contact,omitempty"`
}

// PutComplaint keeps a complaint at the institution of this transaction, which
// reads it.
func (w *Work) PutComplaint(ctx context.Context, c Complaint, receipt string) (err error) {
	defer fault.Wrap(&err, "PutComplaint(%s)", c.ID)
	key, err := w.h.keys.institution(ctx, w.tx, w.head.institution)
	if err != nil {
		return err
	}
	plain, err := json.Marshal(complained{c.Text, c.Contact})
	if err != nil {
		return err
	}
	return w.tx.Queue(ctx, `INSERT INTO complaint (institution, id, about, lk3, receipt, received, answered, body, answer) VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8)`,
		w.head.institution, c.ID, string(c.About), c.LK3, w.h.receiptHash(receipt), w.Now.UnixMilli(), key.Seal(plain, w.head.institution, "complaint", c.ID, "body"), []byte{})
}

const complaintColumns = `institution, id, about, lk3, received, answered, body, answer`

func openComplaint(r sqldb.Row, key crypt.Key) (c Complaint, err error) {
	var about string
	var received, answered int64
	var body, answer []byte
	if err := r.Scan(&c.Reader, &c.ID, &about, &c.LK3, &received, &answered, &body, &answer); err != nil {
		return c, err
	}
	c.About, c.Received = complaint.About(about), time.UnixMilli(received)
	plain, err := key.Open(body, c.Reader, "complaint", c.ID, "body")
	if err != nil {
		return c, err
	}
	var said complained
	if err := json.Unmarshal(plain, &said); err != nil {
		return c, err
	}
	c.Text, c.Contact = said.Text, said.Contact
	if answered == 0 {
		return c, nil
	}
	c.Answered = time.UnixMilli(answered)
	plain, err = key.Open(answer, c.Reader, "complaint", c.ID, "answer")
	c.Answer = string(plain)
	return c, err
}

// Complaints returns those that lie at the actor's institution and are for the
// actor, what waits longest first.
func (h *Handle) Complaints(ctx context.Context) (_ []Complaint, err error) {
	defer fault.Wrap(&err, "Complaints")
	return h.complaints(ctx, `SELECT `+complaintColumns+` FROM complaint WHERE institution = $1 ORDER BY CASE WHEN answered = 0 THEN 0 ELSE 1 END, received, id`, h.actor.Institution)
}

// Complaint returns one that lies at the actor's institution and is for the
// actor.
func (h *Handle) Complaint(ctx context.Context, id string) (_ Complaint, err error) {
	defer fault.Wrap(&err, "Complaint(%s)", id)
	found, err := h.complaints(ctx, `SELECT `+complaintColumns+` FROM complaint WHERE institution = $1 AND id = $2`, h.actor.Institution, id)
	if err == nil && len(found) == 0 {
		err = fault.Missing()
	}
	if err != nil {
		return Complaint{}, err
	}
	return found[0], nil
}

func (h *Handle) complaints(ctx context.Context, query string, args ...any) ([]Complaint, error) {
	if h.actor.Institution == "" {
		return nil, nil
	}
	key, err := h.keys.institution(ctx, h.db, h.actor.Institution)
	if err != nil {
		return nil, err
	}
	all, err := sqldb.Collect(ctx, h.db, func(r sqldb.Row) (Complaint, error) { return openComplaint(r, key) }, query, args...)
	return forReader(h.actor, all), err
}

func forReader(a access.Actor, all []Complaint) []Complaint {
	var out []Complaint
	for _, c := range all {
		if complaint.MayRead(c.About, a.Roles) {
			out = append(out, c)
		}
	}
	return out
}

// ComplaintBy returns the complaint of a receipt's code, for a job that has no
// actor.
func (h *Handle) ComplaintBy(ctx context.Context, code string) (_ Complaint, found bool, err error) {
	defer fault.Wrap(&err, "ComplaintBy")
	reader, found, err := sqldb.Find(ctx, h.db, sqldb.Scalar[string], `SELECT institution FROM complaint WHERE receipt = $1`, h.receiptHash(code))
	if err != nil || !found {
		return Complaint{}, false, err
	}
	key, err := h.keys.institution(ctx, h.db, reader)
	if err != nil {
		return Complaint{}, false, err
	}
	c, err := sqldb.Get(ctx, h.db, func(r sqldb.Row) (Complaint, error) { return openComplaint(r, key) }, `SELECT `+complaintColumns+` FROM complaint WHERE institution = $1 AND receipt = $2`, reader, h.receiptHash(code))
	return c, err == nil, err
}

// AnswerComplaint keeps the answer of the institution that reads it. An answer
// is given once: fault.Missing when there is one, or no such complaint.
func (w *Work) AnswerComplaint(ctx context.Context, id, answer string) (err error) {
	defer fault.Wrap(&err, "AnswerComplaint(%s)", id)
	key, err := w.h.keys.institution(ctx, w.tx, w.head.institution)
	if err != nil {
		return err
	}
	n, err := w.tx.Exec(ctx, `UPDATE complaint SET answered = $1, answer = $2 WHERE institution = $3 AND id = $4 AND answered = 0`,
		w.Now.UnixMilli(), key.Seal([]byte(answer), w.head.institution, "complaint", id, "answer"), w.head.institution, id)
	if err == nil && n == 0 {
		return fault.Missing()
	}
	return err
}
