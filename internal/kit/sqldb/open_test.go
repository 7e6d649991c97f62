package sqldb_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/kit/sqldb/sqltest"
)

func TestOtherAddressesAreRefused(t *testing.T) {
	for _, url := range []string{"", "mysql://x", "sqlite:", "sqlite::memory:", "postgres://%zz"} {
		if _, err := sqldb.Open(ctx, url, sqldb.Options{}); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", url, err)
		}
	}
}

func TestWhatIsNotThereIsUnavailable(t *testing.T) {
	nowhere := filepath.Join(t.TempDir(), "no", "teduh.db")
	text := filepath.Join(t.TempDir(), "letter.txt")
	if err := os.WriteFile(text, []byte(strings.Repeat("not a database\n", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	for url, key := range map[string]string{"sqlite:" + nowhere: "fault.storage", "sqlite:" + text: "fault.damaged", "postgres://postgres@127.0.0.1:1/none?sslmode=disable": "fault.storage"} {
		_, err := sqldb.Open(ctx, url, sqldb.Options{})
		if f := fault.First(err); f == nil || f.Key != key {
			t.Errorf("%s: %v", url, err)
		}
	}
	if _, err := sqldb.Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "teduh.db"), sqldb.Options{ReadOnly: true}); !fault.Is(err, fault.Unavailable) {
		t.Errorf("opened for reading only, a file was made: %v", err)
	}
}

func TestTheFileIsForItsOwnerOnly(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("skipped: no file modes here")
	}
	path := filepath.Join(t.TempDir(), "odd name? #1 %.db")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	db, err := sqldb.Open(ctx, "sqlite:"+path, sqldb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Migrate(ctx, schema); err != nil {
		t.Fatal(err)
	}
	if err := write(t, db, func(tx *sqldb.Tx) error { return insert(ctx, tx, "a", 1) }); err != nil {
		t.Fatal(err)
	}
	names, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(names) != 3 {
		t.Fatalf("%v, %v", names, err)
	}
	for _, name := range names {
		if info, err := name.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name.Name(), info.Mode(), err)
		}
	}
}

func TestWeakerDurabilityIsRefused(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "x.db")
		for query, good := range map[string]bool{
			"_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)":    true,
			"_pragma=journal_mode(WAL)&_pragma=synchronous(EXTRA)":   true,
			"_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)":  false,
			"_pragma=journal_mode(WAL)&_pragma=synchronous(OFF)":     false,
			"_pragma=journal_mode(DELETE)&_pragma=synchronous(FULL)": false,
		} {
			refusesDurability(t, query, good, sqldb.Durable(ctx, "file:"+path+"?"+query))
		}
	})
	t.Run("postgres", func(t *testing.T) {
		url := sqltest.URL(t, sqldb.Postgres)
		for query, good := range map[string]bool{
			"synchronous_commit=on": true, "synchronous_commit=remote_apply": true,
			"synchronous_commit=off": false, "synchronous_commit=local": false,
		} {
			db, err := sqldb.Open(ctx, url+"&"+query, sqldb.Options{})
			refusesDurability(t, query, good, err)
			if err == nil {
				if err := db.Close(); err != nil {
					t.Error(err)
				}
			}
		}
	})
}

func refusesDurability(t *testing.T, setting string, good bool, err error) {
	t.Helper()
	if f := fault.First(err); good && err != nil || !good && (f == nil || f.Key != "fault.durability" || f.Args["setting"] == nil) {
		t.Errorf("%s: %v", setting, err)
	}
}

func TestADatabaseOpenedForReadingIsOnlyRead(t *testing.T) {
	for _, e := range []sqldb.Engine{sqldb.SQLite, sqldb.Postgres} {
		t.Run(e.String(), func(t *testing.T) {
			url := sqltest.URL(t, e)
			db, err := sqldb.Open(ctx, url, sqldb.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if err := db.Migrate(ctx, schema); err != nil {
				t.Fatal(err)
			}
			public, err := sqldb.Open(ctx, url, sqldb.Options{ReadOnly: true, MaxReaders: 2})
			if err != nil {
				t.Fatal(err)
			}
			defer public.Close()
			_, sly := sqldb.Collect(ctx, public, sqldb.Scalar[string], `INSERT INTO kept (id) VALUES ('a') RETURNING id`)
			plain := write(t, public, func(tx *sqldb.Tx) error { return insert(ctx, tx, "a", 1) })
			if sly == nil || plain == nil || public.Migrate(ctx, schema) == nil {
				t.Errorf("sly %v, plain %v", sly, plain)
			}
			if err := write(t, db, func(tx *sqldb.Tx) error { return insert(ctx, tx, "a", 1) }); err != nil || count(t, public) != 1 {
				t.Errorf("%v; it sees %d rows", err, count(t, public))
			}
		})
	}
}

func TestClosingTwiceIsClosing(t *testing.T) {
	sqltest.Each(t, schema, func(t *testing.T, db *sqldb.DB) {
		if err := errors.Join(db.Close(), db.Close()); err != nil {
			t.Fatal(err)
		}
	})
}

// files makes migrations of numbered SQL.
type files map[string]string

func (f files) fs(t *testing.T) fs.FS {
	t.Helper()
	dir := t.TempDir()
	for name, text := range f {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("-- +goose Up\n"+text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return os.DirFS(dir)
}
