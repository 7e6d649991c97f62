package sqldb

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"
)

// tries is how often a transaction runs at most. Each rest is longer than the
// last and differs between those that met.
const (
	tries   = 10
	longest = 50 * time.Millisecond
)

func (db *pgDB) write(ctx context.Context, now time.Time, do func(*Tx) error) error {
	for try := 1; ; try++ {
		tx, again, err := db.once(ctx, now, do)
		if err == nil {
			tx.committed()
			return nil
		}
		if !again || try == tries {
			return err
		}
		select {
		case <-time.After(rand.N(min(longest, time.Millisecond<<try))):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// once runs a transaction and reports whether a failed one may run again: when
// the server gave it up, or the connection broke before COMMIT was sent. After
// that nobody knows whether it counts.
func (db *pgDB) once(ctx context.Context, now time.Time, do func(*Tx) error) (_ *Tx, again bool, err error) {
	conn, err := db.pool.Acquire(ctx)
	if err != nil {
		return nil, false, translate(ctx, err)
	}
	defer conn.Release()
	steady := context.WithoutCancel(ctx) // once begun, a transaction is finished
	t := newPgTx(conn.Conn(), "BEGIN")
	tx := newTx(now, t)
	if err := tx.run(do); err != nil {
		t.rollback(steady)
		r := refused(tx.failed)
		return nil, r.lost || r.broken, err
	}
	if err := t.commit(steady); err != nil {
		t.rollback(steady)
		return nil, refused(err).lost, err
	}
	return tx, false, nil
}

// commit sends COMMIT with what is held. A transaction of which nothing was
// ever sent or held has nothing to commit.
func (t *pgTx) commit(ctx context.Context) error {
	if !t.begun && t.held.Len() == 1 {
		return nil
	}
	t.held.Queue("COMMIT")
	results, err := t.send(ctx)
	if err != nil {
		return err
	}
	tag, err := results.Exec()
	if closing := results.Close(); err == nil {
		err = closing
	}
	if err == nil && tag.String() != "COMMIT" {
		err = errors.New("sqldb: the server rolled the transaction back")
	}
	return translate(ctx, err)
}
