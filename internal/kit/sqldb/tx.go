package sqldb

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"
)

// Tx is a write transaction, for one goroutine. It is a [Reader] that sees its
// own changes. Once one of its statements fails it cannot commit: Write returns
// that error even when do does not.
type Tx struct {
	Now time.Time // the same for the whole transaction

	session
	conn  txConn
	after []func()
}

// txConn is a transaction on an engine.
type txConn interface {
	querier
	exec(ctx context.Context, sql string, args []any) (int64, error)
	queue(ctx context.Context, sql string, args []any) error
	lock(ctx context.Context, table, column string, key any) error
	bulk(ctx context.Context, table string, columns []string, rows iter.Seq[[]any]) error
}

func newTx(now time.Time, conn txConn) *Tx {
	return &Tx{Now: now, session: session{on: conn}, conn: conn}
}

// Exec runs a statement and returns how many rows it changed. Faults:
// fault.taken when a unique constraint refuses, fault.append_only when a
// trigger does, fault.storage when the disk or the connection fails.
func (tx *Tx) Exec(ctx context.Context, sql string, args ...any) (int64, error) {
	if err := tx.ready(); err != nil {
		return 0, err
	}
	rows, err := tx.conn.exec(context.WithoutCancel(ctx), sql, args)
	return rows, tx.fail(err)
}

// Queue is Exec without a count. On PostgreSQL the statement waits for the next
// read, Exec or the commit and travels with it; its fault surfaces there. Its
// arguments must not change until then.
func (tx *Tx) Queue(ctx context.Context, sql string, args ...any) error {
	if err := tx.ready(); err != nil {
		return err
	}
	return tx.fail(tx.conn.queue(context.WithoutCancel(ctx), sql, args))
}

// Lock holds the row of a table with a key until the transaction ends, so that
// others who lock it wait. Like Queue it travels with the next read. SQLite has
// one writer and needs none.
func (tx *Tx) Lock(ctx context.Context, table, column string, key any) error {
	if err := tx.ready(); err != nil {
		return err
	}
	return tx.fail(tx.conn.lock(context.WithoutCancel(ctx), table, column, key))
}

// Bulk writes many rows at once: COPY on PostgreSQL, one prepared statement on
// SQLite. The rows may run more than once, as do, and must not use tx; a row may
// be changed once the next is asked for.
func (tx *Tx) Bulk(ctx context.Context, table string, columns []string, rows iter.Seq[[]any]) error {
	if err := tx.ready(); err != nil {
		return err
	}
	return tx.fail(tx.conn.bulk(context.WithoutCancel(ctx), table, columns, rows))
}

// Aside runs do in another goroutine, with the transaction to itself, so that
// who called can go on with what needs no database. The next statement, and the
// end of the transaction, wait for it; its fault surfaces there.
func (tx *Tx) Aside(do func(tx *Tx) error) error {
	if err := tx.ready(); err != nil {
		return err
	}
	inner := newTx(tx.Now, tx.conn)
	err := errExit
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		err = inner.run(do)
	}()
	tx.aside = func() error {
		<-ended
		tx.after = append(tx.after, inner.after...)
		return err
	}
	return nil
}

// After runs do once the transaction is durable, in the goroutine that called
// Write and before Write returns. Transactions that commit one after the other
// may run theirs in another order.
func (tx *Tx) After(do func()) { tx.after = append(tx.after, do) }

func (tx *Tx) query(ctx context.Context, sql string, args []any) (cursor, error) {
	return tx.session.query(context.WithoutCancel(ctx), sql, args)
}

// run calls do and says how it ended: with its own error, with that of a
// statement it did not pass on, or with a panic.
func (tx *Tx) run(do func(*Tx) error) (err error) {
	defer func() {
		tx.rejoin()
		tx.over = true
		if p := recover(); p != nil {
			err = tx.fail(fmt.Errorf("sqldb: panic in a transaction: %v", p))
		}
		if err == nil {
			err = tx.failed
		}
	}()
	return do(tx)
}

func (tx *Tx) committed() {
	for _, do := range tx.after {
		do()
	}
}

// View is a snapshot for reading only, for one goroutine.
type View struct{ session }

// querier reads on one connection.
type querier interface {
	query(ctx context.Context, sql string, args []any) (cursor, error)
}

// session is one connection inside a transaction. It holds both engines to what
// each can do: one answer at a time, nothing after a failure, nothing after the
// end.
type session struct {
	on      querier
	failed  error // of the first statement that failed
	reading bool
	over    bool
	aside   func() error // waits for what goes on beside, see Tx.Aside
}

var (
	errReading = errors.New("sqldb: the rows of this transaction are still being read")
	errOver    = errors.New("sqldb: the transaction is over")
)

func (s *session) ready() error {
	s.rejoin()
	switch {
	case s.over:
		return errOver
	case s.reading:
		return errReading
	default:
		return s.failed
	}
}

// rejoin waits for what goes on beside.
func (s *session) rejoin() {
	if wait := s.aside; wait != nil {
		s.aside = nil
		_ = s.fail(wait())
	}
}

func (s *session) fail(err error) error {
	if s.failed == nil {
		s.failed = err
	}
	return err
}

func (s *session) query(ctx context.Context, sql string, args []any) (cursor, error) {
	if err := s.ready(); err != nil {
		return nil, err
	}
	rows, err := s.on.query(ctx, sql, args)
	if err != nil {
		return nil, s.fail(err)
	}
	s.reading = true
	return &sessionRows{rows, s}, nil
}

// sessionRows free their session when they end.
type sessionRows struct {
	cursor
	session *session
}

func (r *sessionRows) Close() {
	r.cursor.Close()
	r.session.reading = false
	_ = r.session.fail(r.cursor.Err()) // whoever reads asks Err for it
}
