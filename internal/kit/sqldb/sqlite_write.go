package sqldb

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// liteWriter is the one goroutine that writes. Transactions queue for it; those
// that wait together share a commit, which costs one sync of the disk.
type liteWriter struct {
	dsn    string
	kept   int // KiB of pages it keeps in memory
	wal    wal
	conn   *liteConn // nil after a failure that left its state unknown
	jobs   chan *job
	stop   chan struct{}
	ended  chan struct{} // closed when no job will be taken any more
	once   sync.Once
	closed error
	over   bool // stop was seen
}

// job is a transaction that queues.
type job struct {
	ctx   context.Context
	now   time.Time
	do    func(*Tx) error
	much  bool // it writes a great deal
	state atomic.Int32
	tx    *Tx // of the last run
	err   error
	ready bool // done is closed
	done  chan struct{}
}

// finish tells the caller, once.
func (j *job) finish() {
	if !j.ready {
		j.ready = true
		close(j.done)
	}
}

// The states of a job: the writer takes it or the caller leaves, never both.
const (
	waiting int32 = iota
	taken
	left
)

// queueLength is how many jobs queue before callers wait to queue.
const queueLength = 1024

// errClosed answers who uses a database after Close.
var errClosed = &refusal{fault: errStorage, says: "the database is closed"}

// errExit answers whose transaction ended the goroutine it ran in.
var errExit = errors.New("sqldb: a transaction ended its goroutine")

func openWriter(ctx context.Context, path, dsn string, cache int) (*liteWriter, error) {
	conn, err := liteConnect(ctx, dsn)
	if err != nil {
		return nil, err
	}
	if err := conn.durable(ctx); err != nil {
		return nil, errors.Join(err, conn.close())
	}
	w := &liteWriter{dsn: dsn, kept: cmp.Or(cache, writerCache), wal: wal{file: path + "-wal"}, conn: conn,
		jobs: make(chan *job, queueLength), stop: make(chan struct{}), ended: make(chan struct{})}
	go w.run()
	return w, nil
}

func (db *liteDB) write(ctx context.Context, now time.Time, do func(*Tx) error) error {
	return db.enqueue(ctx, &job{ctx: ctx, now: now, do: do, err: errExit, done: make(chan struct{})})
}

// enqueue hands a job to the writer and waits until it is settled.
func (db *liteDB) enqueue(ctx context.Context, j *job) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case db.writer.jobs <- j:
	case <-ctx.Done():
		return ctx.Err()
	case <-db.writer.ended:
		return errClosed
	}
	if err := j.wait(db.writer.ended); err != nil {
		return err
	}
	j.tx.committed()
	return nil
}

// wait returns when the job is settled, or earlier when the caller could still
// leave the queue.
func (j *job) wait(ended <-chan struct{}) error {
	select {
	case <-j.done:
	case <-j.ctx.Done():
		if j.state.CompareAndSwap(waiting, left) {
			return j.ctx.Err()
		}
	case <-ended:
		if j.state.CompareAndSwap(waiting, left) {
			return errClosed
		}
	}
	<-j.done
	return j.err
}

func (w *liteWriter) run() {
	defer w.ranOut()
	for !w.over {
		select {
		case <-w.stop:
			w.over = true
		case j := <-w.jobs:
			w.settle(w.gather(j))
			w.wal.tidy(w.conn)
		}
	}
}

// ranOut goes on in another goroutine when a job ended this one, as t.FailNow
// does.
func (w *liteWriter) ranOut() {
	if w.over {
		close(w.ended)
		return
	}
	w.rollback()
	go w.run()
}

// groupMost bounds how many jobs share a commit, so that the first does not
// wait long for the last.
const groupMost = 64

// gather takes the jobs that wait now.
func (w *liteWriter) gather(j *job) []*job {
	var group []*job
	for {
		if j.state.CompareAndSwap(waiting, taken) {
			group = append(group, j)
		}
		if len(group) == groupMost || j.much {
			return group
		}
		select {
		case j = <-w.jobs:
		default:
			return group
		}
	}
}

func (w *liteWriter) close() error {
	w.once.Do(func() {
		close(w.stop)
		<-w.ended
		if w.conn != nil {
			w.closed = w.conn.close()
		}
	})
	return w.closed
}
