package store

import (
	"context"
	"time"

	"teduh/internal/domain/recap"
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

// Heads returns how far every institution's files reach now: the freshness
// check of the cube.
func (s *Store) Heads(ctx context.Context) (_ []Head, err error) {
	defer fault.Wrap(&err, "Heads")
	return sqldb.Collect(ctx, s.db, func(r sqldb.Row) (Head, error) {
		var h Head
		return h, r.Scan(&h.Institution, &h.Area, &h.Position, &h.OpenMonth, &h.LastDay)
	}, `SELECT institution, area, position, open_month, last_day FROM head WHERE institution <> '' ORDER BY institution`)
}

const rowColumns = `institution, measure, period, book, area, residence, problem, sex, age, amount`

func scanRow(r sqldb.Row, row *recap.Row) error {
	var measure int
	err := r.Scan(&row.Institution, &measure, &row.Period, &row.Book, &row.Dims.Area, &row.Dims.Residence, &row.Dims.Problem, &row.Dims.Sex, &row.Dims.Age, &row.Amount)
	row.Measure = recap.Measure(measure)
	return err
}

// FactsAbove calls add for the facts of an institution above one position and
// up to another that bear on a year: those booked in it, and those booked
// before that change how many cases were open.
func (s *Store) FactsAbove(ctx context.Context, institution string, year int, above, upTo int64, add func(recap.Row)) (err error) {
	defer fault.Wrap(&err, "FactsAbove(%s)", institution)
	row := recap.Row{Institution: institution}
	return sqldb.Each(ctx, s.db, func(r sqldb.Row) error {
		var measure int64
		err := r.Scan(&measure, &row.Period, &row.Book, &row.Dims.Area, &row.Dims.Problem, &row.Dims.Sex, &row.Dims.Age, &row.Amount)
		row.Measure = recap.Measure(measure)
		add(row)
		return err
	}, `SELECT measure, period, book, area, problem, sex, age, amount FROM fact
		WHERE institution = $1 AND position > $2 AND position <= $3 AND book <= $4 AND (book >= $5 OR measure IN ($6, $7, $8, $9))`,
		institution, above, upTo, calendar.MonthOf(year, 12), calendar.MonthOf(year, 1),
		int64(recap.New), int64(recap.TransferIn), int64(recap.Closed), int64(recap.Reopened))
}

// FactsOf calls add for the facts of an institution booked up to a month: what
// a table within a regency is summed from.
func (s *Store) FactsOf(ctx context.Context, institution string, upTo calendar.Month, add func(recap.Row)) (err error) {
	defer fault.Wrap(&err, "FactsOf(%s)", institution)
	var row recap.Row
	return sqldb.Each(ctx, s.db, func(r sqldb.Row) error {
		if err := scanRow(r, &row); err != nil {
			return err
		}
		add(row)
		return nil
	}, `SELECT `+rowColumns+` FROM fact WHERE institution = $1 AND book <= $2`, institution, upTo)
}

// ClosedMonths calls seen for every month an institution closed in a year.
func (s *Store) ClosedMonths(ctx context.Context, year int, seen func(institution string, m calendar.Month)) error {
	return sqldb.Each(ctx, s.db, func(r sqldb.Row) error {
		var institution string
		var m calendar.Month
		err := r.Scan(&institution, &m)
		seen(institution, m)
		return err
	}, `SELECT institution, month FROM month_closed WHERE month BETWEEN $1 AND $2`, calendar.MonthOf(year, 1), calendar.MonthOf(year, 12))
}

// TransferPairs returns how many transfers were sent and accepted in a stretch
// of time: cases that are a file at two LK3s.
func (s *Store) TransferPairs(ctx context.Context, from, to time.Time) (int64, error) {
	return sqldb.Get(ctx, s.db, sqldb.Scalar[int64], `SELECT count(*) FROM transfer WHERE state = 'accepted' AND sent >= $1 AND sent < $2`, from.UnixMilli(), to.UnixMilli())
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
