package store

import (
	"context"
	"time"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Kept is an instrument as the ministry or an LK3 keeps it.
type Kept struct {
	Institution string // "" for the ministry's
	Code        string
	Version     int
	Status      string // of the list below
	Staff       string // who said so last
	At          time.Time
	Body        []byte // its definition, empty for one that comes with the program
}

// The statuses of an instrument.
const (
	InTrial = "trial"
	InUse   = "in_use"
	Retired = "retired"
)

const keptColumns = `institution, code, version, status, staff, at, body`

func scanKept(r sqldb.Row) (Kept, error) {
	var k Kept
	var at int64
	err := r.Scan(&k.Institution, &k.Code, &k.Version, &k.Status, &k.Staff, &at, &k.Body)
	k.At = time.UnixMilli(at)
	return k, err
}

// Instruments returns all versions of all instruments that an institution may
// use: the ministry's and its own.
func (s *Store) Instruments(ctx context.Context, institution string) (_ []Kept, err error) {
	defer fault.Wrap(&err, "Instruments(%s)", institution)
	return sqldb.Collect(ctx, s.db, scanKept, `SELECT `+keptColumns+` FROM instrument WHERE institution = '' OR institution = $1 ORDER BY code, version`, institution)
}

// PutInstrument keeps a version. One that was ever in use keeps its body: only
// its status changes.
func (w *Work) PutInstrument(ctx context.Context, k Kept) error {
	return w.tx.Queue(ctx, `INSERT INTO instrument (`+keptColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (institution, code, version) DO UPDATE SET status = excluded.status, staff = excluded.staff, at = excluded.at,
			body = CASE WHEN instrument.status = 'trial' THEN excluded.body ELSE instrument.body END`,
		k.Institution, k.Code, k.Version, k.Status, k.Staff, w.Now.UnixMilli(), k.Body)
}
