package sqldb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net/url"
	"os"
	"strconv"
	"sync"

	"modernc.org/sqlite"

	"teduh/internal/kit/fault"
)

// liteDB is a SQLite file with one writer connection and a pool of readers.
type liteDB struct {
	path   string
	writer *liteConn
	pool   chan *liteConn
	jobs   chan *job
	done   chan struct{}
	closed chan struct{}
	once   sync.Once
}

const (
	defaultReaders = 4
	writerCacheKiB = 8 * 1024
	readerCacheKiB = 2 * 1024
	checkpoint     = 4000 // pages of WAL before they are moved into the file
)

func openSQLite(ctx context.Context, path string, o Options) (*liteDB, error) {
	if err := ownFile(path); err != nil {
		return nil, err
	}
	writer, err := liteConnect(ctx, liteDSN(path, false))
	if err != nil {
		return nil, err
	}
	if err := writer.durable(ctx); err != nil {
		return nil, errors.Join(err, writer.close())
	}
	n := o.MaxReaders
	if n == 0 {
		n = defaultReaders
	}
	db := &liteDB{path: path, writer: writer, pool: make(chan *liteConn, n), jobs: make(chan *job, 1024), done: make(chan struct{}), closed: make(chan struct{})}
	for range n {
		db.pool <- nil // connected when first used
	}
	go db.run()
	return db, nil
}

// ownFile makes the database file readable by its owner only.
func ownFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fault.New(fault.Unavailable, "fault.storage")
	}
	return f.Close()
}

func liteDSN(path string, readOnly bool) string {
	q := url.Values{}
	pragmas := []string{"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "temp_store(MEMORY)"}
	if readOnly {
		pragmas = append(pragmas, "query_only(1)", "cache_size(-"+strconv.Itoa(readerCacheKiB)+")")
	} else {
		pragmas = append(pragmas, "cache_size(-"+strconv.Itoa(writerCacheKiB)+")", "wal_autocheckpoint("+strconv.Itoa(checkpoint)+")", "journal_size_limit(67108864)")
	}
	q["_pragma"] = pragmas
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// liteConn is one SQLite connection with its prepared statements, used by one
// goroutine at a time.
type liteConn struct {
	conn       driver.Conn
	statements map[string]driver.Stmt
}

func liteConnect(ctx context.Context, dsn string) (*liteConn, error) {
	conn, err := (&sqlite.Driver{}).Open(dsn)
	if err != nil {
		return nil, translate(err)
	}
	return &liteConn{conn: conn, statements: map[string]driver.Stmt{}}, ctx.Err()
}

func (c *liteConn) close() error {
	for _, s := range c.statements {
		_ = s.Close() // closing the connection frees them in any case
	}
	return c.conn.Close()
}

// durable refuses settings that could lose a confirmed transaction.
func (c *liteConn) durable(ctx context.Context) error {
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2"} {
		got := ""
		rows, err := c.query(ctx, "SELECT CAST("+pragma+" AS TEXT) FROM pragma_"+pragma, nil)
		if err != nil {
			return err
		}
		if rows.Next() {
			err = rows.Scan(&got)
		}
		rows.Close()
		if err != nil || got != want {
			return fault.New(fault.Unavailable, "fault.durability").With("setting", pragma)
		}
	}
	return nil
}

func (c *liteConn) prepare(text string) (driver.Stmt, error) {
	if s, ok := c.statements[text]; ok {
		return s, nil
	}
	s, err := c.conn.Prepare(numbered(text))
	if err != nil {
		return nil, translate(err)
	}
	c.statements[text] = s
	return s, nil
}

func (c *liteConn) exec(ctx context.Context, text string, args []any) (int64, error) {
	s, err := c.prepare(text)
	if err != nil {
		return 0, err
	}
	named, err := bind(args)
	if err != nil {
		return 0, err
	}
	res, err := s.(driver.StmtExecContext).ExecContext(context.WithoutCancel(ctx), named)
	if err != nil {
		return 0, translate(err)
	}
	return res.RowsAffected()
}

func (c *liteConn) query(ctx context.Context, text string, args []any) (cursor, error) {
	s, err := c.prepare(text)
	if err != nil {
		return nil, err
	}
	named, err := bind(args)
	if err != nil {
		return nil, err
	}
	rows, err := s.(driver.StmtQueryContext).QueryContext(context.WithoutCancel(ctx), named)
	if err != nil {
		return nil, translate(err)
	}
	return &liteRows{rows: rows, values: make([]driver.Value, len(rows.Columns()))}, nil
}

// bind turns arguments into what the driver takes. An empty BLOB stays an
// empty BLOB and does not become NULL.
func bind(args []any) ([]driver.NamedValue, error) {
	named := make([]driver.NamedValue, len(args))
	for i, a := range args {
		v, err := driver.DefaultParameterConverter.ConvertValue(a)
		if err != nil {
			return nil, err
		}
		if b, ok := v.([]byte); ok && b == nil && a != nil {
			v = []byte{}
		}
		named[i] = driver.NamedValue{Ordinal: i + 1, Value: v}
	}
	return named, nil
}

// numbered writes $1 as ?1 outside literals, so that SQLite binds by number
// whatever driver carries it.
func numbered(text string) string {
	b := []byte(text)
	literal := false
	for i := range b {
		switch {
		case b[i] == '\'':
			literal = !literal
		case b[i] == '$' && !literal:
			b[i] = '?'
		}
	}
	return string(b)
}

func (db *liteDB) name() Engine { return SQLite }

func (db *liteDB) query(ctx context.Context, text string, args []any) (cursor, error) {
	c, err := db.borrow(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.query(ctx, text, args)
	if err != nil {
		db.pool <- c
		return nil, err
	}
	return &pooledRows{cursor: rows, give: func() { db.pool <- c }}, nil
}

func (db *liteDB) borrow(ctx context.Context) (*liteConn, error) {
	select {
	case c := <-db.pool:
		if c != nil {
			return c, nil
		}
		c, err := liteConnect(ctx, liteDSN(db.path, true))
		if err != nil {
			db.pool <- nil
		}
		return c, err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (db *liteDB) view(ctx context.Context, do func(*View) error) error {
	c, err := db.borrow(ctx)
	if err != nil {
		return err
	}
	defer func() { db.pool <- c }()
	if _, err := c.exec(ctx, "BEGIN", nil); err != nil {
		return err
	}
	defer func() { _, _ = c.exec(ctx, "ROLLBACK", nil) }() // nothing was changed
	return do(&View{conn: c})
}

func (db *liteDB) close() error {
	var err error
	db.once.Do(func() {
		close(db.done)
		<-db.closed
		for range cap(db.pool) {
			if c := <-db.pool; c != nil {
				err = errors.Join(err, c.close())
			}
		}
		err = errors.Join(err, db.writer.close())
	})
	return err
}

// migrate opens a connection of its own for the migration library.
func (db *liteDB) migrate(ctx context.Context, m migrations) error {
	conn, err := sql.Open("sqlite", liteDSN(db.path, false)+"&_txlock=immediate")
	if err != nil {
		return err
	}
	defer conn.Close()
	conn.SetMaxOpenConns(1)
	return m.run(ctx, SQLite, conn)
}

// errClosed answers who writes after Close.
var errClosed = fault.New(fault.Unavailable, "fault.storage")
