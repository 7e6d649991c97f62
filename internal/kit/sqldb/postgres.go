package sqldb

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"

	"teduh/internal/kit/fault"
)

// pgDB is a PostgreSQL database.
type pgDB struct {
	pool *pgxpool.Pool
}

const pgConns = 16

func openPostgres(ctx context.Context, url string, o Options) (*pgDB, error) {
	config, err := pgConfig(url, o)
	if err != nil {
		return nil, err
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, translate(ctx, err)
	}
	db := &pgDB{pool: pool}
	if err := db.durable(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	return db, nil
}

func pgConfig(url string, o Options) (*pgxpool.Config, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fault.Bad("db", "fault.database_url") // the error may quote a password
	}
	config.MaxConns = pgConns
	if o.MaxReaders > 0 {
		config.MaxConns = int32(o.MaxReaders)
	}
	params := config.ConnConfig.RuntimeParams
	if params["application_name"] == "" {
		params["application_name"] = "teduh"
	}
	if o.ReadOnly {
		params["default_transaction_read_only"] = "on"
	}
	config.ConnConfig.BuildContextWatcherHandler = cancelQuery
	return config, nil
}

// cancelQuery asks the server to stop a query whose context ended; the
// connection stays. Without it the connection is closed and the query runs on.
func cancelQuery(c *pgconn.PgConn) ctxwatch.Handler {
	return &pgconn.CancelRequestContextWatcherHandler{Conn: c, DeadlineDelay: 5 * time.Second}
}

// durable refuses a server that could lose a confirmed transaction.
func (db *pgDB) durable(ctx context.Context) error {
	for _, setting := range []string{"fsync", "full_page_writes", "synchronous_commit"} {
		value, err := Get(ctx, db, Scalar[string], "SELECT current_setting($1)", setting)
		if err != nil {
			return err
		}
		if value == "off" || value == "local" {
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
		return nil, translate(ctx, err)
	}
	return pgRows{rows, ctx}, nil
}

// pgRows are pgx's rows with their errors translated.
type pgRows struct {
	pgx.Rows
	ctx context.Context // of the query
}

func (r pgRows) Err() error { return translate(r.ctx, r.Rows.Err()) }

func (r pgRows) Scan(dest ...any) error { return translate(r.ctx, r.Rows.Scan(dest...)) }

func (db *pgDB) view(ctx context.Context, do func(*View) error) error {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return translate(ctx, err)
	}
	defer conn.Release()
	t := newPgTx(conn.Conn(), "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
	defer t.rollback(context.WithoutCancel(ctx))
	v := &View{session{on: t}}
	defer func() { v.over = true }()
	return do(v)
}

func (db *pgDB) migrate(ctx context.Context, m migrations) (err error) {
	conn := stdlib.OpenDBFromPool(db.pool)
	defer func() {
		err = errors.Join(err, conn.Close())
		db.pool.Reset() // what connections know of the tables is old
	}()
	return m.run(ctx, Postgres, conn)
}

// Administer runs a statement that PostgreSQL takes only outside a
// transaction, as CREATE DATABASE. SQLite has none.
func Administer(ctx context.Context, db *DB, statement string) error {
	pg, ok := db.engine.(*pgDB)
	if !ok {
		return fault.Bad("db", "fault.database_url")
	}
	_, err := pg.pool.Exec(ctx, statement)
	return translate(ctx, err)
}
