package sqldb

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"teduh/internal/kit/fault"
)

// liteConn is one SQLite connection with its prepared statements, used by one
// goroutine at a time. It stands on the driver without database/sql between,
// which would prepare a statement at every execution.
type liteConn struct {
	conn       driver.Conn
	statements map[string]*liteStmt
	args       []driver.NamedValue // room for the arguments of one execution
}

// liteStmt is a prepared statement and how many arguments it takes.
type liteStmt struct {
	driver.Stmt
	params int
}

// statementsKept bounds the prepared statements of a connection. The program
// has fewer; lists of varying length could make more.
const statementsKept = 500

const (
	connectTries = 200
	connectRest  = 20 * time.Millisecond
)

// liteConnect opens a connection. The change to a write-ahead log does not wait
// for another process that opens or closes the file at the same moment, so it
// is tried again.
func liteConnect(ctx context.Context, dsn string) (*liteConn, error) {
	for try := 1; ; try++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		conn, err := (&sqlite.Driver{}).Open(dsn)
		if err == nil {
			return &liteConn{conn: conn, statements: map[string]*liteStmt{}}, nil
		}
		var e *sqlite.Error
		if !errors.As(err, &e) || e.Code()&0xff != sqlite3.SQLITE_BUSY || try == connectTries {
			return nil, translate(ctx, err)
		}
		time.Sleep(rand.N(connectRest))
	}
}

func (c *liteConn) close() error {
	err := c.forget()
	return errors.Join(err, c.conn.Close())
}

func (c *liteConn) forget() (err error) {
	for _, s := range c.statements {
		err = errors.Join(err, s.Close())
	}
	clear(c.statements)
	return err
}

// durable refuses settings that could lose a confirmed transaction: anything
// but a write-ahead log that is synced at every commit.
func (c *liteConn) durable(ctx context.Context) error {
	for pragma, good := range map[string][]string{"journal_mode": {"wal"}, "synchronous": {"2", "3"}} {
		got, err := c.pragma(ctx, pragma)
		if err != nil {
			return err
		}
		if !slices.Contains(good, got) {
			return fault.New(fault.Unavailable, "fault.durability").With("setting", pragma)
		}
	}
	return nil
}

// pragma runs a pragma and returns the first value it answers, as text.
func (c *liteConn) pragma(ctx context.Context, pragma string) (value string, err error) {
	rows, err := c.query(ctx, "PRAGMA "+pragma, nil)
	if err != nil {
		return "", err
	}
	defer rows.Close()
	if rows.Next() {
		value = fmt.Sprint(rows.values[0])
	}
	rows.Close()
	return value, rows.Err()
}

func (c *liteConn) prepare(ctx context.Context, text string) (*liteStmt, error) {
	if s, ok := c.statements[text]; ok {
		return s, nil
	}
	if len(c.statements) >= statementsKept {
		if err := c.forget(); err != nil {
			return nil, translate(ctx, err)
		}
	}
	numbered, params := placeholders(text)
	stmt, err := c.conn.Prepare(numbered)
	if err != nil {
		return nil, translate(ctx, err)
	}
	s := &liteStmt{stmt, params}
	c.statements[text] = s
	return s, nil
}

func (c *liteConn) exec(ctx context.Context, text string, args []any) (int64, error) {
	s, err := c.prepare(ctx, text)
	if err != nil {
		return 0, err
	}
	if err := c.bind(s, args); err != nil {
		return 0, err
	}
	res, err := s.Stmt.(driver.StmtExecContext).ExecContext(ctx, c.args)
	if err != nil {
		return 0, translate(ctx, err)
	}
	return res.RowsAffected()
}

func (c *liteConn) query(ctx context.Context, text string, args []any) (*liteRows, error) {
	s, err := c.prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	if err := c.bind(s, args); err != nil {
		return nil, err
	}
	rows, err := s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, c.args)
	if err != nil {
		return nil, translate(ctx, err)
	}
	return &liteRows{ctx: ctx, rows: rows, values: make([]driver.Value, len(rows.Columns()))}, nil
}

// bind turns arguments into what the driver takes.
func (c *liteConn) bind(s *liteStmt, args []any) error {
	if len(args) != s.params {
		return fmt.Errorf("sqldb: %d arguments for %d places", len(args), s.params)
	}
	clear(c.args)
	c.args = c.args[:0]
	for i, a := range args {
		v, err := value(a)
		if err != nil {
			return fmt.Errorf("sqldb: argument %d, %T, cannot be stored", i+1, a)
		}
		c.args = append(c.args, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	return nil
}

func value(a any) (driver.Value, error) {
	switch a := a.(type) {
	case string, int64, []byte, bool, nil:
		return a, nil
	case int:
		return int64(a), nil
	case time.Time:
		return nil, errors.New("an instant is stored as its Unix milliseconds")
	default:
		return driver.DefaultParameterConverter.ConvertValue(a)
	}
}
