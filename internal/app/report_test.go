package app_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/document"
	"teduh/internal/domain/recap"
	"teduh/internal/domain/training"
	"teduh/internal/domain/words"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/locale"
	"teduh/internal/kit/sqldb"
	"teduh/internal/testkit"
)

func period(t *testing.T, text string) calendar.Period {
	t.Helper()
	p, err := calendar.ParsePeriod(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestAReportSaysWhatTheRecapSays holds reports against recaps after random
// histories: late entries, corrections, transfers, closed months.
func TestAReportSaysWhatTheRecapSays(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		h := &history{t: t, v: v, r: rand.New(rand.NewPCG(11, 2016))}
		h.live()
		for _, at := range h.lk3s {
			for _, text := range []string{"2016", "2016-S2", "2016-Q1", "2016-03", "2017-Q1"} {
				h.reports(at, period(t, text))
			}
		}
	})
}

func (h *history) reports(at testkit.Place, p calendar.Period) {
	h.t.Helper()
	rep, err := h.v.Reports.Get(ctx, h.as(at.All), p)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, f := range recap.Figures() {
		rec, err := h.v.Recaps.Get(ctx, h.as(at.All), app.RecapQuery{Figure: f, Period: p, Institution: at.ID})
		if err != nil {
			h.t.Fatal(err)
		}
		if rep.Figures[f] != rec.Table.Total {
			h.t.Errorf("%s: the report says %d %s, the recap %d", p, rep.Figures[f], f, rec.Table.Total)
		}
	}
	if rep.BySex.Total != rep.Figures[recap.Handled] || rep.ByAge.Total != rep.Figures[recap.Handled] {
		h.t.Errorf("%s: by sex %d, by age %d, handled %d", p, rep.BySex.Total, rep.ByAge.Total, rep.Figures[recap.Handled])
	}
	if rep.Limited.Total != rep.Figures[recap.HandledDisabled] || rep.Limited.Total > rep.BySex.Total {
		h.t.Errorf("%s: %d cases of clients with a disability, the figure is %d of %d", p, rep.Limited.Total, rep.Figures[recap.HandledDisabled], rep.BySex.Total)
	}
	f := rep.Figures
	if end := f[recap.OpenAtStart] + f[recap.NewCases] + f[recap.TransferredIn] + f[recap.ReopenedCases] - f[recap.ClosedCases]; end != f[recap.OpenAtEnd] {
		h.t.Errorf("%s: the movement ends at %d, open are %d", p, end, f[recap.OpenAtEnd])
	}
	for list, want := range map[string]int64{
		"services": f[recap.SessionsHeld], "closure_reasons": f[recap.ClosedCases] - f[recap.TransferredOut], "outcomes": f[recap.ClosedCases] - f[recap.TransferredOut],
		"referral_targets": f[recap.ReferralsSent], "origins": f[recap.NewCases],
	} {
		var sum int64
		for _, c := range rep.Details[list] {
			sum += c.Amount
		}
		if sum != want {
			h.t.Errorf("%s: %s add up to %d, the figure is %d", p, list, sum, want)
		}
	}
}

func TestAReportIsForTheHeadAndLeavesALine(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		p, head := period(t, "2016-03"), v.Donggala.Head
		made := v.Register(t, v.Donggala.Worker, "Kenari Senja", "economic")
		v.Append(t, v.Donggala.Worker, made.Case, casefile.Session, testkit.Session())
		said := document.Report{Number: "400/12", Obstacles: "Kenari: kendaraan rusak.", Suggestions: "Anggaran bensin."}
		for name, a := range map[string]access.Actor{"worker": v.Donggala.Worker, "district": v.Cast.District, "ministry": v.Cast.Ministry, "auditor": v.Cast.Auditor, "front": v.Donggala.Front} {
			if _, err := v.Reports.Get(ctx, a, p); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s reads the report: %v", name, err)
			}
			if err := v.Reports.Write(ctx, a, p, said); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s writes the report: %v", name, err)
			}
			if _, _, err := v.Reports.Said(ctx, a, p); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s reads what is written: %v", name, err)
			}
			if err := v.Letterheads.Set(ctx, a, document.Letterhead{}); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s writes the letterhead: %v", name, err)
			}
			if _, err := v.Letterheads.Get(ctx, a); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s reads the letterhead: %v", name, err)
			}
		}
		if err := v.Reports.Write(ctx, head, p, said); err != nil {
			t.Fatal(err)
		}
		head2 := document.Letterhead{Lines: []string{"PEMERINTAH KABUPATEN CONTOH"}, Town: "Donggala", Head: document.Signatory{Name: "Kenari Koordinator", Number: "19700101 199001 1 001"}}
		if err := v.Letterheads.Set(ctx, head, head2); err != nil {
			t.Fatal(err)
		}
		rep, err := v.Reports.Get(ctx, head, p)
		if err != nil || rep.Written != said || rep.Letterhead.Head != head2.Head || !rep.Provisional || rep.DataTo != 20160307 {
			t.Errorf("the head gets %+v %+v, provisional %v, data to %v: %v", rep.Written, rep.Letterhead, rep.Provisional, rep.DataTo, err)
		}
		if rep, err := v.Reports.Get(ctx, v.Bantaeng.Head, p); err != nil || rep.Written.Written() || rep.Letterhead.Town != "" || rep.Figures[recap.Handled] != 0 {
			t.Errorf("another LK3's head gets %+v: %v", rep.Written, err)
		}
		if n := audited(t, v, head.Staff, "print", "report"); n != 1 {
			t.Errorf("%d lines say that the report was looked at", n)
		}
		if audited(t, v, head.Staff, "write", "report") != 1 || audited(t, v, head.Staff, "edit", "letterhead") != 1 {
			t.Error("no line says that the report and the letterhead were written")
		}
		agrees(t, v)
	})
}

func TestWhatIsWrittenIntoAReportStandsOnceItsMonthIsClosed(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		head, jan := v.Donggala.Head, period(t, "2016-01")
		if err := v.Reports.Write(ctx, head, jan, document.Report{Obstacles: "Hujan."}); err != nil {
			t.Fatal(err)
		}
		if err := v.Recaps.CloseMonth(ctx, head, 201601); err != nil {
			t.Fatal(err)
		}
		if err := v.Reports.Write(ctx, head, jan, document.Report{Obstacles: "Banjir."}); !fault.Is(err, fault.Conflict) {
			t.Errorf("a closed month is written: %v", err)
		}
		rep, err := v.Reports.Get(ctx, head, jan)
		if err != nil || rep.Written.Obstacles != "Hujan." || rep.Provisional {
			t.Errorf("the closed month says %q, provisional %v: %v", rep.Written.Obstacles, rep.Provisional, err)
		}
		_, months, err := v.Reports.Said(ctx, head, period(t, "2016-Q1"))
		if err != nil || len(months) != 1 || months[0].Obstacles != "Hujan." {
			t.Errorf("the quarter tells of its months %+v: %v", months, err)
		}
		long := document.Report{Suggestions: strings.Repeat("a", document.TextMax+1)}
		if err := v.Reports.Write(ctx, head, period(t, "2016-Q1"), long); !fault.Is(err, fault.Invalid) {
			t.Errorf("more than fits on the page: %v", err)
		}
	})
}

func TestTheSentenceOfAReportHoldsFiguresOnly(t *testing.T) {
	v := testkit.New(t)
	v.Register(t, v.Donggala.Worker, "Kenari Senja", "economic")
	rep, err := v.Reports.Get(ctx, v.Donggala.Head, period(t, "2016-03"))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range locale.Langs() {
		said := app.ReportSentence(words.In(l), rep)
		if !strings.Contains(said, "Contoh LK3 Donggala") || !strings.Contains(said, "1 ") || strings.Contains(said, "Kenari") || strings.Contains(said, "{") || strings.Contains(said, "⟦") {
			t.Errorf("%s: %s", l, said)
		}
	}
}

// audited counts the lines of somebody with a verb and a kind.
func audited(t *testing.T, v *testkit.Village, who, verb, kind string) int64 {
	t.Helper()
	n, err := sqldb.Get(ctx, v.DB, sqldb.Scalar[int64], `SELECT count(*) FROM audit WHERE staff = $1 AND verb = $2 AND kind = $3`, who, verb, kind)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// lookedAt is the details of the lines that say somebody looked at a kind of
// thing.
func lookedAt(t *testing.T, v *testkit.Village, who, kind string) []string {
	t.Helper()
	details, err := sqldb.Collect(ctx, v.DB, sqldb.Scalar[string], `SELECT detail FROM audit WHERE staff = $1 AND kind = $2`, who, kind)
	if err != nil {
		t.Fatal(err)
	}
	return details
}

func TestAReportNamesTheTrainingThatTheLK3Attended(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		for place, e := range map[string]training.Event{
			"Makassar": {Wave: "central", From: 20160310, To: 20160312}, "Bogor": {Wave: "west", From: 20160331, To: 20160402}, "Sorong": {Wave: "east", From: 20160401, To: 20160402},
		} {
			e.Place = place
			id, err := v.Training.Put(ctx, v.Cast.Trainer, e)
			if err != nil {
				t.Fatal(err)
			}
			came := []training.Attendance{{Institution: v.Donggala.ID, Present: place != "Bogor", SocialWorkers: 2, Psychologists: 1}, {Institution: v.Bantaeng.ID, Present: true, SocialWorkers: 5}}
			if err := v.Training.Attend(ctx, v.Cast.Trainer, id, came); err != nil {
				t.Fatal(err)
			}
		}
		for text, want := range map[string]int{"2016-03": 1, "2016-02": 0, "2016": 2} {
			rep, err := v.Reports.Get(ctx, v.Donggala.Head, period(t, text))
			if err != nil || len(rep.Trainings) != want {
				t.Fatalf("%s: %+v %v", text, rep.Trainings, err)
			}
			if want == 1 && (rep.Trainings[0].Place != "Makassar" || rep.Trainings[0].SocialWorkers != 2 || rep.Trainings[0].Psychologists != 1) {
				t.Errorf("%+v", rep.Trainings[0])
			}
		}
	})
}
