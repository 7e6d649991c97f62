package sqldb

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"reflect"
)

// liteRows walks the rows of a driver without database/sql between.
type liteRows struct {
	rows   driver.Rows
	values []driver.Value
	err    error
	closed bool
}

func (r *liteRows) Next() bool {
	if r.closed || r.err != nil {
		return false
	}
	err := r.rows.Next(r.values)
	if err != nil && !errors.Is(err, io.EOF) {
		r.err = err
	}
	return err == nil
}

func (r *liteRows) Err() error { return r.err }

func (r *liteRows) Close() {
	if !r.closed {
		r.closed = true
		_ = r.rows.Close() // the statement is only reset; its error was seen by Next
	}
}

func (r *liteRows) Scan(dest ...any) error {
	if len(dest) != len(r.values) {
		return fmt.Errorf("sqldb: %d columns into %d places", len(r.values), len(dest))
	}
	for i, d := range dest {
		if err := assign(d, r.values[i]); err != nil {
			return fmt.Errorf("sqldb: column %d: %w", i+1, err)
		}
	}
	return nil
}

// assign puts a value of SQLite into a Go variable.
func assign(dest any, v driver.Value) error {
	switch d := dest.(type) {
	case *string:
		if s, ok := v.(string); ok {
			*d = s
			return nil
		}
		if b, ok := v.([]byte); ok {
			*d = string(b)
			return nil
		}
	case *[]byte:
		if b, ok := v.([]byte); ok {
			*d = append(make([]byte, 0, len(b)), b...)
			return nil
		}
		if v == nil {
			*d = nil
			return nil
		}
	case *bool:
		if n, ok := v.(int64); ok {
			*d = n != 0
			return nil
		}
		if b, ok := v.(bool); ok {
			*d = b
			return nil
		}
	case *int64:
		if n, ok := v.(int64); ok {
			*d = n
			return nil
		}
	}
	return assignAny(reflect.ValueOf(dest).Elem(), v)
}

func assignAny(d reflect.Value, v driver.Value) error {
	if d.Kind() == reflect.Pointer {
		if v == nil {
			d.SetZero()
			return nil
		}
		d.Set(reflect.New(d.Type().Elem()))
		return assign(d.Interface(), v)
	}
	switch n := v.(type) {
	case int64:
		if d.CanInt() && !d.OverflowInt(n) {
			d.SetInt(n)
			return nil
		}
		if d.CanFloat() {
			d.SetFloat(float64(n))
			return nil
		}
	case float64:
		if d.CanFloat() {
			d.SetFloat(n)
			return nil
		}
	case string:
		if d.Kind() == reflect.String {
			d.SetString(n)
			return nil
		}
	case bool:
		if d.Kind() == reflect.Bool {
			d.SetBool(n)
			return nil
		}
	}
	return fmt.Errorf("cannot put %T into %s", v, d.Type())
}

// pooledRows gives its connection back when it is closed.
type pooledRows struct {
	cursor
	give func()
}

func (r *pooledRows) Close() {
	if r.give != nil {
		r.cursor.Close()
		r.give()
		r.give = nil
	}
}
