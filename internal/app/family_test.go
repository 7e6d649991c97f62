package app_test

import (
	"slices"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/testkit"
)

func husband() casefile.Body {
	return casefile.Body{"name": {"Contoh Budi"}, "party_roles": {"alleged_perpetrator"}, "relation": {"husband"}, "sex": {"male"}, "age": {"40"}, "opposed": {"yes"}}
}

func TestPersonsOfACase(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "domestic_violence")
		other := v.Register(t, v.Donggala.Worker, "Contoh Lain", "economic")
		him := v.Append(t, v.Donggala.Worker, made.Case, casefile.Party, husband())
		session := testkit.Session()
		session.Set("concerns", him.ID)
		v.Append(t, v.Donggala.Worker, made.Case, casefile.Session, session)
		lines, err := sqldb.Get(ctx, v.DB, sqldb.Scalar[int64], `SELECT count(*) FROM audit WHERE staff = $1 AND subject = $2 AND detail = $3`,
			v.Donggala.Worker.Staff, made.Case, "kind=party entry="+him.ID)
		if err != nil || lines != 1 {
			t.Fatalf("%d audit lines of the party: %v", lines, err)
		}

		view, err := v.Cases.Open(ctx, v.Donggala.Worker, made.Case)
		if err != nil {
			t.Fatal(err)
		}
		people := view.State.People()
		if len(people) != 2 || people[0].ID != made.Person || people[1].Initials != "C.B." || !people[1].Opposed {
			t.Fatalf("%+v", people)
		}
		for _, act := range view.Offered {
			if act == casefile.Party || act == casefile.Support {
				t.Error("the family crowds the case page")
			}
		}
		again := husband()
		again.Set("party", him.ID)
		again.Set("lives_with_client", "no")
		v.Append(t, v.Donggala.Worker, made.Case, casefile.Party, again)
		if view, err = v.Cases.Open(ctx, v.Donggala.Worker, made.Case); err != nil || len(view.State.People()) != 2 || view.State.Parties[0].ID != him.ID {
			t.Fatalf("said anew is somebody else: %v", err)
		}

		for name, c := range map[string]struct {
			who  access.Actor
			kind casefile.Kind
			file string
			body casefile.Body
			want fault.Kind
		}{
			"a stranger":                 {v.Cast.Stranger, casefile.Party, made.Case, husband(), fault.NotFound},
			"a colleague":                {v.Donggala.Colleague, casefile.Party, made.Case, husband(), fault.NotFound},
			"the front":                  {v.Donggala.Front, casefile.Support, made.Case, casefile.Body{"support_kind": {"school"}, "strength": {"strong"}}, fault.NotFound},
			"a person of another case":   {v.Donggala.Worker, casefile.Session, other.Case, session, fault.Invalid},
			"nobody's household":         {v.Donggala.Worker, casefile.Household, made.Case, casefile.Body{}, fault.Invalid},
			"a tie with oneself":         {v.Donggala.Worker, casefile.Tie, made.Case, casefile.Body{"first": {him.ID}, "second": {him.ID}, "tie_kind": {"sibling"}}, fault.Invalid},
			"anew what is not there":     {v.Donggala.Worker, casefile.Tie, made.Case, casefile.Body{"first": {him.ID}, "second": {made.Person}, "tie_kind": {"divorced"}, "tie": {him.ID}}, fault.Conflict},
			"the client as a party":      {v.Donggala.Worker, casefile.Party, made.Case, casefile.Body{"name": {"x"}, "party_roles": {"child"}, "party": {made.Person}}, fault.Conflict},
			"a tie where nobody else is": {v.Donggala.Worker, casefile.Household, other.Case, casefile.Body{"members": {other.Person}}, fault.Conflict},
		} {
			_, err := v.Cases.Append(ctx, c.who, app.AppendRequest{File: c.file, Kind: c.kind, Body: c.body})
			if fault.KindOf(err) != c.want {
				t.Errorf("%s: %v", name, err)
			}
		}
		agrees(t, v)
	})
}

// TestAPersonsOwnFileOpensThroughACaseOnlyAsItsClient: naming a person file in a
// case must not be a way into a file that is not for the actor.
func TestAPersonsOwnFileOpensThroughACaseOnlyAsItsClient(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		hers := v.Register(t, v.Donggala.Worker, "Contoh Ani", "domestic_violence")
		his := v.Register(t, v.Donggala.Colleague, "Contoh Budi", "economic")
		asked := app.AppendRequest{File: his.Case, Kind: casefile.Party, Body: casefile.Body{"name": {"Contoh Ani"}, "party_roles": {"client"}, "person": {hers.Person}}}
		if _, err := v.Cases.Append(ctx, v.Donggala.Colleague, asked); !fault.Is(err, fault.NotFound) {
			t.Fatalf("a person was added unread: %v", err)
		}
		reads := func() bool {
			_, err := v.Cases.Open(ctx, v.Donggala.Colleague, hers.Person)
			return err == nil
		}
		both := v.Donggala.All // the head may read her, and works on his case
		v.Append(t, v.Donggala.Head, his.Case, casefile.Assignment, casefile.Body{"assigned": {both.Staff, v.Donggala.Colleague.Staff}})
		as := casefile.Body{"name": {"Contoh Ani"}, "party_roles": {"victim"}, "person": {hers.Person}}
		party := v.Append(t, both, his.Case, casefile.Party, as)
		if reads() {
			t.Fatal("the victim's own file opens to the worker of the other side")
		}
		as = as.Clone()
		as.Set("party_roles", "client")
		as.Set("party", party.ID)
		v.Append(t, both, his.Case, casefile.Party, as)
		if !reads() {
			t.Fatal("who works with a second client cannot read who it is")
		}
		as = as.Clone()
		as.Set("party_roles", "victim")
		v.Append(t, both, his.Case, casefile.Party, as)
		if reads() {
			t.Fatal("no client any more, and still open")
		}
		agrees(t, v)
	})
}

// TestOtherCasesOfAFamilyStandBesideItOnlyForWhoMayReadThem: a worker of one side
// must not learn that there is another case.
func TestOtherCasesOfAFamilyStandBesideItOnlyForWhoMayReadThem(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		hers := v.Register(t, v.Donggala.Worker, "Contoh Ani", "domestic_violence")
		body := testkit.Registration("Contoh Budi", "economic")
		his, err := v.Cases.Register(ctx, v.Donggala.Worker, app.RegisterRequest{Body: body, Beside: hers.Case})
		if err != nil {
			t.Fatal(err)
		}
		alone := v.Register(t, v.Donggala.Worker, "Contoh Cici", "economic")
		v.Append(t, v.Donggala.Head, his.Case, casefile.Assignment, casefile.Body{"assigned": {v.Donggala.Colleague.Staff}})

		for name, c := range map[string]struct {
			who  access.Actor
			file string
			want []string
		}{
			"the head sees both":                 {v.Donggala.Head, hers.Case, []string{his.Case}},
			"and from the other side":            {v.Donggala.Head, his.Case, []string{hers.Case}},
			"her worker sees hers alone":         {v.Donggala.Worker, hers.Case, nil},
			"his worker sees his alone":          {v.Donggala.Colleague, his.Case, nil},
			"a case without family is by itself": {v.Donggala.Head, alone.Case, nil},
		} {
			view, err := v.Cases.Family(ctx, c.who, c.file)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			var got []string
			for _, l := range view.Others {
				got = append(got, l.ID)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s: %v", name, got)
			}
		}
		for name, c := range map[string]struct {
			who  access.Actor
			file string
		}{
			"a stranger": {v.Cast.Stranger, hers.Case}, "his worker": {v.Donggala.Colleague, hers.Case},
			"the front": {v.Donggala.Front, hers.Case}, "a person is no case": {v.Donggala.Worker, hers.Person},
		} {
			if _, err := v.Cases.Family(ctx, c.who, c.file); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", name, err)
			}
			if refusals(t, v, c.who, "read") == 0 {
				t.Errorf("%s is not in the audit", name)
			}
		}
		_, err = v.Cases.Register(ctx, v.Donggala.Colleague, app.RegisterRequest{Body: testkit.Registration("Contoh Dedi", ""), Beside: hers.Case})
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("registered beside a case that is not for the actor: %v", err)
		}
		agrees(t, v)
	})
}
