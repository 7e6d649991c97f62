// Package journey_test walks through the program in a browser as its people do:
// the case worker, the head, the district officer, the ministry officer. Each
// walk is made in both languages on a phone by keyboard alone, and at a desk
// without scripts; every page on the way is held against the rules of
// page_test.go, and so is every other page that a link leads to.
//
// It never reaches behind the door: a walk presses, types and reads. Start at
// ministry_test.go, the shortest.
package journey_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"teduh/internal/app"
	"teduh/internal/demo"
	"teduh/internal/domain/access"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/sqldb"
	"teduh/internal/store"
	"teduh/internal/web"
)

var background = context.Background()

// year is the demo's year, made once; each walk gets a copy of its own.
type year struct {
	file     string
	key      crypt.Key
	accounts map[access.Role]demo.Account
	invented []string // names, numbers, addresses: what stands in no title, URL or log
}

var theYear = sync.OnceValues(func() (*year, error) {
	dir, err := os.MkdirTemp("", "teduh-journey-")
	if err != nil {
		return nil, err
	}
	leaving(func() { _ = os.RemoveAll(dir) })
	y := &year{file: filepath.Join(dir, "teduh.db"), accounts: map[access.Role]demo.Account{}}
	if y.key, err = crypt.NewKey(rand.Reader); err != nil {
		return nil, err
	}
	db, s, err := y.open(y.file)
	if err != nil {
		return nil, err
	}
	var plain bytes.Buffer
	if err := demo.Build(background, s, demo.Options{Seed: 2016, Plain: &plain, Progress: func(int, int) {}}); err != nil {
		return nil, err
	}
	for lines := bufio.NewScanner(&plain); lines.Scan(); {
		y.invented = append(y.invented, lines.Text())
	}
	accounts, err := demo.Accounts(background, clocked(s, new(atomic.Int64)))
	for _, a := range accounts {
		y.accounts[a.Role] = a
	}
	if err != nil {
		return nil, err
	}
	return y, db.Close()
})

func (y *year) open(file string) (*sqldb.DB, *store.Store, error) {
	db, err := sqldb.Open(background, "sqlite:"+file, sqldb.Options{})
	if err != nil {
		return nil, nil, err
	}
	if err := store.Migrate(background, db); err != nil {
		return nil, nil, err
	}
	s, err := store.Open(background, db, y.key, taxonomy.Codebook{})
	return db, s, err
}

// clocked is the verbs by the demo's clock, so many days later.
func clocked(s *store.Store, days *atomic.Int64) *app.App {
	started := time.Now()
	return app.New(app.Config{Store: s, Chance: rand.Reader, Clock: func() time.Time {
		return demo.Clock.AddDate(0, 0, int(days.Load())).Add(time.Since(started))
	}})
}

// site is the program, serving a copy of the year.
type site struct {
	*year
	url      string
	code     string // for the first account, of a new installation only
	log      *logged
	days     atomic.Int64 // gone by since the demo's clock stood still
	pictures atomic.Int64
}

func serve(t *testing.T) *site {
	t.Helper()
	y, err := theYear()
	if err != nil {
		t.Fatal(err)
	}
	bytes, err := os.ReadFile(y.file)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "teduh.db")
	if err := os.WriteFile(file, bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	return y.serve(t, file)
}

// serveNew serves a new installation, in which nobody has an account.
func serveNew(t *testing.T) *site {
	t.Helper()
	key, err := crypt.NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return (&year{key: key}).serve(t, filepath.Join(t.TempDir(), "teduh.db"))
}

func (y *year) serve(t *testing.T, file string) *site {
	t.Helper()
	db, s, err := y.open(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	here := &site{year: y, log: &logged{}}
	verbs := clocked(s, &here.days)
	if here.code, err = verbs.Staff.SetupCode(background); err != nil {
		t.Fatal(err)
	}
	handler, err := web.New(web.Config{App: verbs, Log: slog.New(slog.NewTextHandler(here.log, nil)), Example: here.code == ""})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	here.url = strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	t.Cleanup(func() {
		if name := y.within(here.log.String()); name != "" {
			t.Errorf("the log holds %q", name)
		}
	})
	return here
}

// within returns what a text holds of what was invented, "" for nothing.
func (y *year) within(text string) string {
	for _, secret := range y.invented {
		if len(secret) > 5 && strings.Contains(text, secret) {
			return secret
		}
	}
	return ""
}

// logged is a log that may be read while it is written.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// leave is what is left to do when all walks are over.
var leave []func()

func leaving(f func()) { leave = append(leave, f) }

func TestMain(m *testing.M) {
	status := m.Run()
	for i := len(leave) - 1; i >= 0; i-- {
		leave[i]()
	}
	if testing.Verbose() {
		fmt.Print(weights.String())
	}
	os.Exit(status)
}
