package app_test

import (
	"slices"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/instrument"
	"teduh/internal/kit/fault"
	"teduh/internal/testkit"
)

// offered are the codes of the instruments that somebody may fill for a case.
func offered(t *testing.T, v *testkit.Village, a access.Actor, file string) []string {
	t.Helper()
	m, err := v.Cases.Measures(ctx, a, file)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, i := range m.Choice {
		codes = append(codes, i.Code)
	}
	return codes
}

// added uploads a form and puts it to use.
func added(t *testing.T, v *testkit.Village, a access.Actor, code string, more ...string) app.Version {
	t.Helper()
	made, err := v.Instruments.Upload(ctx, a, testkit.Form(t, code, more...))
	if err == nil {
		err = v.Instruments.Use(ctx, a, made.Code, made.Version)
	}
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestTheMinistryAddsAnInstrumentForAllAndAnLK3ForItself(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		here := v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
		there := v.Register(t, v.Bantaeng.Worker, "Contoh Budi", "economic")
		trial, err := v.Instruments.Upload(ctx, v.Cast.Ministry, testkit.Form(t, "pangan"))
		if err != nil || trial.Status != app.InTrial || trial.Code != "n-pangan" || trial.Version != 1 {
			t.Fatalf("%v %+v", err, trial)
		}
		if slices.Contains(offered(t, v, v.Donggala.Worker, here.Case), "n-pangan") {
			t.Error("an instrument in trial is offered")
		}
		result, _, err := v.Instruments.Try(ctx, v.Cast.Ministry, "n-pangan", 1, casefile.Body{"q-meals": {"1"}})
		if err != nil || result.Scores[0].Value != 1 || len(result.Alerts) != 1 {
			t.Fatalf("trial: %v %+v", err, result)
		}
		if err := v.Instruments.Use(ctx, v.Cast.Ministry, "n-pangan", 1); err != nil {
			t.Fatal(err)
		}
		added(t, v, v.Donggala.Head, "sendiri")
		for name, c := range map[string]struct {
			got  []string
			want []bool
		}{"here": {offered(t, v, v.Donggala.Worker, here.Case), []bool{true, true}}, "there": {offered(t, v, v.Bantaeng.Worker, there.Case), []bool{true, false}}} {
			if got := []bool{slices.Contains(c.got, "n-pangan"), slices.Contains(c.got, "l-sendiri")}; !slices.Equal(got, c.want) {
				t.Errorf("%s: %v", name, c.got)
			}
		}
		e := v.Append(t, v.Donggala.Worker, here.Case, casefile.Instrument, casefile.Body{"instrument": {"n-pangan"}, "q-meals": {"1"}})
		if e.Body.Get("alerts") != "hunger" || e.Body.Get("scores") != "total:1" {
			t.Errorf("%v", e.Body)
		}
		agrees(t, v)
	})
}

func TestAnswersKeepTheirVersion(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		head, worker := v.Donggala.Head, v.Donggala.Worker
		made := v.Register(t, worker, "Contoh Ani", "economic")
		added(t, v, head, "pangan", "alasan")
		v.Append(t, worker, made.Case, casefile.Instrument, casefile.Body{"instrument": {"l-pangan"}, "q-meals": {"1"}, "q-alasan": {"Panen gagal."}})
		second, err := v.Instruments.Upload(ctx, head, testkit.Form(t, "pangan"))
		if err != nil || second.Version != 2 {
			t.Fatalf("%v version %d", err, second.Version)
		}
		if again, err := v.Instruments.Upload(ctx, head, testkit.Form(t, "pangan", "lain")); err != nil || again.Version != 2 {
			t.Fatalf("a version in trial is not replaced: %v %d", err, again.Version)
		}
		if err := v.Instruments.Use(ctx, head, "l-pangan", 2); err != nil {
			t.Fatal(err)
		}
		_, i, err := v.Cases.Measure(ctx, worker, made.Case, "l-pangan")
		if err != nil || i.Version != 2 {
			t.Fatalf("%v: version %d is offered", err, i.Version)
		}
		view, err := v.Cases.Open(ctx, worker, made.Case)
		if err != nil {
			t.Fatal(err)
		}
		last := view.Entries[len(view.Entries)-1]
		if field, ok := view.FormOf(last).Field("q-alasan"); !ok || field.Inline.Label.ID != "Mengapa: alasan" {
			t.Errorf("an old answer is not read by its version: %+v", field)
		}
		if err := v.Instruments.Retire(ctx, head, "l-pangan", 2); err != nil {
			t.Fatal(err)
		}
		if err := v.Instruments.Retire(ctx, head, "l-pangan", 1); err != nil {
			t.Fatal(err)
		}
		if slices.Contains(offered(t, v, worker, made.Case), "l-pangan") {
			t.Error("what is retired is offered")
		}
		if view, err = v.Cases.Open(ctx, worker, made.Case); err != nil || view.Tools.Of(last.Body) == nil {
			t.Errorf("answers to what is retired are not read any more: %v", err)
		}
		agrees(t, v)
	})
}

func TestAVersionInUseNeverChanges(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		first := added(t, v, v.Donggala.Head, "pangan", "alasan")
		for range 2 {
			if err := v.Instruments.Retire(ctx, v.Donggala.Head, first.Code, 1); err != nil {
				t.Fatal(err)
			}
		}
		next, err := v.Instruments.Upload(ctx, v.Donggala.Head, testkit.Form(t, "pangan"))
		if err != nil || next.Version != 2 {
			t.Fatalf("%v: the next one is version %d", err, next.Version)
		}
		kept, err := v.Instruments.Version(ctx, v.Donggala.Head, first.Code, 1)
		if err != nil || len(kept.Questions) != 2 {
			t.Fatalf("%v: %d questions", err, len(kept.Questions))
		}
	})
}

func TestAnLK3TakesAShippedInstrumentOutOfUseForItself(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		here := v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
		there := v.Register(t, v.Bantaeng.Worker, "Contoh Budi", "economic")
		if err := v.Instruments.Retire(ctx, v.Donggala.Head, "gad7", 1); err != nil {
			t.Fatal(err)
		}
		if slices.Contains(offered(t, v, v.Donggala.Worker, here.Case), "gad7") || !slices.Contains(offered(t, v, v.Bantaeng.Worker, there.Case), "gad7") {
			t.Error("not here alone")
		}
		if err := v.Instruments.Use(ctx, v.Donggala.Head, "gad7", 1); err != nil || !slices.Contains(offered(t, v, v.Donggala.Worker, here.Case), "gad7") {
			t.Errorf("not put to use again: %v", err)
		}
		if err := v.Instruments.Retire(ctx, v.Cast.Ministry, "gad7", 1); err != nil || slices.Contains(offered(t, v, v.Bantaeng.Worker, there.Case), "gad7") {
			t.Errorf("the ministry's word does not hold for all: %v", err)
		}
		if err := v.Instruments.Use(ctx, v.Bantaeng.Head, "gad7", 1); !fault.Is(err, fault.NotFound) {
			t.Errorf("an LK3 puts to use what the ministry took out: %v", err)
		}
	})
}

func TestWhoKeepsNoInstrumentsGetsNotFoundAndItIsInTheAudit(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		own := added(t, v, v.Donggala.Head, "pangan")
		for name, a := range map[string]access.Actor{"worker": v.Donggala.Worker, "psychologist": v.Donggala.Psychologist, "district": v.Cast.District, "operator": v.Cast.Operator, "auditor": v.Cast.Auditor} {
			_, registry := v.Instruments.Registry(ctx, a)
			_, upload := v.Instruments.Upload(ctx, a, testkit.Form(t, "lain"))
			for _, err := range []error{registry, upload, v.Instruments.Use(ctx, a, own.Code, 1), v.Instruments.Retire(ctx, a, own.Code, 1)} {
				if !fault.Is(err, fault.NotFound) {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
		for name, a := range map[string]access.Actor{"another head": v.Bantaeng.Head, "the ministry": v.Cast.Ministry} {
			before := auditLines(t, v)
			if err := v.Instruments.Retire(ctx, a, own.Code, 1); !fault.Is(err, fault.NotFound) || auditLines(t, v) != before+1 {
				t.Errorf("%s retires another's: %v", name, err)
			}
		}
		before := auditLines(t, v)
		if err := v.Instruments.Retire(ctx, v.Donggala.Head, own.Code, 1); err != nil || auditLines(t, v) != before+1 {
			t.Errorf("no audit line: %v", err)
		}
		agrees(t, v)
	})
}

// TestEveryShippedInstrumentCanBeTried finds none that its keepers cannot preview.
func TestEveryShippedInstrumentCanBeTried(t *testing.T) {
	v := testkit.New(t)
	for _, i := range instrument.Shipped() {
		if _, _, err := v.Instruments.Try(ctx, v.Donggala.Head, i.Code, i.Version, casefile.Body{"q-goal_1": nil}); err != nil && keyOf(err) != "fault.required" && keyOf(err) != "fault.unknown_field" {
			t.Errorf("%s: %v", i.Code, err)
		}
	}
}
