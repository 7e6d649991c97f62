package sqldb_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"teduh/internal/kit/sqldb"
	"teduh/internal/kit/sqldb/sqltest"
)

var serial atomic.Int64

// bare inserts two rows in one durable transaction.
func bare(b *testing.B, db *sqldb.DB) {
	n := serial.Add(2)
	err := db.Write(ctx, time.UnixMilli(1), func(tx *sqldb.Tx) error {
		return errors.Join(row(tx, n), row(tx, n+1))
	})
	if err != nil {
		b.Error(err)
	}
}

func row(tx *sqldb.Tx, n int64) error {
	return tx.Queue(ctx, `INSERT INTO item (id, n, data, ok) VALUES ($1, $2, $3, $4)`, fmt.Sprint(n), n, make([]byte, 600), true)
}

func each(b *testing.B, run func(b *testing.B, db *sqldb.DB)) {
	for _, e := range []sqldb.Engine{sqldb.SQLite, sqldb.Postgres} {
		b.Run(e.String(), func(b *testing.B) {
			db := sqltest.Open(b, e, schema)
			b.ReportAllocs()
			run(b, db)
		})
	}
}

func BenchmarkBareTwoRowsOneWriter(b *testing.B) {
	each(b, func(b *testing.B, db *sqldb.DB) {
		for b.Loop() {
			bare(b, db)
		}
	})
}

func BenchmarkBareTwoRows64Writers(b *testing.B) {
	each(b, func(b *testing.B, db *sqldb.DB) {
		b.SetParallelism(max(1, 64/runtime.GOMAXPROCS(0)))
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				bare(b, db)
			}
		})
	})
}

// BenchmarkReadThenWrite locks and reads a row, then updates it and adds two:
// the shape of an append.
func BenchmarkReadThenWrite(b *testing.B) {
	each(b, func(b *testing.B, db *sqldb.DB) {
		fill(b, db)
		for b.Loop() {
			n := serial.Add(2)
			err := db.Write(ctx, time.UnixMilli(1), func(tx *sqldb.Tx) error {
				if err := tx.Lock(ctx, "item", "id", "7"); err != nil {
					return err
				}
				seen, err := sqldb.Get(ctx, tx, sqldb.Scalar[int64], `SELECT n FROM item WHERE id = $1`, "7")
				if err != nil {
					return err
				}
				return errors.Join(row(tx, n), row(tx, n+1), tx.Queue(ctx, `UPDATE item SET n = $1 WHERE id = $2`, seen+1, "7"))
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

func fill(b *testing.B, db *sqldb.DB) {
	rows := func(yield func([]any) bool) {
		for i := range 1000 {
			if !yield([]any{fmt.Sprint(i), i, make([]byte, 100), true}) {
				return
			}
		}
	}
	err := db.Write(ctx, time.UnixMilli(1), func(tx *sqldb.Tx) error {
		return tx.Bulk(ctx, "item", []string{"id", "n", "data", "ok"}, rows)
	})
	if err != nil {
		b.Fatal(err)
	}
	serial.Add(1000)
}

func BenchmarkBulkRow(b *testing.B) {
	each(b, func(b *testing.B, db *sqldb.DB) {
		err := db.Write(ctx, time.UnixMilli(1), func(tx *sqldb.Tx) error {
			return tx.Bulk(ctx, "item", []string{"id", "n", "data", "ok"}, func(yield func([]any) bool) {
				data := make([]byte, 100)
				for i := 0; b.Loop(); i++ {
					if !yield([]any{fmt.Sprint(i), i, data, true}) {
						return
					}
				}
			})
		})
		if err != nil {
			b.Fatal(err)
		}
	})
}

func BenchmarkPointRead(b *testing.B) {
	request, cancel := context.WithCancel(ctx)
	defer cancel()
	each(b, func(b *testing.B, db *sqldb.DB) {
		fill(b, db)
		for b.Loop() {
			if _, err := sqldb.Get(request, db, sqldb.Scalar[int64], `SELECT n FROM item WHERE id = $1`, "7"); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkReadPageOf50(b *testing.B) {
	request, cancel := context.WithCancel(ctx)
	defer cancel()
	each(b, func(b *testing.B, db *sqldb.DB) {
		fill(b, db)
		for b.Loop() {
			rows, err := sqldb.Collect(request, db, func(r sqldb.Row) (data []byte, err error) {
				var id string
				var n int64
				var ok bool
				return data, r.Scan(&id, &n, &data, &ok)
			}, `SELECT id, n, data, ok FROM item WHERE id >= $1 ORDER BY id LIMIT 50`, "7")
			if err != nil || len(slices.Concat(rows...)) != 5000 {
				b.Fatal(len(rows), err)
			}
		}
	})
}
