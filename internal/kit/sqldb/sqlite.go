package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"runtime"
	"strconv"

	"teduh/internal/kit/fault"
)

// liteDB is a SQLite file with one writer and a pool of readers.
type liteDB struct {
	dsn     string // of a connection that writes
	writer  *liteWriter
	readers *litePool
}

const (
	leastReaders = 4
	writerCache  = 8 * 1024 // KiB
	readerCache  = 2 * 1024
)

func openSQLite(ctx context.Context, path string, o Options) (*liteDB, error) {
	if path == "" || path == ":memory:" {
		return nil, fault.Bad("db", "fault.database_url")
	}
	if err := ownFile(path, o.ReadOnly); err != nil {
		return nil, err
	}
	db := &liteDB{dsn: writerDSN(path, o)}
	if !o.ReadOnly {
		w, err := openWriter(ctx, path, db.dsn, o.WriterCache)
		if err != nil {
			return nil, err
		}
		db.writer = w
	}
	n := o.MaxReaders
	if n == 0 {
		n = max(leastReaders, runtime.GOMAXPROCS(0))
	}
	db.readers = newLitePool(readerDSN(path, o), n)
	return db, nil
}

// ErrNoFile is in the answer of Open for reading only when there is no such
// SQLite file.
var ErrNoFile = errors.New("sqldb: no database file")

// ownFile sees that the file is there and that only its owner can read it. The
// files that SQLite puts beside it get the same mode.
func ownFile(path string, readOnly bool) error {
	if readOnly {
		if _, err := os.Stat(path); err != nil {
			return errors.Join(ErrNoFile, errStorage)
		}
		return nil
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return &refusal{fault: errStorage, says: "the database file cannot be opened for writing"}
	}
	return errors.Join(f.Chmod(0o600), f.Close())
}

func writerDSN(path string, o Options) string {
	return liteDSN(path, o.WriterCache, writerCache,
		"journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
		"wal_autocheckpoint("+strconv.Itoa(checkpointPages)+")", "journal_size_limit("+strconv.Itoa(walKept)+")")
}

func readerDSN(path string, o Options) string {
	return liteDSN(path, o.ReaderCache, readerCache, "query_only(1)")
}

func liteDSN(path string, cache, usual int, pragmas ...string) string {
	if cache == 0 {
		cache = usual
	}
	q := url.Values{"_pragma": append(pragmas, busyTimeout, "cache_size(-"+strconv.Itoa(cache)+")")}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// busyTimeout is how long another process may hold the file. The driver sets it
// before all other pragmas.
const busyTimeout = "busy_timeout(10000)"

func (db *liteDB) name() Engine { return SQLite }

func (db *liteDB) close() error {
	err := db.readers.close()
	if db.writer != nil {
		err = errors.Join(err, db.writer.close())
	}
	return err
}

// migrate opens a connection of its own, which the migration library can use.
func (db *liteDB) migrate(ctx context.Context, m migrations) (err error) {
	conn, err := sql.Open("sqlite", db.dsn+"&_txlock=immediate")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	conn.SetMaxOpenConns(1)
	return m.run(ctx, SQLite, conn)
}
