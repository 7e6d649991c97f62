package app_test

import (
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/recap"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/testkit"
)

func child(conflict string, more map[string]string) casefile.Body {
	b := testkit.Registration("Contoh Anak", "child_neglect")
	b.Set("presenting", "neglect")
	b.Set("age", "12")
	b.Set("guardian", "Contoh Paman Karta")
	b.Set("guardian_conflict", conflict)
	for field, answer := range more {
		b.Set(field, answer)
	}
	return b
}

func TestAGuardianWhoMayHaveDoneHarmIsKeptOut(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		worker := v.Donggala.Worker
		for name, c := range map[string]struct {
			body  casefile.Body
			field string // with a fault
		}{
			"gives the consent":            {child("yes", map[string]string{"consent_by": "guardian"}), "consent_by"},
			"a parent gives the consent":   {child("yes", map[string]string{"consent_by": "parent"}), "consent_by"},
			"is the way to the client":     {child("yes", map[string]string{"consent_by": "other_adult", "contact_person": "contoh paman KARTA"}), "contact_person"},
			"another adult":                {child("yes", map[string]string{"consent_by": "other_adult", "contact_person": "Contoh Bibi"}), ""},
			"nobody consents yet":          {child("yes", map[string]string{"consent_given": "later"}), ""},
			"a guardian who did no harm":   {child("no", map[string]string{"consent_by": "guardian", "contact_person": "Contoh Paman Karta"}), ""},
			"nobody said who the giver is": {child("", nil), ""},
		} {
			made, err := v.Cases.Register(ctx, worker, app.RegisterRequest{Body: c.body})
			if c.field != "" {
				if f := fault.First(err); f == nil || f.Field != c.field {
					t.Errorf("%s: %v", name, err)
				}
				continue
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			view, err := v.Cases.Open(ctx, worker, made.Case)
			if err != nil {
				t.Fatal(err)
			}
			given := c.body.Get("consent_given") == "both" && c.body.Has("consent_by")
			if view.State.GuardianConflict != c.body.Yes("guardian_conflict") || (view.State.Consent.Service == "yes") != given {
				t.Errorf("%s: %v, consent %+v", name, view.State.GuardianConflict, view.State.Consent)
			}
			consent := casefile.Body{"service_consent": {"yes"}, "data_consent": {"yes"}, "given_by": {"guardian"}}
			_, err = v.Cases.Append(ctx, worker, app.AppendRequest{File: made.Case, Kind: casefile.Consent, Body: consent})
			if refused := fault.Is(err, fault.Invalid); refused != c.body.Yes("guardian_conflict") {
				t.Errorf("%s: the guardian consents later: %v", name, err)
			}
		}
		agrees(t, v)
	})
}

// TestAConsultationThatBecomesACaseIsCountedAsOne: what came of a contact is said
// with it, and may change later.
func TestAConsultationThatBecomesACaseIsCountedAsOne(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		worker, head := v.Donggala.Worker, v.Donggala.Head
		month := calendar.PeriodOf(201603, calendar.MonthLength)
		figure := func(f recap.Figure) int64 {
			rec, err := v.Recaps.Get(ctx, head, app.RecapQuery{Figure: f, Period: month, Institution: v.Donggala.ID, By: recap.ByProblem})
			if err != nil {
				t.Fatal(err)
			}
			return rec.Table.Total
		}
		contact, err := v.Contacts.Record(ctx, worker, app.AppendRequest{Body: casefile.Body{
			"channel": {"message"}, "caller": {casefile.NotSaid}, "presenting": {"economic"}, "danger_now": {"no"}, "action_taken": {"Dijelaskan."}, "contact_outcome": {"consultation"},
		}})
		if err != nil {
			t.Fatal(err)
		}
		view, err := v.Cases.Open(ctx, worker, contact)
		if err != nil || view.State.Status != casefile.Closed || view.State.Outcome != "consultation" {
			t.Fatalf("%+v, %v", view.State, err)
		}
		if figure(recap.Consulted) != 1 {
			t.Error("the consultation is not counted")
		}
		if _, err := v.Cases.Register(ctx, worker, app.RegisterRequest{Contact: contact, Body: testkit.Registration("Contoh Ani", "economic")}); err != nil {
			t.Fatal(err)
		}
		if figure(recap.Consulted) != 0 || figure(recap.Handled) != 1 {
			t.Error("it is counted twice")
		}
		again := casefile.Body{"contact_outcome": {"information"}}
		if _, err := v.Cases.Append(ctx, worker, app.AppendRequest{File: contact, Kind: casefile.ContactOutcome, Body: again}); !fault.Is(err, fault.Conflict) {
			t.Errorf("it has two outcomes: %v", err)
		}
		agrees(t, v)
	})
}
