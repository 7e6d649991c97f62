package sqldb_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/kit/sqldb/sqltest"
)

func TestArgumentsAreBoundByNumber(t *testing.T) {
	triple := func(r sqldb.Row) (out [3]string, err error) { return out, r.Scan(&out[0], &out[1], &out[2]) }
	want := [3]string{"second", "first", "$1"}
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		for _, sql := range []string{
			`SELECT CAST($2 AS TEXT), CAST($1 AS TEXT), '$1'`,
			`SELECT CAST($2 AS TEXT), CAST($1 AS TEXT) AS "it's $3", '$' || '1'`,
			"SELECT CAST($2 AS TEXT), -- it's not $3\n CAST($1 AS TEXT), /* nor '$4' */ '$1'",
		} {
			if got, err := sqldb.Get(ctx, db, triple, sql, "first", "second"); err != nil || got != want {
				t.Errorf("%s: %v, %v", sql, got, err)
			}
		}
		again, err := sqldb.Get(ctx, db, triple, `SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($1 AS TEXT)`, "a", "b")
		if err != nil || again != [3]string{"a", "b", "a"} {
			t.Errorf("a number used twice: %v, %v", again, err)
		}
	})
}

func TestEveryArgumentHasItsPlace(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		for _, args := range [][]any{{}, {"a", "b"}} {
			if _, err := sqldb.Get(ctx, db, sqldb.Scalar[string], `SELECT id FROM item WHERE id = $1`, args...); err == nil || fault.First(err) != nil {
				t.Errorf("%d arguments for one place: %v", len(args), err)
			}
		}
	})
}

func TestAnInstantIsNoArgument(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		if _, err := sqldb.Collect(ctx, db, sqldb.Scalar[int64], `SELECT n FROM item WHERE n = $1`, time.UnixMilli(1)); err == nil {
			t.Error("an instant was stored as the engine likes")
		}
	})
}

func TestFaultsAreTranslated(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		if err := write(t, db, func(tx *sqldb.Tx) error { return tx.Queue(ctx, `INSERT INTO kept (id) VALUES ($1)`, "k") }); err != nil {
			t.Fatal(err)
		}
		for sql, key := range map[string]string{
			`INSERT INTO kept (id) VALUES ('k')`: "fault.taken",
			`UPDATE kept SET id = 'x'`:           "fault.append_only",
			`DELETE FROM kept`:                   "fault.append_only",
		} {
			queued := write(t, db, func(tx *sqldb.Tx) error { return tx.Queue(ctx, sql) })
			run := write(t, db, func(tx *sqldb.Tx) error { _, err := tx.Exec(ctx, sql); return err })
			read := write(t, db, func(tx *sqldb.Tx) error {
				_, err := sqldb.Collect(ctx, tx, sqldb.Scalar[string], sql+` RETURNING id`)
				return err
			})
			for how, err := range map[string]error{"queued": queued, "run": run, "returning": read} {
				if f := fault.First(err); f == nil || f.Key != key || f.Kind != fault.Conflict {
					t.Errorf("%s, %s: %v", sql, how, err)
				}
			}
		}
	})
}

// TestNoErrorQuotesAnArgument sends a name where it cannot go, in every way an
// engine could complain about it.
func TestNoErrorQuotesAnArgument(t *testing.T) {
	const name = "Siti Aminah"
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		insert := `INSERT INTO item (id, n, data, ok) VALUES ($1, $2, $3, $4)`
		tries := map[string]func(tx *sqldb.Tx) error{
			"taken": func(tx *sqldb.Tx) error {
				return twice(func() error { _, err := tx.Exec(ctx, insert, name, 1, []byte{}, true); return err })
			},
			"null": func(tx *sqldb.Tx) error { _, err := tx.Exec(ctx, insert, name, nil, []byte{}, true); return err },
			"cast": func(tx *sqldb.Tx) error {
				_, err := sqldb.Get(ctx, tx, sqldb.Scalar[int64], `SELECT CAST(CAST($1 AS TEXT) AS INTEGER) + abs(-9223372036854775807 - 1)`, name)
				return err
			},
			"scan": func(tx *sqldb.Tx) error {
				_, err := sqldb.Get(ctx, tx, sqldb.Scalar[int64], `SELECT CAST($1 AS TEXT)`, name)
				return err
			},
			"type": func(tx *sqldb.Tx) error {
				_, err := tx.Exec(ctx, insert, "id", struct{ s string }{name}, []byte{}, true)
				return err
			},
		}
		if db.Engine() == sqldb.Postgres { // SQLite takes text in a number's column
			tries["number"] = func(tx *sqldb.Tx) error { _, err := tx.Exec(ctx, insert, "id", name, []byte{}, true); return err }
			tries["queued"] = func(tx *sqldb.Tx) error { return tx.Queue(ctx, insert, "id", name, []byte{}, true) }
			tries["bulk"] = func(tx *sqldb.Tx) error {
				return tx.Bulk(ctx, "item", []string{"id", "n", "data", "ok"}, slices.Values([][]any{{"id", name, []byte{}, true}}))
			}
		}
		for what, try := range tries {
			if err := write(t, db, try); err == nil || strings.Contains(fmt.Sprintf("%v %+v", err, err), "Siti") {
				t.Errorf("%s: %v", what, err)
			}
		}
	})
}

func twice(do func() error) error {
	if err := do(); err != nil {
		return err
	}
	return do()
}

func TestBulkRowsArrive(t *testing.T) {
	columns := []string{"id", "n", "data", "ok"}
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		err := write(t, db, func(tx *sqldb.Tx) error {
			if err := insert(ctx, tx, "before", 0); err != nil {
				return err
			}
			rows := [][]any{{"a", 1, []byte{1}, true}, {"b", int64(2), []byte{}, false}}
			return tx.Bulk(ctx, "item", columns, slices.Values(rows))
		})
		if err != nil || count(t, db) != 3 {
			t.Fatalf("%v, %d rows", err, count(t, db))
		}
		err = write(t, db, func(tx *sqldb.Tx) error {
			return tx.Bulk(ctx, "item", columns, slices.Values([][]any{{"c", 1, []byte{}, true}, {"a", 1, []byte{}, true}}))
		})
		if f := fault.First(err); f == nil || f.Key != "fault.taken" || count(t, db) != 3 {
			t.Fatalf("%v, %d rows", err, count(t, db))
		}
	})
}
