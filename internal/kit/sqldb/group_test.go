package sqldb_test

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/kit/sqldb/sqltest"
)

// queued holds SQLite's writer, starts all jobs, lets them gather in the queue
// in order, then lets go. It returns their errors.
func queued(t *testing.T, db *sqldb.DB, jobs ...func(context.Context, *sqldb.Tx) error) []error {
	t.Helper()
	hold, errs := make(chan struct{}), make([]error, len(jobs))
	go func() {
		_ = write(t, db, func(*sqldb.Tx) error { <-hold; return nil })
	}()
	synctest.Wait()
	for i, job := range jobs {
		go func() { errs[i] = write(t, db, func(tx *sqldb.Tx) error { return job(ctx, tx) }) }()
		synctest.Wait()
	}
	close(hold)
	synctest.Wait()
	return errs
}

func inserts(id string) func(context.Context, *sqldb.Tx) error {
	return func(ctx context.Context, tx *sqldb.Tx) error { return insert(ctx, tx, id, 1) }
}

func TestTransactionsThatWaitShareACommit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := sqltest.Open(t, sqldb.SQLite, schema)
		inside, outside := int64(-1), int64(-1)
		errs := queued(t, db, inserts("a"), inserts("b"), func(ctx context.Context, tx *sqldb.Tx) (err error) {
			outside = count(t, db)
			inside, err = sqldb.Get(ctx, tx, sqldb.Scalar[int64], `SELECT count(*) FROM item`)
			return err
		})
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		if inside != 2 || outside != 0 {
			t.Fatalf("the third of a group sees %d rows of the others, everybody else %d", inside, outside)
		}
	})
}

func TestAnErrorBeforeAnyChangeDisturbsNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := sqltest.Open(t, sqldb.SQLite, schema)
		runs := 0
		errs := queued(t, db, func(ctx context.Context, tx *sqldb.Tx) error {
			runs++
			return insert(ctx, tx, "a", 1)
		}, func(ctx context.Context, tx *sqldb.Tx) error {
			_, err := sqldb.Get(ctx, tx, sqldb.Scalar[int64], `SELECT n FROM item WHERE id = $1`, "nobody")
			return err
		})
		if errs[0] != nil || !fault.Is(errs[1], fault.NotFound) || runs != 1 || count(t, db) != 1 {
			t.Fatalf("%v, %d runs, %d rows", errs, runs, count(t, db))
		}
	})
}

func TestAfterAnErrorThatChangedSomethingEachRunsByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := sqltest.Open(t, sqldb.SQLite, schema)
		runs, afters := 0, 0
		errs := queued(t, db, func(ctx context.Context, tx *sqldb.Tx) error {
			runs++
			tx.After(func() { afters++ })
			return insert(ctx, tx, "a", 1)
		}, func(ctx context.Context, tx *sqldb.Tx) error {
			return errors.Join(insert(ctx, tx, "b", 1), errNo)
		}, func(ctx context.Context, tx *sqldb.Tx) error {
			if err := insert(ctx, tx, "c", 1); err != nil {
				return err
			}
			panic("defect")
		}, inserts("d"))
		if errs[0] != nil || !errors.Is(errs[1], errNo) || errs[2] == nil || errs[3] != nil {
			t.Fatalf("%v", errs)
		}
		if runs != 2 || afters != 1 || count(t, db) != 2 {
			t.Fatalf("%d runs, %d afters, %d rows", runs, afters, count(t, db))
		}
	})
}

func TestWhoLeavesTheQueueIsNotRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := sqltest.Open(t, sqldb.SQLite, schema)
		hold, first, second := make(chan struct{}), make(chan error, 1), make(chan error, 1)
		gone, cancel := context.WithCancel(ctx)
		go func() {
			first <- db.Write(gone, time.UnixMilli(1), func(tx *sqldb.Tx) error {
				<-hold
				return insert(gone, tx, "begun", 1)
			})
		}()
		synctest.Wait()
		go func() {
			second <- db.Write(gone, time.UnixMilli(1), func(tx *sqldb.Tx) error { return insert(gone, tx, "queued", 1) })
		}()
		synctest.Wait()
		cancel()
		if err := <-second; !errors.Is(err, context.Canceled) {
			t.Errorf("who waits: %v", err)
		}
		close(hold)
		if err := <-first; err != nil {
			t.Errorf("who has begun is not finished: %v", err)
		}
		if n := count(t, db); n != 1 {
			t.Errorf("%d rows", n)
		}
	})
}

func TestATransactionMayEndItsGoroutine(t *testing.T) {
	db := sqltest.Open(t, sqldb.SQLite, schema)
	err := write(t, db, func(tx *sqldb.Tx) error {
		defer runtime.Goexit()
		return insert(ctx, tx, "a", 1)
	})
	if err == nil {
		t.Error("it did not fail")
	}
	if err := write(t, db, func(tx *sqldb.Tx) error { return insert(ctx, tx, "b", 1) }); err != nil || count(t, db) != 1 {
		t.Errorf("%v, %d rows", err, count(t, db))
	}
}

func TestAFullDiskIsUnavailableAndWritingGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := sqltest.Open(t, sqldb.SQLite, schema)
		errs := queued(t, db, inserts("a"), func(ctx context.Context, tx *sqldb.Tx) error {
			if _, err := sqldb.Get(ctx, tx, sqldb.Scalar[int64], `PRAGMA max_page_count(40)`); err != nil {
				return err
			}
			return tx.Queue(ctx, `INSERT INTO item (id, n, data, ok) VALUES ($1, $2, $3, $4)`, "large", 1, make([]byte, 1<<20), true)
		}, inserts("b"))
		if f := fault.First(errs[1]); f == nil || f.Key != "fault.storage" || errs[0] != nil || errs[2] != nil {
			t.Fatalf("%v", errs)
		}
		if n := count(t, db); n != 2 {
			t.Fatalf("%d rows", n)
		}
	})
}
