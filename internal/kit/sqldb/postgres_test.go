package sqldb_test

import (
	"errors"
	"fmt"
	"testing"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/kit/sqldb/sqltest"
)

// openThrough opens a fresh database through a relay and writes once, so that
// what is counted later needs no preparation.
func openThrough(t *testing.T) (*sqldb.DB, *relay) {
	t.Helper()
	r := newRelay(t, sqltest.URL(t, sqldb.Postgres))
	db, err := sqldb.Open(ctx, r.url, sqldb.Options{MaxReaders: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(ctx, schema); err != nil {
		t.Fatal(err)
	}
	if err := write(t, db, func(tx *sqldb.Tx) error { return insert(ctx, tx, "counter", 0) }); err != nil {
		t.Fatal(err)
	}
	return db, r
}

func TestATransactionTakesFewRoundTrips(t *testing.T) {
	db, relay := openThrough(t)
	n := 0
	for _, c := range []struct {
		what string
		most int
		do   func(tx *sqldb.Tx) error
	}{
		{"nothing", 0, func(*sqldb.Tx) error { return nil }},
		{"writes only", 1, func(tx *sqldb.Tx) error {
			n += 2
			return errors.Join(insert(ctx, tx, fmt.Sprint(n), 1), insert(ctx, tx, fmt.Sprint(n+1), 1))
		}},
		{"a lock, a read and writes", 2, increment},
		{"two counted writes", 3, func(tx *sqldb.Tx) error {
			return twice(func() error { _, err := tx.Exec(ctx, `UPDATE item SET n = n + 1`); return err })
		}},
	} {
		if err := write(t, db, c.do); err != nil { // statements are prepared once a connection
			t.Fatalf("%s: %v", c.what, err)
		}
		before := relay.answers()
		if err := write(t, db, c.do); err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		if trips := relay.answers() - before; trips != c.most {
			t.Errorf("%s: %d round trips, not %d", c.what, trips, c.most)
		}
	}
}

func TestAnErrorBeforeAnythingWasSentCostsNothing(t *testing.T) {
	db, relay := openThrough(t)
	before := relay.answers()
	if err := write(t, db, func(*sqldb.Tx) error { return errNo }); !errors.Is(err, errNo) || relay.answers() != before {
		t.Errorf("%v, %d round trips", err, relay.answers()-before)
	}
}

func TestAConnectionLostBeforeTheCommitIsTriedAgain(t *testing.T) {
	db, relay := openThrough(t)
	runs := 0
	err := write(t, db, func(tx *sqldb.Tx) error {
		if runs++; runs == 1 {
			relay.cut()
		}
		return increment(tx)
	})
	if err != nil || runs != 2 || counter(t, db) != 1 {
		t.Errorf("%v, %d runs, counted %d", err, runs, counter(t, db))
	}
}

func TestAConnectionLostAtTheCommitIsNotTriedAgain(t *testing.T) {
	db, relay := openThrough(t)
	runs := 0
	err := write(t, db, func(tx *sqldb.Tx) error {
		runs++
		defer relay.cut()
		return increment(tx)
	})
	if f := fault.First(err); f == nil || f.Key != "fault.storage" || runs != 1 {
		t.Errorf("%v, %d runs", err, runs)
	}
	if n := counter(t, db); n != 0 {
		t.Errorf("counted %d", n)
	}
}

func TestATransactionThatLostRunsAgain(t *testing.T) {
	db := sqltest.Open(t, sqldb.Postgres, schema)
	if err := write(t, db, func(tx *sqldb.Tx) error { return insert(ctx, tx, "counter", 0) }); err != nil {
		t.Fatal(err)
	}
	runs := 0
	err := write(t, db, func(tx *sqldb.Tx) error {
		runs++
		if err := tx.Queue(ctx, `SET TRANSACTION ISOLATION LEVEL SERIALIZABLE`); err != nil {
			return err
		}
		n, err := sqldb.Get(ctx, tx, sqldb.Scalar[int64], `SELECT n FROM item WHERE id = $1`, "counter")
		if err != nil {
			return err
		}
		if runs == 1 { // somebody is faster
			if err := write(t, db, increment); err != nil {
				return err
			}
		}
		return tx.Queue(ctx, `UPDATE item SET n = $1 WHERE id = $2`, n+1, "counter")
	})
	if err != nil || runs != 2 || counter(t, db) != 2 {
		t.Errorf("%v, %d runs, counted %d", err, runs, counter(t, db))
	}
}

func TestOfTwoThatWaitForEachOtherBothFinish(t *testing.T) {
	db, err := sqldb.Open(ctx, sqltest.URL(t, sqldb.Postgres)+"&deadlock_timeout=20ms", sqldb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Migrate(ctx, schema); err != nil {
		t.Fatal(err)
	}
	if err := write(t, db, func(tx *sqldb.Tx) error {
		return errors.Join(insert(ctx, tx, "a", 0), insert(ctx, tx, "b", 0))
	}); err != nil {
		t.Fatal(err)
	}
	holds := map[string]chan struct{}{"a": make(chan struct{}), "b": make(chan struct{})}
	both := func(first, second string) error {
		runs := 0
		return write(t, db, func(tx *sqldb.Tx) error {
			runs++
			if _, err := tx.Exec(ctx, `UPDATE item SET n = n + 1 WHERE id = $1`, first); err != nil {
				return err
			}
			if runs == 1 {
				close(holds[first])
				<-holds[second]
			}
			_, err := tx.Exec(ctx, `UPDATE item SET n = n + 1 WHERE id = $1`, second)
			return err
		})
	}
	other := make(chan error, 1)
	go func() { other <- both("b", "a") }()
	if err := errors.Join(both("a", "b"), <-other); err != nil {
		t.Fatal(err)
	}
	sum, err := sqldb.Get(ctx, db, sqldb.Scalar[int64], `SELECT CAST(sum(n) AS BIGINT) FROM item`)
	if err != nil || sum != 4 {
		t.Errorf("counted %d, %v", sum, err)
	}
}

func TestAFullServerIsUnavailable(t *testing.T) {
	db := sqltest.Open(t, sqldb.Postgres, nil)
	for _, state := range []string{"53100", "53200", "58030", "57P03", "55P03"} {
		err := write(t, db, func(tx *sqldb.Tx) error {
			return tx.Queue(ctx, `DO $do$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '`+state+`'; END $do$`)
		})
		if f := fault.First(err); f == nil || f.Key != "fault.storage" {
			t.Errorf("%s: %v", state, err)
		}
	}
}
