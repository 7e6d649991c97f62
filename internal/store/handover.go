package store

import (
	"context"

	"teduh/internal/domain/access"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// OpenOf returns the open cases that somebody works on, as far as the actor may
// read them, by number.
func (h *Handle) OpenOf(ctx context.Context, institution, person string) (_ []Line, err error) {
	defer fault.Wrap(&err, "OpenOf(%s)", person)
	where, args := h.predicate(access.Read, []any{institution, person})
	return h.lines(ctx, institution, `SELECT `+lineColumns+` FROM file f JOIN assignment a ON a.institution = f.institution AND a.file = f.id
		WHERE f.institution = $1 AND a.staff = $2 AND f.kind = 'case' AND f.status <> 'closed' AND `+where+` ORDER BY f.number, f.id`, args...)
}

// OpenOf returns the ids of all open cases that somebody works on: what ends
// their work must leave none behind.
func (w *Work) OpenOf(ctx context.Context, person string) (_ []string, err error) {
	defer fault.Wrap(&err, "OpenOf(%s)", person)
	if err := w.lock(ctx); err != nil {
		return nil, err
	}
	return sqldb.Collect(ctx, w.tx, sqldb.Scalar[string], `SELECT f.id FROM file f JOIN assignment a ON a.institution = f.institution AND a.file = f.id
		WHERE f.institution = $1 AND a.staff = $2 AND f.kind = 'case' AND f.status <> 'closed' ORDER BY f.id`, w.head.institution, person)
}
