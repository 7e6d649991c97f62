package store

import (
	"context"

	"teduh/internal/domain/document"
	"teduh/internal/domain/recap"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Details adds up what the actor's institution counted by the codes of lists in
// a period. Its cost grows with that period only.
func (h *Handle) Details(ctx context.Context, p calendar.Period) (_ map[recap.Measure]int64, err error) {
	defer fault.Wrap(&err, "Details(%s)", p)
	out := map[recap.Measure]int64{}
	return out, sqldb.Each(ctx, h.db, func(r sqldb.Row) error {
		var measure, amount int64
		err := r.Scan(&measure, &amount)
		out[recap.Measure(measure)] = amount
		return err
	}, `SELECT measure, CAST(sum(amount) AS BIGINT) FROM fact WHERE institution = $1 AND book BETWEEN $2 AND $3 AND measure >= 100 GROUP BY measure`,
		h.actor.Institution, p.From, p.To())
}

// Report returns what was written into the report of the actor's institution for
// a period; the zero value when nothing was.
func (h *Handle) Report(ctx context.Context, p calendar.Period) (_ document.Report, err error) {
	defer fault.Wrap(&err, "Report(%s)", p)
	return sealedRow[document.Report](ctx, h, "report", p.String(),
		`SELECT body FROM report WHERE institution = $1 AND period = $2`, h.actor.Institution, p.String())
}

// PutReport keeps what was written into the report of a period.
func (w *Work) PutReport(ctx context.Context, p calendar.Period, r document.Report) error {
	sealed, err := sealRow(ctx, w, "report", p.String(), r)
	if err != nil {
		return err
	}
	return w.tx.Queue(ctx, `INSERT INTO report (institution, period, saved, staff, body) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (institution, period) DO UPDATE SET saved = excluded.saved, staff = excluded.staff, body = excluded.body`,
		w.head.institution, p.String(), w.Now.UnixMilli(), w.h.actor.Staff, sealed)
}

// Letterhead returns the letterhead of the actor's institution; the zero value
// when none was written.
func (h *Handle) Letterhead(ctx context.Context) (_ document.Letterhead, err error) {
	defer fault.Wrap(&err, "Letterhead")
	return sealedRow[document.Letterhead](ctx, h, "letterhead", h.actor.Institution,
		`SELECT body FROM letterhead WHERE institution = $1`, h.actor.Institution)
}

// PutLetterhead keeps the letterhead of the institution.
func (w *Work) PutLetterhead(ctx context.Context, l document.Letterhead) error {
	sealed, err := sealRow(ctx, w, "letterhead", w.head.institution, l)
	if err != nil {
		return err
	}
	return w.tx.Queue(ctx, `INSERT INTO letterhead (institution, saved, staff, body) VALUES ($1, $2, $3, $4)
		ON CONFLICT (institution) DO UPDATE SET saved = excluded.saved, staff = excluded.staff, body = excluded.body`,
		w.head.institution, w.Now.UnixMilli(), w.h.actor.Staff, sealed)
}

// sealedRow reads a body that the institution's key seals.
func sealedRow[T document.Letterhead | document.Report](ctx context.Context, h *Handle, table, row, query string, args ...any) (v T, err error) {
	sealed, found, err := sqldb.Find(ctx, h.db, sqldb.Scalar[[]byte], query, args...)
	if err != nil || !found {
		return v, err
	}
	key, err := h.keys.institution(ctx, h.db, h.actor.Institution)
	if err != nil {
		return v, err
	}
	plain, err := key.Open(sealed, h.actor.Institution, table, row, "body")
	if err != nil {
		return v, err
	}
	return document.Decode[T](plain)
}

func sealRow[T document.Letterhead | document.Report](ctx context.Context, w *Work, table, row string, v T) ([]byte, error) {
	plain, err := document.Encode(v)
	if err != nil {
		return nil, err
	}
	key, err := w.h.keys.institution(ctx, w.tx, w.head.institution)
	if err != nil {
		return nil, err
	}
	return key.Seal(plain, w.head.institution, table, row, "body"), nil
}
