package app_test

import (
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/recap"
	"teduh/internal/kit/fault"
	"teduh/internal/testkit"
)

func TestWorkWithManyIsCountedBesideTheCases(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		v.Group(t, v.Donggala.Worker, 12)
		v.Group(t, v.Donggala.Front, 8)
		_, err := v.Groups.Record(ctx, v.Donggala.Head, app.AppendRequest{Body: casefile.Body{
			"group_kind": {"information_activity"}, "activity": {"Contoh: penyuluhan di pasar."}, "people": {"150"}, "minutes": {"120"},
		}})
		if err != nil {
			t.Fatal(err)
		}
		for figure, want := range map[recap.Figure]int64{
			recap.GroupsHeld: 2, recap.GroupsAttended: 20, recap.GroupTime: 180, recap.ActivitiesHeld: 1, recap.PeopleReached: 150,
			recap.Handled: 0, recap.FirstContacts: 0, recap.SessionsHeld: 0, recap.PersonsServed: 0,
		} {
			if got := year(t, v, app.RecapQuery{Figure: figure}); got.Table.Total != want {
				t.Errorf("%s = %d, want %d", figure, got.Table.Total, want)
			}
		}
		list, err := v.Cases.Board(ctx, v.Donggala.Head, app.GroupWork, 0)
		if err != nil || len(list.Cases) != 3 {
			t.Errorf("%d in the list: %v", len(list.Cases), err)
		}
		agrees(t, v)
	})
}

func TestAStrangerSeesNoGroup(t *testing.T) {
	v := testkit.New(t)
	file := v.Group(t, v.Donggala.Worker, 12)
	for name, a := range map[string]access.Actor{"stranger": v.Cast.Stranger, "ministry": v.Cast.Ministry, "auditor": v.Cast.Auditor} {
		if _, err := v.Cases.Open(ctx, a, file); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s opens it: %v", name, err)
		}
		_, err := v.Groups.Record(ctx, a, app.AppendRequest{File: file, Body: groupOf(3)})
		if name != "stranger" && !fault.Is(err, fault.NotFound) {
			t.Errorf("%s records one: %v", name, err)
		}
	}
	colleague := v.Donggala.Colleague
	colleague.Today = colleague.Today.Add(3)
	if _, err := v.Cases.Open(ctx, colleague, file); !fault.Is(err, fault.NotFound) {
		t.Errorf("a colleague opens it days later: %v", err)
	}
}
