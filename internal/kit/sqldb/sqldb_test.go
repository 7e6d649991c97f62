package sqldb_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/kit/sqldb/sqltest"
)

var schema = fstest.MapFS{"0001_first.sql": {Data: []byte(`-- +goose Up
CREATE TABLE item (id TEXT NOT NULL PRIMARY KEY, n BIGINT NOT NULL, data BYTEA NOT NULL, ok BOOLEAN NOT NULL);
CREATE TABLE kept (id TEXT NOT NULL PRIMARY KEY);
-- sqlite: CREATE TRIGGER kept_update BEFORE UPDATE ON kept BEGIN SELECT RAISE(ABORT, 'append_only'); END;
-- sqlite: CREATE TRIGGER kept_delete BEFORE DELETE ON kept BEGIN SELECT RAISE(ABORT, 'append_only'); END;
-- pg: CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''append_only''; END';
-- pg: CREATE TRIGGER kept_append_only BEFORE UPDATE OR DELETE ON kept FOR EACH ROW EXECUTE FUNCTION append_only();
`)}}

var ctx = context.Background()

func insert(ctx context.Context, tx *sqldb.Tx, id string, n int64) error {
	return tx.Queue(ctx, `INSERT INTO item (id, n, data, ok) VALUES ($1, $2, $3, $4)`, id, n, []byte{}, true)
}

func write(t *testing.T, db *sqldb.DB, do func(*sqldb.Tx) error) error {
	t.Helper()
	return db.Write(ctx, time.UnixMilli(1), do)
}

func count(t *testing.T, db *sqldb.DB) int64 {
	t.Helper()
	n, err := sqldb.Get(ctx, db, sqldb.Scalar[int64], `SELECT count(*) FROM item`)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestWhatIsWrittenReadsBack(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		err := write(t, db, func(tx *sqldb.Tx) error {
			if err := insert(ctx, tx, "a", 7); err != nil {
				return err
			}
			n, err := sqldb.Get(ctx, tx, sqldb.Scalar[int64], `SELECT n FROM item WHERE id = $1`, "a")
			if err == nil && n != 7 {
				err = errors.New("a transaction does not read its own write")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		type item struct {
			id   string
			data []byte
			ok   bool
		}
		got, err := sqldb.Get(ctx, db, func(r sqldb.Row) (item, error) {
			var i item
			return i, r.Scan(&i.id, &i.data, &i.ok)
		}, `SELECT id, data, ok FROM item WHERE n = $1`, 7)
		if err != nil || got.id != "a" || got.data == nil || !got.ok {
			t.Fatalf("%+v, %v", got, err)
		}
		if _, err := sqldb.Get(ctx, db, sqldb.Scalar[string], `SELECT id FROM item WHERE id = $1`, "b"); !fault.Is(err, fault.NotFound) {
			t.Fatalf("a missing row is %v", err)
		}
	})
}

func TestArgumentsAreBoundByNumber(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		pair, err := sqldb.Get(ctx, db, func(r sqldb.Row) ([3]string, error) {
			var p [3]string
			return p, r.Scan(&p[0], &p[1], &p[2])
		}, `SELECT CAST($2 AS TEXT), CAST($1 AS TEXT), '$1'`, "first", "second")
		if err != nil || pair != [3]string{"second", "first", "$1"} {
			t.Fatalf("%v, %v", pair, err)
		}
	})
}

func TestAFailedTransactionLeavesNothing(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		wrong := errors.New("changed my mind")
		ran := false
		err := write(t, db, func(tx *sqldb.Tx) error {
			tx.After(func() { ran = true })
			if err := insert(ctx, tx, "a", 1); err != nil {
				return err
			}
			return wrong
		})
		if !errors.Is(err, wrong) || count(t, db) != 0 || ran {
			t.Fatalf("err %v, rows %d, after ran %v", err, count(t, db), ran)
		}
		if err := write(t, db, func(tx *sqldb.Tx) error { panic("defect") }); err == nil {
			t.Fatal("a panic is no error")
		}
		if err := write(t, db, func(tx *sqldb.Tx) error { return insert(ctx, tx, "a", 1) }); err != nil || count(t, db) != 1 {
			t.Fatalf("the writer did not survive: %v", err)
		}
	})
}

func TestAFailureTakesNobodyElseWithIt(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		var wg sync.WaitGroup
		errs := make([]error, 200)
		for i := range errs {
			wg.Add(1)
			go func() {
				defer wg.Done()
				errs[i] = db.Write(ctx, time.UnixMilli(1), func(tx *sqldb.Tx) error {
					if err := insert(ctx, tx, string(rune('A'+i)), int64(i)); err != nil {
						return err
					}
					if i%7 == 0 {
						return errors.New("no")
					}
					return nil
				})
			}()
		}
		wg.Wait()
		for i, err := range errs {
			if (err != nil) != (i%7 == 0) {
				t.Errorf("transaction %d: %v", i, err)
			}
		}
		if want := int64(200 - 29); count(t, db) != want {
			t.Fatalf("%d rows, want %d", count(t, db), want)
		}
	})
}

func TestFaultsAreTranslated(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		twice := write(t, db, func(tx *sqldb.Tx) error {
			if err := insert(ctx, tx, "a", 1); err != nil {
				return err
			}
			return insert(ctx, tx, "a", 2)
		})
		if f := fault.First(twice); f == nil || f.Key != "fault.taken" {
			t.Errorf("a taken key is %v", twice)
		}
		if err := write(t, db, func(tx *sqldb.Tx) error { return tx.Queue(ctx, `INSERT INTO kept (id) VALUES ($1)`, "k") }); err != nil {
			t.Fatal(err)
		}
		for _, sql := range []string{`UPDATE kept SET id = 'x'`, `DELETE FROM kept`} {
			err := write(t, db, func(tx *sqldb.Tx) error { return tx.Queue(ctx, sql) })
			if f := fault.First(err); f == nil || f.Key != "fault.append_only" {
				t.Errorf("%s is %v", sql, err)
			}
		}
	})
}

func TestAWaitingTransactionCanBeGivenUp(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		gone, cancel := context.WithCancel(ctx)
		cancel()
		err := db.Write(gone, time.UnixMilli(1), func(tx *sqldb.Tx) error { return insert(ctx, tx, "a", 1) })
		if !errors.Is(err, context.Canceled) || count(t, db) != 0 {
			t.Fatalf("%v", err)
		}
	})
}

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

func TestBulkRowsArrive(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		rows := [][]any{{"a", int64(1), []byte{1}, true}, {"b", int64(2), []byte{}, false}}
		err := write(t, db, func(tx *sqldb.Tx) error {
			return tx.Bulk(ctx, "item", []string{"id", "n", "data", "ok"}, slices.Values(rows))
		})
		if err != nil || count(t, db) != 2 {
			t.Fatal(err)
		}
	})
}

func TestTheLockHoldsUntilTheCommit(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		if err := write(t, db, func(tx *sqldb.Tx) error { return insert(ctx, tx, "counter", 0) }); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for range 50 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				err := db.Write(ctx, time.UnixMilli(1), func(tx *sqldb.Tx) error {
					if err := tx.Lock(ctx, "item", "id", "counter"); err != nil {
						return err
					}
					n, err := sqldb.Get(ctx, tx, sqldb.Scalar[int64], `SELECT n FROM item WHERE id = $1`, "counter")
					if err != nil {
						return err
					}
					return tx.Queue(ctx, `UPDATE item SET n = $1 WHERE id = $2`, n+1, "counter")
				})
				if err != nil {
					t.Error(err)
				}
			}()
		}
		wg.Wait()
		n, err := sqldb.Get(ctx, db, sqldb.Scalar[int64], `SELECT n FROM item WHERE id = $1`, "counter")
		if err != nil || n != 50 {
			t.Fatalf("n = %d, %v", n, err)
		}
	})
}

func TestOtherAddressesAreRefused(t *testing.T) {
	if _, err := sqldb.Open(ctx, "mysql://x", sqldb.Options{}); !fault.Is(err, fault.Invalid) {
		t.Fatalf("%v", err)
	}
}
