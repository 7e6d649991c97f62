package sqldb

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"testing/fstest"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"teduh/internal/kit/fault"
)

// migrations are numbered SQL files with lines for one engine only.
type migrations struct{ files fs.FS }

// Migrate brings the database to the newest numbered file, forward only, each
// in a transaction. Several processes may start at once.
func (db *DB) Migrate(ctx context.Context, files fs.FS) (err error) {
	defer fault.Wrap(&err, "Migrate")
	return db.engine.migrate(ctx, migrations{files})
}

func (m migrations) run(ctx context.Context, e Engine, conn *sql.DB) error {
	files, err := m.of(e)
	if err != nil {
		return err
	}
	dialect, options := goose.DialectSQLite3, []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if e == Postgres {
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return err
		}
		dialect, options = goose.DialectPostgres, append(options, goose.WithSessionLocker(locker))
	}
	provider, err := goose.NewProvider(dialect, conn, files, options...)
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// of returns the files with the lines of one engine taken in and those of the
// other left out.
func (m migrations) of(e Engine) (fs.FS, error) {
	names, err := fs.Glob(m.files, "*.sql")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("sqldb: no migrations")
	}
	out := fstest.MapFS{}
	for _, name := range names {
		text, err := fs.ReadFile(m.files, name)
		if err != nil {
			return nil, err
		}
		out[name] = &fstest.MapFile{Data: forEngine(text, e)}
	}
	return out, nil
}

func forEngine(text []byte, e Engine) []byte {
	prefix := map[Engine][]byte{SQLite: []byte("-- sqlite: "), Postgres: []byte("-- pg: ")}[e]
	lines := bytes.Split(text, []byte("\n"))
	for i, l := range lines {
		if rest, ok := bytes.CutPrefix(l, prefix); ok {
			lines[i] = rest
		}
	}
	return bytes.Join(lines, []byte("\n"))
}
