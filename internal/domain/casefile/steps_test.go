package casefile_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
)

// managed is a case that is managed from its first day.
func managed() casefile.Body {
	b := registration()
	b.Set("track", "managed")
	return b
}

func risk(level string) casefile.Body {
	return casefile.Body{"risk_level": {level}, "danger_now": {"no"}, "safety_decision": {"Contoh."}}
}

func plan(review string) casefile.Body {
	return casefile.Body{"measures.1.domain": {"social"}, "measures.1.aim": {"Aman."}, "measures.1.measure": {"Bertemu."}, "measures.1.row": {"1"}, "review_date": {review}}
}

func dueOf(s *casefile.State, code string, today calendar.Day) calendar.Day {
	for _, step := range s.Timeline(today) {
		if step.Code == code {
			return step.Due
		}
	}
	return 0
}

func TestStepsAreDueByRiskAndMoveWithWhatTheyHangOn(t *testing.T) {
	entries := []casefile.Entry{entry(1, casefile.Registration, 20160301, managed())}
	state := func() *casefile.State { return casefile.Fold(book, entries) }
	more := func(k casefile.Kind, day calendar.Day, b casefile.Body) {
		entries = append(entries, entry(len(entries)+1, k, day, b))
	}
	is := func(when string, code string, today, want calendar.Day) {
		t.Helper()
		if got := dueOf(state(), code, today); got != want {
			t.Errorf("%s: %s is due %s, want %s", when, code, got, want)
		}
	}
	is("nobody screened", "assessment", 20160301, 20160315)
	more(casefile.Screening, 20160302, risk("high"))
	is("high risk", "assessment", 20160302, 20160304)
	is("high risk", "plan", 20160302, 20160307)
	is("the assessment is late", "plan", 20160310, 20160313)
	if s := state(); s.NextDue != 20160304 || s.Overdue(20160310) != 6 {
		t.Errorf("next %s, overdue %d", s.NextDue, s.Overdue(20160310))
	}
	more(casefile.Assessment, 20160311, casefile.Body{"formulation": {"Contoh."}})
	is("the assessment is done", "plan", 20160311, 20160314)
	is("what is done stays", "assessment", 20160311, 20160304)
	more(casefile.Schedule, 20160312, casefile.Body{"step": {"plan"}, "due_on": {"2016-03-20"}, "schedule_reason": {"Libur."}})
	is("somebody set the day", "plan", 20160312, 20160320)
	more(casefile.Screening, 20160313, risk("low"))
	is("a day that was set stays", "plan", 20160313, 20160320)
	more(casefile.Plan, 20160319, plan("2016-06-01"))
	is("the plan says when", "review", 20160319, 20160601)
	is("low risk", "first_session", 20160319, 20160409)
	more(casefile.Evaluation, 20160530, casefile.Body{"goal_attainment": {"partly"}, "evaluation_text": {"Contoh."}})
	is("reviewed", "review", 20160701, 20160601)
	if got := dueOf(state(), "approval", 20160530); got != 0 {
		t.Errorf("a case of low risk waits for approval until %s", got)
	}
	more(casefile.Plan, 20160602, plan("2016-08-01"))
	is("a new plan is reviewed again", "review", 20160602, 20160801)
}

// TestOnlyUntouchedStepsToComeMove checks over random histories that a step that
// is done, or whose day somebody set, never moves again, whatever is written
// afterwards and however much time goes by; and that nothing is promised that was
// done.
func TestOnlyUntouchedStepsToComeMove(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := []casefile.Entry{entry(1, casefile.Registration, 20160301, managed())}
		state := casefile.Fold(book, entries)
		day := calendar.Day(20160301)
		fixed := map[string]calendar.Day{}
		for range rapid.IntRange(1, 14).Draw(t, "entries") {
			day = day.Add(rapid.IntRange(0, 20).Draw(t, "days"))
			var e casefile.Entry
			n := len(entries) + 1
			switch rapid.IntRange(0, 5).Draw(t, "kind") {
			case 0:
				e = entry(n, casefile.Screening, day, risk(rapid.SampledFrom([]string{"low", "medium", "high"}).Draw(t, "risk")))
			case 1:
				e = entry(n, casefile.Assessment, day, casefile.Body{"formulation": {"Contoh."}})
			case 2:
				e = entry(n, casefile.Plan, day, plan(day.Add(rapid.IntRange(10, 90).Draw(t, "review")).String()))
				delete(fixed, "review") // a new plan is reviewed anew, and approved anew
				delete(fixed, "approval")
			case 3:
				step := rapid.SampledFrom([]string{"assessment", "plan", "first_session", "review"}).Draw(t, "step")
				e = entry(n, casefile.Schedule, day, casefile.Body{"step": {step}, "due_on": {day.Add(rapid.IntRange(0, 40).Draw(t, "set")).String()}, "schedule_reason": {"Contoh."}})
				if state.OpenStep(step) {
					delete(fixed, step) // set anew
				}
			case 4:
				e = entry(n, casefile.Session, day, casefile.Body{"service": {"counselling"}, "what_happened": {"x"}, "next_step": {"x"}})
			default:
				e = entry(n, casefile.Evaluation, day, casefile.Body{"goal_attainment": {"partly"}, "evaluation_text": {"x"}})
			}
			after, err := casefile.Accept(book, state, entries, e)
			if err != nil { // not now: a plan before the assessment, a day for what is done
				continue
			}
			entries, state = append(entries, e), after
			today := day.Add(rapid.IntRange(0, 60).Draw(t, "later"))
			var open []string
			for _, step := range state.Timeline(today) {
				if was, ok := fixed[step.Code]; ok && was != step.Due {
					t.Fatalf("after %s of %s: %s moved from %s to %s", e.Kind, day, step.Code, was, step.Due)
				}
				if step.Done != 0 || step.Set {
					fixed[step.Code] = step.Due
				}
				if step.Done == 0 {
					open = append(open, step.Code)
				}
			}
			for _, p := range state.Promises() {
				if p.Kind == casefile.StepDue && !slices.Contains(open, p.Item) {
					t.Fatalf("%s is done and still promised", p.Item)
				}
				if p.Done == 0 && p.Day < state.NextDue {
					t.Fatalf("next is %s, but %s is due %s", state.NextDue, p.Kind, p.Day)
				}
			}
			if again := casefile.Fold(book, entries); !slices.Equal(again.Promises(), state.Promises()) {
				t.Fatalf("folded anew: %v, want %v", again.Promises(), state.Promises())
			}
		}
	})
}

func TestTasksAreDoneOnceAndAPlanTakesThePlaceOfTheOld(t *testing.T) {
	session := casefile.Body{
		"service": {"counselling"}, "what_happened": {"x"}, "next_step": {"x"}, "next_date": {"2016-03-20"}, "next_time": {"09:30"},
		"tasks.1.task": {"Antar ke Dukcapil."}, "tasks.1.due_on": {"2016-03-09"}, "tasks.1.row": {"1"},
		"tasks.2.task": {"Telepon sekolah."}, "tasks.2.due_on": {"2016-03-08"}, "tasks.2.row": {"2"},
	}
	entries := []casefile.Entry{
		entry(1, casefile.Registration, 20160301, registration()),
		entry(2, casefile.Session, 20160302, session),
	}
	state := casefile.Fold(book, entries)
	open := state.OpenTasks()
	if len(open) != 2 || open[0].What != "Telepon sekolah." || open[0].Ref() != id(2)+".2" || state.NextDue != 20160308 {
		t.Fatalf("%+v, next %s", open, state.NextDue)
	}
	if met, ok := state.NextMeeting(20160305); !ok || met.Day != 20160320 || met.Minute != 9*60+30 {
		t.Fatalf("met %+v", met)
	}
	done := entry(3, casefile.Done, 20160305, casefile.Body{"tasks_done": {id(2) + ".2"}})
	after, err := casefile.Accept(book, state, nil, done)
	if err != nil || after.NextDue != 20160309 {
		t.Fatalf("next %s, %v", after.NextDue, err)
	}
	if _, err := casefile.Accept(book, after, nil, entry(4, casefile.Done, 20160306, done.Body)); err == nil {
		t.Fatal("done twice")
	}
	entries = append(entries, done)
	for i, b := range []casefile.Body{plan("2016-06-01"), plan("2016-07-01")} {
		entries = append(entries, entry(10+i, casefile.Plan, 20160310, b))
	}
	state = casefile.Fold(book, entries)
	measures := 0
	for _, task := range state.OpenTasks() {
		if task.Kind == casefile.Measure {
			measures++
			if task.Entry != id(11) || task.Aim != "Aman." || task.Domain != "social" {
				t.Errorf("%+v", task)
			}
		}
	}
	if measures != 1 {
		t.Errorf("%d actions are open, one plan holds", measures)
	}
	entries = append(entries, entry(20, casefile.Closure, 20160320, casefile.Body{"closure_reason": {"died"}}))
	if s := casefile.Fold(book, entries); len(s.OpenTasks()) != 0 || s.NextDue != 0 {
		t.Errorf("after the closure: %v, next %s", s.OpenTasks(), s.NextDue)
	}
}
