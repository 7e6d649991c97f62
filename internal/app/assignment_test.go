package app_test

import (
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/testkit"
)

func TestACaseIsGivenOnlyToWhoWorksThere(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		lk3 := v.Donggala
		made := v.Register(t, lk3.Worker, "Contoh Ani", "economic")
		for name, who := range map[string]string{
			"somebody of another LK3": v.Sigi.All.Staff, "the front officer": lk3.Front.Staff, "nobody": ident.New(testkit.Start, zeros{}),
		} {
			_, err := v.Cases.Append(ctx, lk3.Head, app.AppendRequest{File: made.Case, Kind: casefile.Assignment, Body: casefile.Body{"assigned": {lk3.Worker.Staff, who}}})
			if f := fault.First(err); f == nil || f.Field != "assigned" || f.Key != "fault.choice" {
				t.Errorf("%s is given the case: %v", name, err)
			}
		}
		first := v.Append(t, lk3.Head, made.Case, casefile.Assignment, casefile.Body{"assigned": {lk3.Colleague.Staff}})
		ends(t, v, lk3, lk3.Colleague)
		if _, err := v.Cases.Append(ctx, lk3.Head, app.AppendRequest{File: made.Case, Kind: casefile.Assignment, Body: casefile.Body{"assigned": {lk3.Colleague.Staff}}}); !fault.Is(err, fault.Invalid) {
			t.Errorf("given to somebody who left: %v", err)
		}
		correction := casefile.Body{"corrects": {first.ID}, "correction_reason": {"Salah ketik."}, "assigned": {lk3.Colleague.Staff}, "handover": {"Diserahkan."}}
		if _, err := v.Cases.Append(ctx, lk3.Head, app.AppendRequest{File: made.Case, Kind: casefile.Correction, Body: correction}); err != nil {
			t.Errorf("what was true then cannot be corrected: %v", err)
		}
		agrees(t, v)
	})
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// ends takes somebody's posts away as of yesterday.
func ends(t *testing.T, v *testkit.Village, lk3 testkit.Place, who access.Actor) {
	t.Helper()
	people, err := v.Staff.At(ctx, lk3.Head, lk3.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		for _, post := range p.Posts {
			if p.ID == who.Staff {
				if err := v.Staff.EndPostAtOnce(ctx, lk3.Head, lk3.ID, post.ID); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func TestWhoAssignsSeesWhatEachHasInHand(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		lk3 := v.Donggala
		first := v.Register(t, lk3.Worker, "Contoh Ani", "economic")
		v.Append(t, lk3.Worker, first.Case, casefile.Screening, casefile.Body{"risk_level": {"high"}, "danger_now": {"no"}, "safety_decision": {"Aman."}})
		v.Register(t, lk3.Worker, "Contoh Budi", "neglect")
		closed := v.Register(t, lk3.Worker, "Contoh Citra", "neglect")
		v.Append(t, lk3.Worker, closed.Case, casefile.Closure, testkit.Closure())
		loads, err := v.Staff.Caseloads(ctx, lk3.Head)
		if err != nil {
			t.Fatal(err)
		}
		if got := loads[lk3.Worker.Staff]; got.Open != 2 || got.HighRisk != 1 || got.Oldest == 0 || len(loads) != 1 {
			t.Errorf("in hand: %+v", loads)
		}
		for name, a := range map[string]access.Actor{"worker": lk3.Worker, "stranger": v.Cast.Stranger, "ministry": v.Cast.Ministry} {
			if loads, err := v.Staff.Caseloads(ctx, a); err != nil || len(loads) != 0 {
				t.Errorf("the %s is told %+v, %v", name, loads, err)
			}
		}
	})
}
