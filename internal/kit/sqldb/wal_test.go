package sqldb_test

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"teduh/internal/kit/sqldb"
	"teduh/internal/kit/sqldb/sqltest"
)

// TestTheLogStaysBoundedUnderConstantReaders writes 100 MB while long reads
// overlap, so that there is always somebody who needs pages of the log.
func TestTheLogStaysBoundedUnderConstantReaders(t *testing.T) {
	url := sqltest.URL(t, sqldb.SQLite)
	db, err := sqldb.Open(ctx, url, sqldb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Migrate(ctx, schema); err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for open(stop) {
				readLong(t, db)
			}
		})
	}
	most := int64(0)
	for i := range 100 {
		err := write(t, db, func(tx *sqldb.Tx) error {
			return tx.Queue(ctx, `INSERT INTO item (id, n, data, ok) VALUES ($1, $2, $3, $4)`, fmt.Sprint(i), i, make([]byte, 1<<20), true)
		})
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(strings.TrimPrefix(url, "sqlite:") + "-wal")
		if err != nil {
			t.Fatal(err)
		}
		most = max(most, info.Size())
	}
	close(stop)
	readers.Wait()
	if most > 80<<20 {
		t.Errorf("the log grew to %d MB", most>>20)
	}
}

func open(stop chan struct{}) bool {
	select {
	case <-stop:
		return false
	default:
		return true
	}
}

func readLong(t *testing.T, db *sqldb.DB) {
	err := db.View(ctx, func(v *sqldb.View) error {
		if _, err := sqldb.Get(ctx, v, sqldb.Scalar[int64], `SELECT count(*) FROM item`); err != nil {
			return err
		}
		_, err := sqldb.Get(ctx, v, sqldb.Scalar[int64],
			`WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3000) SELECT count(*) FROM r`)
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
