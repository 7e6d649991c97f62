package journey_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/document"
	"teduh/internal/domain/recap"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/staff"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/domain/training"
	"teduh/internal/domain/words"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/locale"
	"teduh/internal/web/pages/layout"
	"teduh/internal/web/pages/report"
)

// mostPages is what a report may take, whatever happened.
const mostPages = 3

// TestTheHeadPrintsTheReportOfTheMonth is the end of a month: one press from the
// home page, what is to be said beside the figures, and the paper.
func TestTheHeadPrintsTheReportOfTheMonth(t *testing.T) {
	each(t, func(v *visitor) {
		v.signsIn(access.Head)
		before := v.presses
		v.press(v.words.T("board.report", "month", v.words.Month(201610)))
		if v.presses-before != 1 {
			t.Errorf("%d presses from the home page", v.presses-before)
		}
		v.reads("h1", strings.ToUpper(v.words.T("report.monthly")))
		v.reads(".provisional", strings.ToUpper(v.words.T("report.provisional_mark")))
		v.press(v.words.T("report.write"))
		v.write("obstacles", "Kendaraan rusak.")
		v.press(v.words.T("form.save"))
		v.reads(".said", "Kendaraan rusak.")
		for _, period := range []string{"2016-09", "2016"} {
			for paper, size := range papers {
				v.open("/report?period=" + period + "&paper=" + paper)
				v.prints(size, mostPages)
			}
		}
		v.open("/forms/plan")
		v.prints(papers["a4"], 2)
		v.open("/registerbook?period=2016-09")
		v.prints([2]float64{297, 210}, 2)
	})
}

// papers are the sizes of paper in millimetres.
var papers = map[string][2]float64{"a4": {210, 297}, "f4": {215, 330}}

var (
	pageCount = regexp.MustCompile(`/Count (\d+)`)
	mediaBox  = regexp.MustCompile(`/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]`)
)

// prints prints the page as its style asks for and holds the paper against a
// size in millimetres and a number of pages.
func (v *visitor) prints(size [2]float64, most int) {
	v.t.Helper()
	yes := true
	pdf := string(call(v, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &yes}).Data)
	if dir := os.Getenv("TEDUH_TEST_SHOTS"); dir != "" {
		v.do(os.WriteFile(filepath.Join(dir, strings.NewReplacer("/", "_", " ", "-").Replace(fmt.Sprintf("%s-%02d.pdf", v.t.Name(), v.site.pictures.Add(1)))), []byte(pdf), 0o644))
	}
	count, box := pageCount.FindStringSubmatch(pdf), mediaBox.FindStringSubmatch(pdf)
	if count == nil || box == nil {
		v.t.Fatalf("%s: no pages in the PDF", v.at())
	}
	if n, err := strconv.Atoi(count[1]); err != nil || n < 1 || n > most {
		v.t.Errorf("%s: takes %s pages, may take %d", v.at(), count[1], most)
	}
	for i, mm := range size {
		points, err := strconv.ParseFloat(box[i+1], 64)
		if want := mm * 72 / 25.4; err != nil || points < want-2 || points > want+2 {
			v.t.Errorf("%s: the paper measures %s points, want %.0f", v.at(), box[i+1], want)
		}
	}
}

// TestTheFullestReportTakesThreePages prints a report in which everything that
// can be counted was, with as much text as is accepted.
func TestTheFullestReportTakesThreePages(t *testing.T) {
	v := arrive(t, style{lang: locale.ID, width: desk})
	v.signsIn(access.Head)
	v.press(v.words.T("board.report", "month", v.words.Month(201610)))
	styles := v.styles()
	for paper, size := range papers {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if body, ok := styles[r.URL.Path]; ok {
				w.Header().Set("Content-Type", "text/css")
				_, _ = w.Write(body) // the browser may be gone
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			view := layout.View{Printer: words.In(v.lang), Title: "x", Example: true, CSS: "/0.css", Print: "/1.css", Sheet: paper}
			if err := report.Page(view, report.View{Report: fullest(), Today: 20161231, Paper: paper}).Render(r.Context(), w); err != nil {
				t.Error(err)
			}
		}))
		defer server.Close()
		v.waits(func() { run(v, chromedp.Navigate(server.URL)) })
		v.picture(paper)
		v.prints(size, mostPages)
	}
}

// styles are the style sheets of the page one is on, in their order.
func (v *visitor) styles() map[string][]byte {
	v.t.Helper()
	out := map[string][]byte{}
	for i, address := range ask[[]string](v, `() => [...document.querySelectorAll("link[rel=stylesheet]")].map(l => l.href)`) {
		answer, err := http.Get(address)
		v.do(err)
		body, err := io.ReadAll(answer.Body)
		v.do(errors.Join(err, answer.Body.Close()))
		out[fmt.Sprintf("/%d.css", i)] = body
	}
	return out
}

// fullest is a report with every line there can be.
func fullest() app.Report {
	year := calendar.PeriodOf(201601, calendar.Year)
	rows := strings.TrimSpace(strings.Repeat(strings.Repeat("panjang ", document.TextMax/document.TextRows/8)+"\n", document.TextRows))
	long := func(n int) string { return strings.Repeat("panjang ", n/8) }
	r := app.Report{
		Period: year, Institution: registry.Institution{Name: long(120), Address: long(200), Phone: "08000000", Email: "contoh@contoh.invalid"},
		Letterhead: document.Letterhead{Lines: []string{long(document.LineMax), long(document.LineMax), long(document.LineMax), long(document.LineMax)}, Town: "Donggala",
			Head: document.Signatory{Name: long(60), Post: long(60), Rank: long(60), Number: "19700101 199001 1 001"}, Office: document.Signatory{Name: long(60), Post: long(60), Rank: long(60), Number: "19700101 199001 1 001"}},
		Written: document.Report{Number: long(document.LineMax), Obstacles: rows, Suggestions: rows},
		Figures: map[recap.Figure]int64{}, Details: map[string][]app.Coded{}, Provisional: true, NotYet: 201611, DataTo: 20161031,
		Budget: &registry.Budget{Year: 2016, Status: "set_aside", Planned: 400_000_000, Changed: 450_000_000, Realised: 123_456_789},
	}
	for _, f := range recap.Figures() {
		r.Figures[f] = 12_345
	}
	for _, list := range taxonomy.Counted() {
		for _, item := range taxonomy.List(list) {
			r.Details[list] = append(r.Details[list], app.Coded{Code: item.Code, Amount: 1_234})
		}
	}
	r.BySex, r.ByAge = lines("sexes"), lines("age_groups")
	for range 40 {
		r.Staff = append(r.Staff, app.Colleague{Person: staff.Person{Name: "Contoh Petugas Bernama Panjang", Profession: "social_work_assistant"},
			Posts: []staff.Post{{Role: access.Caseworker}, {Role: access.FrontOfficer}}, Credentials: []staff.Credential{{Kind: "competence_certificate"}, {Kind: "str"}}})
	}
	for range 9 {
		r.Trainings = append(r.Trainings, app.Trained{Event: training.Event{Place: "Kabupaten Bernama Panjang", From: 20160310}, Attendance: training.Attendance{SocialWorkers: 12, Psychologists: 3}})
	}
	r.Limited = lines("sexes")
	return r
}

// lines is a table by problem with a column for each code of a list.
func lines(columns string) recap.Table {
	var t recap.Table
	for _, c := range taxonomy.List(columns) {
		t.Columns, t.ColumnTotals = append(t.Columns, c.Code), append(t.ColumnTotals, 12_345)
	}
	for _, p := range taxonomy.Now().Problems {
		t.Lines = append(t.Lines, recap.Line{Code: p.Code, Amount: 12_345, Columns: t.ColumnTotals})
	}
	t.Total = 123_456
	return t
}
