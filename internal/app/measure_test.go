package app_test

import (
	"slices"
	"strings"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/instrument"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/testkit"
)

// asked is answers to an instrument that comes with the program: the same to
// every choice, but for some.
func asked(t *testing.T, code, every string, but map[string]string) casefile.Body {
	t.Helper()
	b := casefile.Body{"instrument": {code}}
	for _, i := range instrument.Shipped() {
		for _, q := range i.Questions {
			if i.Code == code && (q.Type == "choice" || q.Type == "yes_no") {
				b.Set(casefile.Asked(q.Name), every)
			}
		}
	}
	for name, answer := range but {
		b.Set(casefile.Asked(name), answer)
	}
	return b
}

func keyOf(err error) string {
	if f := fault.First(err); f != nil {
		return f.Key
	}
	return ""
}

func TestASuicideItemStopsTheClosureUntilAnActionIsRecorded(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		lk3 := v.Donggala
		made := v.Register(t, lk3.Worker, "Contoh Ani", "economic")
		e := v.Append(t, lk3.Worker, made.Case, casefile.Instrument, asked(t, "phq9", "1", map[string]string{"difficulty": ""}))
		if e.Body.Get("scores") != "total:9" || e.Body.Get("alerts") != "suicide" {
			t.Fatalf("signed with %v", e.Body)
		}
		_, err := v.Cases.Append(ctx, lk3.Worker, app.AppendRequest{File: made.Case, Kind: casefile.Closure, Body: testkit.Closure()})
		if keyOf(err) != "casefile.alert_open" {
			t.Fatalf("closed: %v", err)
		}
		board, err := v.Cases.Board(ctx, lk3.Head, app.Home, 0)
		if err != nil || board.Counts["high_risk"] != 1 || !board.Cases[0].Flags.Alert {
			t.Fatalf("the head's board does not say so: %v %+v", err, board.Cases)
		}
		v.Append(t, lk3.Worker, made.Case, casefile.SafetyAction, casefile.Body{"who_called": {"Kakak"}, "what_agreed": {"Menginap di sana."}, "acts_on": {e.ID}})
		v.Append(t, lk3.Worker, made.Case, casefile.Closure, testkit.Closure())
		agrees(t, v)
	})
}

func TestARedChecklistMakesAManagedCaseOfHighRisk(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
		v.Append(t, v.Donggala.Worker, made.Case, casefile.Instrument, asked(t, "safety_checklist", "no", map[string]string{"strangled": "yes"}))
		view, err := v.Cases.Open(ctx, v.Donggala.Worker, made.Case)
		if err != nil || !view.State.Flags.HighRisk || view.State.Track != casefile.Managed || len(view.State.Alerts) != 1 {
			t.Fatalf("%v %+v", err, view.State)
		}
		agrees(t, v)
	})
}

func TestAScoreIsTheServersAlone(t *testing.T) {
	v := testkit.New(t)
	made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
	body := asked(t, "phq9", "0", map[string]string{"q9": "3", "difficulty": ""})
	for field, value := range map[string]string{"scores": "total:0", "alerts": "none", "raises_risk": "yes", "reserved_for": "psychologist"} {
		body.Set(field, value)
	}
	e := v.Append(t, v.Donggala.Worker, made.Case, casefile.Instrument, body)
	if e.Body.Get("scores") != "total:3" || e.Body.Get("alerts") != "suicide" || e.Body.Has("raises_risk") || e.Body.Has("reserved_for") {
		t.Fatalf("%v", e.Body)
	}
}

func TestACorrectionWorksTheScoreOutAnew(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		lk3 := v.Donggala
		made := v.Register(t, lk3.Worker, "Contoh Ani", "economic")
		first := v.Append(t, lk3.Worker, made.Case, casefile.Instrument, asked(t, "phq9", "1", map[string]string{"difficulty": ""}))
		body := asked(t, "phq9", "1", map[string]string{"difficulty": "", "q9": "0"})
		body.Set("corrects", first.ID)
		body.Set("correction_reason", "Salah tekan.")
		v.Append(t, lk3.Worker, made.Case, casefile.Correction, body)
		m, err := v.Cases.Measures(ctx, lk3.Worker, made.Case)
		if err != nil || len(m.State.Alerts) != 0 || len(m.Histories) != 1 || m.Histories[0].Last().Scores["total"] != 8 {
			t.Fatalf("%v %+v", err, m.Histories)
		}
		if m.Entries[len(m.Entries)-2].Body.Get("scores") != "total:9" {
			t.Error("the old score is gone")
		}
		agrees(t, v)
	})
}

func TestWhatIsForPsychologistsIsHiddenFromOthers(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		lk3 := v.Donggala
		made := v.Register(t, lk3.Worker, "Contoh Ani", "economic")
		v.Append(t, lk3.Head, made.Case, casefile.Assignment, casefile.Body{"assigned": {lk3.Worker.Staff, lk3.Psychologist.Staff}})
		if _, _, err := v.Cases.Measure(ctx, lk3.Worker, made.Case, "dass21"); !fault.Is(err, fault.NotFound) {
			t.Errorf("a caseworker gets the form: %v", err)
		}
		if _, err := v.Cases.Append(ctx, lk3.Worker, app.AppendRequest{File: made.Case, Kind: casefile.Instrument, Body: asked(t, "dass21", "1", nil)}); !fault.Is(err, fault.NotFound) {
			t.Errorf("a caseworker writes it: %v", err)
		}
		e := v.Append(t, lk3.Psychologist, made.Case, casefile.Instrument, asked(t, "dass21", "1", nil))
		for name, a := range map[string]access.Actor{"worker": lk3.Worker, "head": lk3.Head} {
			m, err := v.Cases.Measures(ctx, a, made.Case)
			if err != nil {
				t.Fatal(err)
			}
			last := m.Entries[len(m.Entries)-1].Body
			if len(casefile.Given(last)) > 0 || last.Has("scores") || len(m.Histories) > 0 {
				t.Errorf("%s sees %v", name, last)
			}
			if slices.ContainsFunc(m.Choice, func(i *instrument.Instrument) bool { return i.Code == "dass21" }) {
				t.Errorf("%s is offered it", name)
			}
			body := asked(t, "dass21", "0", nil)
			body.Set("corrects", e.ID)
			body.Set("correction_reason", "Coba.")
			_, err = v.Cases.Append(ctx, a, app.AppendRequest{File: made.Case, Kind: casefile.Correction, Body: body})
			if _, _, form := v.Cases.CorrectionForm(ctx, a, made.Case, e.ID); !fault.Is(err, fault.NotFound) || !fault.Is(form, fault.NotFound) {
				t.Errorf("%s corrects it: %v, %v", name, err, form)
			}
		}
		m, err := v.Cases.Measures(ctx, lk3.Psychologist, made.Case)
		if err != nil || len(m.Histories) != 1 || m.Histories[0].Last().Scores["stress"] != 14 {
			t.Fatalf("the psychologist: %v %+v", err, m.Histories)
		}
		agrees(t, v)
	})
}

func TestAStrangerMeasuresNothingAndIsInTheAudit(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
		for name, a := range map[string]access.Actor{"stranger": v.Cast.Stranger, "colleague": v.Donggala.Colleague, "front": v.Donggala.Front, "ministry": v.Cast.Ministry} {
			_, err := v.Cases.Measures(ctx, a, made.Case)
			_, _, form := v.Cases.Measure(ctx, a, made.Case, "phq9")
			_, write := v.Cases.Append(ctx, a, app.AppendRequest{File: made.Case, Kind: casefile.Instrument, Body: asked(t, "phq9", "0", map[string]string{"difficulty": ""})})
			for _, err := range []error{err, form, write} {
				if !fault.Is(err, fault.NotFound) {
					t.Errorf("%s: %v", name, err)
				}
			}
		}
		before := auditLines(t, v)
		if _, err := v.Cases.Measures(ctx, v.Donggala.Worker, made.Case); err != nil {
			t.Fatal(err)
		}
		v.Append(t, v.Donggala.Worker, made.Case, casefile.Instrument, asked(t, "phq9", "0", map[string]string{"difficulty": ""}))
		if after := auditLines(t, v); after != before+2 {
			t.Errorf("%d audit lines for a look and an entry", after-before)
		}
		agrees(t, v)
	})
}

func TestWhatIsNoAnswerIsRefusedAndAnUnknownInstrumentIsNotFound(t *testing.T) {
	v := testkit.New(t)
	made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
	for name, c := range map[string]struct {
		body casefile.Body
		want string
	}{
		"nothing answered":        {casefile.Body{"instrument": {"phq9"}}, "instrument.empty"},
		"not among the choices":   {casefile.Body{"instrument": {"phq9"}, "q-q1": {"4"}}, "fault.choice"},
		"a question it has not":   {casefile.Body{"instrument": {"phq9"}, "q-q1": {"1"}, "q-q77": {"1"}}, "fault.unknown_field"},
		"an older version":        {casefile.Body{"instrument": {"phq9"}, "instrument_version": {"9"}, "q-q1": {"1"}}, "instrument.changed"},
		"no such instrument":      {casefile.Body{"instrument": {"sdq"}, "q-q1": {"1"}}, "fault.not_found"},
		"no instrument":           {casefile.Body{"q-q1": {"1"}}, "fault.not_found"},
		"no other's field either": {casefile.Body{"instrument": {"phq9"}, "q-q1": {"1"}, "what_happened": {"x"}}, "fault.unknown_field"},
	} {
		_, err := v.Cases.Append(ctx, v.Donggala.Worker, app.AppendRequest{File: made.Case, Kind: casefile.Instrument, Body: c.body})
		if keyOf(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// TestAnUnknownVersionStopsNothing reads a file whose instrument nobody knows any
// more.
func TestAnUnknownVersionStopsNothing(t *testing.T) {
	f := app.FileView{State: casefile.Fold(nil, nil), Tools: app.Tools{}}
	form := f.FormOf(casefile.Entry{Kind: casefile.Instrument, Body: casefile.Body{"instrument": {"gone"}, "instrument_version": {"3"}, "q-why": {"x"}}})
	field, ok := form.Field("q-why")
	if !ok || field.Inline.Label.ID != "why" || !strings.HasPrefix(field.Name, casefile.Asked("")) {
		t.Fatalf("%+v", form.Fields)
	}
}

func auditLines(t *testing.T, v *testkit.Village) int64 {
	t.Helper()
	n, err := sqldb.Get(ctx, v.DB, sqldb.Scalar[int64], `SELECT count(*) FROM audit`)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
