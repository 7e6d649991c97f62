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

// cursor walks the rows of an answer. Close may be called twice; Err is also
// that of closing.
type cursor interface {
	Row
	Next() bool
	Close()
	Err() error
}

// Each calls row for every row of an answer. row must not read from q.
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
	rows.Close()
	return rows.Err()
}

// Collect returns every row of an answer.
func Collect[T any](ctx context.Context, q Reader, scan func(Row) (T, error), sql string, args ...any) ([]T, error) {
	var out []T
	err := Each(ctx, q, func(r Row) error {
		v, err := scan(r)
		out = append(out, v)
		return err
	}, sql, args...)
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Find returns the first row of an answer, and whether there is one.
func Find[T any](ctx context.Context, q Reader, scan func(Row) (T, error), sql string, args ...any) (out T, found bool, err error) {
	rows, err := q.query(ctx, sql, args)
	if err != nil {
		return out, false, err
	}
	defer rows.Close()
	if found = rows.Next(); found {
		if out, err = scan(rows); err != nil {
			return out, false, err
		}
	}
	rows.Close()
	return out, found, rows.Err()
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
