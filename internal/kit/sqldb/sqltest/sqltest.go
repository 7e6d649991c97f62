// Package sqltest gives tests a fresh, migrated database on each engine that
// is there: SQLite always, PostgreSQL when TEDUH_TEST_POSTGRES names a server
// on which databases may be made.
package sqltest

import (
	"context"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"teduh/internal/kit/sqldb"
)

// Env names the variable with the address of a PostgreSQL server for tests.
const Env = "TEDUH_TEST_POSTGRES"

// Each runs a test on every engine.
func Each(t *testing.T, files fs.FS, run func(t *testing.T, db *sqldb.DB)) {
	t.Helper()
	for _, e := range []sqldb.Engine{sqldb.SQLite, sqldb.Postgres} {
		t.Run(e.String(), func(t *testing.T) { run(t, Open(t, e, files)) })
	}
}

// Open returns a fresh database with the migrations applied; nil files apply
// none. A test for PostgreSQL is skipped where there is no server.
func Open(t testing.TB, e sqldb.Engine, files fs.FS) *sqldb.DB {
	t.Helper()
	ctx := context.Background()
	db, err := sqldb.Open(ctx, URL(t, e), sqldb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if files != nil {
		if err := db.Migrate(ctx, files); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

var made atomic.Int64

// URL returns the address of a fresh database, dropped when the test ends.
func URL(t testing.TB, e sqldb.Engine) string {
	t.Helper()
	if e == sqldb.SQLite {
		return "sqlite:" + filepath.Join(Folder(t), "teduh.db")
	}
	server := os.Getenv(Env)
	if server == "" {
		t.Skip("skipped: " + Env + " names no PostgreSQL server")
	}
	ctx := context.Background()
	admin, err := sqldb.Open(ctx, server, sqldb.Options{MaxReaders: 1})
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("teduh_test_%d_%d_%d", os.Getpid(), time.Now().UnixNano(), made.Add(1))
	if err := sqldb.Administer(ctx, admin, "CREATE DATABASE "+name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := sqldb.Administer(ctx, admin, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
		if err := admin.Close(); err != nil {
			t.Error(err)
		}
	})
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}
