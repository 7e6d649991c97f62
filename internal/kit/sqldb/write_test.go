package sqldb_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/kit/sqldb/sqltest"
)

var errNo = errors.New("changed my mind")

func TestAFailedTransactionLeavesNothing(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		ran := false
		err := write(t, db, func(tx *sqldb.Tx) error {
			tx.After(func() { ran = true })
			if err := insert(ctx, tx, "a", 1); err != nil {
				return err
			}
			return errNo
		})
		if !errors.Is(err, errNo) || count(t, db) != 0 || ran {
			t.Fatalf("err %v, rows %d, after ran %v", err, count(t, db), ran)
		}
	})
}

func TestAPanicIsAnErrorAndLeavesNothing(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		err := write(t, db, func(tx *sqldb.Tx) error {
			if err := insert(ctx, tx, "a", 1); err != nil {
				return err
			}
			panic("defect")
		})
		if err == nil || fault.KindOf(err) != fault.Internal {
			t.Errorf("a panic is %v", err)
		}
		if err := write(t, db, func(tx *sqldb.Tx) error { return insert(ctx, tx, "b", 1) }); err != nil || count(t, db) != 1 {
			t.Errorf("writing does not go on: %v, %d rows", err, count(t, db))
		}
	})
}

func TestAStatementThatFailedIsNotCommittedWhateverItsCallerSays(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		err := write(t, db, func(tx *sqldb.Tx) error {
			if err := insert(ctx, tx, "a", 1); err != nil {
				return err
			}
			_, _ = tx.Exec(ctx, `INSERT INTO item (id, n, data, ok) VALUES ($1, $2, $3, $4)`, "a", 2, []byte{}, true)
			return nil
		})
		if f := fault.First(err); f == nil || f.Key != "fault.taken" || count(t, db) != 0 {
			t.Fatalf("%v, %d rows", err, count(t, db))
		}
	})
}

func TestAfterRunsOnceWhenAllIsDurable(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		seen := int64(-1)
		err := write(t, db, func(tx *sqldb.Tx) error {
			tx.After(func() { seen = count(t, db) })
			return insert(ctx, tx, "a", 1)
		})
		if err != nil || seen != 1 {
			t.Fatalf("%v; after saw %d rows", err, seen)
		}
	})
}

func TestATransactionThatIsOverRefuses(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		var kept *sqldb.Tx
		if err := write(t, db, func(tx *sqldb.Tx) error { kept = tx; return nil }); err != nil {
			t.Fatal(err)
		}
		if err := insert(ctx, kept, "a", 1); err == nil || count(t, db) != 0 {
			t.Fatal("a statement ran after its transaction")
		}
	})
}

func TestRowsAreReadToTheirEndBeforeTheNextStatement(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		err := write(t, db, func(tx *sqldb.Tx) error {
			if err := insert(ctx, tx, "a", 1); err != nil {
				return err
			}
			return sqldb.Each(ctx, tx, func(r sqldb.Row) error { return insert(ctx, tx, "b", 2) }, `SELECT id FROM item`)
		})
		if err == nil || count(t, db) != 0 {
			t.Fatal("one connection gave two answers at once")
		}
	})
}

func TestAFailureTakesNobodyElseWithIt(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		var wg sync.WaitGroup
		errs := make([]error, 200)
		for i := range errs {
			wg.Go(func() {
				errs[i] = db.Write(ctx, time.UnixMilli(1), func(tx *sqldb.Tx) error {
					if err := insert(ctx, tx, fmt.Sprint(i), int64(i)); err != nil {
						return err
					}
					if i%7 == 0 {
						return errNo
					}
					return nil
				})
			})
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

func TestALongQueueArrivesWhole(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		err := write(t, db, func(tx *sqldb.Tx) error {
			for i := range 1000 {
				if err := insert(ctx, tx, fmt.Sprint(i), int64(i)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || count(t, db) != 1000 {
			t.Fatalf("%v, %d rows", err, count(t, db))
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
			wg.Go(func() {
				if err := write(t, db, increment); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := counter(t, db); n != 50 {
			t.Fatalf("n = %d", n)
		}
	})
}

func increment(tx *sqldb.Tx) error {
	if err := tx.Lock(ctx, "item", "id", "counter"); err != nil {
		return err
	}
	n, err := sqldb.Get(ctx, tx, sqldb.Scalar[int64], `SELECT n FROM item WHERE id = $1`, "counter")
	if err != nil {
		return err
	}
	return tx.Queue(ctx, `UPDATE item SET n = $1 WHERE id = $2`, n+1, "counter")
}

func counter(t *testing.T, db *sqldb.DB) int64 {
	t.Helper()
	n, err := sqldb.Get(ctx, db, sqldb.Scalar[int64], `SELECT n FROM item WHERE id = $1`, "counter")
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAContextThatEndedWritesNothing(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		gone, cancel := context.WithCancel(ctx)
		cancel()
		err := db.Write(gone, time.UnixMilli(1), func(tx *sqldb.Tx) error { return insert(ctx, tx, "a", 1) })
		if !errors.Is(err, context.Canceled) || count(t, db) != 0 {
			t.Fatalf("%v", err)
		}
	})
}

func TestWhoWritesAfterCloseIsTold(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		err := write(t, db, func(tx *sqldb.Tx) error { return insert(ctx, tx, "a", 1) })
		if f := fault.First(err); f == nil || f.Key != "fault.storage" {
			t.Errorf("write: %v", err)
		}
		_, err = sqldb.Get(ctx, db, sqldb.Scalar[int64], `SELECT count(*) FROM item`)
		if f := fault.First(err); f == nil || f.Key != "fault.storage" || strings.Contains(err.Error(), "panic") {
			t.Errorf("read: %v", err)
		}
	})
}
