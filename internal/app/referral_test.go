package app_test

import (
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/recap"
	"teduh/internal/domain/registry"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/kit/sqldb"
	"teduh/internal/testkit"
)

func newID(v *testkit.Village) string { return ident.New(v.Now(), rand.Reader) }

// agency puts an agency into the catalogue of Donggala.
func agency(t *testing.T, v *testkit.Village) string {
	t.Helper()
	id, err := v.Agencies.Put(ctx, v.Donggala.Worker, registry.Agency{Area: "72.03", Kind: "puskesmas", Name: "Contoh Puskesmas"})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// refer sends a client on, and returns the case and the referral.
func refer(t *testing.T, v *testkit.Village, to string) (file, referral string) {
	t.Helper()
	made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
	e := v.Append(t, v.Donggala.Worker, made.Case, casefile.Referral, casefile.Body{
		"agency": {to}, "referral_target": {"other"}, "urgency": {"urgent"}, "referral_purpose": {"Diperiksa."}, "share_consent": {"yes"},
	})
	if e.Body.Get("referral_target") == "other" {
		t.Error("the catalogue does not say what kind of agency it is")
	}
	return made.Case, e.ID
}

func coded(t *testing.T, v *testkit.Village, file, referral string) string {
	t.Helper()
	l, err := v.Referrals.Code(ctx, v.Donggala.Worker, file, referral, newID(v))
	if err != nil || l.Code == "" {
		t.Fatalf("%+v %v", l, err)
	}
	return l.Code
}

func wrongCode(t *testing.T, name string, err error) {
	t.Helper()
	if f := fault.First(err); f == nil || f.Key != "referral.code" || f.Field != "code" {
		t.Errorf("%s: %v", name, err)
	}
}

func TestAnAgencyAnswersByTheCodeOfItsLetter(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		file, referral := refer(t, v, agency(t, v))
		code := coded(t, v, file, referral)
		shown, err := v.Referrals.ByCode(ctx, strings.ToLower(strings.ReplaceAll(code, "-", " ")))
		if err != nil || shown.From != "Contoh LK3 Donggala" || len(shown.Choices) != 4 {
			t.Fatalf("%+v %v", shown, err)
		}
		arrived := app.Answer{ID: newID(v), Result: casefile.Arrived, Text: "Sudah datang."}
		for range 2 { // sent twice it is written once
			if _, err := v.Referrals.AnswerByCode(ctx, code, arrived); err != nil {
				t.Fatal(err)
			}
		}
		done := app.Answer{ID: newID(v), Result: casefile.Completed}
		for range 2 {
			if _, err := v.Referrals.AnswerByCode(ctx, code, done); err != nil {
				t.Fatal(err)
			}
		}
		_, err = v.Referrals.ByCode(ctx, code)
		wrongCode(t, "a referral that is over", err)
		_, err = v.Referrals.AnswerByCode(ctx, code, app.Answer{ID: newID(v), Result: casefile.Completed})
		wrongCode(t, "an answer to a referral that is over", err)

		seen, err := v.Cases.Open(ctx, v.Donggala.Worker, file)
		if err != nil {
			t.Fatal(err)
		}
		r := seen.State.Referrals[0]
		if seen.State.Has(casefile.Reply) != 2 || r.State != casefile.Completed || !r.Replied {
			t.Fatalf("%d replies, %+v", seen.State.Has(casefile.Reply), r)
		}
		if last := seen.Entries[len(seen.Entries)-2]; last.Author != casefile.Outside || last.Body.Get("reply_text") != "Sudah datang." {
			t.Fatalf("%+v", last)
		}
		if got := year(t, v, app.RecapQuery{Figure: recap.ReferralsSent}); got.Table.Total != 1 {
			t.Errorf("%d referrals", got.Table.Total)
		}
		replies, err := sqldb.Get(ctx, v.DB, sqldb.Scalar[int64], `SELECT sum(amount) FROM fact WHERE measure = $1`, int(recap.Replies))
		if err != nil || replies != 1 {
			t.Errorf("%d replies are counted: %v", replies, err)
		}
		agrees(t, v)
	})
}

// TestWhateverIsWrongWithACodeHasOneAnswer: unknown, of another letter's time,
// replaced, too old.
func TestWhateverIsWrongWithACodeHasOneAnswer(t *testing.T) {
	v := testkit.New(t)
	file, referral := refer(t, v, agency(t, v))
	first := coded(t, v, file, referral)
	second := coded(t, v, file, referral)
	for name, code := range map[string]string{"nothing": "", "a guess": "AAAA-BBBB-CCCC-DDDD", "the first of two": first, "a name": "Kenari Rahasia", "long": strings.Repeat("A", 10_000)} {
		_, err := v.Referrals.ByCode(ctx, code)
		wrongCode(t, name, err)
		_, err = v.Referrals.AnswerByCode(ctx, code, app.Answer{ID: newID(v), Result: casefile.Accepted})
		wrongCode(t, name, err)
	}
	if _, err := v.Referrals.ByCode(ctx, second); err != nil {
		t.Fatal(err)
	}
	v.Pass(91 * 24 * time.Hour)
	_, err := v.Referrals.ByCode(ctx, second)
	wrongCode(t, "one that is too old", err)

	lines, err := sqldb.Collect(ctx, v.DB, sqldb.Scalar[string], `SELECT verb || ' ' || kind || ' ' || subject || ' ' || detail FROM audit WHERE job = 'reply' AND institution = ''`)
	if err != nil || len(lines) != 11 {
		t.Fatalf("%d lines: %v", len(lines), err)
	}
	dump := strings.Join(lines, "\n")
	for _, text := range []string{first, second, ident.ReadCode(second), "Kenari"} {
		if strings.Contains(dump, text) {
			t.Errorf("the audit holds %q", text)
		}
	}
	agrees(t, v)
}

func TestACodeIsShownOnceAndOnlyToWhoSeesToTheCase(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		file, referral := refer(t, v, agency(t, v))
		request := newID(v)
		l, err := v.Referrals.Code(ctx, v.Donggala.Head, file, referral, request)
		if err != nil || l.Code == "" {
			t.Fatalf("%+v %v", l, err)
		}
		if again, err := v.Referrals.Code(ctx, v.Donggala.Head, file, referral, request); err != nil || again.Code != "" {
			t.Errorf("%q is shown twice: %v", again.Code, err)
		}
		if _, err := v.Referrals.ByCode(ctx, l.Code); err != nil {
			t.Errorf("the code on the letter does not count after the page was sent again: %v", err)
		}
		for name, a := range map[string]access.Actor{"a colleague": v.Donggala.Colleague, "the front officer": v.Donggala.Front, "a stranger": v.Cast.Stranger,
			"another head": v.Bantaeng.Head, "an officer": v.Cast.District, "an auditor": v.Cast.Auditor, "an operator": v.Cast.Operator} {
			if _, err := v.Referrals.Code(ctx, a, file, referral, newID(v)); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s gets a code: %v", name, err)
			}
		}
		stored, err := sqldb.Collect(ctx, v.DB, sqldb.Scalar[[]byte], `SELECT hash FROM letter_code`)
		if err != nil || len(stored) != 1 || strings.Contains(string(stored[0]), ident.ReadCode(l.Code)) {
			t.Errorf("%q %v", stored, err)
		}
	})
}

func TestAnOfficeSeesOfItsReferralsWhatEveryAgencySees(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		_, referral := refer(t, v, v.Cast.District.Institution)
		all, _, err := v.Referrals.Addressed(ctx, v.Cast.District, 0)
		if err != nil || len(all) != 1 || all[0].ID != referral || all[0].From != "Contoh LK3 Donggala" || all[0].Sent.Target != "" || all[0].Sent.Entry != "" {
			t.Fatalf("%+v %v", all, err)
		}
		if all, _, err := v.Referrals.Addressed(ctx, v.Cast.Province, 0); err != nil || len(all) != 0 {
			t.Errorf("the province sees %d: %v", len(all), err)
		}
		n := app.Answer{ID: newID(v), Result: casefile.Accepted}
		for name, a := range map[string]access.Actor{"the province": v.Cast.Province, "a worker": v.Donggala.Worker, "a head": v.Bantaeng.Head, "the ministry": v.Cast.Ministry, "an auditor": v.Cast.Auditor} {
			if err := v.Referrals.AnswerAs(ctx, a, referral, n); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s answers: %v", name, err)
			}
			if _, err := v.Referrals.AddressedOne(ctx, a, referral); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s opens it: %v", name, err)
			}
			if n := refusals(t, v, a, "answer_referrals"); n != 2 {
				t.Errorf("%s: %d refusals are noted", name, n)
			}
		}
		if err := v.Referrals.AnswerAs(ctx, v.Cast.District, referral, n); err != nil {
			t.Fatal(err)
		}
		if one, err := v.Referrals.AddressedOne(ctx, v.Cast.District, referral); err != nil || one.Sent.State != casefile.Accepted {
			t.Errorf("%+v %v", one, err)
		}
		agrees(t, v)
	})
}

func TestAReferralThatNobodyAnswersGoesToTheHead(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		file, referral := refer(t, v, agency(t, v))
		late := func(a access.Actor) int {
			a.Today = todayIn(v)
			b, err := v.Cases.Board(ctx, a, app.Unanswered, 0)
			if err != nil || len(b.Cases) != b.Counts[app.Unanswered] {
				t.Fatalf("%d of %d: %v", len(b.Cases), b.Counts[app.Unanswered], err)
			}
			return len(b.Cases)
		}
		v.GoTo(20160310) // three days after the seventh
		if n := late(v.Donggala.Head); n != 0 {
			t.Fatalf("%d on the last day", n)
		}
		v.GoTo(20160311)
		if h, w, s := late(v.Donggala.Head), late(v.Donggala.Worker), late(v.Bantaeng.Head); h != 1 || w != 1 || s != 0 {
			t.Fatalf("the head sees %d, the worker %d, a stranger %d", h, w, s)
		}
		lines, _, err := v.Referrals.List(ctx, v.Donggala.Head, 0)
		if err != nil || len(lines) != 1 || !lines[0].Late(20160311) || lines[0].To != "Contoh Puskesmas" || lines[0].Case.ID != file {
			t.Fatalf("%+v %v", lines, err)
		}
		v.Append(t, v.Donggala.Worker, file, casefile.Reply, casefile.Body{"reply_result": {"accepted"}, "replies_to": {referral}})
		if n := late(v.Donggala.Head); n != 0 {
			t.Fatalf("%d after the answer", n)
		}
		if lines, _, err := v.Referrals.List(ctx, v.Bantaeng.Head, 0); err != nil || len(lines) != 0 {
			t.Errorf("a stranger sees %d: %v", len(lines), err)
		}
		if _, _, err := v.Referrals.List(ctx, v.Cast.District, 0); !fault.Is(err, fault.NotFound) {
			t.Errorf("an officer lists referrals out: %v", err)
		}
		agrees(t, v)
	})
}

func TestSharingWithoutConsentIsInTheAudit(t *testing.T) {
	v := testkit.New(t)
	made := v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
	body := casefile.Body{"referral_target": {"puskesmas"}, "referral_purpose": {"Diperiksa."}, "share_consent": {"no"}}
	if _, err := v.Cases.Append(ctx, v.Donggala.Worker, app.AppendRequest{File: made.Case, Kind: casefile.Referral, Body: body}); fault.First(err) == nil || fault.First(err).Field != "share_reason" {
		t.Fatalf("a refusal is passed over: %v", err)
	}
	body.Set("share_reason", "Kenari: nyawa terancam.")
	v.Append(t, v.Donggala.Worker, made.Case, casefile.Referral, body)
	n, err := sqldb.Get(ctx, v.DB, sqldb.Scalar[int64], `SELECT count(*) FROM audit WHERE subject = $1 AND detail LIKE '%shared=without_consent'`, made.Case)
	if err != nil || n != 1 {
		t.Errorf("%d lines: %v", n, err)
	}
	if lines, _, err := v.Referrals.List(ctx, v.Donggala.Head, 0); err != nil || len(lines) != 1 || !lines[0].Override {
		t.Errorf("the head does not see it: %+v %v", lines, err)
	}
}

func TestTheCatalogueIsKeptByWhoWorksThere(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		id := agency(t, v)
		g, may, err := v.Agencies.Get(ctx, v.Cast.District, id)
		if err != nil || !may || g.Checked != 20160307 || g.Version != 1 {
			t.Fatalf("%+v %t %v", g, may, err)
		}
		g.Phone = "0457-1"
		if _, err := v.Agencies.Put(ctx, v.Cast.District, g); err != nil {
			t.Fatal(err)
		}
		if _, err := v.Agencies.Put(ctx, v.Donggala.Worker, g); !fault.Is(err, fault.Conflict) {
			t.Errorf("an old version is kept: %v", err)
		}
		for name, a := range map[string]access.Actor{"another LK3": v.Bantaeng.Head, "a neighbour": v.Sigi.Head, "the ministry": v.Cast.Ministry, "an auditor": v.Cast.Auditor} {
			g.Version = 2
			if _, err := v.Agencies.Put(ctx, a, g); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s edits it: %v", name, err)
			}
		}
		moved := g
		moved.Area = "73.03"
		if _, err := v.Agencies.Put(ctx, v.Donggala.Worker, moved); !fault.Is(err, fault.NotFound) {
			t.Errorf("it is moved to where the worker is not: %v", err)
		}
		to, err := v.Agencies.Receivers(ctx, v.Donggala.Worker)
		if err != nil || len(to) != 3 { // the agency, the Dinas of the regency and of the province
			t.Errorf("%+v %v", to, err)
		}
		g.Ended = 20160307
		if _, err := v.Agencies.Put(ctx, v.Donggala.Head, g); err != nil {
			t.Fatal(err)
		}
		if to, _ := v.Agencies.Receivers(ctx, v.Donggala.Worker); len(to) != 2 {
			t.Errorf("one that is no more is offered: %+v", to)
		}
		elsewhere := v.Register(t, v.Bantaeng.Worker, "Contoh Budi", "economic")
		_, err = v.Cases.Append(ctx, v.Bantaeng.Worker, app.AppendRequest{File: elsewhere.Case, Kind: casefile.Referral, Body: casefile.Body{
			"agency": {id}, "referral_target": {"puskesmas"}, "referral_purpose": {"x"}, "share_consent": {"yes"}}})
		if fault.First(err) == nil || fault.First(err).Field != "agency" {
			t.Errorf("an agency of another province is accepted: %v", err)
		}
	})
}

// todayIn is today by the village's clock.
func todayIn(v *testkit.Village) calendar.Day { return calendar.DayOf(v.Now(), calendar.WITA) }

func TestAnInstitutionTellsItsHoursAndFacilities(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		r, err := v.Institutions.Get(ctx, v.Donggala.Head, v.Donggala.ID)
		if err != nil {
			t.Fatal(err)
		}
		i := r.Institution
		i.Hours, i.Serves, i.Facilities = "Senin sampai Jumat", "Kecamatan Banawa", "private_room hotline"
		if err := v.Institutions.Edit(ctx, v.Donggala.Head, i); err != nil {
			t.Fatal(err)
		}
		r, err = v.Institutions.Get(ctx, v.Cast.District, v.Donggala.ID)
		if err != nil || r.Hours != i.Hours || r.Serves != i.Serves || len(r.Has()) != 2 {
			t.Errorf("%+v %v", r.Institution, err)
		}
		i.Version, i.Facilities = 2, "private_room swimming_pool"
		if err := v.Institutions.Edit(ctx, v.Donggala.Head, i); fault.First(err) == nil || fault.First(err).Field != "facilities" {
			t.Errorf("what is in no list is kept: %v", err)
		}
	})
}
