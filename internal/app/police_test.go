package app_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/store"
	"teduh/internal/testkit"
)

// TestTheHeadDecidesWhetherThePoliceAreTold walks a case of sexual violence whose
// client refuses: the clock stands on the head's board, in what is due and in the
// letters until the head, and nobody else, decides.
func TestTheHeadDecidesWhetherThePoliceAreTold(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		lk3, made := v.Donggala, v.Register(t, v.Donggala.Worker, "Contoh Kenari Ani", "sexual_violence")
		v.Register(t, lk3.Worker, "Contoh Budi", "economic")
		v.Append(t, lk3.Worker, made.Case, casefile.Consent, casefile.Body{"service_consent": {"yes"}, "data_consent": {"yes"}, "given_by": {"client"}, "not_shared_with": {"police_ppa"}})

		seen, err := v.Cases.Open(ctx, lk3.Worker, made.Case)
		if p := seen.State.Police; err != nil || !p.Waits() || !p.Until.Equal(testkit.Start.Add(72*time.Hour)) || !seen.Now.Equal(v.Now()) || slices.Contains(seen.Beside, casefile.PoliceDecision) {
			t.Fatalf("%+v %v %v", p, seen.Beside, err)
		}
		counted := func(a access.Actor, want int) {
			t.Helper()
			b, err := v.Cases.Board(ctx, a, store.Undecided, 0)
			if err != nil || b.Counts[store.Undecided] != want || len(b.Cases) != want || want == 1 && !b.Cases[0].Undecided {
				t.Errorf("%d are undecided, listed %+v: %v", b.Counts[store.Undecided], b.Cases, err)
			}
		}
		counted(lk3.Head, 1)
		counted(lk3.Colleague, 0)
		counted(v.Bantaeng.Head, 0)
		neutral(t, v, made, true)

		told := casefile.Body{"police_result": {casefile.Told}, "reported_on": {"2016-03-07"}, "reported_where": {"Contoh: Polres Kenari."}, "reported_number": {"LP/Kenari/1"}}
		decide := func(a access.Actor) error {
			_, err := v.Cases.Append(ctx, a, app.AppendRequest{File: made.Case, Kind: casefile.PoliceDecision, Body: told})
			return err
		}
		for name, a := range map[string]access.Actor{"worker": lk3.Worker, "psychologist": lk3.Psychologist, "front officer": lk3.Front, "colleague": lk3.Colleague,
			"stranger": v.Cast.Stranger, "head elsewhere": v.Bantaeng.Head, "district": v.Cast.District, "auditor": v.Cast.Auditor} {
			if err := decide(a); !fault.Is(err, fault.NotFound) || refusals(t, v, a, "append:police_decision") == 0 {
				t.Errorf("the %s decides: %v, %d refusals in the audit", name, err, refusals(t, v, a, "append:police_decision"))
			}
		}
		if f := fault.First(decide(lk3.Head)); f == nil || f.Field != "police_reason" || f.Key != "casefile.police_refused" {
			t.Errorf("against the client's word without a reason: %v", f)
		}
		told.Set("police_reason", "Kalimat kenari: nyawa terancam.")
		if err := decide(lk3.Head); err != nil {
			t.Fatal(err)
		}
		lines, err := sqldb.Collect(ctx, v.DB, sqldb.Scalar[string], `SELECT detail FROM audit WHERE verb = 'append' AND subject = $1 AND staff = $2`, made.Case, lk3.Head.Staff)
		if err != nil || len(lines) != 1 || !strings.HasPrefix(lines[0], "kind=police_decision ") || !strings.HasSuffix(lines[0], " shared=without_consent") {
			t.Errorf("the audit says %q: %v", lines, err)
		}
		counted(lk3.Head, 0)
		neutral(t, v, made, false)
		agrees(t, v)
	})
}

// neutral looks at what is due as everybody meets it: the head finds the decision
// while it waits, and nobody reads what it is about.
func neutral(t *testing.T, v *testkit.Village, made app.Registered, waits bool) {
	t.Helper()
	lk3, want := v.Donggala, 0
	if waits {
		want = 1
	}
	for name, a := range map[string]access.Actor{"head": lk3.Head, "front officer": lk3.Front} {
		cal, err := v.Cases.Calendar(ctx, a, 20160307, 20160313, "")
		var due []app.Due
		for _, d := range cal.Due {
			if d.Kind == casefile.Decision {
				due = append(due, d)
			}
		}
		if err != nil || len(due) != want || waits && (due[0].Number != made.Number || due[0].Day != 20160310 || due[0].What != "" || name != "head" && due[0].Label != "") {
			t.Errorf("the %s: %+v %v", name, due, err)
		}
	}
	for name, a := range map[string]access.Actor{"head": lk3.Head, "worker": lk3.Worker} {
		if err := v.Reminders.Ask(ctx, a, name+"@example.org", "id", anyAddress); err != nil {
			t.Fatal(err)
		}
	}
	v.Pass(24 * time.Hour)
	letters, err := v.Reminders.Claim(ctx)
	if err != nil || len(letters) != want || waits && (letters[0].Address != "head@example.org" || letters[0].Due != 1) {
		t.Errorf("letters: %+v %v", letters, err)
	}
	secret, err := v.Feeds.Make(ctx, lk3.Head)
	if err != nil {
		t.Fatal(err)
	}
	feed, err := v.Feeds.Read(ctx, secret, "Kegiatan")
	var out bytes.Buffer
	if err != nil || feed.Write(&out) != nil || len(feed.Events) != want {
		t.Fatalf("the feed: %+v %v", feed, err)
	}
	for _, word := range []string{"kenari", "polisi", "police", "tpks", "sexual", "seksual", "c.k.a", strings.ToLower(made.Case)} {
		if strings.Contains(strings.ToLower(out.String()), word) {
			t.Errorf("the feed holds %q:\n%s", word, &out)
		}
	}
	kinds, err := sqldb.Collect(ctx, v.DB, sqldb.Scalar[string], `SELECT kind FROM due WHERE file = $1`, made.Case)
	if err != nil || slices.Contains(kinds, "decision") != waits {
		t.Errorf("the rows of what is due: %v %v", kinds, err)
	}
}

// TestAClosedCaseStillWaitsForTheDecision, and is no follow-up because of it.
func TestAClosedCaseStillWaitsForTheDecision(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "sexual_violence")
		closure := testkit.Closure()
		closure.Set("closure_reason", "moved")
		closure.Set("without_approval", "Ditinjau bersama.")
		v.Append(t, v.Donggala.Worker, made.Case, casefile.Closure, closure)
		b, err := v.Cases.Board(ctx, v.Donggala.Head, store.Undecided, 0)
		if err != nil || b.Counts[store.Undecided] != 1 || len(b.Cases) != 1 || b.Counts[store.Follow] != 0 {
			t.Errorf("%+v %v", b.Counts, err)
		}
		v.Append(t, v.Donggala.Head, made.Case, casefile.PoliceDecision, casefile.Body{"police_result": {casefile.ToldByOther}, "reported_by": {"Contoh: ibunya."}})
		if b, err = v.Cases.Board(ctx, v.Donggala.Head, store.Undecided, 0); err != nil || b.Counts[store.Undecided] != 0 {
			t.Errorf("decided: %+v %v", b.Counts, err)
		}
		agrees(t, v)
	})
}
