package app_test

import (
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/kit/fault"
	"teduh/internal/testkit"
)

func registered(t *testing.T, v *testkit.Village, a access.Actor, name string, more map[string]string) app.Registered {
	t.Helper()
	body := testkit.Registration(name, "economic")
	for field, answer := range more {
		body.Set(field, answer)
	}
	made, err := v.Cases.Register(ctx, a, app.RegisterRequest{Body: body})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func alike(t *testing.T, v *testkit.Village, a access.Actor) app.Alike {
	t.Helper()
	out, err := v.Cases.Likenesses(ctx, a, 0)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAClientKnownElsewhereIsToldToTheTwoHeadsOnly(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		nik := map[string]string{"nik": "9901014107820017", "birth_date": "1982-07-01"}
		here := registered(t, v, v.Donggala.Worker, "Contoh Moh. Ani", nik)
		there := registered(t, v, v.Bantaeng.Worker, "Contoh Muhammad Ani", nik)
		registered(t, v, v.Sigi.Worker, "Contoh Lain", map[string]string{"nik": "9901014107820018"})

		for name, c := range map[string]struct {
			head  access.Actor
			own   app.Registered
			other string
		}{"here": {v.Donggala.Head, here, v.Bantaeng.ID}, "there": {v.Bantaeng.Head, there, v.Donggala.ID}} {
			got := alike(t, v, c.head)
			if len(got.Found) != 1 || got.Found[0].Person != c.own.Person || got.Found[0].Other != c.other || got.Found[0].OtherPerson != "" || len(got.Found[0].Why) != 2 {
				t.Fatalf("%s: %+v", name, got.Found)
			}
			if got.Cases[c.own.Person][0].Number != c.own.Number || got.Others[c.other].Name == "" {
				t.Errorf("%s: %+v", name, got)
			}
			board, err := v.Cases.Board(ctx, c.head, app.Home, 0)
			if err != nil || board.Alike == 0 {
				t.Errorf("%s: the board says nothing: %v", name, err)
			}
		}
		if got := alike(t, v, v.Sigi.Head); len(got.Found) != 0 {
			t.Errorf("a third head is told %+v", got.Found)
		}
		for name, a := range map[string]access.Actor{"worker": v.Donggala.Worker, "ministry": v.Cast.Ministry, "auditor": v.Cast.Auditor} {
			if _, err := v.Cases.Likenesses(ctx, a, 0); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
		found, err := v.Cases.Search(ctx, v.Bantaeng.Worker, app.Sought{Text: "9901014107820017"})
		if err != nil || len(found.People) != 1 || found.People[0].Person != there.Person {
			t.Errorf("the search finds %+v, %v", found, err)
		}
		agrees(t, v)
	})
}

func TestTwoFilesOfOneClientHereAreFlaggedUntilSomebodyLooked(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		first := registered(t, v, v.Donggala.Worker, "Contoh Ani", map[string]string{"phone": "0812 3456 7890"})
		second := registered(t, v, v.Donggala.Front, "Contoh Any", map[string]string{"phone": "+62 812-3456-7890"})
		head := v.Donggala.Head
		got := alike(t, v, head)
		if len(got.Found) != 1 || got.Found[0].Person != second.Person || got.Found[0].OtherPerson != first.Person || len(got.Cases[first.Person]) != 1 || len(got.Cases[second.Person]) != 1 {
			t.Fatalf("%+v", got)
		}
		for _, l := range got.Found {
			if err := v.Cases.SettleLikeness(ctx, v.Donggala.Worker, l); !fault.Is(err, fault.NotFound) {
				t.Errorf("a worker settles it: %v", err)
			}
			if err := v.Cases.SettleLikeness(ctx, head, l); err != nil {
				t.Fatal(err)
			}
			if err := v.Cases.SettleLikeness(ctx, head, l); !fault.Is(err, fault.NotFound) {
				t.Errorf("it is settled twice: %v", err)
			}
		}
		if got := alike(t, v, head); len(got.Found) != 0 {
			t.Errorf("after: %+v", got.Found)
		}
	})
}

func TestANumberThatEverybodyGivesTellsNothing(t *testing.T) {
	v := testkit.New(t)
	for range 30 {
		registered(t, v, v.Donggala.Worker, "Contoh Warga", map[string]string{"phone": "08120000000"})
	}
	before := len(alike(t, v, v.Donggala.Head).Found)
	registered(t, v, v.Donggala.Worker, "Contoh Warga", map[string]string{"phone": "08120000000"})
	if now := len(alike(t, v, v.Donggala.Head).Found); now != before {
		t.Errorf("%d likenesses, before %d", now, before)
	}
}
