package store

import (
	"context"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Registered returns the cases begun from a day to a day that the actor may
// read, oldest first as in a book: at most limit, after an offset.
func (h *Handle) Registered(ctx context.Context, institution string, from, to calendar.Day, limit, offset int) (_ []Line, err error) {
	defer fault.Wrap(&err, "Registered(%s)", institution)
	where, args := h.predicate(access.Read, []any{institution, from, to, limit, offset})
	return h.lines(ctx, institution, `SELECT `+lineColumns+` FROM file f WHERE f.institution = $1 AND f.kind = 'case' AND f.first_day BETWEEN $2 AND $3 AND `+where+`
		ORDER BY f.first_day, f.id LIMIT $4 OFFSET $5`, args...)
}

// CountRegistered returns how many there are of Registered.
func (h *Handle) CountRegistered(ctx context.Context, institution string, from, to calendar.Day) (_ int, err error) {
	defer fault.Wrap(&err, "CountRegistered(%s)", institution)
	where, args := h.predicate(access.Read, []any{institution, from, to})
	n, err := sqldb.Get(ctx, h.db, sqldb.Scalar[int64], `SELECT count(*) FROM file f WHERE f.institution = $1 AND f.kind = 'case' AND f.first_day BETWEEN $2 AND $3 AND `+where, args...)
	return int(n), err
}

// States returns what files that the actor may read say, by id; erased ones and
// others are left out.
func (h *Handle) States(ctx context.Context, institution string, files []string) (_ map[string]*casefile.State, err error) {
	defer fault.Wrap(&err, "States(%s)", institution)
	if len(files) == 0 {
		return nil, nil
	}
	places, args := list([]any{institution}, files)
	where, args := h.predicate(access.Read, args)
	stored, err := sqldb.Collect(ctx, h.db, scanKeyed, `SELECT `+keyedColumns+` FROM file f JOIN entry e ON e.institution = f.institution AND e.file = f.id
		WHERE f.institution = $1 AND f.id IN (`+places+`) AND `+where+` ORDER BY e.file, e.position`, args...)
	if err != nil {
		return nil, err
	}
	entries, err := h.opened(ctx, stored)
	out := make(map[string]*casefile.State, len(entries))
	for file, all := range entries {
		out[file] = casefile.Fold(h.book, all)
	}
	return out, err
}
