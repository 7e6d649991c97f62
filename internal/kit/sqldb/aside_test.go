package sqldb_test

import (
	"testing"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/kit/sqldb/sqltest"
)

func TestTheNextStatementSeesWhatWentOnBeside(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		after := false
		err := write(t, db, func(tx *sqldb.Tx) error {
			err := tx.Aside(func(tx *sqldb.Tx) error {
				tx.After(func() { after = true })
				return insert(ctx, tx, "a", 1)
			})
			if err != nil {
				return err
			}
			n, err := sqldb.Get(ctx, tx, sqldb.Scalar[int64], `SELECT count(*) FROM item`)
			if err != nil || n != 1 {
				t.Errorf("the next statement sees %d rows, %v", n, err)
			}
			return tx.Aside(func(tx *sqldb.Tx) error { return insert(ctx, tx, "b", 2) })
		})
		if err != nil || count(t, db) != 2 || !after {
			t.Fatalf("%v, %d rows, after ran: %v", err, count(t, db), after)
		}
	})
}

func TestWhatFailedBesideIsNotCommitted(t *testing.T) {
	for name, beside := range map[string]func(tx *sqldb.Tx) error{
		"refused":            func(tx *sqldb.Tx) error { _, err := tx.Exec(ctx, `INSERT INTO item (id) VALUES ($1)`, "x"); return err },
		"refused in silence": func(tx *sqldb.Tx) error { _, _ = tx.Exec(ctx, `INSERT INTO item (id) VALUES ($1)`, "x"); return nil },
		"changed its mind":   func(*sqldb.Tx) error { return errNo },
		"panic":              func(*sqldb.Tx) error { panic("defect") },
	} {
		t.Run(name, func(t *testing.T) {
			sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
				err := write(t, db, func(tx *sqldb.Tx) error {
					if err := insert(ctx, tx, "a", 1); err != nil {
						return err
					}
					return tx.Aside(beside)
				})
				if err == nil || count(t, db) != 0 {
					t.Fatalf("%v, %d rows", err, count(t, db))
				}
				if err := write(t, db, func(tx *sqldb.Tx) error { return insert(ctx, tx, "b", 1) }); err != nil || count(t, db) != 1 {
					t.Errorf("writing does not go on: %v, %d rows", err, count(t, db))
				}
			})
		})
	}
}

func TestARowThatIsThereEndsABulkAndItsTransaction(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		err := write(t, db, func(tx *sqldb.Tx) error {
			row := []any{nil, 0, []byte{}, true}
			return tx.Bulk(ctx, "item", []string{"id", "n", "data", "ok"}, func(yield func([]any) bool) {
				for n := range 100 {
					if row[0], row[1] = string(rune('a'+n%60)), n; !yield(row) {
						return
					}
				}
			})
		})
		if f := fault.First(err); f == nil || f.Key != "fault.taken" || count(t, db) != 0 {
			t.Fatalf("%v, %d rows", err, count(t, db))
		}
	})
}
