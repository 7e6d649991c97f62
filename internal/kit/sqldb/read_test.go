package sqldb_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/kit/sqldb/sqltest"
)

func TestAViewStandsStill(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		err := db.View(ctx, func(v *sqldb.View) error {
			before, err := sqldb.Get(ctx, v, sqldb.Scalar[int64], `SELECT count(*) FROM item`)
			if err != nil {
				return err
			}
			if err := write(t, db, func(tx *sqldb.Tx) error { return insert(ctx, tx, "a", 1) }); err != nil {
				return err
			}
			after, err := sqldb.Get(ctx, v, sqldb.Scalar[int64], `SELECT count(*) FROM item`)
			if before != 0 || after != 0 {
				t.Errorf("%d, then %d", before, after)
			}
			return err
		})
		if err != nil || count(t, db) != 1 {
			t.Fatal(err)
		}
	})
}

// TestAnErrorAmongTheRowsIsNotTheirEnd reads rows of which the second cannot be
// computed.
func TestAnErrorAmongTheRowsIsNotTheirEnd(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		err := write(t, db, func(tx *sqldb.Tx) error {
			return errors.Join(insert(ctx, tx, "a", 1), insert(ctx, tx, "b", -1<<63))
		})
		if err != nil {
			t.Fatal(err)
		}
		const sql = `SELECT abs(n) FROM item ORDER BY id`
		inside := func(q sqldb.Reader) {
			if rows, err := sqldb.Collect(ctx, q, sqldb.Scalar[int64], sql); err == nil {
				t.Errorf("Collect says these are all: %v", rows)
			}
			if err := sqldb.Each(ctx, q, func(sqldb.Row) error { return nil }, sql); err == nil {
				t.Error("Each says these are all")
			}
			if _, _, err := sqldb.Find(ctx, q, sqldb.Scalar[int64], sql+` DESC`); err == nil {
				t.Error("Find says there is none")
			}
		}
		inside(db)
		if err := db.View(ctx, func(v *sqldb.View) error { inside(v); return nil }); err != nil {
			t.Fatal(err)
		}
	})
}

// TestWhatIsNotThere reads rows, columns and bytes that are missing or empty.
func TestWhatIsNotThere(t *testing.T) {
	type texts struct {
		null, empty *string
		none, zero  []byte
	}
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		err := write(t, db, func(tx *sqldb.Tx) error {
			_, err := tx.Exec(ctx, `INSERT INTO item (id, n, data, ok, more) VALUES ($1, $2, $3, $4, $5)`, "", 1, []byte{}, true, []byte(nil))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		got, err := sqldb.Get(ctx, db, func(r sqldb.Row) (v texts, err error) {
			return v, r.Scan(&v.null, &v.empty, &v.none, &v.zero)
		}, `SELECT NULL, id, more, data FROM item`)
		if err != nil || got.null != nil || got.empty == nil || got.none != nil || got.zero == nil {
			t.Errorf("%+v, %v", got, err)
		}
		if _, err := sqldb.Get(ctx, db, sqldb.Scalar[string], `SELECT CAST(NULL AS TEXT)`); err == nil {
			t.Error("nothing became a text")
		}
		if _, err := sqldb.Get(ctx, db, sqldb.Scalar[int8], `SELECT CAST(300 AS BIGINT)`); err == nil {
			t.Error("300 became one byte")
		}
		if _, found, err := sqldb.Find(ctx, db, sqldb.Scalar[string], `SELECT id FROM item WHERE n = $1`, 2); found || err != nil {
			t.Errorf("found in nothing: %v", err)
		}
		if _, err := sqldb.Get(ctx, db, sqldb.Scalar[string], `SELECT id FROM item WHERE n = $1`, 2); !fault.Is(err, fault.NotFound) {
			t.Errorf("a missing row is %v", err)
		}
	})
}

func TestNamedTypesReadBack(t *testing.T) {
	type id string
	type month int32
	type flag bool
	type row struct {
		id    id
		month month
		n     uint16
		share float64
		flag  flag
	}
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		want := row{"x", 201610, 514, 17.5, true}
		got, err := sqldb.Get(ctx, db, func(r sqldb.Row) (v row, err error) {
			return v, r.Scan(&v.id, &v.month, &v.n, &v.share, &v.flag)
		}, `SELECT CAST($1 AS TEXT), CAST($2 AS INTEGER), CAST($3 AS BIGINT), CAST($4 AS DOUBLE PRECISION), CAST($5 AS BOOLEAN)`,
			want.id, want.month, want.n, want.share, want.flag)
		if err != nil || got != want {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

func TestALongReadEndsWithItsContext(t *testing.T) {
	const endless = `WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT `
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		for _, sql := range []string{endless + `count(*) FROM r`, endless + `n FROM r`} {
			short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
			err := sqldb.Each(short, db, func(sqldb.Row) error { return nil }, sql)
			cancel()
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%s: %v", sql, err)
			}
		}
		if n := count(t, db); n != 0 {
			t.Errorf("%d rows", n)
		}
	})
}

func TestAReaderCannotWrite(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		err := db.View(ctx, func(v *sqldb.View) error {
			_, err := sqldb.Collect(ctx, v, sqldb.Scalar[string], `INSERT INTO kept (id) VALUES ('a') RETURNING id`)
			return err
		})
		if err == nil {
			t.Error("a view wrote")
		}
	})
}
