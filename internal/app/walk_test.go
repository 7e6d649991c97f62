package app_test

import (
	"context"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/recap"
	"teduh/internal/domain/registry"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/testkit"
)

var ctx = context.Background()

func year(t *testing.T, v *testkit.Village, q app.RecapQuery) app.Recap {
	t.Helper()
	p, err := calendar.ParsePeriod("2016")
	if err != nil {
		t.Fatal(err)
	}
	if q.List == "" {
		q.List = "now"
	}
	if q.Period.From == 0 {
		q.Period = p
	}
	rec, err := v.Recaps.Get(ctx, v.Cast.Ministry, q)
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

func agrees(t *testing.T, v *testkit.Village) {
	t.Helper()
	got, err := v.Check.Verify(ctx, func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	if got.Difference != nil {
		t.Fatalf("verify: %v", got.Difference)
	}
}

func amount(rec app.Recap, code string) int64 {
	for _, l := range rec.Table.Lines {
		if l.Code == code {
			return l.Amount
		}
	}
	return -1
}

func TestAContactBecomesACaseThatIsClosedAndCounted(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		lk3 := v.Donggala
		contact, err := v.Contacts.Record(ctx, lk3.Worker, app.AppendRequest{Body: casefile.Body{
			"channel": {"walk_in"}, "caller": {"Contoh Siti"}, "presenting": {"neglect"}, "danger_now": {"no"}, "action_taken": {"Diterima."},
		}})
		if err != nil {
			t.Fatal(err)
		}
		made, err := v.Cases.Register(ctx, lk3.Worker, app.RegisterRequest{Contact: contact, Body: testkit.Registration("Contoh Siti", "neglect")})
		if err != nil {
			t.Fatal(err)
		}
		if got := year(t, v, app.RecapQuery{}); amount(got, "neglect") != 1 || got.Table.Total != 1 {
			t.Fatalf("after registration: %+v", got.Table)
		}
		v.Append(t, lk3.Worker, made.Case, casefile.Session, testkit.Session())
		v.Append(t, lk3.Worker, made.Case, casefile.Closure, testkit.Closure())
		for figure, want := range map[recap.Figure]int64{
			recap.Handled: 1, recap.NewCases: 1, recap.ClosedCases: 1, recap.OpenAtEnd: 0, recap.SessionsHeld: 1,
			recap.PersonsServed: 1, recap.FamiliesServed: 1, recap.FirstContacts: 1, recap.ProblemsNamed: 1, recap.Consulted: 0,
		} {
			if got := year(t, v, app.RecapQuery{Figure: figure}); got.Table.Total != want {
				t.Errorf("%s = %d, want %d", figure, got.Table.Total, want)
			}
		}
		v.Append(t, lk3.Worker, made.Case, casefile.Reopening, casefile.Body{"reopening_reason": {"Kembali."}})
		if got := year(t, v, app.RecapQuery{}); got.Table.Total != 1 {
			t.Errorf("a case reopened in the same year is handled %d times", got.Table.Total)
		}
		agrees(t, v)
	})
}

func TestARegistrationKeepsWhichConsentTextWasRead(t *testing.T) {
	v := testkit.New(t)
	made, err := v.Cases.Register(ctx, v.Donggala.Worker, app.RegisterRequest{Body: testkit.Registration("Contoh Ani", "economic"), Read: "2026-1", ReadIn: "id"})
	if err != nil {
		t.Fatal(err)
	}
	view, err := v.Cases.Open(ctx, v.Donggala.Worker, made.Case)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range view.Entries {
		if e.Kind == casefile.Consent && (e.Body.Get("text_version") != "2026-1" || e.Body.Get("text_language") != "id") {
			t.Errorf("kept: %v", e.Body)
		}
	}
	if c := view.State.Consent; c.Service != "yes" || c.Data != "yes" || !c.Shares("puskesmas") {
		t.Errorf("consent: %+v", c)
	}
}

func TestCodingACaseMovesItFromNotCoded(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "")
		before := year(t, v, app.RecapQuery{})
		v.Append(t, v.Donggala.Worker, made.Case, casefile.Problem, casefile.Body{"primary": {"economic"}, "secondary": {"mental_health"}})
		after := year(t, v, app.RecapQuery{})
		if amount(before, "not_coded") != 1 || amount(after, "not_coded") != 0 || amount(after, "economic") != 1 || after.Table.Total != 1 {
			t.Fatalf("before %+v after %+v", before.Table, after.Table)
		}
		if got := year(t, v, app.RecapQuery{Figure: recap.PersonsServed}); amount(got, "economic") != 1 || got.Table.Total != 1 {
			t.Fatalf("persons: %+v", got.Table)
		}
		agrees(t, v)
	})
}

func TestACorrectionChangesTheFigureAndKeepsTheOldText(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
		view, err := v.Cases.Open(ctx, v.Donggala.Worker, made.Case)
		if err != nil {
			t.Fatal(err)
		}
		first := view.Entries[0]
		body := first.Body.Clone()
		body.Set("sex", "male")
		body.Set("corrects", first.ID)
		body.Set("correction_reason", "Salah ketik.")
		for _, link := range []string{"initials", "client", "family", "case_number"} {
			delete(body, link)
		}
		v.Append(t, v.Donggala.Worker, made.Case, casefile.Correction, body)
		got := year(t, v, app.RecapQuery{By: recap.BySex})
		if got.Table.Total != 1 || got.Table.ColumnTotals[1] != 1 {
			t.Fatalf("%+v", got.Table)
		}
		view, err = v.Cases.Open(ctx, v.Donggala.Worker, made.Case)
		if err != nil || view.Entries[0].Body.Get("sex") != "female" || view.State.Number != made.Number {
			t.Fatalf("the old text is gone: %v", err)
		}
		agrees(t, v)
	})
}

func TestATransferIsAFileAtBothAndNewAtOne(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
		_, err := v.Cases.Transfer(ctx, v.Donggala.Head, app.AppendRequest{File: made.Case, Body: casefile.Body{
			"to_institution": {v.Bantaeng.ID}, "transfer_reason": {"Pindah."}, "share_consent": {"yes"},
		}})
		if err != nil {
			t.Fatal(err)
		}
		board, err := v.Cases.Board(ctx, v.Bantaeng.Head, "open", 0)
		if err != nil || len(board.Incoming) != 1 {
			t.Fatalf("%+v %v", board.Incoming, err)
		}
		taken, err := v.Cases.Accept(ctx, v.Bantaeng.Head, board.Incoming[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		if taken.Number == made.Number || taken.Case == made.Case {
			t.Fatal("a shared file")
		}
		if got := year(t, v, app.RecapQuery{Figure: recap.NewCases}); got.Table.Total != 1 || got.Transfers != 1 {
			t.Fatalf("new %d, pairs %d", got.Table.Total, got.Transfers)
		}
		if got := year(t, v, app.RecapQuery{}); got.Table.Total != 2 {
			t.Fatalf("handled %d", got.Table.Total)
		}
		agrees(t, v)
	})
}

func TestSendingTwiceWritesOnce(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
		r := app.AppendRequest{File: made.Case, ID: "0195a6c0-0000-7000-8000-000000000001", Kind: casefile.Session, Body: testkit.Session()}
		first, err := v.Cases.Append(ctx, v.Donggala.Worker, r)
		if err != nil {
			t.Fatal(err)
		}
		again, err := v.Cases.Append(ctx, v.Donggala.Worker, r)
		if err != nil || again.Position != first.Position {
			t.Fatalf("%v, position %d and %d", err, first.Position, again.Position)
		}
		other := r
		other.Body = testkit.Session()
		other.Body.Set("what_happened", "Lain.")
		if _, err := v.Cases.Append(ctx, v.Donggala.Worker, other); !fault.Is(err, fault.Conflict) {
			t.Fatalf("another body under the same id: %v", err)
		}
		agrees(t, v)
	})
}

func TestAStrangerGetsNotFoundAndNothingChanges(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
		for name, a := range map[string]access.Actor{"stranger": v.Cast.Stranger, "colleague": v.Donggala.Colleague, "front": v.Donggala.Front, "ministry": v.Cast.Ministry, "auditor": v.Cast.Auditor} {
			if _, err := v.Cases.Open(ctx, a, made.Case); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s opens the file: %v", name, err)
			}
			_, err := v.Cases.Append(ctx, a, app.AppendRequest{File: made.Case, Kind: casefile.Session, Body: testkit.Session()})
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("%s writes: %v", name, err)
			}
		}
		agrees(t, v)
	})
}

func TestASealedNoteIsReadByItsAuthorOnly(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		lk3 := v.Donggala
		made := v.Register(t, lk3.Worker, "Contoh Ani", "economic")
		v.Append(t, lk3.Head, made.Case, casefile.Assignment, casefile.Body{"assigned": {lk3.Worker.Staff, lk3.Psychologist.Staff}})
		v.Append(t, lk3.Psychologist, made.Case, casefile.SealedNote, casefile.Body{"sealed_text": {"rahasia"}, "team_summary": {"ringkas"}})
		for a, want := range map[string]string{lk3.Psychologist.Staff: "rahasia", lk3.Worker.Staff: "", lk3.Head.Staff: ""} {
			who := lk3.Psychologist
			if a == lk3.Worker.Staff {
				who = lk3.Worker
			} else if a == lk3.Head.Staff {
				who = lk3.Head
			}
			view, err := v.Cases.Open(ctx, who, made.Case)
			if err != nil {
				t.Fatal(err)
			}
			last := view.Entries[len(view.Entries)-1].Body
			if last.Get("sealed_text") != want || last.Get("team_summary") != "ringkas" {
				t.Errorf("%v sees %v", who.Roles, last)
			}
		}
		agrees(t, v)
	})
}

func TestAMonthThatHasNotComeIsNotZero(t *testing.T) {
	v := testkit.New(t)
	v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
	got := year(t, v, app.RecapQuery{By: recap.ByMonth})
	for i, column := range got.Table.Columns {
		want := recap.Zero
		if column > "2016-03" {
			want = recap.NotYet
		}
		if got.Empty[i] != want || got.Missing(i, 1) != want {
			t.Errorf("%s is %v", column, got.Empty[i])
		}
	}
	byProvince := year(t, v, app.RecapQuery{By: recap.ByProvince})
	for i, column := range byProvince.Table.Columns {
		want := map[string]recap.Empty{"72": recap.Zero, "73": recap.NotReported}[column]
		if column != "72" && column != "73" {
			want = recap.NotApplicable
		}
		if byProvince.Empty[i] != want {
			t.Errorf("province %s is %v, want %v", column, byProvince.Empty[i], want)
		}
	}
}

func TestAnLK3AddsFinerCodesButNeverFirstLevelOnes(t *testing.T) {
	v := testkit.New(t)
	own := registry.SecondLevel{Under: "other", Name: "Sengketa tanah"}
	if err := v.Institutions.AddSecondLevel(ctx, v.Donggala.Worker, v.Donggala.ID, own); !fault.Is(err, fault.NotFound) {
		t.Errorf("a worker adds one: %v", err)
	}
	for _, bad := range []registry.SecondLevel{{Code: "economic", Under: "other", Name: "x"}, {Code: "x y", Under: "other", Name: "x"}, {Under: "sengketa_tanah", Name: "x"}, {Under: "other"}, {Under: "other", Name: "akta kelahiran"}} {
		if err := v.Institutions.AddSecondLevel(ctx, v.Donggala.Head, v.Donggala.ID, bad); !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v is accepted: %v", bad, err)
		}
	}
	if err := v.Institutions.AddSecondLevel(ctx, v.Donggala.Head, v.Donggala.ID, own); err != nil {
		t.Fatal(err)
	}
	renamed := registry.SecondLevel{Code: "sengketa_tanah", Under: "other", Name: "Sengketa tanah warisan"}
	if err := v.Institutions.AddSecondLevel(ctx, v.Donggala.Head, v.Donggala.ID, renamed); err != nil {
		t.Fatal(err)
	}
	if all, err := v.Institutions.SecondLevels(ctx, v.Donggala.Worker); err != nil || len(all) != 1 || all[0] != renamed {
		t.Errorf("%+v %v", all, err)
	}
	made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "other")
	v.Append(t, v.Donggala.Worker, made.Case, casefile.Problem, casefile.Body{"primary": {"other"}, "second_level": {"sengketa_tanah"}})
	elsewhere := v.Register(t, v.Bantaeng.Worker, "Contoh Ani", "other")
	_, err := v.Cases.Append(ctx, v.Bantaeng.Worker, app.AppendRequest{File: elsewhere.Case, Kind: casefile.Problem, Body: casefile.Body{"primary": {"other"}, "second_level": {"sengketa_tanah"}}})
	if !fault.Is(err, fault.Invalid) {
		t.Errorf("another LK3 uses the code: %v", err)
	}
	agrees(t, v)
}

func TestACorrectionAndATransferSentTwiceAreWrittenOnce(t *testing.T) {
	v := testkit.New(t)
	made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
	first := v.Append(t, v.Donggala.Worker, made.Case, casefile.Session, testkit.Session())
	body := testkit.Session()
	body.Set("minutes", " 40 ")
	body.Set("corrects", first.ID)
	body.Set("correction_reason", "Salah ketik.")
	r := app.AppendRequest{File: made.Case, ID: "0195a6c0-0000-7000-8000-000000000002", Kind: casefile.Correction, Body: body}
	transfer := app.AppendRequest{File: made.Case, ID: "0195a6c0-0000-7000-8000-000000000003", Body: casefile.Body{
		"to_institution": {v.Bantaeng.ID}, "transfer_reason": {"Pindah."}, "share_consent": {"yes"}}}
	for range 2 {
		if _, err := v.Cases.Append(ctx, v.Donggala.Worker, r); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if _, err := v.Cases.Transfer(ctx, v.Donggala.Head, transfer); err != nil {
			t.Fatal(err)
		}
	}
	board, err := v.Cases.Board(ctx, v.Bantaeng.Head, app.OpenCases, 0)
	if err != nil || len(board.Incoming) != 1 {
		t.Fatalf("%d transfers wait: %v", len(board.Incoming), err)
	}
	_, err = v.Cases.Append(ctx, v.Donggala.Worker, app.AppendRequest{File: made.Case, Kind: "nonsense"})
	if !fault.Is(err, fault.NotFound) {
		t.Fatalf("an unknown kind is %v", err)
	}
	agrees(t, v)
}
