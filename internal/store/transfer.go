package store

import (
	"context"
	"encoding/json"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Message is what travels with a transferred case: what the receiver needs so
// that the client need not tell it all again, no more.
type Message struct {
	Number   string              `json:"number"`
	Identity map[string][]string `json:"identity"`
	Case     map[string][]string `json:"case"`
	Reason   string              `json:"reason"`
	Summary  string              `json:"summary"`
	Passed   string              `json:"passed"` // the entries that go along, in words
	Family   []Along             `json:"family"` // the persons who go along, their ties and households
}

// Along is what a case says of somebody who goes along.
type Along struct {
	ID   string        `json:"id"` // by which others of them name it
	Kind string        `json:"kind"`
	Body casefile.Body `json:"body"`
}

// People returns how many go along with the client.
func (m Message) People() (n int) {
	for _, e := range m.Family {
		if e.Kind == string(casefile.Party) {
			n++
		}
	}
	return n
}

// Incoming is a case on its way to an institution.
type Incoming struct {
	ID, Sender string
	Sent       time.Time
	Message    Message
}

// Where a transfer stands.
const (
	transferSent     = "sent"
	transferAccepted = "accepted"
	transferDeclined = "declined"
	transferBack     = "withdrawn"
)

// SendTransfer puts a message into another institution's letter box, sealed
// with that institution's key.
func (w *Work) SendTransfer(ctx context.Context, id, to, file string, m Message) (err error) {
	defer fault.Wrap(&err, "SendTransfer(%s)", id)
	key, err := w.h.keys.institution(ctx, w.tx, to)
	if err != nil {
		return err
	}
	plain, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return w.tx.Queue(ctx, `INSERT INTO transfer (institution, id, sender, sender_file, sent, state, message, accepted) VALUES ($1, $2, $3, $4, $5, $6, $7, '')`,
		to, id, w.head.institution, file, w.Now.UnixMilli(), transferSent, key.Seal(plain, to, "transfer", id, "message"))
}

// Incoming returns the transfers that wait at an institution.
func (h *Handle) Incoming(ctx context.Context, institution string) (_ []Incoming, err error) {
	defer fault.Wrap(&err, "Incoming(%s)", institution)
	key, err := h.keys.institution(ctx, h.db, institution)
	if err != nil {
		return nil, err
	}
	return sqldb.Collect(ctx, h.db, func(r sqldb.Row) (Incoming, error) {
		var in Incoming
		var sent int64
		var message []byte
		if err := r.Scan(&in.ID, &in.Sender, &sent, &message); err != nil {
			return in, err
		}
		in.Sent = time.UnixMilli(sent)
		plain, err := key.Open(message, institution, "transfer", in.ID, "message")
		if err != nil {
			return in, err
		}
		return in, json.Unmarshal(plain, &in.Message)
	}, `SELECT id, sender, sent, message FROM transfer WHERE institution = $1 AND state = 'sent' ORDER BY sent`, institution)
}

// Outgoing is a transfer that another LK3 has not answered, or declined.
type Outgoing struct {
	File, Receiver string
	Declined       bool
}

// Outgoing returns the transfers of an institution that wait, and those sent
// since a time that were declined, for cases that the actor may read and that are
// still open; newest first.
func (h *Handle) Outgoing(ctx context.Context, institution string, since time.Time) (_ []Outgoing, err error) {
	defer fault.Wrap(&err, "Outgoing(%s)", institution)
	where, args := h.predicate(access.Read, []any{institution, since.UnixMilli()})
	return sqldb.Collect(ctx, h.db, func(r sqldb.Row) (o Outgoing, err error) {
		var state string
		err = r.Scan(&o.File, &o.Receiver, &state)
		o.Declined = state == transferDeclined
		return o, err
	}, `SELECT t.sender_file, t.institution, t.state FROM transfer t JOIN file f ON f.institution = t.sender AND f.id = t.sender_file
		WHERE t.sender = $1 AND (t.state = 'sent' OR t.state = 'declined' AND t.sent > $2) AND f.status <> 'closed' AND `+where+` ORDER BY t.sent DESC LIMIT 20`, args...)
}

// AcceptTransfer notes which file a transfer became. fault.Missing when it
// waits no longer.
func (w *Work) AcceptTransfer(ctx context.Context, id, file string) error {
	return waited(w.tx.Exec(ctx, `UPDATE transfer SET state = $1, accepted = $2 WHERE institution = $3 AND id = $4 AND state = $5`,
		transferAccepted, file, w.head.institution, id, transferSent))
}

// DeclineTransfer notes why a transfer is not taken over, sealed for its sender.
// fault.Missing when it waits no longer.
func (w *Work) DeclineTransfer(ctx context.Context, id, sender, note string) error {
	key, err := w.h.keys.institution(ctx, w.tx, sender)
	if err != nil {
		return err
	}
	return waited(w.tx.Exec(ctx, `UPDATE transfer SET state = $1, note = $2 WHERE institution = $3 AND id = $4 AND sender = $5 AND state = $6`,
		transferDeclined, key.Seal([]byte(note), sender, "transfer", id, "note"), w.head.institution, id, sender, transferSent))
}

// WithdrawTransfer takes a transfer back that waits at another institution; the
// file says so in the same transaction. fault.Missing when it waits no longer.
func (w *Work) WithdrawTransfer(ctx context.Context, to, id string) error {
	return waited(w.tx.Exec(ctx, `UPDATE transfer SET state = $1, told = 1 WHERE institution = $2 AND id = $3 AND sender = $4 AND state = $5`,
		transferBack, to, id, w.head.institution, transferSent))
}

func waited(n int64, err error) error {
	if err == nil && n == 0 {
		return fault.Missing()
	}
	return err
}

// Answered is a transfer that was answered and whose sender's file does not say
// so yet.
type Answered struct {
	Receiver, ID, File string
	Result             string // of the list transfer_results
	Note               string
}

// Untold returns those of a sender, for a job of the program.
func (h *Handle) Untold(ctx context.Context, sender string) (_ []Answered, err error) {
	defer fault.Wrap(&err, "Untold(%s)", sender)
	if h.job == "" {
		return nil, fault.Missing()
	}
	type row struct {
		Answered
		note []byte
	}
	rows, err := sqldb.Collect(ctx, h.db, func(r sqldb.Row) (v row, err error) {
		return v, r.Scan(&v.Receiver, &v.ID, &v.File, &v.Result, &v.note)
	}, `SELECT institution, id, sender_file, state, coalesce(note, '') FROM transfer WHERE sender = $1 AND told = 0 AND state <> $2 ORDER BY id`, sender, transferSent)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	key, err := h.keys.institution(ctx, h.db, sender)
	if err != nil {
		return nil, err
	}
	out := make([]Answered, len(rows))
	for i, v := range rows {
		out[i] = v.Answered
		if len(v.note) == 0 {
			continue
		}
		plain, err := key.Open(v.note, sender, "transfer", v.ID, "note")
		if err != nil {
			return nil, err
		}
		out[i].Note = string(plain)
	}
	return out, nil
}

// TransferTold notes that the sender's file says what became of a transfer.
func (w *Work) TransferTold(ctx context.Context, receiver, id string) error {
	return w.tx.Queue(ctx, `UPDATE transfer SET told = 1 WHERE institution = $1 AND id = $2`, receiver, id)
}
