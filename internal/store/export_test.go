package store

import (
	"context"

	"teduh/internal/domain/access"
	"teduh/internal/kit/sqldb"
)

// Reachable lists the files to which a handle's actor may do a verb, by the
// condition in SQL.
func Reachable(ctx context.Context, h *Handle, v access.Verb) ([]string, error) {
	where, args := h.predicate(v, nil)
	return sqldb.Collect(ctx, h.db, sqldb.Scalar[string], `SELECT f.id FROM file f WHERE `+where, args...)
}

// KeepFew lowers how much an import keeps back before it writes, and returns
// what sets it back.
func KeepFew(rows, tokens int) (undo func()) {
	hadRows, hadTokens := keptMost, tokensMost
	keptMost, tokensMost = rows, tokens
	return func() { keptMost, tokensMost = hadRows, hadTokens }
}
