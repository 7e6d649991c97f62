package app_test

import (
	"fmt"
	"testing"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/testkit"
)

const told = "Contoh: bercerita panjang."

func kept(t *testing.T, v *testkit.Village, a access.Actor, place string) string {
	t.Helper()
	d, _, err := v.Drafts.Find(ctx, a, place)
	if err != nil {
		t.Fatal(err)
	}
	return d.Fields.Get("what_happened")
}

func TestADraftIsKeptForItsWriterAloneUntilItIsSent(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		lk3, made := v.Donggala, v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
		place := "/files/" + made.Case + "/new/session"
		id := "0195a6c0-0000-7000-8000-000000000009"
		fields := testkit.Session()
		fields.Set("what_happened", told)
		fields.Set("id", id)
		keep := func() {
			t.Helper()
			if err := v.Drafts.Keep(ctx, lk3.Worker, place, made.Case, fields); err != nil {
				t.Fatal(err)
			}
		}
		lines := count(t, v, "audit")
		keep()
		if got := kept(t, v, lk3.Worker, place); got != told {
			t.Errorf("kept: %q", got)
		}
		for name, a := range map[string]access.Actor{"head": lk3.Head, "colleague": lk3.Colleague, "stranger": v.Cast.Stranger} {
			if got := kept(t, v, a, place); got != "" {
				t.Errorf("the %s reads %q", name, got)
			}
		}
		if now := count(t, v, "audit"); now != lines {
			t.Errorf("a draft left %d audit lines", now-lines)
		}
		board, err := v.Cases.Board(ctx, lk3.Worker, app.OpenCases, 0)
		if err != nil || len(board.Drafts) != 1 || board.Drafted[made.Case].Number != made.Number {
			t.Errorf("the board shows %+v %+v, %v", board.Drafts, board.Drafted, err)
		}
		body := testkit.Session()
		body.Set("what_happened", told)
		if _, err := v.Cases.Append(ctx, lk3.Worker, app.AppendRequest{File: made.Case, ID: id, Kind: casefile.Session, Body: body, Draft: place}); err != nil {
			t.Fatal(err)
		}
		keep() // was on its way when the entry was sent
		if got := kept(t, v, lk3.Worker, place); got != "" {
			t.Errorf("after the entry: %q", got)
		}
		agrees(t, v)
	})
}

func TestOldAndTooManyDraftsAreForgotten(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		a := v.Donggala.Worker
		keep := func(place string) {
			t.Helper()
			v.Pass(time.Second)
			if err := v.Drafts.Keep(ctx, a, place, "", testkit.Session()); err != nil {
				t.Fatal(err)
			}
		}
		for n := range 45 {
			keep(fmt.Sprintf("/register?contact=%d", n))
		}
		if got := count(t, v, "draft"); got != 40 {
			t.Errorf("%d drafts are kept", got)
		}
		v.Pass(31 * 24 * time.Hour)
		keep("/contacts/new")
		if got := count(t, v, "draft"); got != 1 {
			t.Errorf("%d drafts are kept after a month", got)
		}
		if err := v.Drafts.Discard(ctx, a, "/contacts/new"); err != nil || count(t, v, "draft") != 0 {
			t.Errorf("a draft thrown away stays: %v", err)
		}
	})
}

func TestWhoDoesNotWorkOnCasesKeepsNoDraft(t *testing.T) {
	v := testkit.New(t)
	for name, a := range map[string]access.Actor{"ministry": v.Cast.Ministry, "auditor": v.Cast.Auditor, "operator": v.Cast.Operator} {
		if err := v.Drafts.Keep(ctx, a, "/contacts/new", "", testkit.Session()); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func count(t *testing.T, v *testkit.Village, table string) int {
	t.Helper()
	n, err := sqldb.Get(ctx, v.DB, sqldb.Scalar[int], `SELECT count(*) FROM `+table)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
