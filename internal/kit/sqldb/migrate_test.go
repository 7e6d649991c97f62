package sqldb_test

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/kit/sqldb/sqltest"
)

func TestLinesOfOneEngineAreForThatEngine(t *testing.T) {
	m := files{"0001_first.sql": `CREATE TABLE of (
  id TEXT NOT NULL,
  -- pg: name BYTEA
  -- sqlite: name BLOB
);
-- pg: INSERT INTO of (id, name) VALUES ('postgres', '-- sqlite: no');
-- sqlite: INSERT INTO of (id, name) VALUES ('sqlite', '-- pg: no');
`}.fs(t)
	sqltest.Each(t, m, func(t *testing.T, db *sqldb.DB) {
		ids, err := sqldb.Collect(ctx, db, sqldb.Scalar[string], `SELECT id FROM of`)
		if err != nil || len(ids) != 1 || ids[0] != db.Engine().String() {
			t.Errorf("%v, %v", ids, err)
		}
	})
}

// TestTextIsOrderedByItsBytes holds on any server, whatever its locale says.
func TestTextIsOrderedByItsBytes(t *testing.T) {
	m := files{"0001_first.sql": "CREATE TABLE a (\n  id TEXT NOT NULL PRIMARY KEY\n);\nALTER TABLE a ADD COLUMN late TEXT;\nINSERT INTO a (id) VALUES ('b'), ('A2'), ('_z'), ('a1'), ('9'), ('a-1'), ('B');"}
	sqltest.Each(t, m.fs(t), func(t *testing.T, db *sqldb.DB) {
		ids, err := sqldb.Collect(ctx, db, sqldb.Scalar[string], `SELECT id FROM a ORDER BY id`)
		if want := []string{"9", "A2", "B", "_z", "a-1", "a1", "b"}; err != nil || !slices.Equal(ids, want) {
			t.Errorf("%q, %v", ids, err)
		}
		if db.Engine() != sqldb.Postgres {
			return
		}
		collations, err := sqldb.Collect(ctx, db, sqldb.Scalar[string], `SELECT collation_name FROM information_schema.columns WHERE table_name = 'a'`)
		if err != nil || !slices.Equal(collations, []string{"C", "C"}) {
			t.Errorf("collations %q, %v", collations, err)
		}
	})
}

func TestMigrationsGoForwardOnly(t *testing.T) {
	first := files{"0001_first.sql": "CREATE TABLE a (id TEXT);"}
	second := files{"0001_first.sql": "CREATE TABLE a (id TEXT);", "0002_second.sql": "CREATE TABLE b (id TEXT);\nINSERT INTO a (id) VALUES ('x');"}
	sqltest.Each(t, first.fs(t), func(t *testing.T, db *sqldb.DB) {
		newer := second.fs(t)
		if err := errors.Join(db.Migrate(ctx, newer), db.Migrate(ctx, newer)); err != nil {
			t.Fatal(err)
		}
		n, err := sqldb.Get(ctx, db, sqldb.Scalar[int64], `SELECT count(*) FROM a`)
		if err != nil || n != 1 {
			t.Errorf("%d rows, %v", n, err)
		}
		older := db.Migrate(ctx, first.fs(t))
		if f := fault.First(older); f == nil || f.Key != "fault.database_newer" {
			t.Errorf("an older program: %v", older)
		}
	})
}

func TestAMigrationThatFailsLeavesNothing(t *testing.T) {
	broken := files{"0001_first.sql": "CREATE TABLE a (id TEXT);", "0002_second.sql": "CREATE TABLE b (id TEXT);\nINSERT INTO nowhere (id) VALUES ('x');"}
	sqltest.Each(t, nil, func(t *testing.T, db *sqldb.DB) {
		if err := db.Migrate(ctx, broken.fs(t)); err == nil || fault.First(err) != nil {
			t.Fatalf("%v", err)
		}
		if _, err := sqldb.Collect(ctx, db, sqldb.Scalar[string], `SELECT id FROM a`); err != nil {
			t.Errorf("the first: %v", err)
		}
		if _, err := sqldb.Collect(ctx, db, sqldb.Scalar[string], `SELECT id FROM b`); err == nil {
			t.Error("half of the second is there")
		}
	})
}

func TestSeveralProcessesMayMigrateAtOnce(t *testing.T) {
	m := files{
		"0001_first.sql": "CREATE TABLE a (id TEXT);", "0002_second.sql": "CREATE TABLE b (id TEXT);",
		"0003_third.sql": "CREATE TABLE c (id TEXT);", "0004_fourth.sql": "INSERT INTO a (id) VALUES ('once');",
	}.fs(t)
	for _, e := range []sqldb.Engine{sqldb.SQLite, sqldb.Postgres} {
		t.Run(e.String(), func(t *testing.T) {
			url := sqltest.URL(t, e)
			var wg sync.WaitGroup
			for range 6 {
				wg.Go(func() {
					db, err := sqldb.Open(ctx, url, sqldb.Options{})
					if err != nil {
						t.Error(err)
						return
					}
					if err := errors.Join(db.Migrate(ctx, m), db.Close()); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			db, err := sqldb.Open(ctx, url, sqldb.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if n, err := sqldb.Get(ctx, db, sqldb.Scalar[int64], `SELECT count(*) FROM a`); err != nil || n != 1 {
				t.Errorf("%d rows, %v", n, err)
			}
		})
	}
}
