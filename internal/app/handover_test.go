package app_test

import (
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/recap"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/testkit"
)

// postOf is somebody's only post at an LK3.
func postOf(t *testing.T, v *testkit.Village, who access.Actor) string {
	t.Helper()
	post, err := sqldb.Get(ctx, v.DB, sqldb.Scalar[string], `SELECT id FROM post WHERE staff = $1`, who.Staff)
	if err != nil {
		t.Fatal(err)
	}
	return post
}

func assignedTo(t *testing.T, v *testkit.Village, head access.Actor, file string) []string {
	t.Helper()
	return v.Read(t, head, file).Assigned
}

func TestWhoLeavesHandsOverAllOpenCasesAtOnce(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		d := v.Donggala
		one, two := v.Register(t, d.Worker, "Contoh Ani", "economic"), v.Register(t, d.Worker, "Contoh Budi", "parenting")
		done := v.Register(t, d.Worker, "Contoh Citra", "economic")
		v.Append(t, d.Worker, done.Case, casefile.Closure, testkit.Closure())
		shared := v.Register(t, d.Worker, "Contoh Dewi", "economic")
		v.Append(t, d.Head, shared.Case, casefile.Assignment, casefile.Body{"assigned": {d.Worker.Staff, d.Psychologist.Staff}})

		v.Append(t, d.Worker, one.Case, casefile.ToDoTask, casefile.Body{"task": {"Antar ke Puskesmas."}, "due_on": {"2016-03-09"}, "doer": {d.Worker.Staff}})

		others := v.Register(t, d.Colleague, "Contoh Eka", "economic")
		v.Append(t, d.Colleague, others.Case, casefile.ToDoTask, casefile.Body{"task": {"Hubungi sekolah."}, "due_on": {"2016-03-11"}, "doer": {d.Worker.Staff}})

		post := postOf(t, v, d.Worker)
		err := v.Staff.EndPost(ctx, d.Head, d.ID, post)
		if f := fault.First(err); f == nil || f.Key != "staff.open_cases" || f.Args["n"] != 2 {
			t.Fatalf("two cases are left without anybody: %v", err)
		}
		left, err := v.Staff.Handover(ctx, d.Head, d.Worker.Staff)
		if err != nil || len(left.Cases) != 3 {
			t.Fatalf("%d cases, %v", len(left.Cases), err)
		}
		for _, c := range left.Cases {
			if c.ID == done.Case || c.ID == shared.Case && len(c.Others) != 1 {
				t.Errorf("%+v", c)
			}
			if c.ID == one.Case && (len(c.Tasks) != 1 || c.Tasks[0].What != "Antar ke Puskesmas." || c.Consent.Service != "yes") {
				t.Errorf("what is to be done and was agreed to: %+v, %+v", c.Tasks, c.Consent)
			}
		}
		elsewhere := map[string]bool{}
		for _, due := range left.Elsewhere {
			elsewhere[due.File+" "+due.What] = true
		}
		if !elsewhere[others.Case+" Hubungi sekolah."] || !elsewhere[done.Case+" "] || elsewhere[one.Case+" Antar ke Puskesmas."] {
			t.Errorf("a task in another's case, and asking after a client whose case is closed: %+v", left.Elsewhere)
		}
		r := app.HandoverRequest{From: d.Worker.Staff, Note: "Pindah tugas.", To: map[string]string{one.Case: d.Colleague.Staff, two.Case: d.Colleague.Staff, shared.Case: d.Psychologist.Staff}}
		for range 2 { // sent twice, it gives once
			if _, err := v.Staff.HandOver(ctx, d.Head, r); err != nil {
				t.Fatal(err)
			}
		}
		if n := v.Read(t, d.Head, one.Case).Has(casefile.Assignment); n != 2 {
			t.Errorf("%d assignments: one at registration, one at the handover", n)
		}
		if open := v.Read(t, d.Head, one.Case).OpenTasks(); len(open) != 1 || open[0].Staff != "" {
			t.Errorf("what the old one had to do is left behind: %+v", open)
		}
		if got := assignedTo(t, v, d.Head, shared.Case); len(got) != 1 || got[0] != d.Psychologist.Staff {
			t.Errorf("the shared case goes to %v", got)
		}
		if err := v.Staff.EndPost(ctx, d.Head, d.ID, post); err != nil {
			t.Fatalf("with nothing left: %v", err)
		}
		if _, err := v.Cases.Open(ctx, d.Colleague, one.Case); err != nil {
			t.Errorf("the new one cannot open it: %v", err)
		}
		if _, err := v.Cases.Open(ctx, d.Worker, one.Case); !fault.Is(err, fault.NotFound) {
			t.Errorf("the old one still opens it: %v", err)
		}
		agrees(t, v)
	})
}

func TestAHandoverIsAllOrNothing(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		d := v.Donggala
		one, two := v.Register(t, d.Worker, "Contoh Ani", "economic"), v.Register(t, d.Worker, "Contoh Budi", "parenting")
		v.Append(t, d.Head, two.Case, casefile.Assignment, casefile.Body{"assigned": {d.Worker.Staff, d.Colleague.Staff}})
		v.Append(t, d.Colleague, two.Case, casefile.Conflict, casefile.Body{"conflict_relation": {"relative"}, "leave_now": {"yes"}})
		for name, to := range map[string]map[string]string{
			"somebody in conflict":    {one.Case: d.Colleague.Staff, two.Case: d.Colleague.Staff},
			"somebody elsewhere":      {one.Case: d.Colleague.Staff, two.Case: v.Sigi.All.Staff},
			"the one who leaves":      {one.Case: d.Colleague.Staff, two.Case: d.Worker.Staff},
			"a case that is not here": {one.Case: d.Colleague.Staff, nobody: d.Colleague.Staff},
		} {
			if _, err := v.Staff.HandOver(ctx, d.Head, app.HandoverRequest{From: d.Worker.Staff, To: to}); err == nil {
				t.Errorf("%s: it is handed over", name)
			}
			if got := assignedTo(t, v, d.Head, one.Case); len(got) != 1 || got[0] != d.Worker.Staff {
				t.Errorf("%s: the other case goes to %v", name, got)
			}
		}
		agrees(t, v)
	})
}

func TestOnlyTheHeadHandsOver(t *testing.T) {
	v := testkit.New(t)
	d := v.Donggala
	made := v.Register(t, d.Worker, "Contoh Ani", "economic")
	r := app.HandoverRequest{From: d.Worker.Staff, To: map[string]string{made.Case: d.Colleague.Staff}}
	for _, who := range []access.Actor{d.Front, d.Worker, d.Psychologist, v.Cast.Stranger, v.Bantaeng.Head, v.Cast.District, v.Cast.Operator} {
		before := refusals(t, v, who, string(access.HandOver))
		if _, err := v.Staff.Handover(ctx, who, d.Worker.Staff); !fault.Is(err, fault.NotFound) {
			t.Errorf("%v sees it: %v", who.Roles, err)
		}
		if _, err := v.Staff.HandOver(ctx, who, r); !fault.Is(err, fault.NotFound) {
			t.Errorf("%v does it: %v", who.Roles, err)
		}
		if n := refusals(t, v, who, string(access.HandOver)) - before; n != 2 {
			t.Errorf("%v: %d refusals are in the audit", who.Roles, n)
		}
	}
	if _, err := v.Staff.Handover(ctx, d.Head, v.Bantaeng.Worker.Staff); !fault.Is(err, fault.NotFound) {
		t.Errorf("of somebody elsewhere: %v", err)
	}
}

// TestWhoMustGoAtOnceLeavesNoCaseUnseen ends a post as the operator, who sees no
// case: each shows to the head as having nobody, and a case reopened later too.
func TestWhoMustGoAtOnceLeavesNoCaseUnseen(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		d := v.Donggala
		open, done := v.Register(t, d.Worker, "Contoh Ani", "economic"), v.Register(t, d.Worker, "Contoh Citra", "economic")
		v.Append(t, d.Worker, done.Case, casefile.Closure, testkit.Closure())
		if err := v.Staff.EndPostAtOnce(ctx, v.Cast.Operator, d.ID, postOf(t, v, d.Worker)); err != nil {
			t.Fatal(err)
		}
		v.Append(t, d.Head, done.Case, casefile.Reopening, casefile.Body{"reopening_reason": {"Kembali."}})
		board, err := v.Cases.Board(ctx, d.Head, "unassigned", 0)
		if err != nil || len(board.Cases) != 2 {
			t.Fatalf("%d cases without anybody, %v", len(board.Cases), err)
		}
		for _, file := range []string{open.Case, done.Case} {
			if got := assignedTo(t, v, d.Head, file); len(got) != 0 {
				t.Errorf("still with %v", got)
			}
		}
		agrees(t, v)
	})
}

func TestADeclaredConflictBarsAndDoesNotTakeTheCaseAway(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		d := v.Donggala
		made := v.Register(t, d.Worker, "Contoh Ani", "economic")
		v.Append(t, d.Worker, made.Case, casefile.Conflict, casefile.Body{"conflict_relation": {"neighbour"}, "leave_now": {"no"}})
		if _, err := v.Cases.Open(ctx, d.Worker, made.Case); err != nil {
			t.Fatalf("the case is gone before the head acts: %v", err)
		}
		board, err := v.Cases.Board(ctx, d.Head, app.Conflicted, 0)
		if err != nil || len(board.Cases) != 1 || board.Counts[app.Conflicted] != 1 {
			t.Fatalf("the head is not told: %+v %v", board.Counts, err)
		}
		v.Append(t, d.Head, made.Case, casefile.Assignment, casefile.Body{"assigned": {d.Colleague.Staff}})
		if _, err := v.Cases.Open(ctx, d.Worker, made.Case); !fault.Is(err, fault.NotFound) {
			t.Errorf("after the reassignment it still opens: %v", err)
		}
		_, err = v.Cases.Append(ctx, d.Head, app.AppendRequest{File: made.Case, Kind: casefile.Assignment, Body: casefile.Body{"assigned": {d.Colleague.Staff, d.Worker.Staff}}})
		if f := fault.First(err); f == nil || f.Key != "casefile.in_conflict" || f.Field != "assigned" {
			t.Errorf("given back to who declared a conflict: %v", err)
		}
		v.Append(t, d.Colleague, made.Case, casefile.Conflict, casefile.Body{"conflict_relation": {"friend"}, "leave_now": {"yes"}})
		if _, err := v.Cases.Open(ctx, d.Colleague, made.Case); !fault.Is(err, fault.NotFound) {
			t.Errorf("who asked to leave at once still opens it: %v", err)
		}
		if board, err = v.Cases.Board(ctx, d.Head, "unassigned", 0); err != nil || len(board.Cases) != 1 {
			t.Errorf("a case without anybody is not shown: %v", err)
		}
		agrees(t, v)
	})
}

// TestACorrectionDoesNotGoAroundAConflict corrects an old assignment so that it
// names who declared a conflict.
func TestACorrectionDoesNotGoAroundAConflict(t *testing.T) {
	v := testkit.New(t)
	d := v.Donggala
	made := v.Register(t, d.Worker, "Contoh Ani", "economic")
	v.Append(t, d.Worker, made.Case, casefile.Conflict, casefile.Body{"conflict_relation": {"relative"}, "leave_now": {"no"}})
	given := v.Append(t, d.Head, made.Case, casefile.Assignment, casefile.Body{"assigned": {d.Colleague.Staff}})
	_, err := v.Cases.Append(ctx, d.Head, app.AppendRequest{File: made.Case, Kind: casefile.Correction, Body: casefile.Body{
		"corrects": {given.ID}, "correction_reason": {"Keliru."}, "assigned": {d.Worker.Staff},
	}})
	if f := fault.First(err); f == nil || f.Key != "casefile.in_conflict" {
		t.Errorf("%v", err)
	}
}

func TestWhoApprovesOwnWorkIsCounted(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		all := v.Sigi.All
		body := testkit.Registration("Contoh Ani", "sexual_violence")
		made, err := v.Cases.Register(ctx, all, app.RegisterRequest{Body: body})
		if err != nil {
			t.Fatal(err)
		}
		v.Append(t, all, made.Case, casefile.Assessment, casefile.Body{"formulation": {"Contoh."}})
		plan := v.Append(t, all, made.Case, casefile.Plan, casefile.Body{"goals": {"Aman."}, "actions": {"Konseling."}, "review_date": {"2016-06-01"}})
		approval := casefile.Body{"decision": {"approved"}, "approves": {plan.ID}, "approved_hash": {casefile.ContentHash(plan.Body)}}
		own := v.Append(t, all, made.Case, casefile.Approval, approval)
		v.Append(t, all, made.Case, casefile.Review, casefile.Body{"review_result": {"in_order"}})
		state := v.Read(t, all, made.Case)
		if len(state.OwnWork) != 1 || state.OwnWork[0].Entry != own.ID || len(state.Reviewed) != 1 {
			t.Errorf("%+v %v", state.OwnWork, state.Reviewed)
		}
		month, err := v.Reviews.Month(ctx, all, 201603)
		if err != nil || len(month.Own) != 1 || month.Own[0].N != 1 || month.Own[0].Name == "" {
			t.Errorf("who approved own work: %+v %v", month.Own, err)
		}
		if other, err := v.Reviews.Month(ctx, all, 201602); err != nil || len(other.Own) != 0 {
			t.Errorf("in another month: %+v %v", other.Own, err)
		}
		for _, figure := range []recap.Figure{recap.OwnApproved, recap.FilesReviewed} {
			if n := year(t, v, app.RecapQuery{Figure: figure}).Table.Total; n != 1 {
				t.Errorf("the month counts %d of %s", n, figure)
			}
		}
		agrees(t, v)
	})
}
