package app_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/store"
	"teduh/internal/testkit"
)

func TestTheSampleOfAMonthIsDrawnOnceAndReviewed(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		d := v.Donggala
		for n := range 6 {
			v.Register(t, d.Worker, fmt.Sprint("Contoh ", n), "economic")
		}
		if err := v.Reviews.Choose(ctx, d.Head, 2, false); err != nil {
			t.Fatal(err)
		}
		if err := v.Reviews.Draw(ctx, d.Head, 201604); fault.First(err) == nil || fault.First(err).Field != "month" {
			t.Errorf("a month to come is drawn: %v", err)
		}
		if err := v.Reviews.Draw(ctx, d.Head, 201602); !fault.Is(err, fault.Conflict) {
			t.Errorf("a month without work is drawn: %v", err)
		}
		if err := v.Reviews.Draw(ctx, d.Head, 201603); err != nil {
			t.Fatal(err)
		}
		first, err := v.Reviews.Month(ctx, d.Head, 201603)
		if err != nil || len(first.Files) != 2 || first.Files[0].Reviewed {
			t.Fatalf("%+v %v", first, err)
		}
		v.Register(t, d.Worker, "Contoh Lain", "economic")
		if err := v.Reviews.Draw(ctx, d.Head, 201603); err != nil {
			t.Fatal(err)
		}
		v.Append(t, d.Head, first.Files[0].ID, casefile.Review, casefile.Body{"review_result": {"to_improve"}, "check_consent": {"no"}, "check_plan": {"not_applicable"}, "check_coded": {"yes"}})
		again, err := v.Reviews.Month(ctx, d.Head, 201603)
		if err != nil || len(again.Files) != 2 || again.Files[0].ID != first.Files[0].ID || again.Files[1].ID != first.Files[1].ID || !again.Files[0].Reviewed || again.Files[1].Reviewed {
			t.Errorf("drawn again: %+v %v", again, err)
		}
		if past := again.Past; len(past) != 1 || past[0].ID != first.Files[0].ID || past[0].Number == "" || past[0].Entry.Body.Get("review_result") != "to_improve" {
			t.Errorf("past reviews: %+v", past)
		} else if n, of := casefile.Checked(past[0].Entry.Body); n != 1 || of != 2 {
			t.Errorf("the review adds up to %d of %d", n, of)
		}
		if other, err := v.Reviews.Month(ctx, v.Bantaeng.Head, 201603); err != nil || len(other.Past) != 0 {
			t.Errorf("another head sees reviews: %+v %v", other.Past, err)
		}
		for _, who := range []access.Actor{d.Worker, d.Front, v.Cast.Stranger, v.Cast.District, v.Cast.Operator} {
			before := refusals(t, v, who, string(access.ReviewFiles))
			if _, err := v.Reviews.Month(ctx, who, 201603); !fault.Is(err, fault.NotFound) {
				t.Errorf("%v sees it: %v", who.Roles, err)
			}
			if err := v.Reviews.Draw(ctx, who, 201603); !fault.Is(err, fault.NotFound) {
				t.Errorf("%v draws: %v", who.Roles, err)
			}
			if err := v.Reviews.Choose(ctx, who, 9, true); !fault.Is(err, fault.NotFound) {
				t.Errorf("%v chooses: %v", who.Roles, err)
			}
			if n := refusals(t, v, who, string(access.ReviewFiles)) - before; n != 3 {
				t.Errorf("%v: %d refusals in the audit", who.Roles, n)
			}
		}
		if other, err := v.Reviews.Month(ctx, v.Bantaeng.Head, 201603); err != nil || len(other.Files) != 0 || other.Size != 3 {
			t.Errorf("another LK3: %+v %v", other, err)
		}
		agrees(t, v)
	})
}

func TestATalkIsForTheHeadAndWhoTookPart(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		d := v.Donggala
		talk := store.Talk{With: []string{d.Worker.Staff, d.Front.Staff}, Themes: "Kenari: beban kerja.", Agreements: "Dua kasus dialihkan.", Next: 20160405}
		if err := v.Supervisions.Record(ctx, d.Head, talk); err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]struct {
			who  access.Actor
			sees int
		}{
			"the head": {d.Head, 1}, "the worker": {d.Worker, 1}, "the front officer": {d.Front, 1}, "a colleague": {d.Colleague, 0}, "the psychologist": {d.Psychologist, 0},
			"another head": {v.Bantaeng.Head, 0}, "a stranger": {v.Cast.Stranger, 0},
		} {
			talks, err := v.Supervisions.List(ctx, c.who)
			if err != nil || len(talks) != c.sees || c.sees > 0 && (talks[0].Themes != talk.Themes || talks[0].Next != talk.Next || len(talks[0].Names) != 2) {
				t.Errorf("%s sees %+v, %v", name, talks, err)
			}
		}
		for _, who := range []access.Actor{v.Cast.District, v.Cast.Operator, v.Cast.Auditor} {
			if _, err := v.Supervisions.List(ctx, who); !fault.Is(err, fault.NotFound) {
				t.Errorf("%v: %v", who.Roles, err)
			}
		}
		for _, who := range []access.Actor{d.Worker, d.Psychologist, v.Cast.District} {
			if err := v.Supervisions.Record(ctx, who, talk); !fault.Is(err, fault.NotFound) {
				t.Errorf("%v records one: %v", who.Roles, err)
			}
		}
		for field, bad := range map[string]store.Talk{
			"with": {Themes: "x"}, "themes": {With: talk.With}, "day": {With: talk.With, Themes: "x", Day: 20160401},
		} {
			if f := fault.First(v.Supervisions.Record(ctx, d.Head, bad)); f == nil || f.Field != field {
				t.Errorf("%s: %v", field, f)
			}
		}
		if f := fault.First(v.Supervisions.Record(ctx, d.Head, store.Talk{With: []string{v.Sigi.All.Staff}, Themes: "x"})); f == nil || f.Field != "with" {
			t.Errorf("with somebody elsewhere: %v", f)
		}
		bodies, err := sqldb.Collect(ctx, v.DB, sqldb.Scalar[[]byte], `SELECT body FROM supervision`)
		if err != nil {
			t.Fatal(err)
		}
		talks, err := v.Supervisions.List(ctx, d.Head)
		if err != nil {
			t.Fatal(err)
		}
		added := app.Addition{Talk: talks[0].ID, Text: "Kenari: satu kasus, bukan dua."}
		if err := v.Supervisions.Add(ctx, d.Head, added); err != nil {
			t.Fatal(err)
		}
		if audited(t, v, d.Head.Staff, "add", "supervision") != 1 {
			t.Error("the audit does not say that something was added")
		}
		for _, who := range []access.Actor{d.Worker, v.Bantaeng.Head, v.Cast.Stranger, v.Cast.District} {
			if err := v.Supervisions.Add(ctx, who, added); !fault.Is(err, fault.NotFound) {
				t.Errorf("%v adds: %v", who.Roles, err)
			}
		}
		if f := fault.First(v.Supervisions.Add(ctx, d.Head, app.Addition{Talk: talks[0].ID, Text: " "})); f == nil || f.Field != "addition" {
			t.Errorf("nothing is added: %v", f)
		}
		seen, err := v.Supervisions.List(ctx, d.Worker)
		if err != nil || len(seen) != 1 || seen[0].Themes != talk.Themes || len(seen[0].Added) != 1 || seen[0].Added[0].Text != added.Text || seen[0].Added[0].By == "" {
			t.Errorf("the worker sees %+v, %v", seen, err)
		}
		more, err := sqldb.Collect(ctx, v.DB, sqldb.Scalar[[]byte], `SELECT body FROM supervision_addition`)
		bodies = append(bodies, more...)
		if err != nil || len(bodies) != 2 || strings.Contains(string(bodies[1]), "Kenari") || strings.Contains(string(bodies[0]), "Kenari") {
			t.Errorf("%d talks are kept in the open, %v", len(bodies), err)
		}
	})
}

func TestATalkSentTwiceIsKeptOnce(t *testing.T) {
	v := testkit.New(t)
	talk := store.Talk{ID: nobody, With: []string{v.Donggala.Worker.Staff}, Themes: "Beban kerja."}
	for range 2 {
		if err := v.Supervisions.Record(ctx, v.Donggala.Head, talk); err != nil {
			t.Fatal(err)
		}
	}
	if talks, err := v.Supervisions.List(ctx, v.Donggala.Head); err != nil || len(talks) != 1 {
		t.Errorf("%d talks, %v", len(talks), err)
	}
}

// TestACaseloadIsWhatTheFilesSay lives through random assignments, closures,
// screenings and ends of posts; what each worker has in hand is a count over the
// folded files.
func TestACaseloadIsWhatTheFilesSay(t *testing.T) {
	v := testkit.New(t)
	d := v.Donggala
	team := []access.Actor{d.Worker, d.Colleague, d.Psychologist}
	var files []string
	day := calendar.Day(20160308)
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		for range 12 {
			day = day.Add(r.IntN(3))
			v.GoTo(day)
			if len(files) < 4 || r.IntN(4) == 0 {
				made, err := v.Cases.Register(ctx, team[r.IntN(2)], app.RegisterRequest{Body: testkit.Registration(fmt.Sprint("Contoh ", len(files)), "economic")})
				if err == nil {
					files = append(files, made.Case)
				}
				continue
			}
			file, who := files[r.IntN(len(files))], team[r.IntN(3)]
			var k casefile.Kind
			var body casefile.Body
			switch r.IntN(5) {
			case 0:
				k, body, who = casefile.Assignment, casefile.Body{"assigned": {team[r.IntN(3)].Staff, team[r.IntN(3)].Staff}}, d.Head
			case 1:
				k, body = casefile.Closure, testkit.Closure()
			case 2:
				k, body = casefile.Screening, casefile.Body{"risk_level": {[]string{"high", "low"}[r.IntN(2)]}, "danger_now": {"no"}, "safety_decision": {"Pulang."}}
			case 3:
				k, body = casefile.Conflict, casefile.Body{"conflict_relation": {"friend"}, "leave_now": {[]string{"yes", "no"}[r.IntN(2)]}}
			default:
				k, body = casefile.Session, testkit.Session()
			}
			if _, err := v.Cases.Append(ctx, who, app.AppendRequest{File: file, Kind: k, Body: body}); err != nil && fault.KindOf(err) == fault.Internal {
				t.Fatal(err)
			}
		}
		got, err := v.Staff.Caseloads(ctx, d.Head)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]store.Caseload{}
		for _, file := range files {
			s, _, err := v.Store.As(d.Head).File(ctx, d.ID, file)
			if err != nil {
				t.Fatal(err)
			}
			for _, who := range s.Assigned {
				if s.Status != casefile.Closed {
					l := want[who]
					l.Open++
					if s.Flags.HighRisk {
						l.HighRisk++
					}
					if l.Oldest == 0 || s.LastContact < l.Oldest {
						l.Oldest = s.LastContact
					}
					want[who] = l
				}
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("in hand %v, the files say %v", got, want)
		}
	})
	if len(files) < 20 {
		t.Errorf("only %d cases: the test tells little", len(files))
	}
	if err := v.Reviews.Choose(ctx, d.Head, 3, true); err != nil {
		t.Fatal(err)
	}
	loads, err := v.Staff.Caseloads(ctx, d.Head)
	if err != nil {
		t.Fatal(err)
	}
	for who, l := range loads {
		if l.Weighted != l.Open+2*l.HighRisk {
			t.Errorf("%s: %+v", who, l)
		}
	}
}
