package app_test

import (
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/testkit"
)

const errand = "Contoh: antar ke Dukcapil."

func TestTheCalendarShowsWhatIsPromisedToWhoMayKnowIt(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		lk3, made := v.Donggala, v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
		other := v.Register(t, v.Donggala.Worker, "Contoh Budi", "economic")
		session := testkit.Session()
		session.Set("next_date", "2016-03-10")
		session.Set("next_time", "09:30")
		session.SetRows("tasks", casefile.Body{"task": {errand}, "due_on": {"2016-03-09"}, "doer": {lk3.Colleague.Staff}})
		asked := v.Append(t, lk3.Worker, made.Case, casefile.Session, session)
		v.Append(t, lk3.Worker, other.Case, casefile.ToDoTask, casefile.Body{"task": {"Contoh: telepon sekolah."}, "due_on": {"2016-03-08"}})
		agrees(t, v)

		shown := func(a access.Actor, staff string) (due []app.Due, late []app.Due) {
			t.Helper()
			cal, err := v.Cases.Calendar(ctx, a, 20160307, 20160313, staff)
			if err != nil {
				t.Fatal(err)
			}
			return cal.Due, cal.Late
		}
		due, _ := shown(lk3.Worker, lk3.Worker.Staff)
		if len(due) != 2 || due[0].What != "Contoh: telepon sekolah." || due[1].Kind != casefile.Meeting || due[1].Minute != 570 || due[1].Number != made.Number || due[1].Label == "" {
			t.Errorf("the worker: %+v", due)
		}
		if due, _ := shown(lk3.Head, ""); len(due) != 3 || due[1].What != errand {
			t.Errorf("the head: %+v", due)
		}
		if due, _ := shown(lk3.Head, lk3.Colleague.Staff); len(due) != 1 || due[0].What != errand {
			t.Errorf("the colleague's, to the head: %+v", due)
		}
		for name, a := range map[string]access.Actor{"front officer": lk3.Front, "colleague": lk3.Colleague} {
			words := map[bool]string{true: errand}[a.Staff == lk3.Colleague.Staff] // what somebody is to do, they read
			if due, _ := shown(a, ""); len(due) != 3 || due[0].What != "" || due[1].What != words || due[1].Label != "" || due[1].Number == "" {
				t.Errorf("the %s, who has no case, reads more than numbers and times: %+v", name, due)
			}
		}
		if due, _ := shown(v.Cast.Stranger, ""); len(due) != 0 {
			t.Errorf("the stranger sees %+v", due)
		}
		for name, a := range map[string]access.Actor{"district": v.Cast.District, "auditor": v.Cast.Auditor} {
			if _, err := v.Cases.Calendar(ctx, a, 20160307, 20160313, ""); !fault.Is(err, fault.NotFound) {
				t.Errorf("the %s: %v", name, err)
			}
		}

		v.GoTo(20160310)
		if _, late := shown(lk3.Head, ""); len(late) != 2 {
			t.Errorf("late: %+v", late)
		}
		v.Append(t, lk3.Worker, made.Case, casefile.Done, casefile.Body{"tasks_done": {asked.ID + ".1"}})
		v.Append(t, lk3.Worker, other.Case, casefile.Closure, testkit.Closure())
		if due, late := shown(lk3.Head, ""); len(late) != 0 || len(due) != 2 || due[0].Done == 0 {
			t.Errorf("after they are done: %+v, late %+v", due, late)
		}
		_, err := v.Cases.Append(ctx, lk3.Worker, app.AppendRequest{File: made.Case, Kind: casefile.Done, Body: casefile.Body{"tasks_done": {asked.ID + ".1"}}})
		if f := fault.First(err); f == nil || f.Key != "casefile.not_now" { // nothing is left to be done
			t.Errorf("done twice: %v", err)
		}
		agrees(t, v)
	})
}

// TestWhoIsToDoSomethingSaysThatItIsDone without reading the file, and of nothing
// that is somebody else's.
func TestWhoIsToDoSomethingSaysThatItIsDone(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		lk3, made := v.Donggala, v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
		task := func(doer string) string {
			t.Helper()
			b := casefile.Body{"task": {errand}, "due_on": {"2016-03-09"}}
			b.Set("doer", doer)
			return v.Append(t, lk3.Worker, made.Case, casefile.ToDoTask, b).ID + ".1"
		}
		done := func(a access.Actor, refs ...string) error {
			_, err := v.Cases.Append(ctx, a, app.AppendRequest{File: made.Case, Kind: casefile.Done, Body: casefile.Body{"tasks_done": refs, "done_how": {"done"}}})
			return err
		}
		anyone := task("")
		for name, a := range map[string]access.Actor{"front officer": lk3.Front, "colleague": lk3.Colleague} {
			before := refusals(t, v, a, "append:done")
			if err := done(a, anyone); !fault.Is(err, fault.NotFound) {
				t.Errorf("the %s, who has nothing to do: %v", name, err)
			}
			own := task(a.Staff)
			for what, err := range map[string]error{"another's": done(a, anyone), "another's beside the own": done(a, own, anyone)} {
				if !fault.Is(err, fault.NotFound) {
					t.Errorf("the %s ends %s: %v", name, what, err)
				}
			}
			if n := refusals(t, v, a, "append:done") - before; n != 3 {
				t.Errorf("%d refusals of the %s are in the audit", n, name)
			}
			if err := done(a, own); err != nil {
				t.Errorf("the %s ends the own: %v", name, err)
			}
			if _, err := v.Cases.Open(ctx, a, made.Case); !fault.Is(err, fault.NotFound) {
				t.Errorf("the %s reads the file: %v", name, err)
			}
			if err := done(a, own); !fault.Is(err, fault.NotFound) {
				t.Errorf("the %s ends it again: %v", name, err)
			}
		}
		seen, err := v.Cases.Open(ctx, lk3.Worker, made.Case)
		if err != nil || len(seen.State.OpenTasks()) != 1 || seen.State.OpenTasks()[0].Ref() != anyone {
			t.Errorf("open are %+v: %v", seen.State.OpenTasks(), err)
		}
		agrees(t, v)
	})
}

// TestADoneTaskIsNotTakenForAnother corrects a session whose first task is struck
// out: what was done stays done, and what is new is open.
func TestADoneTaskIsNotTakenForAnother(t *testing.T) {
	v := testkit.New(t)
	lk3, made := v.Donggala, v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
	session := testkit.Session()
	session.SetRows("tasks", casefile.Body{"task": {"Satu."}, "due_on": {"2016-03-09"}}, casefile.Body{"task": {"Dua."}, "due_on": {"2016-03-09"}})
	e := v.Append(t, lk3.Worker, made.Case, casefile.Session, session)
	v.Append(t, lk3.Worker, made.Case, casefile.Done, casefile.Body{"tasks_done": {e.ID + ".2"}})
	correct := func(rows ...casefile.Body) []casefile.Task {
		t.Helper()
		body := testkit.Session()
		body.Set("corrects", e.ID)
		body.Set("correction_reason", "Salah.")
		body.SetRows("tasks", rows...)
		v.Append(t, lk3.Worker, made.Case, casefile.Correction, body)
		seen, err := v.Cases.Open(ctx, lk3.Worker, made.Case)
		if err != nil {
			t.Fatal(err)
		}
		return seen.State.OpenTasks()
	}
	if open := correct(casefile.Body{"task": {"Satu."}, "due_on": {"2016-03-09"}, "row": {"1"}}); len(open) != 1 || open[0].What != "Satu." {
		t.Errorf("open: %+v", open)
	}
	open := correct(casefile.Body{"task": {"Satu."}, "due_on": {"2016-03-09"}, "row": {"1"}}, casefile.Body{"task": {"Tiga."}, "due_on": {"2016-03-09"}})
	if len(open) != 2 || open[1].Item != "3" {
		t.Errorf("a new task takes the name of one that was done: %+v", open)
	}
	agrees(t, v)
}
