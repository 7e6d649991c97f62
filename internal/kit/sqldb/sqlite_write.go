package sqldb

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"
)

// job is a transaction that waits for the writer.
type job struct {
	ctx    context.Context
	now    time.Time
	do     func(*Tx) error
	err    error
	tx     *Tx
	result chan error
}

// groupMost bounds how many jobs share a commit, so that the first does not
// wait long for the last.
const groupMost = 64

func (db *liteDB) write(ctx context.Context, now time.Time, do func(*Tx) error) error {
	j := &job{ctx: ctx, now: now, do: do, result: make(chan error, 1)}
	select {
	case <-db.done:
		return errClosed
	default:
	}
	select {
	case db.jobs <- j:
	case <-ctx.Done():
		return ctx.Err()
	case <-db.done:
		return errClosed
	}
	return <-j.result
}

// run is the one writer.
func (db *liteDB) run() {
	defer close(db.closed)
	for {
		select {
		case j := <-db.jobs:
			db.group(db.gather(j))
		case <-db.done:
			db.drain()
			return
		}
	}
}

func (db *liteDB) drain() {
	for {
		select {
		case j := <-db.jobs:
			j.result <- errClosed
		default:
			return
		}
	}
}

// gather takes the jobs that wait now.
func (db *liteDB) gather(first *job) []*job {
	jobs := []*job{first}
	for len(jobs) < groupMost {
		select {
		case j := <-db.jobs:
			jobs = append(jobs, j)
		default:
			return jobs
		}
	}
	return jobs
}

// group runs jobs in one transaction. When one fails after it changed
// something, or the commit fails, the group is rolled back and each runs again
// by itself.
func (db *liteDB) group(jobs []*job) {
	if len(jobs) > 1 && db.together(jobs) {
		for _, j := range jobs {
			j.finish()
		}
		return
	}
	for _, j := range jobs {
		if !db.together([]*job{j}) && j.err == nil {
			j.err = errClosed
		}
		j.finish()
	}
}

func (j *job) finish() {
	if j.err == nil && j.tx != nil {
		j.tx.committed()
	}
	j.result <- j.err
}

// together reports whether all jobs are settled: each has its error, and what
// the others changed is durable.
func (db *liteDB) together(jobs []*job) bool {
	ctx := context.Background()
	if _, err := db.writer.exec(ctx, "BEGIN IMMEDIATE", nil); err != nil {
		for _, j := range jobs {
			j.err = err
		}
		return len(jobs) == 1
	}
	changed := false
	for _, j := range jobs {
		if j.err = j.ctx.Err(); j.err != nil {
			j.tx = nil
			continue
		}
		conn := &liteTx{c: db.writer}
		j.tx = &Tx{Now: j.now, conn: conn}
		j.err = call(j.do, j.tx)
		if j.err != nil && conn.changed {
			_, _ = db.writer.exec(ctx, "ROLLBACK", nil) // nothing more can be done for this group
			return len(jobs) == 1
		}
		changed = changed || conn.changed
	}
	if _, err := db.writer.exec(ctx, "COMMIT", nil); err != nil {
		_, _ = db.writer.exec(ctx, "ROLLBACK", nil) // the commit's own error is what counts
		jobs[0].err = err
		return len(jobs) == 1
	}
	return true
}

// call turns a panic of a job into its error, so that one job cannot stop the
// writer.
func call(do func(*Tx) error, tx *Tx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("sqldb: panic in a transaction: %v", p)
			tx.conn.(interface{ spoil() }).spoil()
		}
	}()
	return do(tx)
}

// liteTx is one job's part of a transaction.
type liteTx struct {
	c       *liteConn
	changed bool
}

func (t *liteTx) spoil() { t.changed = true }

func (t *liteTx) query(ctx context.Context, text string, args []any) (cursor, error) {
	t.changed = t.changed || !strings.HasPrefix(strings.TrimSpace(text), "SELECT")
	return t.c.query(ctx, text, args)
}

func (t *liteTx) exec(ctx context.Context, text string, args []any) (int64, error) {
	t.changed = true
	return t.c.exec(ctx, text, args)
}

func (t *liteTx) queue(ctx context.Context, text string, args []any) error {
	_, err := t.exec(ctx, text, args)
	return err
}

func (t *liteTx) lock(context.Context, string, string, any) error { return nil }

func (t *liteTx) bulk(ctx context.Context, table string, columns []string, rows iter.Seq[[]any]) error {
	places := make([]string, len(columns))
	for i := range places {
		places[i] = fmt.Sprintf("$%d", i+1)
	}
	text := "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES (" + strings.Join(places, ", ") + ")"
	for row := range rows {
		if _, err := t.exec(ctx, text, row); err != nil {
			return err
		}
	}
	return nil
}
