package sqldb_test

import (
	"context"
	"errors"
	"testing"
	"testing/fstest"
	"time"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/kit/sqldb/sqltest"
)

var schema = fstest.MapFS{"0001_first.sql": {Data: []byte(`-- +goose Up
CREATE TABLE item (id TEXT NOT NULL PRIMARY KEY, n BIGINT NOT NULL, data BYTEA NOT NULL, ok BOOLEAN NOT NULL, more BYTEA);
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
