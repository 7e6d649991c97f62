package store

import (
	"context"

	"teduh/internal/domain/registry"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

const institutionColumns = `i.id, i.code, v.version, v.name, v.kind, v.area, v.status, v.decree, v.decree_from, v.decree_until, v.address, v.phone, v.email, v.hours, v.serves, v.facilities`

const institutionJoin = ` FROM institution i JOIN institution_version v ON v.institution = i.id`

func institutionFields(i *registry.Institution) []any {
	return []any{&i.ID, &i.Code, &i.Version, &i.Name, &i.Kind, (*string)(&i.Area), &i.Status, &i.Decree, &i.DecreeFrom, &i.DecreeUntil, &i.Address, &i.Phone, &i.Email, &i.Hours, &i.Serves, &i.Facilities}
}

func scanInstitution(r sqldb.Row) (registry.Institution, error) {
	var i registry.Institution
	return i, r.Scan(institutionFields(&i)...)
}

// Institution returns an institution as it is known now. The registry is open
// to everybody who works: it holds nothing of clients.
func (s *Store) Institution(ctx context.Context, id string) (_ registry.Institution, err error) {
	defer fault.Wrap(&err, "Institution(%s)", id)
	return sqldb.Get(ctx, s.db, scanInstitution, `SELECT `+institutionColumns+institutionJoin+` AND v.version = i.version WHERE i.id = $1`, id)
}

// InstitutionHistory returns every version of an institution, newest first.
func (s *Store) InstitutionHistory(ctx context.Context, id string) (_ []registry.Institution, err error) {
	defer fault.Wrap(&err, "InstitutionHistory(%s)", id)
	return sqldb.Collect(ctx, s.db, scanInstitution, `SELECT `+institutionColumns+institutionJoin+` WHERE i.id = $1 ORDER BY v.version DESC`, id)
}

// AllInstitutions returns every institution as it is known now, by area and
// name.
func (s *Store) AllInstitutions(ctx context.Context) (_ []registry.Institution, err error) {
	defer fault.Wrap(&err, "AllInstitutions")
	return sqldb.Collect(ctx, s.db, scanInstitution, `SELECT `+institutionColumns+institutionJoin+` AND v.version = i.version ORDER BY v.area, v.name, i.id`)
}

// PutInstitution keeps a new version of an institution; the first version of
// an LK3 opens its books from a month on.
func (w *Work) PutInstitution(ctx context.Context, i registry.Institution, from calendar.Month) (err error) {
	defer fault.Wrap(&err, "PutInstitution(%s)", i.ID)
	if i.Version == 1 {
		if _, err := w.tx.Exec(ctx, `INSERT INTO institution (id, code, version) VALUES ($1, $2, 1)`, i.ID, i.Code); err != nil {
			return codeTaken(err)
		}
		if err := w.OpenBooks(ctx, i.ID, string(i.Area), i.Code, from); err != nil {
			return err
		}
	} else if err := w.moveOn(ctx, i); err != nil {
		return err
	}
	return w.tx.Queue(ctx, `INSERT INTO institution_version (institution, version, at, staff, name, kind, area, status, decree, decree_from, decree_until, address, phone, email, hours, serves, facilities)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
		i.ID, i.Version, w.Now.UnixMilli(), w.h.actor.Staff, i.Name, i.Kind, string(i.Area), i.Status, i.Decree, i.DecreeFrom, i.DecreeUntil, i.Address, i.Phone, i.Email, i.Hours, i.Serves, i.Facilities)
}

// moveOn makes a version the current one, if nobody was faster.
func (w *Work) moveOn(ctx context.Context, i registry.Institution) error {
	n, err := w.tx.Exec(ctx, `UPDATE institution SET version = $1 WHERE id = $2 AND version = $3`, i.Version, i.ID, i.Version-1)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.Conflict, "fault.changed_meanwhile")
	}
	if _, err := w.tx.Exec(ctx, `UPDATE head SET area = $1 WHERE institution = $2`, string(i.Area), i.ID); err != nil {
		return err
	}
	return nil
}

func codeTaken(err error) error {
	if fault.Is(err, fault.Conflict) {
		return fault.Bad("code", "registry.code_taken")
	}
	return err
}

func scanBudget(r sqldb.Row) (registry.Budget, error) {
	var b registry.Budget
	return b, r.Scan(&b.Institution, &b.Year, &b.Status, &b.Planned, &b.Changed, &b.Realised, &b.Code, &b.Decree)
}

const budgetColumns = `institution, year, status, planned, changed, realised, code, decree`

// Budgets returns the budgets of an institution, newest first.
func (s *Store) Budgets(ctx context.Context, institution string) (_ []registry.Budget, err error) {
	defer fault.Wrap(&err, "Budgets(%s)", institution)
	return sqldb.Collect(ctx, s.db, scanBudget, `SELECT `+budgetColumns+` FROM budget WHERE institution = $1 ORDER BY year DESC`, institution)
}

// BudgetsOf returns the budgets of all institutions in a year.
func (s *Store) BudgetsOf(ctx context.Context, year int) (_ []registry.Budget, err error) {
	defer fault.Wrap(&err, "BudgetsOf(%d)", year)
	return sqldb.Collect(ctx, s.db, scanBudget, `SELECT `+budgetColumns+` FROM budget WHERE year = $1 ORDER BY institution`, year)
}

// PutBudget keeps the budget of a year.
func (w *Work) PutBudget(ctx context.Context, b registry.Budget) (err error) {
	defer fault.Wrap(&err, "PutBudget(%s, %d)", b.Institution, b.Year)
	return w.tx.Queue(ctx, `INSERT INTO budget (`+budgetColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (institution, year) DO UPDATE SET status = excluded.status, planned = excluded.planned, changed = excluded.changed,
			realised = excluded.realised, code = excluded.code, decree = excluded.decree`,
		b.Institution, b.Year, b.Status, b.Planned, b.Changed, b.Realised, b.Code, b.Decree)
}

// SecondLevels returns an LK3's own finer codes.
func (s *Store) SecondLevels(ctx context.Context, institution string) (_ []registry.SecondLevel, err error) {
	defer fault.Wrap(&err, "SecondLevels(%s)", institution)
	return sqldb.Collect(ctx, s.db, func(r sqldb.Row) (registry.SecondLevel, error) {
		var l registry.SecondLevel
		return l, r.Scan(&l.Code, &l.Under, &l.Name)
	}, `SELECT code, under, name FROM second_level WHERE institution = $1 ORDER BY under, code`, institution)
}

// PutSecondLevel keeps a finer code, or its new name.
func (w *Work) PutSecondLevel(ctx context.Context, l registry.SecondLevel) error {
	return w.tx.Queue(ctx, `INSERT INTO second_level (institution, code, under, name) VALUES ($1, $2, $3, $4)
		ON CONFLICT (institution, code) DO UPDATE SET under = excluded.under, name = excluded.name`, w.head.institution, l.Code, l.Under, l.Name)
}
