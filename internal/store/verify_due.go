package store

import (
	"slices"

	"teduh/internal/domain/casefile"
	"teduh/internal/kit/sqldb"
)

// due holds what is promised against the folded states. Of an erased file nobody
// can tell any more.
func (r *recount) due() error {
	rows, err := sqldb.Collect(r.ctx, r.q, func(row sqldb.Row) (d sealedDue, err error) { return d, row.Scan(d.fields()...) },
		`SELECT `+dueColumns+` FROM due d WHERE d.institution = $1`, r.institution)
	if err != nil {
		return err
	}
	stored := map[string][]casefile.Promise{}
	for _, d := range rows {
		f := r.files[d.file]
		if f == nil {
			r.differs("due", d.file)
			return nil
		}
		if f.erased {
			continue
		}
		key, err := r.store.keys.file(r.ctx, r.q, r.institution, d.file)
		if err != nil {
			return err
		}
		p, err := d.open(key, r.institution)
		if err != nil {
			r.differs("due", d.file)
			return nil
		}
		stored[d.file] = append(stored[d.file], p)
	}
	for id, f := range r.files {
		if f.state != nil && !f.erased && !samePromises(f.state.Promises(), stored[id]) {
			r.differs("due", id)
		}
	}
	return nil
}

func samePromises(a, b []casefile.Promise) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(p casefile.Promise) bool { return !slices.Contains(b, p) })
}
