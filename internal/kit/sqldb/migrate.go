package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"regexp"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"teduh/internal/kit/fault"
)

// migrations are numbered SQL files with lines for one engine only. A text
// column is compared by its bytes on both engines: no locale of the server, and
// no new version of it, changes an order or an index.
type migrations struct{ files fs.FS }

func (m migrations) run(ctx context.Context, e Engine, conn *sql.DB) error {
	provider, err := m.provider(e, conn)
	if err != nil {
		return err
	}
	for {
		before, target, err := provider.GetVersions(ctx)
		if err != nil {
			return answerable(ctx, err)
		}
		if before > target {
			return fault.New(fault.Unavailable, "fault.database_newer")
		}
		if err := once(ctx, e, conn); err != nil {
			return answerable(ctx, err)
		}
		_, failed := provider.Up(ctx)
		if failed == nil {
			return nil
		}
		// another process may have been faster by one file
		after, err := provider.GetDBVersion(ctx)
		if err != nil || after == before {
			return answerable(ctx, errors.Join(failed, err))
		}
	}
}

// once lets a file be recorded once only. Of two processes that run the same
// file at the same time, the slower one is then undone as a whole: on SQLite
// goose knows no lock, and a file that only writes rows would not fail by itself.
func once(ctx context.Context, e Engine, conn *sql.DB) error {
	if e != SQLite {
		return nil
	}
	_, err := conn.ExecContext(ctx, `CREATE UNIQUE INDEX IF NOT EXISTS goose_db_version_once ON goose_db_version (version_id)`)
	return err
}

// answerable returns the fault in the error of a migration; what is none keeps
// its text, which names the file.
func answerable(ctx context.Context, err error) error {
	if f := translate(ctx, err); fault.First(f) != nil {
		return f
	}
	return err
}

func (m migrations) provider(e Engine, conn *sql.DB) (*goose.Provider, error) {
	files := oneEngine{m.files, e}
	options := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if e == SQLite {
		return goose.NewProvider(goose.DialectSQLite3, conn, files, options...)
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 600))
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectPostgres, conn, files, append(options, goose.WithSessionLocker(locker))...)
}

// oneEngine shows SQL files with the lines of one engine taken in.
type oneEngine struct {
	files  fs.FS
	engine Engine
}

var linePrefix = map[Engine]string{SQLite: "-- sqlite: ", Postgres: "-- pg: "}

// textColumn is the definition of a text column: at the beginning of a line, or
// added to a table.
var textColumn = regexp.MustCompile(`^(\s*|.* ADD COLUMN +)\w+ +TEXT\b`)

// Open opens a file. Lines of the other engine stay comments.
func (o oneEngine) Open(name string) (fs.File, error) {
	f, err := o.files.Open(name)
	if err != nil || !strings.HasSuffix(name, ".sql") {
		return f, err
	}
	text, err := io.ReadAll(f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	lines := strings.Split(string(text), "\n")
	for i, l := range lines {
		if rest, ok := strings.CutPrefix(strings.TrimLeft(l, " \t"), linePrefix[o.engine]); ok {
			lines[i] = rest
		}
		if o.engine == Postgres {
			lines[i] = textColumn.ReplaceAllString(lines[i], `$0 COLLATE "C"`)
		}
	}
	return engineFile{f, strings.NewReader(strings.Join(lines, "\n"))}, nil
}

// engineFile is a file with its text filtered.
type engineFile struct {
	fs.File
	text io.Reader
}

// Read reads the filtered text.
func (f engineFile) Read(b []byte) (int, error) { return f.text.Read(b) }
