package sqldb

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"reflect"
)

// liteRows walks the rows of the driver.
type liteRows struct {
	ctx    context.Context // of the query, which may end between two rows
	rows   driver.Rows
	values []driver.Value
	err    error
	closed bool
}

func (r *liteRows) Next() bool {
	if r.closed || r.err != nil {
		return false
	}
	if r.err = r.ctx.Err(); r.err != nil {
		return false
	}
	err := r.rows.Next(r.values)
	if err != nil && !errors.Is(err, io.EOF) {
		r.err = translate(r.ctx, err)
	}
	return err == nil
}

func (r *liteRows) Err() error { return r.err }

func (r *liteRows) Close() {
	if r.closed {
		return
	}
	r.closed = true
	if err := r.rows.Close(); err != nil && r.err == nil {
		r.err = translate(r.ctx, err)
	}
}

func (r *liteRows) Scan(dest ...any) error {
	if len(dest) != len(r.values) {
		return fmt.Errorf("sqldb: %d columns into %d places", len(r.values), len(dest))
	}
	for i, d := range dest {
		if !assign(d, r.values[i]) {
			return fmt.Errorf("sqldb: column %d (%s) is %T and does not fit %T", i+1, r.rows.Columns()[i], r.values[i], d)
		}
	}
	return nil
}

// assign puts a value of SQLite into a Go variable, as pgx does: a NULL fits
// only a pointer or bytes, a number must fit the variable's size. It reports
// whether the value fitted.
func assign(dest any, v driver.Value) bool {
	switch d := dest.(type) {
	case *string:
		s, ok := v.(string)
		*d = s
		return ok
	case *int64:
		n, ok := v.(int64)
		*d = n
		return ok
	case *bool:
		n, ok := v.(int64)
		*d = n != 0
		return ok
	case *[]byte:
		return assignBytes(d, v)
	default:
		return assignAny(reflect.ValueOf(dest).Elem(), v)
	}
}

func assignBytes(d *[]byte, v driver.Value) bool {
	switch v := v.(type) {
	case nil:
		*d = nil
	case []byte:
		*d = v // made for this row
		if v == nil {
			*d = []byte{}
		}
	case string:
		*d = []byte(v)
	default:
		return false
	}
	return true
}

// assignAny fits named types, sizes of integers and pointers for columns that
// may be NULL.
func assignAny(d reflect.Value, v driver.Value) bool {
	switch {
	case d.Kind() == reflect.Pointer && v == nil:
		d.SetZero()
		return true
	case d.Kind() == reflect.Pointer:
		d.Set(reflect.New(d.Type().Elem()))
		return assign(d.Interface(), v)
	}
	switch v := v.(type) {
	case int64:
		return assignInt(d, v)
	case float64:
		if d.CanFloat() {
			d.SetFloat(v)
			return true
		}
	case string:
		if d.Kind() == reflect.String {
			d.SetString(v)
			return true
		}
	case []byte:
		if d.Kind() == reflect.Slice && d.Type().Elem().Kind() == reflect.Uint8 {
			d.SetBytes(v)
			return true
		}
	}
	return false
}

func assignInt(d reflect.Value, n int64) bool {
	switch {
	case d.CanInt() && !d.OverflowInt(n):
		d.SetInt(n)
	case d.CanUint() && n >= 0 && !d.OverflowUint(uint64(n)):
		d.SetUint(uint64(n))
	case d.CanFloat():
		d.SetFloat(float64(n))
	case d.Kind() == reflect.Bool:
		d.SetBool(n != 0)
	default:
		return false
	}
	return true
}
