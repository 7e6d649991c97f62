package app_test

import (
	"slices"
	"testing"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/testkit"
)

func TestHomeShowsWhatIsPromisedSoonAndTheFirstCases(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		head, today := v.Donggala.Head, v.Donggala.Head.Today
		v.GoTo(today.Add(-10))
		promised := map[int]string{}
		for _, days := range []int{-3, 0, 2, 6, 7} {
			made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
			session := testkit.Session()
			session.Set("next_date", today.Add(days).String())
			v.Append(t, v.Donggala.Worker, made.Case, casefile.Session, session)
			promised[days] = made.Case
		}
		for range 6 {
			v.Register(t, v.Donggala.Worker, "Contoh Budi", "neglect")
		}
		v.Pass(24 * time.Hour)
		newest := v.Register(t, v.Donggala.Worker, "Contoh Citra", "neglect")
		v.GoTo(today)
		home, err := v.Cases.Board(ctx, head, app.Home, 3)
		if err != nil {
			t.Fatal(err)
		}
		var soon []string
		for _, l := range home.Soon {
			soon = append(soon, l.File)
		}
		if want := []string{promised[0], promised[2], promised[6]}; !slices.Equal(soon, want) || home.Counts[app.Soon] != 3 {
			t.Errorf("soon are %v, counted %d, want %v", soon, home.Counts[app.Soon], want)
		}
		if len(home.Cases) != 10 || !home.More || home.Counts[app.OpenCases] != 12 {
			t.Errorf("home lists %d of %d cases, more: %v", len(home.Cases), home.Counts[app.OpenCases], home.More)
		}
		if home.Cases[0].ID != newest.Case {
			t.Error("the case worked on last does not come first")
		}
		all, err := v.Cases.Board(ctx, head, app.OpenCases, 0)
		if err != nil || len(all.Cases) != 12 || len(all.Soon) != 0 {
			t.Errorf("the list has %d cases: %v", len(all.Cases), err)
		}
	})
}

// TestNobodyInDangerIsLostAmongTheGuests: a contact that nobody settled stays on
// the board however many came since, somebody in danger on top.
func TestNobodyInDangerIsLostAmongTheGuests(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		head, today := v.Donggala.Head, v.Donggala.Head.Today
		comes := func(danger, outcome string) string {
			b := casefile.Body{"channel": {"walk_in"}, "danger_now": {danger}, "caller": {"–"}, "presenting": {"economic"}, "action_taken": {"Contoh."}}
			b.Set("contact_outcome", outcome)
			file, err := v.Contacts.Record(ctx, v.Donggala.Front, app.AppendRequest{Body: b})
			if err != nil {
				t.Fatal(err)
			}
			return file
		}
		v.GoTo(today.Add(-3))
		waits, danger := comes("no", ""), comes("yes", "")
		settled := comes("yes", "information")
		v.GoTo(today)
		for range 22 {
			comes("no", "information")
		}
		open := comes("no", "")
		board, err := v.Cases.Board(ctx, head, app.Home, 0)
		if err != nil || len(board.Contacts) != 20 || board.Contacts[0].ID != danger || !board.MoreContacts {
			t.Fatalf("%d contacts, more %v, %v", len(board.Contacts), board.MoreContacts, err)
		}
		list, err := v.Cases.Board(ctx, head, app.Unsettled, 0)
		var ids []string
		for _, l := range list.Cases {
			ids = append(ids, l.ID)
		}
		if want := []string{danger, waits, open}; err != nil || !slices.Equal(ids, want) || slices.Contains(ids, settled) {
			t.Errorf("unsettled are %v, want %v, %v", ids, want, err)
		}
		if list, err = v.Cases.Board(ctx, v.Cast.Stranger, app.Unsettled, 0); err != nil || len(list.Cases) > 0 {
			t.Errorf("a stranger sees %d, %v", len(list.Cases), err)
		}
	})
}
