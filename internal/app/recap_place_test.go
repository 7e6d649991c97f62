package app_test

import (
	"strings"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/area"
	"teduh/internal/domain/recap"
	"teduh/internal/domain/words"
	"teduh/internal/kit/locale"
	"teduh/internal/testkit"
)

// TestEveryWayToLookAtAPlaceAddsUp: within an LK3 and a regency the figures by
// sex and age come from another cube than those by problem.
func TestEveryWayToLookAtAPlaceAddsUp(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		lk3 := v.Donggala
		v.Register(t, lk3.Worker, "Contoh Ani", "economic")
		look := func(total int64) {
			t.Helper()
			for _, place := range []app.RecapQuery{{Institution: lk3.ID}, {Area: lk3.Area}, {Area: v.Sigi.Area}, {Area: "72"}, {}} {
				for _, by := range []recap.Axis{recap.ByProblem, recap.BySex, recap.ByAge, recap.ByInstitution} {
					q := place
					q.By, q.Figure = by, recap.NewCases
					want := total
					if place.Area == v.Sigi.Area {
						want = 1
					} else if place.Institution == "" && place.Area != lk3.Area {
						want++
					}
					if got := year(t, v, q); got.Table.Total != want {
						t.Errorf("%+v: %d, want %d", q, got.Table.Total, want)
					}
				}
			}
		}
		v.Register(t, v.Sigi.All, "Contoh Budi", "neglect")
		look(1)
		v.Register(t, lk3.Worker, "Contoh Citra", "neglect")
		look(2)
	})
}

func TestAnOfficeThatMovedKeepsItsFiguresWhereTheyHappened(t *testing.T) {
	v := testkit.New(t)
	lk3 := v.Donggala
	v.Register(t, lk3.Worker, "Contoh Ani", "economic")
	i, err := v.Institutions.Get(ctx, v.Cast.District, lk3.ID)
	if err != nil {
		t.Fatal(err)
	}
	moved := i.Institution
	moved.Area = v.Sigi.Area
	if err := v.Institutions.Edit(ctx, v.Cast.Province, moved); err != nil {
		t.Fatal(err)
	}
	before := year(t, v, app.RecapQuery{Area: lk3.Area, By: recap.ByInstitution})
	if before.Table.Total != 1 || before.Names[lk3.ID] == "" || len(before.Table.Columns) != 1 {
		t.Errorf("where it was: %+v %v", before.Table, before.Names)
	}
	if now := year(t, v, app.RecapQuery{Area: v.Sigi.Area, By: recap.BySex}); now.Table.Total != 0 {
		t.Errorf("where it is: %d", now.Table.Total)
	}
	if own := year(t, v, app.RecapQuery{Institution: lk3.ID, By: recap.BySex}); own.Table.Total != 1 {
		t.Errorf("its own: %d", own.Table.Total)
	}
}

func TestAMonthClosedWithoutACaseIsReported(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		if got := year(t, v, app.RecapQuery{}); got.Reporting != 0 {
			t.Fatalf("%d report before anything happened", got.Reporting)
		}
		if err := v.Recaps.CloseMonth(ctx, v.Donggala.Head, 201601); err != nil {
			t.Fatal(err)
		}
		got := year(t, v, app.RecapQuery{By: recap.ByRegency, Area: area.Code("72")})
		if got.Reporting != 1 {
			t.Errorf("%d report", got.Reporting)
		}
		for i, column := range got.Table.Columns {
			if want := recap.Zero; column == string(v.Donggala.Area) && got.Missing(i, 0) != want {
				t.Errorf("%s is %v", column, got.Missing(i, 0))
			}
		}
	})
}

func TestAPlaceWithoutDataSaysSo(t *testing.T) {
	v := testkit.New(t)
	rec := year(t, v, app.RecapQuery{Area: "11"})
	for lang, want := range map[locale.Lang]string{locale.ID: "belum ada data.", locale.EN: "no data yet."} {
		if got := app.Sentence(words.In(lang), rec); !strings.HasSuffix(got, want) {
			t.Errorf("%s: %s", lang, got)
		}
	}
}
