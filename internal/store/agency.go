package store

import (
	"context"

	"teduh/internal/domain/registry"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

const agencyColumns = `id, version, area, kind, name, address, phone, hours, services, checked, ended`

func scanAgency(r sqldb.Row) (registry.Agency, error) {
	var g registry.Agency
	return g, r.Scan(&g.ID, &g.Version, (*string)(&g.Area), &g.Kind, &g.Name, &g.Address, &g.Phone, &g.Hours, &g.Services, &g.Checked, &g.Ended)
}

// Agencies returns the catalogue of a regency and of its province, by kind and
// name. It is open to everybody who works: it holds nothing of clients.
func (s *Store) Agencies(ctx context.Context, regency, province string) (_ []registry.Agency, err error) {
	defer fault.Wrap(&err, "Agencies(%s)", regency)
	return sqldb.Collect(ctx, s.db, scanAgency, `SELECT `+agencyColumns+` FROM agency WHERE area IN ($1, $2) ORDER BY kind, name, id`, regency, province)
}

// Agency returns an agency of the catalogue.
func (s *Store) Agency(ctx context.Context, id string) (_ registry.Agency, err error) {
	defer fault.Wrap(&err, "Agency(%s)", id)
	return sqldb.Get(ctx, s.db, scanAgency, `SELECT `+agencyColumns+` FROM agency WHERE id = $1`, id)
}

// PutAgency keeps an agency. Fault: fault.changed_meanwhile when somebody was
// faster.
func (w *Work) PutAgency(ctx context.Context, g registry.Agency) (err error) {
	defer fault.Wrap(&err, "PutAgency(%s)", g.ID)
	if g.Version == 1 {
		return w.tx.Queue(ctx, `INSERT INTO agency (`+agencyColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
			g.ID, g.Version, string(g.Area), g.Kind, g.Name, g.Address, g.Phone, g.Hours, g.Services, g.Checked, g.Ended)
	}
	n, err := w.tx.Exec(ctx, `UPDATE agency SET version = $1, area = $2, kind = $3, name = $4, address = $5, phone = $6, hours = $7, services = $8, checked = $9, ended = $10
		WHERE id = $11 AND version = $12`, g.Version, string(g.Area), g.Kind, g.Name, g.Address, g.Phone, g.Hours, g.Services, g.Checked, g.Ended, g.ID, g.Version-1)
	if err == nil && n == 0 {
		return fault.New(fault.Conflict, "fault.changed_meanwhile")
	}
	return err
}
