package sqldb

import (
	"context"
	"errors"
	"sync"
)

// litePool lends connections that only read. The one given back last is lent
// first: its pages are warm, and a quiet program keeps few connections.
type litePool struct {
	dsn    string
	places chan struct{} // one for each connection that is lent
	done   chan struct{}
	once   sync.Once

	mu   sync.Mutex
	idle []*liteConn
}

func newLitePool(dsn string, n int) *litePool {
	return &litePool{dsn: dsn, places: make(chan struct{}, n), done: make(chan struct{})}
}

func (p *litePool) take(ctx context.Context) (*liteConn, error) {
	select {
	case p.places <- struct{}{}:
	case <-p.done:
		return nil, errClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	p.mu.Lock()
	if n := len(p.idle); n > 0 {
		c := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return c, nil
	}
	p.mu.Unlock()
	c, err := liteConnect(ctx, p.dsn)
	if err != nil {
		<-p.places
	}
	return c, err
}

func (p *litePool) give(c *liteConn) {
	p.mu.Lock()
	p.idle = append(p.idle, c)
	p.mu.Unlock()
	<-p.places
}

// drop gives a connection back that nobody should use again.
func (p *litePool) drop(c *liteConn) error {
	defer func() { <-p.places }()
	return c.close()
}

// close waits for the connections that are lent.
func (p *litePool) close() (err error) {
	p.once.Do(func() {
		for range cap(p.places) {
			p.places <- struct{}{}
		}
		close(p.done)
		for _, c := range p.idle {
			err = errors.Join(err, c.close())
		}
	})
	return err
}

func (db *liteDB) query(ctx context.Context, text string, args []any) (cursor, error) {
	c, err := db.readers.take(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.query(ctx, text, args)
	if err != nil {
		db.readers.give(c)
		return nil, err
	}
	return &lentRows{cursor: rows, pool: db.readers, conn: c}, nil
}

// lentRows give their connection back when they are closed.
type lentRows struct {
	cursor
	pool *litePool
	conn *liteConn
}

func (r *lentRows) Close() {
	if r.conn != nil {
		r.cursor.Close()
		r.pool.give(r.conn)
		r.conn = nil
	}
}

func (db *liteDB) view(ctx context.Context, do func(*View) error) (err error) {
	c, err := db.readers.take(ctx)
	if err != nil {
		return err
	}
	defer func() {
		if _, end := c.exec(context.WithoutCancel(ctx), "ROLLBACK", nil); end != nil {
			err = errors.Join(err, db.readers.drop(c))
			return
		}
		db.readers.give(c)
	}()
	if _, err := c.exec(ctx, "BEGIN", nil); err != nil {
		return err
	}
	v := &View{session{on: liteReader{c}}}
	defer func() { v.over = true }()
	return do(v)
}

// liteReader reads on one connection.
type liteReader struct{ c *liteConn }

func (r liteReader) query(ctx context.Context, text string, args []any) (cursor, error) {
	rows, err := r.c.query(ctx, text, args)
	if err != nil {
		return nil, err
	}
	return rows, nil
}
