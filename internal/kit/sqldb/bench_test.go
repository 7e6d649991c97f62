package sqldb_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"teduh/internal/kit/sqldb"
	"teduh/internal/kit/sqldb/sqltest"
)

var serial atomic.Int64

func bare(b *testing.B, db *sqldb.DB) {
	n := serial.Add(2)
	err := db.Write(ctx, time.UnixMilli(1), func(tx *sqldb.Tx) error {
		for i := range int64(2) {
			if _, err := tx.Exec(ctx, `INSERT INTO item (id, n, data, ok) VALUES ($1, $2, $3, $4)`, fmt.Sprint(n+i), n, make([]byte, 600), true); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

func BenchmarkBareTwoRows(b *testing.B) {
	for _, e := range []sqldb.Engine{sqldb.SQLite, sqldb.Postgres} {
		b.Run(e.String()+"/one", func(b *testing.B) {
			db := sqltest.Open(b, e, schema)
			for b.Loop() {
				bare(b, db)
			}
		})
		b.Run(e.String()+"/64", func(b *testing.B) {
			db := sqltest.Open(b, e, schema)
			b.SetParallelism(32)
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					bare(b, db)
				}
			})
		})
	}
}
