package store

import (
	"context"
	"strings"

	"teduh/internal/domain/registry"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// PutTold keeps what another list told of an LK3.
func (w *Work) PutTold(ctx context.Context, t registry.Told) error {
	sealed := w.h.staffKey().Seal([]byte(t.Chair+"\n"+t.ChairPhone), t.Institution, "institution_told", t.Institution, "chair")
	return w.tx.Queue(ctx, `INSERT INTO institution_told (institution, at, chair, professionals, clients, cases) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (institution) DO UPDATE SET at = excluded.at, chair = excluded.chair, professionals = excluded.professionals, clients = excluded.clients, cases = excluded.cases`,
		t.Institution, w.Now.UnixMilli(), sealed, t.Professionals, t.Clients, t.Cases)
}

// Told returns what other lists told of LK3s.
func (h *Handle) Told(ctx context.Context) (_ map[string]registry.Told, err error) {
	defer fault.Wrap(&err, "Told")
	all := map[string]registry.Told{}
	return all, sqldb.Each(ctx, h.db, func(r sqldb.Row) error {
		var t registry.Told
		var sealed []byte
		if err := r.Scan(&t.Institution, &sealed, &t.Professionals, &t.Clients, &t.Cases); err != nil {
			return err
		}
		plain, err := h.staffKey().Open(sealed, t.Institution, "institution_told", t.Institution, "chair")
		t.Chair, t.ChairPhone, _ = strings.Cut(string(plain), "\n")
		all[t.Institution] = t
		return err
	}, `SELECT institution, chair, professionals, clients, cases FROM institution_told`)
}

// FileCounts returns how many persons and cases each LK3 of an area has files
// of; "" is the whole country.
func (h *Handle) FileCounts(ctx context.Context, area string) (persons, cases map[string]int, err error) {
	defer fault.Wrap(&err, "FileCounts")
	persons, cases = map[string]int{}, map[string]int{}
	return persons, cases, sqldb.Each(ctx, h.db, func(r sqldb.Row) error {
		var institution, kind string
		var n int
		if err := r.Scan(&institution, &kind, &n); err != nil {
			return err
		}
		if kind == "person" {
			persons[institution] = n
		} else {
			cases[institution] = n
		}
		return nil
	}, `SELECT f.institution, f.kind, count(*) FROM file f JOIN head h ON h.institution = f.institution
		WHERE ($1 = '' OR h.area = $1 OR h.area LIKE $1 || '.%') AND f.kind IN ('person', 'case') GROUP BY f.institution, f.kind`, area)
}
