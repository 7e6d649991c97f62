package store

import (
	"context"
	"slices"

	"teduh/internal/domain/tally"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/sqldb"
)

// ledger is tally's memory of who was served when, on the database.
type ledger struct {
	ctx context.Context
	w   *Work
}

var _ tally.Ledger = ledger{}

// subjectKey tells persons and families apart in one column.
func subjectKey(s tally.Subject) string {
	if s.Family {
		return "f:" + s.ID
	}
	return "p:" + s.ID
}

func subjectOf(key string) tally.Subject {
	return tally.Subject{Family: key[0] == 'f', ID: key[2:]}
}

func (l ledger) institution() string { return l.w.head.institution }

func (l ledger) AddAct(s tally.Subject, m calendar.Month, file string) error {
	return l.w.insert(l.ctx, intoAct, l.institution(), subjectKey(s), m, file)
}

func (l ledger) DropAct(s tally.Subject, m calendar.Month, file string) error {
	return l.w.tx.Queue(l.ctx, `DELETE FROM act WHERE institution = $1 AND subject = $2 AND month = $3 AND file = $4`,
		l.institution(), subjectKey(s), m, file)
}

func (l ledger) Acted(s tally.Subject, p calendar.Period) (bool, error) {
	_, found, err := sqldb.Find(l.ctx, l.w.tx, sqldb.Scalar[int64], `SELECT 1 FROM act
		WHERE institution = $1 AND subject = $2 AND month BETWEEN $3 AND $4 LIMIT 1`, l.institution(), subjectKey(s), p.From, p.To())
	return found, err
}

const claimColumns = `subject, length, month, file, area, residence, problem, sex, age`

func scanClaim(r sqldb.Row) (tally.Claim, error) {
	var c tally.Claim
	var subject string
	err := r.Scan(&subject, &c.Length, &c.Month, &c.File, &c.Dims.Area, &c.Dims.Residence, &c.Dims.Problem, &c.Dims.Sex, &c.Dims.Age)
	if err == nil {
		c.Subject = subjectOf(subject)
	}
	return c, err
}

func (l ledger) Claims(s tally.Subject, year int) ([]tally.Claim, error) {
	if l.w.began(s) {
		return slices.DeleteFunc(slices.Clone(l.w.many.claims[subjectKey(s)]), func(c tally.Claim) bool { return c.Month.Year() != year }), nil
	}
	return sqldb.Collect(l.ctx, l.w.tx, scanClaim, `SELECT `+claimColumns+` FROM served
		WHERE institution = $1 AND subject = $2 AND year = $3 ORDER BY length, first`, l.institution(), subjectKey(s), year)
}

func (l ledger) ClaimsOf(file string) ([]tally.Claim, error) {
	return sqldb.Collect(l.ctx, l.w.tx, scanClaim, `SELECT `+claimColumns+` FROM served
		WHERE institution = $1 AND file = $2 ORDER BY subject, length, first`, l.institution(), file)
}

func (l ledger) Put(c tally.Claim) error {
	if l.w.began(c.Subject) {
		l.w.many.claims[subjectKey(c.Subject)] = append(l.w.many.claims[subjectKey(c.Subject)], c)
	}
	return l.w.insert(l.ctx, intoServed,
		l.institution(), subjectKey(c.Subject), c.Month.Year(), int(c.Length), c.Period().From, c.Month, c.File,
		c.Dims.Area, c.Dims.Residence, c.Dims.Problem, c.Dims.Sex, c.Dims.Age)
}

func (l ledger) Drop(c tally.Claim) error {
	return l.w.tx.Queue(l.ctx, `DELETE FROM served WHERE institution = $1 AND subject = $2 AND length = $3 AND first = $4`,
		l.institution(), subjectKey(c.Subject), int(c.Length), c.Period().From)
}

func (w *Work) counter(ctx context.Context, year int) (int, error) {
	if w.many != nil {
		return w.nextOf(ctx, year)
	}
	return sqldb.Get(ctx, w.tx, sqldb.Scalar[int], `INSERT INTO case_number (institution, year, last) VALUES ($1, $2, 1)
		ON CONFLICT (institution, year) DO UPDATE SET last = case_number.last + 1 RETURNING last`, w.head.institution, year)
}
