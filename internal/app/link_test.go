package app_test

import (
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/recap"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/testkit"
)

// TestTwoFilesOfOnePersonAreCountedOnceUntilTheyAreParted: the later of two
// visits is no longer a person served, and is one again.
func TestTwoFilesOfOnePersonAreCountedOnceUntilTheyAreParted(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		lk3 := v.Donggala
		first := registered(t, v, lk3.Worker, "Contoh Siti Aminah", map[string]string{"phone": "0812 3456 7890"})
		v.GoTo(20160411)
		second := registered(t, v, lk3.Worker, "Contoh St. Amina", map[string]string{"phone": "0812 3456 7890", "sex": "male"})
		head := lk3.Head
		head.Today = 20160411
		served := func(m calendar.Month, l calendar.Length) int64 {
			rec, err := v.Recaps.Get(ctx, head, app.RecapQuery{Figure: recap.PersonsServed, Period: calendar.PeriodOf(m, l), Institution: lk3.ID, By: recap.ByProblem})
			if err != nil {
				t.Fatal(err)
			}
			return rec.Table.Total
		}
		are := func(when string, march, april, quarters, year int64) {
			t.Helper()
			got := []int64{served(201603, calendar.MonthLength), served(201604, calendar.MonthLength), served(201601, calendar.Quarter) + served(201604, calendar.Quarter), served(201601, calendar.Year)}
			if want := []int64{march, april, quarters, year}; !equal(got, want) {
				t.Errorf("%s: %v served, want %v", when, got, want)
			}
			agrees(t, v)
		}
		are("apart", 1, 1, 2, 2)
		if got := alike(t, v, head); len(got.Found) != 1 || len(got.Linked) != 0 {
			t.Fatalf("%+v", got)
		}
		for name, a := range map[string]access.Actor{"worker": lk3.Worker, "stranger": v.Bantaeng.Head, "auditor": v.Cast.Auditor} {
			if err := v.Cases.Link(ctx, a, second.Person, first.Person, ""); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s links: %v", name, err)
			}
			if err := v.Cases.Unlink(ctx, a, second.Person, ""); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s unlinks: %v", name, err)
			}
		}
		if err := v.Cases.Link(ctx, head, second.Person, second.Person, "Sama."); !fault.Is(err, fault.Conflict) {
			t.Errorf("a person is linked with itself: %v", err)
		}
		for root, want := range map[string]fault.Kind{second.Person: fault.Conflict, first.Case: fault.NotFound, "": fault.NotFound} {
			body := casefile.Body{}
			body.Set("root", root)
			if _, err := v.Cases.Append(ctx, head, app.AppendRequest{File: second.Person, Kind: casefile.Linking, Body: body}); fault.KindOf(err) != want {
				t.Errorf("an entry links with %q: %v", root, err)
			}
		}

		if f := fault.First(v.Cases.Link(ctx, head, second.Person, first.Person, " ")); f == nil || f.Field != "link_reason" {
			t.Errorf("two files are joined without a reason: %v", f)
		}
		if err := v.Cases.Link(ctx, head, second.Person, first.Person, "Orang yang sama."); err != nil {
			t.Fatal(err)
		}
		are("linked", 1, 1, 2, 1)
		got := alike(t, v, head)
		if len(got.Found) != 0 || len(got.Linked) != 1 || got.Linked[0].Person != second.Person || got.Linked[0].Root != first.Person || len(got.Cases[first.Person]) != 1 {
			t.Fatalf("after: %+v", got)
		}
		if _, err := v.Cases.Open(ctx, lk3.Colleague, first.Person); !fault.Is(err, fault.NotFound) {
			t.Errorf("a link opens a file: %v", err)
		}
		if err := v.Cases.Link(ctx, head, second.Person, first.Person, "Sama."); !fault.Is(err, fault.Conflict) {
			t.Errorf("linked twice: %v", err)
		}

		third := registered(t, v, lk3.Worker, "Contoh Orang Ketiga", nil)
		are("a third", 1, 2, 3, 2)
		if err := v.Cases.Link(ctx, head, first.Person, third.Person, "Sama."); err != nil { // first has somebody: the third joins it
			t.Fatal(err)
		}
		are("all three", 1, 1, 2, 1)
		if err := v.Cases.Unlink(ctx, head, third.Person, ""); err != nil {
			t.Fatal(err)
		}
		if err := v.Cases.Unlink(ctx, head, second.Person, "Keliru."); err != nil {
			t.Fatal(err)
		}
		are("parted", 1, 2, 3, 3)
		lines, err := sqldb.Get(ctx, v.DB, sqldb.Scalar[int64], `SELECT count(*) FROM audit WHERE staff = $1 AND verb = 'append' AND (detail LIKE 'kind=link %' OR detail LIKE 'kind=unlink %')`, head.Staff)
		if err != nil || lines != 4 {
			t.Errorf("%d lines in the audit, %v", lines, err)
		}
		var caused int64
		if caused, err = sqldb.Get(ctx, v.DB, sqldb.Scalar[int64], `SELECT count(*) FROM fact WHERE cause = $1`, int(recap.ByLink)); err != nil || caused == 0 {
			t.Errorf("%d facts by links, %v", caused, err)
		}
	})
}

func equal(a, b []int64) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
