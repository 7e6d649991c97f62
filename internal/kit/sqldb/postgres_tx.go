package sqldb

import (
	"context"
	"iter"
	"slices"

	"github.com/jackc/pgx/v5"
)

// pgTx holds statements back and sends them with the next that must answer:
// BEGIN and the first read travel together, and so do the last writes and
// COMMIT. A transaction that reads once takes two round trips.
type pgTx struct {
	conn  *pgx.Conn
	held  *pgx.Batch
	begun bool // something was sent
}

// heldMost bounds the statements held back, so that a long transaction does not
// gather in memory.
const heldMost = 256

func newPgTx(conn *pgx.Conn, begin string) *pgTx {
	t := &pgTx{conn: conn, held: &pgx.Batch{}}
	t.held.Queue(begin)
	return t
}

// send sends what is held and returns the results, read up to the last.
func (t *pgTx) send(ctx context.Context) (pgx.BatchResults, error) {
	held := t.held
	t.held, t.begun = &pgx.Batch{}, true
	results := t.conn.SendBatch(ctx, held)
	for range held.Len() - 1 {
		if _, err := results.Exec(); err != nil {
			_ = results.Close() // it says the same again
			return nil, translate(ctx, err)
		}
	}
	return results, nil
}

func (t *pgTx) exec(ctx context.Context, text string, args []any) (int64, error) {
	t.held.Queue(text, args...)
	return t.flush(ctx)
}

// flush sends what is held and returns how many rows the last statement
// changed.
func (t *pgTx) flush(ctx context.Context) (int64, error) {
	results, err := t.send(ctx)
	if err != nil {
		return 0, err
	}
	tag, err := results.Exec()
	if closing := results.Close(); err == nil {
		err = closing
	}
	return tag.RowsAffected(), translate(ctx, err)
}

func (t *pgTx) query(ctx context.Context, text string, args []any) (cursor, error) {
	t.held.Queue(text, args...)
	results, err := t.send(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := results.Query()
	if err != nil {
		_ = results.Close() // it says the same again
		return nil, translate(ctx, err)
	}
	return &batchRows{pgRows{rows, ctx}, results, nil}, nil
}

// batchRows are the rows of the last statement of a batch.
type batchRows struct {
	pgRows
	results pgx.BatchResults
	closing error
}

func (r *batchRows) Close() {
	r.pgRows.Close()
	if r.results != nil {
		r.closing = r.results.Close()
		r.results = nil
	}
}

func (r *batchRows) Err() error {
	if err := r.pgRows.Err(); err != nil {
		return err
	}
	return translate(r.ctx, r.closing)
}

func (t *pgTx) queue(ctx context.Context, text string, args []any) error {
	t.held.Queue(text, slices.Clone(args)...)
	if t.held.Len() < heldMost {
		return nil
	}
	_, err := t.flush(ctx)
	return err
}

func (t *pgTx) lock(_ context.Context, table, column string, key any) error {
	t.held.Queue("SELECT 1 FROM "+table+" WHERE "+column+" = $1 FOR UPDATE", key)
	return nil
}

func (t *pgTx) bulk(ctx context.Context, table string, columns []string, rows iter.Seq[[]any]) error {
	if t.held.Len() > 0 {
		if _, err := t.flush(ctx); err != nil {
			return err
		}
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
	return translate(ctx, err)
}

// rollback leaves nothing of the transaction. A connection that does not take
// it is not used again: the pool sees that its transaction is open.
func (t *pgTx) rollback(ctx context.Context) {
	if t.begun && !t.conn.IsClosed() {
		_, _ = t.conn.Exec(ctx, "ROLLBACK")
	}
}
