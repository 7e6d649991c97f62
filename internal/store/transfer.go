package store

import (
	"context"
	"encoding/json"
	"time"

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
}

// Incoming is a case on its way to an institution.
type Incoming struct {
	ID, Sender string
	Sent       time.Time
	Message    Message
}

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
	return w.tx.Queue(ctx, `INSERT INTO transfer (institution, id, sender, sender_file, sent, state, message, accepted) VALUES ($1, $2, $3, $4, $5, 'sent', $6, '')`,
		to, id, w.head.institution, file, w.Now.UnixMilli(), key.Seal(plain, to, "transfer", id, "message"))
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

// AcceptTransfer notes which file a transfer became. fault.Missing when it
// waits no longer.
func (w *Work) AcceptTransfer(ctx context.Context, id, file string) error {
	n, err := w.tx.Exec(ctx, `UPDATE transfer SET state = 'accepted', accepted = $1 WHERE institution = $2 AND id = $3 AND state = 'sent'`, file, w.head.institution, id)
	if err == nil && n == 0 {
		return fault.Missing()
	}
	return err
}
