package app_test

import (
	"strings"
	"testing"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/recap"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/kit/sqldb"
	"teduh/internal/testkit"
)

func invited(t *testing.T, v *testkit.Village) (agencyID, codeID, code string) {
	t.Helper()
	agencyID, codeID = agency(t, v), newID(v)
	code, err := v.Senders.Invite(ctx, v.Donggala.Head, agencyID, codeID)
	if err != nil || code == "" {
		t.Fatalf("%q %v", code, err)
	}
	return agencyID, codeID, code
}

func sent(v *testkit.Village) app.Sent {
	return app.Sent{ID: newID(v), File: newID(v), Name: "Contoh Bripka", Reach: "0457-110", Client: "Contoh Melati", Age: "12", Where: "Desa Contoh", Reason: "Terlantar.", Danger: "yes"}
}

func TestAnAgencySendsAClientByACodeOfItsOwn(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		agencyID, _, code := invited(t, v)
		n := sent(v)
		receipt, err := v.Senders.Send(ctx, strings.ToLower(code), n)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := v.Senders.Send(ctx, code, n); err != nil || again != receipt {
			t.Errorf("sent twice: %q %v", again, err)
		}
		stands := func(want string) {
			t.Helper()
			if got, err := v.Senders.Receipt(ctx, receipt); err != nil || got != want {
				t.Errorf("it stands %q, want %q: %v", got, want, err)
			}
		}
		stands(app.CameIn)
		board, err := v.Cases.Board(ctx, v.Donggala.Front, app.Home, 0)
		if err != nil || len(board.Contacts) != 1 || !board.Contacts[0].Flags.HighRisk || board.Contacts[0].Problem != casefile.NotCoded {
			t.Fatalf("%+v %v", board.Contacts, err)
		}
		seen, err := v.Cases.Open(ctx, v.Donggala.Front, n.File)
		if err != nil || seen.Entries[0].Author != casefile.Outside || seen.Entries[0].Body.Get("referred_by") != agencyID {
			t.Fatalf("%+v %v", seen.Entries, err)
		}
		if _, err := v.Cases.Open(ctx, v.Cast.Stranger, n.File); !fault.Is(err, fault.NotFound) {
			t.Errorf("a stranger opens it: %v", err)
		}
		if got := year(t, v, app.RecapQuery{Figure: recap.FirstContacts}); got.Table.Total != 1 {
			t.Errorf("%d contacts", got.Table.Total)
		}
		made, err := v.Cases.Register(ctx, v.Donggala.Worker, app.RegisterRequest{Contact: n.File, Body: testkit.Registration("Contoh Melati", "neglect")})
		if err != nil {
			t.Fatal(err)
		}
		stands(app.InHand)
		v.Append(t, v.Donggala.Worker, made.Case, casefile.Session, testkit.Session())
		v.Append(t, v.Donggala.Worker, made.Case, casefile.Closure, testkit.Closure())
		stands(app.SeenToEnd)
		agrees(t, v)
	})
}

func TestASendersCodeIsTheHeadsToGiveAndToTake(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		agencyID, codeID, code := invited(t, v)
		if again, err := v.Senders.Invite(ctx, v.Donggala.Head, agencyID, codeID); err != nil || again != "" {
			t.Errorf("the code is shown twice: %q %v", again, err)
		}
		for name, a := range map[string]access.Actor{"a worker": v.Donggala.Worker, "the front officer": v.Donggala.Front, "an officer": v.Cast.District, "an auditor": v.Cast.Auditor} {
			if _, err := v.Senders.Invite(ctx, a, agencyID, newID(v)); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s makes a code: %v", name, err)
			}
			if _, err := v.Senders.Codes(ctx, a, agencyID); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s lists codes: %v", name, err)
			}
			if err := v.Senders.Revoke(ctx, a, agencyID, codeID); !fault.Is(err, fault.NotFound) || refusals(t, v, a, "invite_referrals") != 3 {
				t.Errorf("%s revokes: %v", name, err)
			}
		}
		if _, err := v.Senders.Invite(ctx, v.Bantaeng.Head, agencyID, newID(v)); !fault.Is(err, fault.NotFound) {
			t.Errorf("a head far away makes a code: %v", err)
		}
		if err := v.Senders.Revoke(ctx, v.Bantaeng.Head, agencyID, codeID); !fault.Is(err, fault.NotFound) {
			t.Errorf("another head revokes it: %v", err)
		}
		if err := v.Senders.Revoke(ctx, v.Donggala.Head, agencyID, codeID); err != nil {
			t.Fatal(err)
		}
		_, err := v.Senders.ByCode(ctx, code)
		wrongCode(t, "one that was revoked", err)
		_, err = v.Senders.Send(ctx, code, sent(v))
		wrongCode(t, "sending by one that was revoked", err)
		agrees(t, v)
	})
}

// TestNoCodeOpensWhatAnotherIsFor: letters, senders and receipts are apart, and
// nothing tells which of them a guess came near.
func TestNoCodeOpensWhatAnotherIsFor(t *testing.T) {
	v := testkit.New(t)
	file, referral := refer(t, v, agency(t, v))
	letter := coded(t, v, file, referral)
	_, _, sender := invited(t, v)
	receipt, err := v.Senders.Send(ctx, sender, sent(v))
	if err != nil {
		t.Fatal(err)
	}
	for name, code := range map[string]string{"a sender's code": sender, "a receipt": receipt, "a guess": "AAAA-BBBB-CCCC-DDDD"} {
		_, err := v.Referrals.ByCode(ctx, code)
		wrongCode(t, name+" as a letter's", err)
	}
	for name, code := range map[string]string{"a letter's code": letter, "a receipt": receipt, "a guess": "AAAA-BBBB-CCCC-DDDD"} {
		_, err := v.Senders.ByCode(ctx, code)
		wrongCode(t, name+" as a sender's", err)
	}
	for name, code := range map[string]string{"a letter's code": letter, "a sender's code": sender, "a guess": "AAAA-BBBB-CCCC-DDDD"} {
		_, err := v.Senders.Receipt(ctx, code)
		wrongCode(t, name+" as a receipt", err)
	}
	for _, table := range []string{"letter_code", "sender_code", "receipt"} {
		hashes, err := sqldb.Collect(ctx, v.DB, sqldb.Scalar[[]byte], `SELECT hash FROM `+table)
		if err != nil || len(hashes) != 1 {
			t.Fatalf("%s: %v", table, err)
		}
		for _, code := range []string{letter, sender, receipt} {
			if strings.Contains(string(hashes[0]), ident.ReadCode(code)) {
				t.Errorf("%s holds a code in the clear", table)
			}
		}
	}
	v.Pass(366 * 24 * time.Hour)
	_, err = v.Senders.ByCode(ctx, sender)
	wrongCode(t, "one that is too old", err)
}

func TestACodeSendsOnlySoManyADay(t *testing.T) {
	v := testkit.New(t)
	_, _, code := invited(t, v)
	for n := range 30 {
		if _, err := v.Senders.Send(ctx, code, sent(v)); err != nil {
			t.Fatalf("%d: %v", n, err)
		}
	}
	if _, err := v.Senders.Send(ctx, code, sent(v)); !fault.Is(err, fault.TooMany) {
		t.Errorf("one more: %v", err)
	}
	v.Pass(25 * time.Hour)
	if _, err := v.Senders.Send(ctx, code, sent(v)); err != nil {
		t.Errorf("the day after: %v", err)
	}
	agrees(t, v)
}
