package sqldb

import (
	"context"

	"teduh/internal/kit/fault"
)

// Row is one row of an answer.
type Row interface {
	Scan(dest ...any) error
}

// Reader is what can be read from: a DB (its pool of readers), a View or a Tx.
type Reader interface {
	query(ctx context.Context, sql string, args []any) (cursor, error)
}

// Each calls row for every row of an answer.
func Each(ctx context.Context, q Reader, row func(Row) error, sql string, args ...any) error {
	rows, err := q.query(ctx, sql, args)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return translate(rows.Err())
}

// Collect returns every row of an answer.
func Collect[T any](ctx context.Context, q Reader, scan func(Row) (T, error), sql string, args ...any) ([]T, error) {
	var out []T
	err := Each(ctx, q, func(r Row) error {
		v, err := scan(r)
		out = append(out, v)
		return err
	}, sql, args...)
	return out, err
}

// Find returns the first row of an answer, and whether there is one.
func Find[T any](ctx context.Context, q Reader, scan func(Row) (T, error), sql string, args ...any) (T, bool, error) {
	var out T
	rows, err := q.query(ctx, sql, args)
	if err != nil {
		return out, false, err
	}
	defer rows.Close()
	if !rows.Next() {
		return out, false, translate(rows.Err())
	}
	out, err = scan(rows)
	return out, err == nil, err
}

// Get returns the first row of an answer; none is fault.Missing.
func Get[T any](ctx context.Context, q Reader, scan func(Row) (T, error), sql string, args ...any) (T, error) {
	out, found, err := Find(ctx, q, scan, sql, args...)
	if err == nil && !found {
		err = fault.Missing()
	}
	return out, err
}

// Scalar scans an answer of one column.
func Scalar[T any](r Row) (T, error) {
	var v T
	err := r.Scan(&v)
	return v, err
}
