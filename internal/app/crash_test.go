package app_test

import (
	"bufio"
	"crypto/rand"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/sqldb"
	"teduh/internal/kit/sqldb/sqltest"
	"teduh/internal/store"
	"teduh/internal/testkit"
)

// TestNothingConfirmedIsLostWhenTheProgramIsKilled kills a writing program 50
// times in the middle, opens what it left, and finds every confirmed entry, no
// half one, and a database that verifies.
func TestNothingConfirmedIsLostWhenTheProgramIsKilled(t *testing.T) {
	if url := os.Getenv("TEDUH_TEST_VICTIM"); url != "" {
		victim(t, url)
		return
	}
	kills := 50
	if testing.Short() {
		kills = 5
	}
	dir := sqltest.Folder(t)
	url := "sqlite:" + filepath.Join(dir, "teduh.db")
	key := crypt.Source("file:" + filepath.Join(dir, "teduh.key"))
	if _, err := key.Create(rand.Reader); err != nil {
		t.Fatal(err)
	}
	confirmed := 0
	for range kills {
		confirmed += kill(t, url, string(key))
	}
	v := reopen(t, url, key)
	got, err := v.Check.Verify(ctx, func(int, int) {})
	if err != nil || got.Difference != nil {
		t.Fatalf("verify: %v %v", got.Difference, err)
	}
	if confirmed == 0 || got.Entries < confirmed {
		t.Fatalf("%d entries, %d were confirmed", got.Entries, confirmed)
	}
	t.Logf("%d kills, %d entries confirmed, %d there", kills, confirmed, got.Entries)
}

// kill lets a child write until it has confirmed some entries, kills it, and
// checks that each confirmed one is there.
func kill(t *testing.T, url, key string) int {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestNothingConfirmedIsLostWhenTheProgramIsKilled$")
	child.Env = append(os.Environ(), "TEDUH_TEST_VICTIM="+url, "TEDUH_TEST_VICTIM_KEY="+key)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var ids []string
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if id, ok := strings.CutPrefix(lines.Text(), "confirmed "); ok {
			ids = append(ids, id)
		}
		if len(ids) == 30 {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = child.Wait() // it was killed
	db, err := sqldb.Open(ctx, url, sqldb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, id := range ids {
		if _, err := sqldb.Get(ctx, db, sqldb.Scalar[string], `SELECT id FROM entry WHERE id = $1`, id); err != nil {
			t.Errorf("confirmed entry %s: %v", id, err)
		}
	}
	return len(ids)
}

// victim writes entries from several goroutines and says which were confirmed,
// until it is killed.
func victim(t *testing.T, url string) {
	v := reopen(t, url, crypt.Source(os.Getenv("TEDUH_TEST_VICTIM_KEY")))
	place := v.Settlement(t, fmt.Sprintf("V%d", time.Now().UnixNano()%100000))
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			for i := range 1000 {
				made, err := v.Cases.Register(ctx, place.All, app.RegisterRequest{Body: testkit.Registration(fmt.Sprintf("Contoh %d %d", w, i), "economic")})
				if err != nil {
					t.Error(err)
					return
				}
				e, err := v.Cases.Append(ctx, place.All, app.AppendRequest{File: made.Case, Kind: casefile.Session, Body: testkit.Session()})
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				fmt.Println("confirmed " + e.ID)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
}

// reopen opens a database on disk as a village with nobody in it.
func reopen(t *testing.T, url string, source crypt.Source) *testkit.Village {
	t.Helper()
	db, err := sqldb.Open(ctx, url, sqldb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(ctx, store.Migrations()); err != nil {
		t.Fatal(err)
	}
	key, err := source.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, db, key, taxonomy.Codebook{})
	if err != nil {
		t.Fatal(err)
	}
	return testkit.Empty(s, db, key)
}
