package app_test

import (
	"math/rand/v2"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/recap"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/testkit"
)

// TestEveryNumberOfAnLK3OpensToTheFilesThatAddUpToIt looks behind every cell of
// every figure after a random history: late entries, corrections, transfers.
func TestEveryNumberOfAnLK3OpensToTheFilesThatAddUpToIt(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		h := &history{t: t, v: v, r: rand.New(rand.NewPCG(7, 2016))}
		h.live()
		seen := 0
		for _, at := range h.lk3s {
			for _, p := range []string{"2016", "2016-S1", "2017-Q1"} {
				period, err := calendar.ParsePeriod(p)
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range recap.Figures() {
					for i, by := range []recap.Axis{recap.ByProblem, recap.BySex, recap.ByAge, recap.ByMonth} {
						q := app.RecapQuery{Figure: f, Period: period, Institution: at.ID, By: by, List: []string{"now", "2016"}[i%2]}
						seen += h.opens(at, q)
					}
				}
			}
		}
		if seen < 200 {
			t.Errorf("only %d numbers were opened", seen)
		}
	})
}

// opens holds every number of a recap against the files behind it, and returns
// how many it looked at.
func (h *history) opens(at testkit.Place, q app.RecapQuery) (seen int) {
	rec, err := h.v.Recaps.Get(ctx, h.as(at.All), q)
	if err != nil {
		h.t.Fatal(err)
	}
	check := func(row, column string, want int64) {
		got := h.behind(at, q, row, column)
		if got != want {
			h.t.Errorf("%s %s by %s, %s in %q is %d, its files add up to %d", q.Figure, q.Period, q.By, row, column, want, got)
		}
		seen++
	}
	for _, l := range append(rec.Table.Lines, recap.Line{Code: app.WholeTable, Amount: rec.Table.Total, Columns: rec.Table.ColumnTotals}) {
		for _, part := range append(app.Parts(l), l) {
			check(part.Code, "", part.Amount)
			for i, n := range part.Columns {
				if q.By != recap.ByProblem && n != 0 {
					check(part.Code, rec.Table.Columns[i], n)
				}
			}
		}
	}
	return seen
}

// behind adds up the files behind a number, page by page.
func (h *history) behind(at testkit.Place, q app.RecapQuery, row, column string) (sum int64) {
	for page, more := 0, true; more; page++ {
		b, err := h.v.Recaps.Behind(ctx, h.as(at.All), q, row, column, page)
		if err != nil {
			h.t.Fatal(err)
		}
		for _, f := range b.Files {
			sum += f.Amount
		}
		if more = b.More; !more && page == 0 && sum != b.Amount {
			h.t.Errorf("%d is said, %d are listed", b.Amount, sum)
		}
	}
	return sum
}

func TestTheFilesBehindANumberAreForTheOwnHeadOnly(t *testing.T) {
	v := testkit.New(t)
	v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
	q := app.RecapQuery{Period: calendar.PeriodOf(201601, calendar.Year), Institution: v.Donggala.ID}
	for name, a := range map[string]access.Actor{"ministry": v.Cast.Ministry, "another head": v.Bantaeng.Head, "worker": v.Donggala.Worker, "auditor": v.Cast.Auditor} {
		if _, err := v.Recaps.Behind(ctx, a, q, app.WholeTable, "", 0); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	b, err := v.Recaps.Behind(ctx, v.Donggala.Head, q, app.WholeTable, "", 0)
	if err != nil || len(b.Files) != 1 || b.Files[0].Kind != casefile.CaseFile {
		t.Errorf("the head: %+v, %v", b, err)
	}
}
