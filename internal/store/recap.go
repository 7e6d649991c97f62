package store

import (
	"context"
	"sync"
	"time"

	"teduh/internal/domain/recap"
	"teduh/internal/domain/registry"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Head is how far an institution's files reach.
type Head struct {
	Institution string
	Area        string
	Position    int64
	OpenMonth   calendar.Month
	LastDay     calendar.Day
}

// Ground is what every figure rests on: how far each institution's files reach,
// and the institutions. It must not be changed.
type Ground struct {
	Heads        []Head
	Institutions []registry.Institution
	revision     revision
	transfers    sync.Map // by stretch: an accepted transfer is an entry, and so another ground
}

type stretch struct{ from, to int64 }

// revision tells one state of the ground from another: all of it only grows.
type revision struct{ heads, positions, openMonths, lastDays, institutions, versions int64 }

// grounds keeps the ground last read.
type grounds struct {
	mu   sync.Mutex
	last *Ground
}

// Ground returns the ground of the figures as it is now: the freshness check of
// the cube. Its cost grows with the number of institutions only.
func (s *Store) Ground(ctx context.Context) (_ *Ground, err error) {
	defer fault.Wrap(&err, "Ground")
	now, err := sqldb.Get(ctx, s.db, func(r sqldb.Row) (n revision, err error) {
		return n, r.Scan(&n.heads, &n.positions, &n.openMonths, &n.lastDays, &n.institutions, &n.versions)
	}, `SELECT h.n, h.positions, h.open_months, h.last_days, i.n, i.versions FROM
		(SELECT count(*) AS n, CAST(coalesce(sum(position), 0) AS BIGINT) AS positions, CAST(coalesce(sum(open_month), 0) AS BIGINT) AS open_months,
			CAST(coalesce(sum(last_day), 0) AS BIGINT) AS last_days FROM head) h,
		(SELECT count(*) AS n, CAST(coalesce(sum(version), 0) AS BIGINT) AS versions FROM institution) i`)
	if err != nil {
		return nil, err
	}
	s.grounds.mu.Lock()
	defer s.grounds.mu.Unlock()
	if s.grounds.last != nil && s.grounds.last.revision == now {
		return s.grounds.last, nil
	}
	g := &Ground{revision: now} // what is read next may be newer: then it is read once more
	if g.Heads, err = s.heads(ctx); err != nil {
		return nil, err
	}
	if g.Institutions, err = s.AllInstitutions(ctx); err != nil {
		return nil, err
	}
	s.grounds.last = g
	return g, nil
}

func (s *Store) heads(ctx context.Context) ([]Head, error) {
	return sqldb.Collect(ctx, s.db, func(r sqldb.Row) (Head, error) {
		var h Head
		return h, r.Scan(&h.Institution, &h.Area, &h.Position, &h.OpenMonth, &h.LastDay)
	}, `SELECT institution, area, position, open_month, last_day FROM head WHERE institution <> '' ORDER BY institution`)
}

// FactsAbove calls add for the facts of an institution above one position and
// up to another that bear on a year: those booked in it, and those booked
// before that change how many cases were open.
func (s *Store) FactsAbove(ctx context.Context, institution string, year int, above, upTo int64, add func(recap.Row) error) (err error) {
	defer fault.Wrap(&err, "FactsAbove(%s)", institution)
	row := recap.Row{Institution: institution}
	return sqldb.Each(ctx, s.db, func(r sqldb.Row) error {
		var measure int64
		err := r.Scan(&measure, &row.Period, &row.Book, &row.Dims.Area, &row.Dims.Problem, &row.Dims.Sex, &row.Dims.Age, &row.Amount)
		if err != nil {
			return err
		}
		row.Measure = recap.Measure(measure)
		return add(row)
	}, `SELECT measure, period, book, area, problem, sex, age, amount FROM fact
		WHERE institution = $1 AND position > $2 AND position <= $3 AND measure < $4 AND book <= $5 AND (book >= $6 OR measure IN ($7, $8, $9, $10, $11, $12, $13, $14))`,
		institution, above, upTo, int64(recap.FirstDetail), calendar.MonthOf(year, 12), calendar.MonthOf(year, 1),
		int64(recap.New), int64(recap.TransferIn), int64(recap.Closed), int64(recap.Reopened),
		int64(recap.New.OfDisabled()), int64(recap.TransferIn.OfDisabled()), int64(recap.Closed.OfDisabled()), int64(recap.Reopened.OfDisabled()))
}

// ClosedMonths calls seen for every month an institution closed in a year.
func (s *Store) ClosedMonths(ctx context.Context, year int, seen func(institution string, m calendar.Month)) error {
	return sqldb.Each(ctx, s.db, func(r sqldb.Row) error {
		var institution string
		var m calendar.Month
		if err := r.Scan(&institution, &m); err != nil {
			return err
		}
		seen(institution, m)
		return nil
	}, `SELECT institution, month FROM month_closed WHERE month BETWEEN $1 AND $2`, calendar.MonthOf(year, 1), calendar.MonthOf(year, 12))
}

// TransferPairs returns how many transfers were sent and accepted in a stretch
// of time: cases that are a file at two LK3s.
func (s *Store) TransferPairs(ctx context.Context, g *Ground, from, to time.Time) (int64, error) {
	when := stretch{from.UnixMilli(), to.UnixMilli()}
	if n, known := g.transfers.Load(when); known {
		return n.(int64), nil
	}
	n, err := sqldb.Get(ctx, s.db, sqldb.Scalar[int64], `SELECT count(*) FROM transfer WHERE state = 'accepted' AND sent >= $1 AND sent < $2`, when.from, when.to)
	if err == nil {
		g.transfers.Store(when, n)
	}
	return n, err
}

// Snapshot returns the kept cube of a year, nil when there is none.
func (s *Store) Snapshot(ctx context.Context, year int) ([]byte, error) {
	data, _, err := sqldb.Find(ctx, s.db, sqldb.Scalar[[]byte], `SELECT data FROM snapshot WHERE year = $1`, year)
	return data, err
}

// PutSnapshot keeps the cube of a year. It is a cache: no audit line, no
// position.
func (s *Store) PutSnapshot(ctx context.Context, year int, data []byte) error {
	return s.db.Write(ctx, time.Time{}, func(tx *sqldb.Tx) error {
		return tx.Queue(ctx, `INSERT INTO snapshot (year, data) VALUES ($1, $2) ON CONFLICT (year) DO UPDATE SET data = excluded.data`, year, data)
	})
}
