package app_test

import (
	"strings"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/testkit"
)

// asks another LK3 to take a case over and returns the transfer.
func asks(t *testing.T, v *testkit.Village, file string, more casefile.Body) string {
	t.Helper()
	body := casefile.Body{"to_institution": {v.Bantaeng.ID}, "transfer_reason": {"Pindah."}, "share_consent": {"yes"}}
	for k, values := range more {
		body.Set(k, values...)
	}
	if _, err := v.Cases.Transfer(ctx, v.Donggala.Head, app.AppendRequest{File: file, Body: body}); err != nil {
		t.Fatal(err)
	}
	board, err := v.Cases.Board(ctx, v.Bantaeng.Head, app.OpenCases, 0)
	if err != nil || len(board.Incoming) == 0 {
		t.Fatalf("%+v %v", board.Incoming, err)
	}
	return board.Incoming[len(board.Incoming)-1].ID
}

func state(t *testing.T, v *testkit.Village, a access.Actor, file string) *casefile.State {
	t.Helper()
	seen, err := v.Cases.Open(ctx, a, file)
	if err != nil {
		t.Fatal(err)
	}
	return seen.State
}

func TestWhatThePickedEntriesSayTravelsAndASealedNoteNever(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
		v.Append(t, v.Donggala.Head, made.Case, casefile.Assignment, casefile.Body{"assigned": {v.Donggala.Worker.Staff, v.Donggala.Psychologist.Staff}})
		goes := v.Append(t, v.Donggala.Worker, made.Case, casefile.Session, testkit.Session())
		stays := testkit.Session()
		stays.Set("what_happened", "Ini tetap di sini.")
		v.Append(t, v.Donggala.Worker, made.Case, casefile.Session, stays)
		sealed := v.Append(t, v.Donggala.Psychologist, made.Case, casefile.SealedNote, casefile.Body{"sealed_text": {"Rahasia."}, "team_summary": {"Tenang."}})
		against := v.Append(t, v.Donggala.Worker, made.Case, casefile.Party, casefile.Body{"name": {"Contoh Lawan"}, "party_roles": {"client"}, "opposed": {"yes"}})
		his := testkit.Session()
		his.Set("concerns", against.ID)
		theirs := v.Append(t, v.Donggala.Worker, made.Case, casefile.Session, his)
		met := v.Append(t, v.Donggala.Worker, made.Case, casefile.Conference, casefile.Body{
			"decisions": {"Rumah aman."}, "attended.1.attendee": {"Ibu Camat"}, "tasks.1.task": {"Antar ke Dukcapil."}, "tasks.1.due_on": {"2016-03-20"}, "tasks.1.doer": {"client"}})
		for name, picked := range map[string]string{"a sealed note": sealed.ID, "nothing": nobody, "what is about the other side": theirs.ID} {
			_, err := v.Cases.Transfer(ctx, v.Donggala.Head, app.AppendRequest{File: made.Case, Body: casefile.Body{
				"to_institution": {v.Bantaeng.ID}, "transfer_reason": {"Pindah."}, "share_consent": {"yes"}, "passed": {goes.ID, picked}}})
			if f := fault.First(err); f == nil || f.Field != "passed" {
				t.Errorf("%s travels: %v", name, err)
			}
		}
		id := asks(t, v, made.Case, casefile.Body{"summary": {"Ringkasan untuk kalian."}, "passed": {goes.ID, met.ID}})
		if s := state(t, v, v.Donggala.Worker, made.Case); !s.Open() || s.Leaving.Entry != id {
			t.Fatalf("nobody has the case while it waits: %+v", s.Leaving)
		}
		v.Append(t, v.Donggala.Worker, made.Case, casefile.Session, testkit.Session())
		taken, err := v.Cases.Accept(ctx, v.Bantaeng.Head, id)
		if err != nil {
			t.Fatal(err)
		}
		here, err := v.Cases.Open(ctx, v.Bantaeng.Head, taken.Case)
		if err != nil || here.State.Has(casefile.Handover) != 1 {
			t.Fatalf("%v", err)
		}
		var said casefile.Body
		for _, e := range here.Entries {
			if e.Kind == casefile.Handover {
				said = e.Body
			}
		}
		if said.Get("summary") != "Ringkasan untuk kalian." || said.Get("former_number") != made.Number || said.Get("from_institution") != v.Donggala.ID || !strings.Contains(said.Get("passed_text"), "Bercerita.") {
			t.Errorf("%v", said)
		}
		for _, wanted := range []string{"Rumah aman.", "Ibu Camat", "Antar ke Dukcapil. · 20 Maret 2016 · Klien"} { // rows too
			if !strings.Contains(said.Get("passed_text"), wanted) {
				t.Errorf("%q did not travel:\n%s", wanted, said.Get("passed_text"))
			}
		}
		for _, unwanted := range []string{"Ini tetap di sini", "Rahasia", "Tenang"} {
			if strings.Contains(strings.Join(said["passed_text"], ""), unwanted) {
				t.Errorf("%q travelled", unwanted)
			}
		}
		if here.Person.Get("safe_contact") != "WA pagi" {
			t.Errorf("how to reach the client did not travel: %v", here.Person)
		}
		old := state(t, v, v.Donggala.Head, made.Case)
		if old.Open() || old.Status != casefile.Closed || old.Went != v.Bantaeng.ID || !old.Spells[0].Transfer {
			t.Errorf("the stub says %+v", old.Spells)
		}
		agrees(t, v)
	})
}

func TestATransferIsDeclinedOrWithdrawnAndTheCaseStays(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
		id := asks(t, v, made.Case, nil)
		for name, a := range map[string]access.Actor{"a worker there": v.Bantaeng.Worker, "the sender": v.Donggala.Head, "a third": v.Sigi.Head, "an officer": v.Cast.District} {
			if err := v.Cases.Decline(ctx, a, id, "Penuh."); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s declines: %v", name, err)
			}
		}
		if err := v.Cases.Decline(ctx, v.Bantaeng.Head, id, "  "); fault.First(err) == nil || fault.First(err).Field != "transfer_note" {
			t.Errorf("declined without a reason: %v", err)
		}
		if err := v.Cases.Decline(ctx, v.Bantaeng.Head, id, "Penuh."); err != nil {
			t.Fatal(err)
		}
		seen, err := v.Cases.Open(ctx, v.Donggala.Worker, made.Case)
		if err != nil || !seen.State.Open() || seen.State.Leaving.Entry != "" || seen.Entries[len(seen.Entries)-1].Body.Get("transfer_note") != "Penuh." {
			t.Fatalf("%+v %v", seen.State, err)
		}
		if _, err := v.Cases.Accept(ctx, v.Bantaeng.Head, id); !fault.Is(err, fault.NotFound) {
			t.Errorf("taken over after it was declined: %v", err)
		}

		outgoing := func(a access.Actor) []app.Outgoing {
			board, err := v.Cases.Board(ctx, a, app.Home, 0)
			if err != nil {
				t.Fatal(err)
			}
			return board.Outgoing
		}
		if out := outgoing(v.Donggala.Head); len(out) != 1 || !out[0].Declined || out[0].File != made.Case {
			t.Errorf("the sender's head sees %+v", out)
		}
		if n := len(outgoing(v.Donggala.Worker)) + len(outgoing(v.Bantaeng.Head)) + len(outgoing(v.Sigi.Head)); n != 0 {
			t.Errorf("others see %d", n)
		}

		again := asks(t, v, made.Case, nil)
		for name, a := range map[string]access.Actor{"the worker": v.Donggala.Worker, "a stranger": v.Cast.Stranger, "the receiver": v.Bantaeng.Head} {
			if err := v.Cases.Withdraw(ctx, a, made.Case); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s withdraws: %v", name, err)
			}
		}
		if err := v.Cases.Withdraw(ctx, v.Donggala.Head, made.Case); err != nil {
			t.Fatal(err)
		}
		if err := v.Cases.Withdraw(ctx, v.Donggala.Head, made.Case); !fault.Is(err, fault.Conflict) {
			t.Errorf("withdrawn twice: %v", err)
		}
		if _, err := v.Cases.Accept(ctx, v.Bantaeng.Head, again); !fault.Is(err, fault.NotFound) {
			t.Errorf("taken over after it was withdrawn: %v", err)
		}
		if s := state(t, v, v.Donggala.Worker, made.Case); !s.Open() || s.Went != "" {
			t.Errorf("%+v", s)
		}
		agrees(t, v)
	})
}

// TestPersonsGoAlongWithATransferAndNothingIsTypedAgain: those who were picked,
// their ties and who lives together; never the other side, nor what names it, and
// nobody without the client's consent.
func TestPersonsGoAlongWithATransferAndNothingIsTypedAgain(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		lk3 := v.Donggala
		body := testkit.Registration("Contoh Ani", "domestic_violence")
		for field, text := range map[string]string{"family_head": "Pak Bambang Lawan", "district": "Banawa", "guardian": "Wali Luar", "guardian_relation": "relative"} {
			body.Set(field, text)
		}
		made, err := v.Cases.Register(ctx, lk3.Worker, app.RegisterRequest{Body: body})
		if err != nil {
			t.Fatal(err)
		}
		party := func(b casefile.Body) string { return v.Append(t, lk3.Worker, made.Case, casefile.Party, b).ID }
		husband := party(casefile.Body{"name": {"Bambang Lawan"}, "party_roles": {"alleged_perpetrator"}, "relation": {"husband"}, "opposed": {"yes"}, "address": {"Rumah Lawan"}})
		child := party(casefile.Body{"name": {"Cici Anak"}, "party_roles": {"child"}, "relation": {"child"}, "sex": {"female"}, "age": {"9"}, "other_parent": {husband}, "lives_with_client": {"yes"}, "note": {"Catatan tetap di sini."}})
		grandmother := party(casefile.Body{"name": {"Nenek Wali"}, "party_roles": {"guardian"}, "relation": {"parent"}, "phone": {"0812 9999 8888"}})
		neighbour := party(casefile.Body{"name": {"Tetangga Saksi"}, "party_roles": {"witness"}})
		v.Append(t, lk3.Worker, made.Case, casefile.Tie, casefile.Body{"first": {grandmother}, "tie_kind": {"other"}, "second": {child}, "tie_quality": {"close"}})
		v.Append(t, lk3.Worker, made.Case, casefile.Tie, casefile.Body{"first": {husband}, "tie_kind": {"other"}, "second": {grandmother}, "tie_quality": {"conflict"}})
		v.Append(t, lk3.Worker, made.Case, casefile.Household, casefile.Body{"members": {grandmother, husband}, "household_name": {"Rumah Lawan"}})
		here := state(t, v, lk3.Worker, made.Case)
		for id, want := range map[string]bool{husband: false, child: true, grandmother: true, neighbour: false} {
			for _, m := range here.Parties {
				if m.ID == id && m.GoesAlong() != want {
					t.Errorf("%s goes along by itself: %v", m.Initials, m.GoesAlong())
				}
			}
		}
		for name, c := range map[string]casefile.Body{
			"the other side":  {"passed_persons": {child, husband}},
			"somebody else":   {"passed_persons": {nobody}},
			"without consent": {"passed_persons": {child}, "share_consent": {"no"}, "share_reason": {"Nyawa terancam."}},
		} {
			for field, text := range map[string]string{"to_institution": v.Bantaeng.ID, "transfer_reason": "Pindah."} {
				c.Set(field, text)
			}
			if !c.Has("share_consent") {
				c.Set("share_consent", "yes")
			}
			if _, err := v.Cases.Transfer(ctx, lk3.Head, app.AppendRequest{File: made.Case, Body: c}); fault.First(err) == nil || fault.First(err).Field != "passed_persons" {
				t.Errorf("%s: %v", name, err)
			}
		}

		taken, err := v.Cases.Accept(ctx, v.Bantaeng.Head, asks(t, v, made.Case, casefile.Body{"passed_persons": {child, grandmother}}))
		if err != nil {
			t.Fatal(err)
		}
		there, err := v.Cases.Family(ctx, v.Bantaeng.Head, taken.Case)
		if err != nil {
			t.Fatal(err)
		}
		all := []string{}
		for _, e := range there.Entries {
			for _, answers := range e.Body {
				all = append(all, answers...)
			}
		}
		for _, answers := range there.FileView.Person {
			all = append(all, answers...)
		}
		said := strings.Join(all, "|")
		for _, unwanted := range []string{"Lawan", "Tetangga", "Catatan tetap", child, grandmother, husband, made.Person} {
			if strings.Contains(said, unwanted) {
				t.Errorf("%q went along", unwanted)
			}
		}
		for _, wanted := range []string{"Cici Anak", "Nenek Wali", "0812 9999 8888", "Wali Luar", "Banawa"} {
			if !strings.Contains(said, wanted) {
				t.Errorf("%q has to be typed again", wanted)
			}
		}
		if n := len(there.State.Parties); n != 2 || there.State.Parties[0].Age != 9 || there.State.Parties[0].Relation != "child" {
			t.Errorf("%d persons: %+v", n, there.State.Parties)
		}
		if len(there.Homes[0].Now()) != 2 || len(there.Homes) != 2 || len(there.Homes[1].Now()) != 1 {
			t.Errorf("they live so: %+v", there.Homes)
		}
		if n := len(there.Bonds); n != 3 || there.Bonds[2].Quality != "close" { // mother and child, grandmother and mother, what was said of grandmother and child
			t.Errorf("%d ties: %+v", n, there.Bonds)
		}
		if hits, err := v.Cases.Search(ctx, v.Bantaeng.Head, app.Sought{Text: "Cici"}); err != nil || len(hits.Named) != 1 {
			t.Errorf("the child is found there: %+v %v", hits, err)
		}
		agrees(t, v)
	})
}
