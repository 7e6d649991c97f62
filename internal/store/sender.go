package store

import (
	"context"
	"time"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/kit/sqldb"
)

// SenderCode is a code by which an agency of the catalogue sends clients to an
// LK3. What it is, is kept as a keyed hash only.
type SenderCode struct {
	Institution, ID, Agency string
	Staff                   string // who made it
	Made, Until             time.Time
	Revoked                 time.Time // zero while it counts
}

// Counts reports whether the code counts at a time.
func (c SenderCode) Counts(now time.Time) bool { return c.Revoked.IsZero() && now.Before(c.Until) }

const (
	senderPurpose  = "sender"
	receiptPurpose = "receipt"
)

const senderColumns = `c.institution, c.id, c.agency, c.staff, c.made, c.until, c.revoked`

func scanSender(r sqldb.Row) (c SenderCode, err error) {
	var made, until, revoked int64
	err = r.Scan(&c.Institution, &c.ID, &c.Agency, &c.Staff, &made, &until, &revoked)
	c.Made, c.Until = time.UnixMilli(made), time.UnixMilli(until)
	if revoked != 0 {
		c.Revoked = time.UnixMilli(revoked)
	}
	return c, err
}

// PutSenderCode keeps the hash of a new code. It reports false when the same
// form asked for it already.
func (w *Work) PutSenderCode(ctx context.Context, code string, c SenderCode) (fresh bool, err error) {
	n, err := w.tx.Exec(ctx, `INSERT INTO sender_code (institution, id, agency, hash, made, staff, until, revoked) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)
		ON CONFLICT (institution, id) DO NOTHING`,
		w.head.institution, c.ID, c.Agency, w.h.codeHash(senderPurpose, code), c.Made.UnixMilli(), c.Staff, c.Until.UnixMilli())
	return n > 0, err
}

// RevokeSenderCode ends a code of the institution. fault.Missing when it does not
// count any more.
func (w *Work) RevokeSenderCode(ctx context.Context, agency, id string) error {
	return waited(w.tx.Exec(ctx, `UPDATE sender_code SET revoked = $1 WHERE institution = $2 AND agency = $3 AND id = $4 AND revoked = 0`,
		w.Now.UnixMilli(), w.head.institution, agency, id))
}

// SenderCodes returns the codes that the actor's own institution gave to an
// agency, newest first.
func (h *Handle) SenderCodes(ctx context.Context, agency string) (_ []SenderCode, err error) {
	defer fault.Wrap(&err, "SenderCodes(%s)", agency)
	return sqldb.Collect(ctx, h.db, scanSender, `SELECT `+senderColumns+` FROM sender_code c WHERE c.institution = $1 AND c.agency = $2 ORDER BY c.made DESC, c.id`,
		h.actor.Institution, agency)
}

// BySenderCode returns a code that counts at a time, for a job of the program:
// who types it is nobody with an account.
func (h *Handle) BySenderCode(ctx context.Context, code string, now time.Time) (_ SenderCode, found bool, err error) {
	defer fault.Wrap(&err, "BySenderCode")
	if h.job == "" {
		return SenderCode{}, false, fault.Missing()
	}
	return sqldb.Find(ctx, h.db, scanSender, `SELECT `+senderColumns+` FROM sender_code c WHERE c.hash = $1 AND c.until > $2 AND c.revoked = 0`,
		h.codeHash(senderPurpose, code), now.UnixMilli())
}

// ReceiptOf is the receipt of the contact that a referral became: made from its
// id by a key of the installation, so that it can be said again and not guessed.
func (s *Store) ReceiptOf(institution, file string) string {
	return ident.Code(s.root.Derive("code").Token("receipt of "+institution, file))
}

// PutReceipt keeps the hash of the receipt of a contact that came by a code.
func (w *Work) PutReceipt(ctx context.Context, file, code string) error {
	receipt := ident.ReadCode(w.h.ReceiptOf(w.head.institution, file))
	return w.tx.Queue(ctx, `INSERT INTO receipt (institution, file, code, hash, sent) VALUES ($1, $2, $3, $4, $5)`,
		w.head.institution, file, code, w.h.codeHash(receiptPurpose, receipt), w.Now.UnixMilli())
}

// SentBy counts what came by a code since a time.
func (w *Work) SentBy(ctx context.Context, code string, since time.Time) (int, error) {
	return sqldb.Get(ctx, w.tx, sqldb.Scalar[int], `SELECT count(*) FROM receipt WHERE institution = $1 AND code = $2 AND sent > $3`,
		w.head.institution, code, since.UnixMilli())
}

// ByReceipt returns the contact of a receipt, for a job of the program.
func (h *Handle) ByReceipt(ctx context.Context, receipt string) (institution, file string, found bool, err error) {
	defer fault.Wrap(&err, "ByReceipt")
	if h.job == "" {
		return "", "", false, fault.Missing()
	}
	type place struct{ institution, file string }
	p, found, err := sqldb.Find(ctx, h.db, func(r sqldb.Row) (p place, err error) { return p, r.Scan(&p.institution, &p.file) },
		`SELECT institution, file FROM receipt WHERE hash = $1`, h.codeHash(receiptPurpose, receipt))
	return p.institution, p.file, found, err
}
