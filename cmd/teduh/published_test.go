package main

import (
	"context"
	"crypto/rand"
	"path/filepath"
	"testing"
	"time"

	"teduh/internal/app"
	"teduh/internal/demo"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/sqldb"
	"teduh/internal/store"
)

func TestTheRecapIsThePublishedTable(t *testing.T) {
	ctx, y := context.Background(), demoYear(t)
	db, err := sqldb.Open(ctx, "sqlite:"+filepath.Join(y.dir, "teduh.db"), sqldb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	key, err := crypt.Source("file:" + filepath.Join(y.dir, "teduh.key")).Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, db, key, taxonomy.Codebook{})
	if err != nil {
		t.Fatal(err)
	}
	a := app.New(app.Config{Store: s, Clock: func() time.Time { return demo.Clock }, Chance: rand.Reader})
	rec, err := a.Recaps.AsOperator(ctx, app.RecapQuery{Period: calendar.PeriodOf(201601, calendar.Year), List: "2016"})
	if err != nil {
		t.Fatal(err)
	}
	published := taxonomy.Published2016()
	for _, l := range rec.Table.Lines {
		if want, ok := published.Tenths(l.Code); !ok || l.Tenths != want {
			t.Errorf("%s is %d tenths of a percent, published %d", l.Code, l.Tenths, want)
		}
	}
	if rec.Table.Total != int64(published.Cases) || rec.Reporting != published.Institutions || rec.Known != published.Institutions || rec.Covered != 99 || rec.Regencies != 514 {
		t.Errorf("%d cases from %d of %d LK3s in %d of %d", rec.Table.Total, rec.Reporting, rec.Known, rec.Covered, rec.Regencies)
	}
	if rec.DataTo != demo.Reach || rec.NotYet != 201611 || rec.Transfers != 3 || rec.Late == 0 {
		t.Errorf("data to %v, not yet %v, %d transfers, %d late", rec.DataTo, rec.NotYet, rec.Transfers, rec.Late)
	}
	v, err := a.Check.Verify(ctx, func(int, int) {})
	if err != nil || v.Difference != nil {
		t.Fatalf("verify: %v %v", v.Difference, err)
	}
	if offices := 3; v.Institutions != published.Institutions+offices {
		t.Errorf("verified %d institutions", v.Institutions)
	}
	if per := float64(v.Entries) / float64(published.Cases); per < 5 || per > 9 {
		t.Errorf("%.1f entries a case", per)
	}
}
