package app_test

import (
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/recap"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/sqldb"
	"teduh/internal/testkit"
)

// counting is what one LK3 counts of 2016.
type counting struct {
	t *testing.T
	v *testkit.Village
}

func (c counting) served(f recap.Figure, p calendar.Period) recap.Table {
	c.t.Helper()
	head := c.v.Donggala.Head
	head.Today = 20161231
	rec, err := c.v.Recaps.Get(ctx, head, app.RecapQuery{Figure: f, Period: p, Institution: head.Institution, By: recap.BySex})
	if err != nil {
		c.t.Fatal(err)
	}
	return rec.Table
}

// are holds persons, women among them, and families of a month against what they
// should be.
func (c counting) are(when string, m calendar.Month, persons, women, families int64) {
	c.t.Helper()
	p := calendar.PeriodOf(m, calendar.MonthLength)
	people := c.served(recap.PersonsServed, p)
	got := []int64{people.Total, column(people, "female"), c.served(recap.FamiliesServed, p).Total}
	if want := []int64{persons, women, families}; !equal(got, want) {
		c.t.Errorf("%s: %v persons, women and families served in %s, want %v", when, got, m, want)
	}
	agrees(c.t, c.v)
}

// TestEveryClientOfACaseIsServed: a couple is two persons of one family, each by
// the own sex; a session that names one of them served that one; who is a client
// no more is counted no more; a file of one's own changes nothing.
func TestEveryClientOfACaseIsServed(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		c, worker := counting{t, v}, v.Donggala.Worker
		v.GoTo(20160307)
		made := v.Register(t, worker, "Contoh Ani", "economic")
		c.are("one client", 201603, 1, 1, 1)
		said := casefile.Body{"name": {"Contoh Budi"}, "party_roles": {"client"}, "relation": {"husband"}, "sex": {"male"}, "age": {"40"}}
		husband := v.Append(t, worker, made.Case, casefile.Party, said)
		c.are("a couple", 201603, 2, 1, 1)
		child := v.Append(t, worker, made.Case, casefile.Party, casefile.Body{"name": {"Contoh Cici"}, "party_roles": {"child"}, "sex": {"female"}})
		c.are("a child is no client", 201603, 2, 1, 1)

		v.GoTo(20160411)
		session := testkit.Session()
		session.Set("concerns", husband.ID)
		alone := v.Append(t, worker, made.Case, casefile.Session, session)
		c.are("a session with the husband", 201604, 1, 0, 1)
		anew := casefile.Body{"name": {"Contoh Cici"}, "party_roles": {"child", "client"}, "sex": {"female"}, "age": {"16"}, "party": {child.ID}}
		v.Append(t, worker, made.Case, casefile.Party, anew)
		session.Set("concerns", child.ID)
		v.Append(t, worker, made.Case, casefile.Session, session)
		c.are("the child became a client", 201604, 2, 1, 1)
		c.are("and was none before", 201603, 2, 1, 1)

		v.GoTo(20160509)
		v.Append(t, worker, made.Case, casefile.Session, testkit.Session())
		c.are("all three", 201605, 3, 2, 1)
		given := casefile.Body{"name": {"Contoh Budi"}, "sex": {"male"}, "safe_contact": {"WA"}}
		if _, err := v.Cases.OwnFile(ctx, worker, app.OwnFileRequest{Case: made.Case, Party: husband.ID, Body: given}); err != nil {
			t.Fatal(err)
		}
		c.are("the husband has a file of his own", 201605, 3, 2, 1)
		fix := session.Clone()
		fix.Set("concerns", husband.ID, made.Person)
		fix.Set("corrects", alone.ID)
		fix.Set("correction_reason", "Istri ikut.")
		v.Append(t, worker, made.Case, casefile.Correction, fix)
		c.are("the wife was there too", 201604, 3, 2, 1)
		wrong := said.Clone()
		wrong.Set("sex", "female")
		wrong.Set("party", husband.ID)
		v.Append(t, worker, made.Case, casefile.Party, wrong)
		c.are("the husband is a woman", 201605, 3, 3, 1)
	})
}

// TestWhatAFileServedNoMoreBelongsToTheOneThatDid: who was served by two files in
// a month is counted once, whichever of them is corrected.
func TestWhatAFileServedNoMoreBelongsToTheOneThatDid(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		c, worker := counting{t, v}, v.Donggala.Worker
		v.GoTo(20160307)
		first := v.Register(t, worker, "Contoh Ani", "economic")
		v.GoTo(20160404)
		session := v.Append(t, worker, first.Case, casefile.Session, testkit.Session())
		v.GoTo(20160411)
		again := testkit.Registration("Contoh Ani", "neglect")
		for _, f := range []string{"name", "safe_contact"} {
			again.Set(f)
		}
		second, err := v.Cases.Register(ctx, worker, app.RegisterRequest{Body: again, Person: first.Person})
		if err != nil {
			t.Fatal(err)
		}
		c.are("two files", 201604, 1, 1, 1)
		moved := testkit.Session()
		moved.Set("occurred_on", "2016-03-20")
		moved.Set("corrects", session.ID)
		moved.Set("correction_reason", "Salah tanggal.")
		v.Append(t, worker, first.Case, casefile.Correction, moved)
		c.are("the first has nothing left", 201604, 1, 1, 1)
		for file, want := range map[string]int{first.Case: 0, second.Case: 1} {
			n, err := sqldb.Get(ctx, v.DB, sqldb.Scalar[int], `SELECT count(*) FROM served WHERE length = 1 AND month = 201604 AND subject LIKE 'p:%' AND file = $1`, file)
			if err != nil || n != want {
				t.Errorf("%d claims of April are of %s: %v", n, file, err)
			}
		}
	})
}

// TestFamiliesOfOnePersonAreOneUntilTheyAreParted: two files of one person join
// their families, and what others join stays joined.
func TestFamiliesOfOnePersonAreOneUntilTheyAreParted(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		c, head := counting{t, v}, v.Donggala.Head
		v.GoTo(20160307)
		var made []app.Registered
		for _, name := range []string{"Contoh Ani", "Contoh Any", "Contoh Anie", "Contoh Ibu"} {
			made = append(made, v.Register(t, head, name, "economic"))
		}
		beside := func(name string, of int) app.Registered {
			r, err := v.Cases.Register(ctx, head, app.RegisterRequest{Body: testkit.Registration(name, "economic"), Beside: made[of].Case})
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		sister, twice := beside("Contoh Sari", 0), beside("Contoh Sary", 1)
		c.are("apart", 201603, 6, 6, 4)
		link := func(one, two app.Registered) {
			if err := v.Cases.Link(ctx, head, one.Person, two.Person, "Sama."); err != nil {
				t.Fatal(err)
			}
		}
		part := func(one app.Registered) {
			if err := v.Cases.Unlink(ctx, head, one.Person, "Tidak."); err != nil {
				t.Fatal(err)
			}
		}
		link(made[1], made[0])
		c.are("two are one", 201603, 5, 5, 3)
		link(sister, twice)
		c.are("twice the same two families", 201603, 4, 4, 3)
		link(made[2], made[0])
		c.are("three are one", 201603, 3, 3, 2)
		part(made[1])
		c.are("the sisters still join them", 201603, 4, 4, 2)
		part(sister)
		c.are("two of three", 201603, 5, 5, 3)
		part(made[2])
		c.are("apart again", 201603, 6, 6, 4)
	})
}
