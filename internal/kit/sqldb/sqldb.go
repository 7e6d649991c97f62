// Package sqldb hides SQLite and PostgreSQL behind one dialect: SQL written by
// hand with $1, $2 …, read only through helpers that cannot forget an error,
// written in one durable transaction at a time.
//
// The common dialect: ids, codes and ordered keys are TEXT; instants BIGINT
// Unix milliseconds; days INTEGER yyyymmdd; months INTEGER yyyymm; flags
// BOOLEAN; hashes and ciphertext BYTEA. A nil []byte is NULL, an empty one is
// not. A time.Time is never an argument. Lines of a migration that begin with
// "-- pg: " or "-- sqlite: " are for that engine only.
//
// It knows nothing of the tables. It must never weaken durability: Open refuses
// an engine that could lose a confirmed transaction. It must never put an
// argument into an error: what somebody typed does not belong in a log.
//
// Start at [Open], [DB.Write] and [Collect].
package sqldb

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"time"

	"teduh/internal/kit/fault"
)

// Engine is a database engine.
type Engine int

// The engines.
const (
	SQLite Engine = iota
	Postgres
)

// String names the engine.
func (e Engine) String() string { return [...]string{"sqlite", "postgres"}[e] }

// Options tune an opened database. Zero means the default.
type Options struct {
	ReadOnly    bool // Write and Migrate are refused; nothing is made that is not there
	MaxReaders  int  // SQLite: readers at once, by default one a processor and at least 4; PostgreSQL: connections, by default 16
	WriterCache int  // SQLite: KiB of pages the writer keeps in memory, by default 8192
	ReaderCache int  // SQLite: KiB of pages each reader keeps, by default 2048
}

// DB is an open database. It may be used by many goroutines. It is a [Reader]:
// each answer is read on a connection of its own, which is taken until the
// answer ends; a row function must not read from the DB again.
type DB struct {
	engine engine
	fixed  bool // opened for reading only
}

// engine is what the two engines do differently.
type engine interface {
	name() Engine
	query(ctx context.Context, sql string, args []any) (cursor, error)
	write(ctx context.Context, now time.Time, do func(*Tx) error) error
	view(ctx context.Context, do func(*View) error) error
	migrate(ctx context.Context, m migrations) error
	close() error
}

// errReadOnly is a defect of the caller: it opened the database for reading.
var errReadOnly = errors.New("sqldb: opened for reading only")

// Open opens "sqlite:PATH" or "postgres://…". A SQLite file that is not there
// is made, for its owner only. Faults: fault.database_url when the address is
// neither, fault.durability when the engine might lose a confirmed transaction,
// fault.storage when it cannot be reached.
func Open(ctx context.Context, url string, o Options) (_ *DB, err error) {
	defer fault.Wrap(&err, "sqldb.Open")
	var e engine
	switch {
	case strings.HasPrefix(url, "sqlite:"):
		e, err = openSQLite(ctx, strings.TrimPrefix(url, "sqlite:"), o)
	case strings.HasPrefix(url, "postgres://"), strings.HasPrefix(url, "postgresql://"):
		e, err = openPostgres(ctx, url, o)
	default:
		return nil, fault.Bad("db", "fault.database_url")
	}
	if err != nil {
		return nil, err
	}
	return &DB{engine: e, fixed: o.ReadOnly}, nil
}

// Engine returns which engine it is.
func (db *DB) Engine() Engine { return db.engine.name() }

// OneWriter reports whether transactions queue for one writer, so that what can
// be done before should not be done inside. Where it is false a transaction
// waits only for those that lock the same row, and every answer costs a round
// trip.
func (db *DB) OneWriter() bool { return db.Engine() == SQLite }

// Close waits for the transaction and the reads under way and closes the
// database. Who still waits to write gets fault.storage.
func (db *DB) Close() error { return db.engine.close() }

// Write runs do in one durable transaction with a fixed now. do may run more
// than once and must have no effects but through tx: on SQLite transactions
// that wait are committed as a group, and when one of a group fails after it
// changed something, all run again one by one; on PostgreSQL a transaction that
// lost against another, or whose connection broke before the commit, is tried
// again. A context that ends while the transaction waits takes it out of the
// queue; once begun it is finished. A panic in do is an error. do must not call
// Write: on SQLite it would wait for itself.
func (db *DB) Write(ctx context.Context, now time.Time, do func(tx *Tx) error) error {
	if db.fixed {
		return errReadOnly
	}
	return db.engine.write(ctx, now, do)
}

// WriteMuch is Write for a transaction that writes a great deal: SQLite keeps
// more of the file in memory meanwhile.
func (db *DB) WriteMuch(ctx context.Context, now time.Time, do func(tx *Tx) error) error {
	lite, ok := db.engine.(*liteDB)
	if !ok || db.fixed {
		return db.Write(ctx, now, do)
	}
	return lite.enqueue(ctx, &job{ctx: ctx, now: now, do: do, much: true, err: errExit, done: make(chan struct{})})
}

// View runs do on one unchanging snapshot, for reading only.
func (db *DB) View(ctx context.Context, do func(v *View) error) error { return db.engine.view(ctx, do) }

// Migrate brings the database to the newest numbered file, forward only, each
// in a transaction. Several processes may start at once. Fault:
// fault.database_newer when a newer program migrated it further.
func (db *DB) Migrate(ctx context.Context, files fs.FS) (err error) {
	defer fault.Wrap(&err, "Migrate")
	if db.fixed {
		return errReadOnly
	}
	return db.engine.migrate(ctx, migrations{files})
}

func (db *DB) query(ctx context.Context, sql string, args []any) (cursor, error) {
	return db.engine.query(ctx, sql, args)
}
