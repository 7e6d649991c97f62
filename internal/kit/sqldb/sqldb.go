// Package sqldb hides SQLite and PostgreSQL behind one dialect: SQL written by
// hand with $1, $2 …, read only through helpers that cannot forget an error,
// written in one durable transaction at a time.
//
// The common dialect: ids, codes and ordered keys are TEXT; instants BIGINT
// Unix milliseconds; days INTEGER yyyymmdd; months INTEGER yyyymm; hashes and
// ciphertext BYTEA. Lines of a migration that begin with "-- pg: " or
// "-- sqlite: " are for that engine only.
//
// It knows nothing of the tables. It must never weaken durability: Open refuses
// an engine that could lose a confirmed transaction.
//
// Start at [Open], [DB.Write] and [Collect].
package sqldb

import (
	"context"
	"iter"
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

// Options tune an opened database.
type Options struct {
	MaxReaders int // readers at once, or PostgreSQL connections; 0 means 4, or 16
}

// DB is an open database. It may be used by many goroutines.
type DB struct {
	engine engine
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

// cursor walks the rows of an answer.
type cursor interface {
	Row
	Next() bool
	Close()
	Err() error
}

// Open opens "sqlite:PATH" or "postgres://…". Faults: fault.database_url when
// the address is neither, fault.durability when the engine might lose a
// confirmed transaction, fault.storage when it cannot be reached.
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
	return &DB{engine: e}, nil
}

// Engine returns which engine it is.
func (db *DB) Engine() Engine { return db.engine.name() }

// Close waits for the transaction under way and closes the database.
func (db *DB) Close() error { return db.engine.close() }

// Write runs do in one durable transaction with a fixed now. do may run more
// than once and must have no effects but through tx: on SQLite transactions
// that wait are committed as a group, and when one of a group fails after it
// changed something, all run again one by one; on PostgreSQL a transaction that
// lost against another is tried again. A context that ends while the
// transaction waits takes it out of the queue; once begun it is finished.
func (db *DB) Write(ctx context.Context, now time.Time, do func(tx *Tx) error) error {
	return db.engine.write(ctx, now, do)
}

// View runs do on one unchanging snapshot, for reading only.
func (db *DB) View(ctx context.Context, do func(v *View) error) error { return db.engine.view(ctx, do) }

func (db *DB) query(ctx context.Context, sql string, args []any) (cursor, error) {
	return db.engine.query(ctx, sql, args)
}

// View is a read-only snapshot.
type View struct {
	conn interface {
		query(ctx context.Context, sql string, args []any) (cursor, error)
	}
}

func (v *View) query(ctx context.Context, sql string, args []any) (cursor, error) {
	return v.conn.query(ctx, sql, args)
}

// Tx is a write transaction.
type Tx struct {
	Now time.Time // the same for the whole transaction

	conn  txConn
	after []func()
}

// txConn is a transaction on an engine.
type txConn interface {
	query(ctx context.Context, sql string, args []any) (cursor, error)
	exec(ctx context.Context, sql string, args []any) (int64, error)
	queue(ctx context.Context, sql string, args []any) error
	lock(ctx context.Context, table, column string, key any) error
	bulk(ctx context.Context, table string, columns []string, rows iter.Seq[[]any]) error
}

func (tx *Tx) query(ctx context.Context, sql string, args []any) (cursor, error) {
	return tx.conn.query(ctx, sql, args)
}

// Exec runs a statement and returns how many rows it changed. Faults:
// fault.taken when a unique constraint refuses, fault.append_only when a
// trigger does.
func (tx *Tx) Exec(ctx context.Context, sql string, args ...any) (int64, error) {
	return tx.conn.exec(ctx, sql, args)
}

// Queue is Exec without a count. On PostgreSQL the statement waits for the next
// read, Exec or the commit and travels with it; its fault surfaces there.
func (tx *Tx) Queue(ctx context.Context, sql string, args ...any) error {
	return tx.conn.queue(ctx, sql, args)
}

// Lock holds the row of a table with a key until the transaction ends, so that
// others who lock it wait. SQLite has one writer and needs none.
func (tx *Tx) Lock(ctx context.Context, table, column string, key any) error {
	return tx.conn.lock(ctx, table, column, key)
}

// Bulk writes many rows at once: COPY on PostgreSQL, one prepared statement on
// SQLite.
func (tx *Tx) Bulk(ctx context.Context, table string, columns []string, rows iter.Seq[[]any]) error {
	return tx.conn.bulk(ctx, table, columns, rows)
}

// After runs do once the transaction is durable, before Write returns.
func (tx *Tx) After(do func()) { tx.after = append(tx.after, do) }

func (tx *Tx) committed() {
	for _, do := range tx.after {
		do()
	}
}
