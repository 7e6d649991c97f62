package sqldb

import (
	"context"
	"slices"
	"strconv"
)

// settle runs jobs in one transaction; when that cannot be, each in its own.
func (w *liteWriter) settle(group []*job) {
	defer finish(group)
	if len(group) > 1 && w.together(group) {
		return
	}
	for i := range group {
		w.together(group[i : i+1])
		group[i].finish()
	}
}

func finish(group []*job) {
	for _, j := range group {
		j.finish()
	}
}

// together runs jobs one after the other in one transaction and reports whether
// all are settled: each has its error, or what it changed is durable. They are
// not when one of several failed after it changed something, or the commit
// failed; then nothing of any of them is left.
func (w *liteWriter) together(group []*job) bool {
	if err := w.begin(); err != nil {
		for _, j := range group {
			j.err = err
		}
		return true
	}
	alone := len(group) == 1
	if slices.ContainsFunc(group, func(j *job) bool { return j.much }) {
		w.cache(muchCache)
		defer w.cache(w.kept)
	}
	for _, j := range group {
		conn := &liteTx{liteReader: liteReader{w.conn}}
		j.tx, j.err = newTx(j.now, conn), errExit
		j.err = j.tx.run(j.do)
		if j.tx.failed != nil || j.err != nil && conn.changed {
			w.rollback()
			return alone
		}
	}
	if _, err := w.conn.exec(context.Background(), "COMMIT", nil); err != nil {
		w.rollback()
		group[0].err = err
		return alone
	}
	return true
}

// muchCache is how many KiB of pages the writer keeps while a job writes a great
// deal.
const muchCache = 16 * 1024

// cache sets how many KiB of pages the writer keeps. It is only about speed.
func (w *liteWriter) cache(kib int) {
	if w.conn != nil {
		_, _ = w.conn.pragma(context.Background(), "cache_size(-"+strconv.Itoa(kib)+")")
	}
}

// begin takes the file for writing, so that no job finds it locked half way.
func (w *liteWriter) begin() (err error) {
	ctx := context.Background()
	if w.conn == nil {
		if w.conn, err = liteConnect(ctx, w.dsn); err != nil {
			w.conn = nil
			return err
		}
	}
	_, err = w.conn.exec(ctx, "BEGIN IMMEDIATE", nil)
	return err
}

// rollback leaves nothing of a transaction. After some failures, as of the disk,
// SQLite has rolled back by itself and refuses: a new connection is certain.
func (w *liteWriter) rollback() {
	if w.conn == nil {
		return
	}
	if _, err := w.conn.exec(context.Background(), "ROLLBACK", nil); err != nil {
		_ = w.conn.close() // its transaction ends with it
		w.conn = nil
	}
}
