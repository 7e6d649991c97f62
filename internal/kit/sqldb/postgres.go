package sqldb

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"

	"teduh/internal/kit/fault"
)

// pgDB is a PostgreSQL database.
type pgDB struct {
	pool *pgxpool.Pool
}

const (
	defaultConns = 16
	tries        = 5
)

func openPostgres(ctx context.Context, url string, o Options) (*pgDB, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fault.Bad("db", "fault.database_url")
	}
	config.MaxConns = defaultConns
	if o.MaxReaders > 0 {
		config.MaxConns = int32(o.MaxReaders)
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "fault.storage")
	}
	db := &pgDB{pool: pool}
	if err := db.durable(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	return db, nil
}

// durable refuses a server that could lose a confirmed transaction.
func (db *pgDB) durable(ctx context.Context) error {
	for _, setting := range []string{"fsync", "full_page_writes", "synchronous_commit"} {
		var value string
		if err := db.pool.QueryRow(ctx, "SELECT current_setting($1)", setting).Scan(&value); err != nil {
			return fault.New(fault.Unavailable, "fault.storage")
		}
		if value == "off" || value == "local" && setting == "synchronous_commit" {
			return fault.New(fault.Unavailable, "fault.durability").With("setting", setting)
		}
	}
	return nil
}

func (db *pgDB) name() Engine { return Postgres }

func (db *pgDB) close() error {
	db.pool.Close()
	return nil
}

func (db *pgDB) query(ctx context.Context, text string, args []any) (cursor, error) {
	rows, err := db.pool.Query(ctx, text, args...)
	if err != nil {
		return nil, translate(err)
	}
	return pgRows{rows}, nil
}

// pgRows are pgx's rows as they are.
type pgRows struct{ pgx.Rows }

func (r pgRows) Scan(dest ...any) error { return translate(r.Rows.Scan(dest...)) }

func (db *pgDB) view(ctx context.Context, do func(*View) error) error {
	tx, err := db.pool.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return translate(err)
	}
	defer func() { _ = tx.Rollback(ctx) }() // nothing was changed
	return do(&View{conn: pgView{tx}})
}

type pgView struct{ tx pgx.Tx }

func (v pgView) query(ctx context.Context, text string, args []any) (cursor, error) {
	rows, err := v.tx.Query(ctx, text, args...)
	if err != nil {
		return nil, translate(err)
	}
	return pgRows{rows}, nil
}

func (db *pgDB) write(ctx context.Context, now time.Time, do func(*Tx) error) error {
	for try := 1; ; try++ {
		err := db.once(ctx, now, do)
		if err == nil || !lost(err) || try == tries {
			return translate(err)
		}
	}
}

func (db *pgDB) once(ctx context.Context, now time.Time, do func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return fault.New(fault.Unavailable, "fault.storage")
	}
	defer conn.Release()
	steady := context.WithoutCancel(ctx) // once begun, a transaction is finished
	t := &pgTx{conn: conn.Conn(), held: &pgx.Batch{}}
	t.held.Queue("BEGIN")
	tx := &Tx{Now: now, conn: t}
	err = callPG(do, tx)
	if err == nil {
		t.held.Queue("COMMIT")
		err = t.send(steady)
	}
	if err != nil {
		if _, back := conn.Exec(steady, "ROLLBACK"); back != nil {
			_ = conn.Conn().Close(steady) // the pool makes a new one
		}
		return err
	}
	tx.committed()
	return nil
}

func callPG(do func(*Tx) error, tx *Tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("sqldb: panic in a transaction: %v", p)
		}
	}()
	return do(tx)
}

// pgTx holds back statements and sends them with the next that must answer:
// BEGIN and the first read travel together, and so do the last writes and
// COMMIT.
type pgTx struct {
	conn *pgx.Conn
	held *pgx.Batch
}

// send flushes what is held.
func (t *pgTx) send(ctx context.Context) error {
	if t.held.Len() == 0 {
		return nil
	}
	held := t.held
	t.held = &pgx.Batch{}
	return t.conn.SendBatch(ctx, held).Close()
}

func (t *pgTx) query(ctx context.Context, text string, args []any) (cursor, error) {
	ctx = context.WithoutCancel(ctx)
	if t.held.Len() == 0 {
		rows, err := t.conn.Query(ctx, text, args...)
		if err != nil {
			return nil, err
		}
		return pgRows{rows}, nil
	}
	n := t.held.Len()
	held := t.held
	t.held = &pgx.Batch{}
	held.Queue(text, args...)
	results := t.conn.SendBatch(ctx, held)
	for range n {
		if _, err := results.Exec(); err != nil {
			return nil, errors.Join(err, ignoreSame(results.Close(), err))
		}
	}
	rows, err := results.Query()
	if err != nil {
		return nil, errors.Join(err, ignoreSame(results.Close(), err))
	}
	return &batchRows{pgRows{rows}, results}, nil
}

// ignoreSame drops the error that closing repeats.
func ignoreSame(err, first error) error {
	if err == nil || err.Error() == first.Error() {
		return nil
	}
	return err
}

// batchRows are the rows of the last statement of a batch.
type batchRows struct {
	pgRows
	results pgx.BatchResults
}

func (r *batchRows) Close() {
	r.pgRows.Close()
	if r.results != nil {
		_ = r.results.Close() // errors of the rows were seen by Err
		r.results = nil
	}
}

func (t *pgTx) exec(ctx context.Context, text string, args []any) (int64, error) {
	ctx = context.WithoutCancel(ctx)
	if err := t.send(ctx); err != nil {
		return 0, translate(err)
	}
	tag, err := t.conn.Exec(ctx, text, args...)
	if lost(err) {
		return 0, err
	}
	return tag.RowsAffected(), translate(err)
}

func (t *pgTx) queue(_ context.Context, text string, args []any) error {
	t.held.Queue(text, args...)
	return nil
}

func (t *pgTx) lock(_ context.Context, table, column string, key any) error {
	t.held.Queue("SELECT 1 FROM "+table+" WHERE "+column+" = $1 FOR UPDATE", key)
	return nil
}

func (t *pgTx) bulk(ctx context.Context, table string, columns []string, rows iter.Seq[[]any]) error {
	ctx = context.WithoutCancel(ctx)
	if err := t.send(ctx); err != nil {
		return translate(err)
	}
	next, stop := iter.Pull(rows)
	defer stop()
	_, err := t.conn.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromFunc(func() ([]any, error) {
		row, ok := next()
		if !ok {
			return nil, nil
		}
		return row, nil
	}))
	return translate(err)
}

func (db *pgDB) migrate(ctx context.Context, m migrations) error {
	conn := stdlib.OpenDBFromPool(db.pool)
	defer conn.Close()
	return m.run(ctx, Postgres, conn)
}

// Administer runs a statement that PostgreSQL takes only outside a
// transaction, as CREATE DATABASE. SQLite has none.
func Administer(ctx context.Context, db *DB, statement string) error {
	pg, ok := db.engine.(*pgDB)
	if !ok {
		return fault.New(fault.Invalid, "fault.database_url")
	}
	_, err := pg.pool.Exec(ctx, statement)
	return translate(err)
}
