package app_test

import (
	"strings"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/staff"
	"teduh/internal/domain/training"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/testkit"
)

// refusals counts what the audit says was refused to somebody.
func refusals(t *testing.T, v *testkit.Village, who access.Actor, verb string) int64 {
	t.Helper()
	n, err := sqldb.Get(ctx, v.DB, sqldb.Scalar[int64], `SELECT count(*) FROM audit WHERE staff = $1 AND institution = $2 AND verb = 'refused' AND detail = $3`,
		who.Staff, who.Institution, "verb="+verb)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

const nobody = "0195a6c0-0000-7000-8000-00000000dead" // an id of nothing

func TestEveryRefusalIsInTheAuditOfWhoWasRefused(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
		contact := v.Contact(t, v.Donggala.Worker)
		stranger, colleague, officer := v.Cast.Stranger, v.Donggala.Colleague, v.Cast.District
		auditor, outside := v.Cast.Auditor, v.Bantaeng.Head
		session := app.AppendRequest{File: made.Case, Kind: casefile.Session, Body: testkit.Session()}
		transfer := app.AppendRequest{File: made.Case, Body: casefile.Body{"to_institution": {v.Bantaeng.ID}, "transfer_reason": {"Pindah."}, "share_consent": {"yes"}}}
		asking := func(_ any, err error) error { return err }
		for name, c := range map[string]struct {
			who  access.Actor
			verb string
			do   func(a access.Actor) error
		}{
			"opens another's file":    {stranger, "read", func(a access.Actor) error { return asking(v.Cases.Open(ctx, a, made.Case)) }},
			"opens what is not there": {colleague, "read", func(a access.Actor) error { return asking(v.Cases.Open(ctx, a, nobody)) }},
			"appends as a stranger":   {stranger, "append:session", func(a access.Actor) error { return asking(v.Cases.Append(ctx, a, session)) }},
			"appends as a colleague":  {colleague, "append:session", func(a access.Actor) error { return asking(v.Cases.Append(ctx, a, session)) }},
			"appends to nothing": {colleague, "append:closure", func(a access.Actor) error {
				return asking(v.Cases.Append(ctx, a, app.AppendRequest{File: nobody, Kind: casefile.Closure, Body: testkit.Closure()}))
			}},
			"asks for a form":          {colleague, "read", func(a access.Actor) error { return asking(v.Cases.Form(ctx, a, made.Case, casefile.Session)) }},
			"asks for the head's form": {v.Donggala.Worker, "append:assignment", func(a access.Actor) error { return asking(v.Cases.Form(ctx, a, made.Case, casefile.Assignment)) }},
			"transfers":                {colleague, "append:transfer", func(a access.Actor) error { return asking(v.Cases.Transfer(ctx, a, transfer)) }},
			"records a contact": {officer, "create:contact", func(a access.Actor) error {
				return asking(v.Contacts.Record(ctx, a, app.AppendRequest{Body: casefile.Body{}}))
			}},
			"registers a case": {officer, "create:case", func(a access.Actor) error {
				return asking(v.Cases.Register(ctx, a, app.RegisterRequest{Body: testkit.Registration("Contoh B", "")}))
			}},
			"registers an unread person": {colleague, "create:case", func(a access.Actor) error {
				return asking(v.Cases.Register(ctx, a, app.RegisterRequest{Person: made.Person, Body: known()}))
			}},
			"registers another's contact": {stranger, "create:case", func(a access.Actor) error {
				return asking(v.Cases.Register(ctx, a, app.RegisterRequest{Contact: contact, Body: testkit.Registration("Contoh C", "")}))
			}},
			"searches":               {auditor, "search", func(a access.Actor) error { return asking(v.Cases.Search(ctx, a, app.Sought{Text: "Ani"})) }},
			"accepts a transfer":     {outside, "accept", func(a access.Actor) error { return asking(v.Cases.Accept(ctx, a, nobody)) }},
			"closes a month":         {colleague, "close_month", func(a access.Actor) error { return v.Recaps.CloseMonth(ctx, a, 201601) }},
			"sees figures":           {colleague, "see_figures", func(a access.Actor) error { return asking(v.Recaps.Get(ctx, a, app.RecapQuery{})) }},
			"lists strangers' staff": {outside, "see_staff", func(a access.Actor) error { return asking(v.Staff.At(ctx, a, v.Donggala.ID)) }},
			"lists nobody's staff":   {outside, "list", func(a access.Actor) error { return asking(v.Staff.At(ctx, a, nobody)) }},
			"makes an account elsewhere": {outside, "manage_staff", func(a access.Actor) error {
				return asking(v.Staff.Create(ctx, a, app.NewStaff{Institution: v.Donggala.ID}))
			}},
			"makes an account nowhere": {outside, "create", func(a access.Actor) error { return asking(v.Staff.Create(ctx, a, app.NewStaff{Institution: nobody})) }},
			"gives a post to nobody": {outside, "post", func(a access.Actor) error {
				return v.Staff.AddPost(ctx, a, staff.Post{Staff: nobody, Institution: a.Institution, Role: access.Head})
			}},
			"ends a post of nobody": {outside, "end_post", func(a access.Actor) error { return v.Staff.EndPost(ctx, a, a.Institution, nobody) }},
			"writes a stranger's permit": {outside, "credential", func(a access.Actor) error {
				return v.Staff.AddCredential(ctx, a, a.Institution, v.Donggala.Worker.Staff, staff.Credential{Kind: "str", Number: "1"})
			}},
			"codes for another LK3": {outside, "second_level", func(a access.Actor) error {
				return v.Institutions.AddSecondLevel(ctx, a, v.Donggala.ID, registry.SecondLevel{Code: "baru_sekali", Under: "other", Name: "x"})
			}},
			"opens no training":   {v.Cast.Trainer, "read", func(a access.Actor) error { return asking(v.Training.Get(ctx, a, nobody)) }},
			"edits no training":   {v.Cast.Trainer, "edit", func(a access.Actor) error { return asking(v.Training.Put(ctx, a, event(nobody))) }},
			"attends no training": {v.Cast.Trainer, "attend", func(a access.Actor) error { return v.Training.Attend(ctx, a, nobody, nil) }},
			"asks to found":       {auditor, "found_institution", func(a access.Actor) error { return v.Ask(ctx, a, access.FoundInstitution, access.Place{}) }},
			"asks to record":      {auditor, "create:contact", func(a access.Actor) error { return v.AskToCreate(ctx, a, casefile.ContactFile) }},
			"picks another's office": {colleague, "pick", func(a access.Actor) error {
				return asking(v.Staff.Pick(ctx, app.SignedIn{Actor: a}, v.Bantaeng.ID, ""))
			}},
			"asks to correct": {v.Donggala.Worker, "append:correction", func(a access.Actor) error {
				_, _, err := v.Cases.CorrectionForm(ctx, a, made.Case, nobody)
				return err
			}},
		} {
			before := refusals(t, v, c.who, c.verb)
			if err := c.do(c.who); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", name, err)
			}
			if n := refusals(t, v, c.who, c.verb) - before; n != 1 {
				t.Errorf("%s: %d lines say so", name, n)
			}
		}
		agrees(t, v)
	})
}

// known is a registration of somebody who is known here.
func known() casefile.Body {
	b := testkit.Registration("", "economic")
	for _, field := range []string{"name", "safe_contact"} {
		delete(b, field)
	}
	return b
}

func event(id string) training.Event {
	return training.Event{ID: id, Wave: "west", Place: "Batam", From: 20160823, To: 20160826}
}

func TestARefusalWritesDownNoTextThatSomebodyMadeUp(t *testing.T) {
	v := testkit.New(t)
	const text = "Kenari Siti Rahasia"
	for _, do := range []func() error{
		func() error { _, err := v.Cases.Open(ctx, v.Donggala.Head, text); return err },
		func() error { _, err := v.Cases.Accept(ctx, v.Donggala.Head, text); return err },
		func() error { _, err := v.Institutions.Get(ctx, v.Donggala.Head, text); return err },
		func() error { _, err := v.Training.Get(ctx, v.Cast.Trainer, text); return err },
		func() error { _, err := v.Training.Put(ctx, v.Cast.Trainer, event(text)); return err },
		func() error {
			_, err := v.Recaps.Get(ctx, v.Donggala.Head, app.RecapQuery{Institution: text})
			return err
		},
		func() error { return v.Staff.EndPost(ctx, v.Donggala.Head, v.Donggala.ID, text) },
		func() error {
			return v.Staff.AddCredential(ctx, v.Donggala.Head, v.Donggala.ID, text, staff.Credential{Kind: "str", Number: "1"})
		},
		func() error { return v.Staff.End(ctx, app.SignedIn{Actor: v.Donggala.Head}, text) },
	} {
		if err := do(); !fault.Is(err, fault.NotFound) {
			t.Errorf("%v", err)
		}
	}
	lines, err := sqldb.Collect(ctx, v.DB, sqldb.Scalar[string], `SELECT subject || detail FROM audit`)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		if strings.Contains(l, "Kenari") {
			t.Errorf("the audit says %q", l)
		}
	}
}
