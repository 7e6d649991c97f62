package sqldb_test

import (
	"bufio"
	"encoding/binary"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

// relay stands between a test and PostgreSQL: it counts how often the server
// was done with what it was sent, and can cut all connections.
type relay struct {
	url  string
	done atomic.Int64

	mu    sync.Mutex
	conns []net.Conn
}

func newRelay(t *testing.T, url string) *relay {
	t.Helper()
	config, err := pgconn.ParseConfig(url)
	if err != nil {
		t.Fatal(err)
	}
	network, address := pgconn.NetworkAddress(config.Host, config.Port)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &relay{url: "postgres://" + config.User + "@" + listener.Addr().String() + "/" + config.Database + "?sslmode=disable"}
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return // closed below
			}
			far, err := net.Dial(network, address)
			if err != nil {
				t.Error(err)
				return
			}
			r.keep(near, far)
			wg.Go(func() { _, _ = io.Copy(far, near); _ = far.Close() })
			wg.Go(func() { r.forward(near, bufio.NewReader(far)); _ = near.Close() })
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		r.cut()
		wg.Wait()
	})
	return r
}

// forward passes messages of the server on. Each is a letter, a length that
// counts itself, and a body; the letter Z says that the server is ready again.
func (r *relay) forward(near io.Writer, far *bufio.Reader) {
	for {
		head, err := far.Peek(5)
		if err != nil {
			return
		}
		if head[0] == 'Z' {
			r.done.Add(1)
		}
		if _, err := io.CopyN(near, far, int64(binary.BigEndian.Uint32(head[1:]))+1); err != nil {
			return
		}
	}
}

func (r *relay) keep(conns ...net.Conn) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.conns = append(r.conns, conns...)
}

func (r *relay) answers() int { return int(r.done.Load()) }

func (r *relay) cut() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range r.conns {
		_ = c.Close()
	}
	r.conns = nil
}
