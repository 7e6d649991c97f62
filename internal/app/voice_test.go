package app_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/complaint"
	"teduh/internal/domain/survey"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/kit/sqldb"
	"teduh/internal/testkit"
)

func marks(m int) survey.Answer {
	a := survey.Answer{}
	for range survey.Now().Elements {
		a.Marks = append(a.Marks, m)
	}
	return a
}

// over is a case that was closed.
func over(t *testing.T, v *testkit.Village, worker access.Actor) string {
	t.Helper()
	made := v.Register(t, worker, "Contoh Ani", "economic")
	v.Append(t, worker, made.Case, casefile.Closure, testkit.Closure())
	return made.Case
}

func TestFiveClientsAreHeardAndNoFewer(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		d := v.Donggala
		results := func(a access.Actor) app.SurveyResult {
			t.Helper()
			all, err := v.Surveys.Results(ctx, a, 2016)
			if err != nil || len(all) != 1 {
				t.Fatalf("%d results, %v", len(all), err)
			}
			return all[0]
		}
		for n := range 7 {
			code, err := v.Surveys.Give(ctx, d.Worker, over(t, v, d.Worker))
			if err != nil {
				t.Fatal(err)
			}
			said := marks(4)
			if n == 0 {
				said = marks(1)
				said.Remark = "Ruang tunggu sempit."
			}
			if err := v.Surveys.Open(ctx, strings.ToLower(code.Code)); err != nil {
				t.Fatal(err)
			}
			if err := v.Surveys.Answer(ctx, code.Code, said); err != nil {
				t.Fatal(err)
			}
			if err := v.Surveys.Answer(ctx, code.Code, said); !wrong(err) {
				t.Errorf("a code is used twice: %v", err)
			}
			r := results(d.Head)
			if want := (n + 1) / 5 * 5; r.Answers != want || r.Given != n+1 || (want == 0) != (r.Averages == nil) {
				t.Errorf("after %d answers: %+v", n+1, r)
			}
		}
		head, office := results(d.Head), results(v.Cast.District)
		if head.Averages[0] != 340 || len(head.Remarks) != 1 {
			t.Errorf("the head sees %+v", head)
		}
		if office.Averages[0] != 340 || office.Remarks != nil {
			t.Errorf("the Dinas sees %+v", office)
		}
		for _, who := range []access.Actor{d.Worker, d.Front, v.Cast.Stranger, v.Cast.Operator, v.Cast.Auditor} {
			if _, err := v.Surveys.Results(ctx, who, 2016); !fault.Is(err, fault.NotFound) {
				t.Errorf("%v sees results: %v", who.Roles, err)
			}
		}
		if all, err := v.Surveys.Results(ctx, v.Bantaeng.Head, 2016); err != nil || len(all) != 1 || all[0].Given != 0 {
			t.Errorf("another LK3 sees %+v, %v", all, err)
		}
	})
}

func wrong(err error) bool {
	f := fault.First(err)
	return f != nil && f.Key == "survey.unknown_code" && f.Field == "code"
}

func TestACodeIsGivenForACaseThatIsOverAndCountsForSixtyDays(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		d := v.Donggala
		made := v.Register(t, d.Worker, "Contoh Ani", "economic")
		if _, err := v.Surveys.Give(ctx, d.Worker, made.Case); !fault.Is(err, fault.Conflict) {
			t.Errorf("while the case goes on: %v", err)
		}
		v.Append(t, d.Worker, made.Case, casefile.Closure, testkit.Closure())
		for _, who := range []access.Actor{d.Front, d.Colleague, v.Cast.Stranger, v.Bantaeng.Head, v.Cast.District} {
			before := refusals(t, v, who, string(access.Survey))
			if _, err := v.Surveys.Give(ctx, who, made.Case); !fault.Is(err, fault.NotFound) {
				t.Errorf("%v gives one: %v", who.Roles, err)
			}
			if refusals(t, v, who, string(access.Survey)) != before+1 {
				t.Errorf("%v: the refusal is not in the audit", who.Roles)
			}
		}
		code, err := v.Surveys.Give(ctx, d.Worker, made.Case)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := v.Surveys.Give(ctx, d.Worker, made.Case); !fault.Is(err, fault.Conflict) {
			t.Errorf("the worker gives a second one: %v", err)
		}
		if _, err := v.Surveys.Give(ctx, d.Head, made.Case); err != nil {
			t.Errorf("the head cannot: %v", err)
		}
		for _, typed := range []string{"", "x", code.Code + "A", strings.Repeat("A", 5000), "' OR 1=1 --"} {
			if err := v.Surveys.Open(ctx, typed); !wrong(err) {
				t.Errorf("%.10q opens it: %v", typed, err)
			}
		}
		v.GoTo(code.Until.Add(1))
		if err := v.Surveys.Open(ctx, code.Code); !wrong(err) {
			t.Errorf("after %s: %v", code.Until, err)
		}
	})
}

// TestNothingLeadsFromAnAnswerToAClient reads every table of the survey: what a
// code was given for, and what was answered, hang together by nothing.
func TestNothingLeadsFromAnAnswerToAClient(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		d := v.Donggala
		file := over(t, v, d.Worker)
		code, err := v.Surveys.Give(ctx, d.Worker, file)
		if err != nil {
			t.Fatal(err)
		}
		said := marks(2)
		said.Remark = "Kenari bernyanyi."
		if err := v.Surveys.Answer(ctx, code.Code, said); err != nil {
			t.Fatal(err)
		}
		for _, table := range []string{"survey_code", "survey_answer"} {
			dump := dumped(t, v.DB, table)
			for _, secret := range []string{file, ident.ReadCode(code.Code), "Kenari", d.Worker.Staff} {
				if strings.Contains(dump, secret) {
					t.Errorf("%s holds %q", table, secret)
				}
			}
		}
		lines, err := sqldb.Collect(ctx, v.DB, sqldb.Scalar[string], `SELECT subject || detail || staff FROM audit WHERE verb = 'survey'`)
		if err != nil || len(lines) != 1 || strings.Contains(lines[0], file) {
			t.Errorf("the audit says %v, %v", lines, err)
		}
	})
}

// dumped is a table's rows as text, whatever their types.
func dumped(t *testing.T, db *sqldb.DB, table string) string {
	t.Helper()
	columns := map[string]string{"survey_code": "institution, hash, hash", "survey_answer": "institution, id, body", "complaint": "institution, receipt, body"}[table]
	var b strings.Builder
	err := sqldb.Each(context.Background(), db, func(r sqldb.Row) error {
		var text string
		var one []byte
		var other []byte
		err := r.Scan(&text, &one, &other)
		b.WriteString(text)
		b.Write(one)
		b.Write(other)
		return err
	}, `SELECT `+columns+` FROM `+table)
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func said(about complaint.About) complaint.Complaint {
	return complaint.Complaint{About: about, Text: "Kenari menunggu tiga jam.", Contact: "0899 1234"}
}

func TestAComplaintGoesPastWhomItIsAbout(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		d := v.Donggala
		for _, c := range []struct {
			lk3   testkit.Place
			about complaint.About
			at    string
		}{
			{d, complaint.Service, d.ID}, {d, complaint.Worker, d.ID}, {d, complaint.Head, v.Cast.District.Institution},
			{v.Sigi, complaint.Head, v.Cast.Province.Institution}, // its Dinas has no account
			{v.Bantaeng, complaint.Head, v.Cast.Ministry.Institution},
		} {
			receipt, r, err := v.Complaints.Send(ctx, c.lk3.ID, said(c.about))
			if err != nil || r.At.ID != c.at || r.Head != (c.at == c.lk3.ID) {
				t.Errorf("about %s: to %s, %v", c.about, r.At.Name, err)
			}
			if got, err := v.Complaints.ByReceipt(ctx, receipt); err != nil || got.IsAnswered() || got.Text != "" {
				t.Errorf("the receipt says %+v, %v", got, err)
			}
		}
		reads := func(a access.Actor) (abouts []string) {
			t.Helper()
			all, err := v.Complaints.List(ctx, a)
			if err != nil && !fault.Is(err, fault.NotFound) {
				t.Fatal(err)
			}
			for _, c := range all {
				abouts = append(abouts, string(c.About))
			}
			slices.Sort(abouts)
			return abouts
		}
		for name, c := range map[string]struct {
			who  access.Actor
			want string
		}{
			"the head":                  {d.Head, "service worker"},
			"a head who works on cases": {d.All, "service"},
			"the Dinas":                 {v.Cast.District, "head"},
			"the worker":                {d.Worker, ""},
			"the front officer":         {d.Front, ""},
			"another head":              {v.Bantaeng.Head, ""},
			"the operator":              {v.Cast.Operator, ""},
			"the auditor":               {v.Cast.Auditor, ""},
		} {
			if got := strings.Join(reads(c.who), " "); got != c.want {
				t.Errorf("%s reads %q, want %q", name, got, c.want)
			}
		}
		if strings.Contains(dumped(t, v.DB, "complaint"), "Kenari") {
			t.Error("the database holds the text")
		}
	})
}

func TestWhereTheHeadDoesTheCaseworkTheDinasReadsWhatIsAboutAWorker(t *testing.T) {
	v := testkit.New(t)
	small := v.Settlement(t, "KCL")
	for about, at := range map[complaint.About]string{complaint.Service: small.ID, complaint.Worker: v.Cast.District.Institution, complaint.Head: v.Cast.District.Institution} {
		if r, err := v.Complaints.Reader(ctx, small.ID, about); err != nil || r.At.ID != at {
			t.Errorf("about %s: read at %s, %v", about, r.At.Name, err)
		}
	}
}

func TestAComplaintIsAnsweredOnceAndTheReceiptShowsIt(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		d := v.Donggala
		receipt, _, err := v.Complaints.Send(ctx, d.ID, said(complaint.Worker))
		if err != nil {
			t.Fatal(err)
		}
		all, err := v.Complaints.List(ctx, d.Head)
		if err != nil || len(all) != 1 || all[0].Text != "Kenari menunggu tiga jam." || all[0].Contact != "0899 1234" {
			t.Fatalf("%+v %v", all, err)
		}
		id := all[0].ID
		for _, who := range []access.Actor{d.Worker, d.All, v.Bantaeng.Head, v.Cast.District, v.Cast.Operator} {
			before := refusals(t, v, who, string(access.HearVoices))
			if _, err := v.Complaints.Get(ctx, who, id); !fault.Is(err, fault.NotFound) {
				t.Errorf("%v reads it: %v", who.Roles, err)
			}
			if err := v.Complaints.Answer(ctx, who, id, "Jawaban."); !fault.Is(err, fault.NotFound) {
				t.Errorf("%v answers it: %v", who.Roles, err)
			}
			if n := refusals(t, v, who, string(access.HearVoices)) - before; n != 2 {
				t.Errorf("%v: %d refusals in the audit", who.Roles, n)
			}
		}
		if err := v.Complaints.Answer(ctx, d.Head, id, "  "); fault.First(err) == nil || fault.First(err).Field != "answer" {
			t.Errorf("an empty answer: %v", err)
		}
		if err := v.Complaints.Answer(ctx, d.Head, id, "Kami tambah petugas."); err != nil {
			t.Fatal(err)
		}
		if err := v.Complaints.Answer(ctx, d.Head, id, "Lain."); !fault.Is(err, fault.Conflict) {
			t.Errorf("answered twice: %v", err)
		}
		got, err := v.Complaints.ByReceipt(ctx, strings.ToLower(receipt))
		if err != nil || got.Answer != "Kami tambah petugas." {
			t.Errorf("the receipt says %+v, %v", got, err)
		}
		if _, err := v.Complaints.ByReceipt(ctx, "AAAA-AAAA-AAAA-AAAA"); !wrong(err) {
			t.Errorf("any code opens one: %v", err)
		}
	})
}
