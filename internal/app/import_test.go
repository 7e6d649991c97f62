package app_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/recap"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/exchange/oldbook"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/locale"
	"teduh/internal/kit/sheet"
	"teduh/internal/kit/sqldb"
	"teduh/internal/store"
	"teduh/internal/testkit"
)

// row is one row of an old book by the names of the columns.
type row map[string]string

func oldRow(more row) row {
	r := row{"number": "7/2014", "registered_on": "12/03/2014", "name": "Contoh Sari", "sex": "P", "age": "34", "regency": "Kab. Donggala", "origin": "Keluarga",
		"problem": "KDRT", "closed_on": "02-06-2014", "closure_reason": "Tujuan tercapai", "outcome": "Rukun kembali"}
	for k, v := range more {
		r[k] = v
	}
	return r
}

// book writes rows under the template's headings.
func book(t testing.TB, l locale.Lang, rows ...row) []byte {
	t.Helper()
	var b bytes.Buffer
	s := sheet.NewStream(&b, oldbook.Title("sheet_cases", l))
	cells := make([]string, len(oldbook.Columns()))
	write := func(of func(name string) string) {
		for i, c := range oldbook.Columns() {
			cells[i] = of(c.Name)
		}
		if err := s.Row(cells...); err != nil {
			t.Fatal(err)
		}
	}
	write(func(name string) string { return oldbook.Title(name, l) })
	for _, r := range rows {
		write(func(name string) string { return r[name] })
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t testing.TB, data []byte) *sheet.Book {
	t.Helper()
	b, err := sheet.Open(bytes.NewReader(data), int64(len(data)), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func bring(t testing.TB, v *testkit.Village, a access.Actor, data []byte, more func(*app.ImportRequest)) app.Imported {
	t.Helper()
	r := app.ImportRequest{Book: opened(t, data), Lang: locale.ID}
	if more != nil {
		more(&r)
	}
	got, err := v.Imports.Cases(ctx, a, r)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func figure(t testing.TB, v *testkit.Village, f recap.Figure, year int) int64 {
	t.Helper()
	p, err := calendar.ParsePeriod(fmt.Sprint(year))
	if err != nil {
		t.Fatal(err)
	}
	rec, err := v.Recaps.Get(ctx, v.Cast.Ministry, app.RecapQuery{Figure: f, Period: p, Area: "72.03", By: recap.ByProblem})
	if err != nil {
		t.Fatal(err)
	}
	return rec.Table.Total
}

func TestOldCasesEnterWithTheirDays(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		head := v.Donggala.Head
		data := book(t, locale.ID,
			oldRow(nil),
			oldRow(row{"number": "8/2014", "name": "Contoh Budi", "sex": "L", "age": "", "birth_date": "1 Juli 1980", "nik": "7203010107800001", "problem": "6",
				"session_on": "2014-04-01", "service": "konseling", "summary": "Bertemu dua kali.", "consent": "both", "district": "Banawa"}),
			oldRow(row{"number": "9/2014", "name": "Contoh Ani", "problem": "", "closed_on": "", "closure_reason": "", "outcome": "", "status": "terdaftar"}))
		got := bring(t, v, head, data, nil)
		if got != (app.Imported{Rows: 3, Good: 3, Written: 3}) {
			t.Fatalf("%+v", got)
		}
		agrees(t, v)
		if n, closed, open := figure(t, v, recap.NewCases, 2016), figure(t, v, recap.ClosedCases, 2016), figure(t, v, recap.OpenAtEnd, 2016); n != 3 || closed != 2 || open != 1 {
			t.Errorf("booked in the first open year: %d new, %d closed, %d open", n, closed, open)
		}
		hits, err := v.Cases.Search(ctx, head, store.Sought{Text: "Budi"})
		if err != nil || len(hits.People) != 1 {
			t.Fatalf("%v %v", hits, err)
		}
		view, err := v.Cases.Open(ctx, head, hits.People[0].Cases[0].ID)
		if err != nil {
			t.Fatal(err)
		}
		st := view.State
		if st.FirstDay != 20140312 || st.Age != 33 || st.Dims.Residence != "72.03" || st.Presenting != "economic" || st.Spells[0].Close != 20140602 || st.NextDue != 0 || len(st.Assigned) != 0 || !strings.HasPrefix(st.Number, "2014/") {
			t.Errorf("%+v", st)
		}
		lines, err := sqldb.Get(ctx, v.DB, sqldb.Scalar[int64], `SELECT count(*) FROM audit WHERE staff = $1 AND verb = 'import' AND institution = $2`, head.Staff, v.Donggala.ID)
		if err != nil || lines != 1 {
			t.Errorf("%d audit lines, %v", lines, err)
		}

		for _, again := range [][]byte{data, book(t, locale.EN, oldRow(nil))} {
			got = bring(t, v, v.Donggala.All, again, func(r *app.ImportRequest) { r.Lang = locale.EN })
			if got.Written != 0 || got.Here != got.Rows {
				t.Errorf("again: %+v", got)
			}
		}
		if got := bring(t, v, v.Sigi.All, data, nil); got.Written != 3 {
			t.Errorf("another LK3 has its own book: %+v", got)
		}
		agrees(t, v)
	})
}

func TestNothingIsWrittenUnlessAllIsWell(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		head := v.Donggala.Head
		data := book(t, locale.ID, oldRow(nil), oldRow(row{"number": "8", "registered_on": "31/02/2014"}), oldRow(row{"number": "9"}))
		entries := count(t, v, "entry")
		var told []oldbook.Problem
		got := bring(t, v, head, data, func(r *app.ImportRequest) { r.Problem = func(p oldbook.Problem) { told = append(told, p) } })
		if got.Written != 0 || got.Bad != 1 || count(t, v, "entry") != entries {
			t.Fatalf("%+v", got)
		}
		if len(told) != 1 || told[0].Cell != "B3" || told[0].Sheet != "Kasus" || told[0].Column != "Tanggal registrasi" || told[0].Value != "31/02/2014" || told[0].Fault.Key != "import.day_form" {
			t.Fatalf("%+v", told)
		}
		var file bytes.Buffer
		rest := oldbook.NewRest(&file, locale.ID)
		got = bring(t, v, head, data, func(r *app.ImportRequest) { r.GoodOnly, r.Rest = true, rest })
		if err := rest.Close(); err != nil || got.Written != 2 {
			t.Fatalf("%+v %v", got, err)
		}
		var left []string
		for row, err := range opened(t, file.Bytes()).Rows("Kasus") {
			if err != nil {
				t.Fatal(err)
			}
			left = append(left, row.Cell(1).Text+" "+row.Cell(len(row.Cells)-1).Text)
		}
		if len(left) != 2 || !strings.Contains(left[1], "31/02/2014 B3 (Tanggal registrasi): Bukan tanggal") {
			t.Fatalf("%q", left)
		}
		corrected := bytes.ReplaceAll(unzipped(t, file.Bytes()), []byte("31/02/2014"), []byte("28/02/2014"))
		if got := bring(t, v, head, zipped(t, corrected), nil); got.Written != 1 || got.Bad != 0 {
			t.Fatalf("the corrected rest: %+v", got)
		}
		if got := bring(t, v, head, data, func(r *app.ImportRequest) { r.GoodOnly = true }); got.Written != 0 || got.Here != 2 {
			t.Fatalf("%+v", got)
		}
		another := book(t, locale.ID, oldRow(row{"number": "21"}), oldRow(row{"number": "22"}))
		entries = count(t, v, "entry")
		each := 0
		r := app.ImportRequest{Book: opened(t, another), Lang: locale.ID}
		r.Writing = func() { // somebody else is quicker
			bring(t, v, head, book(t, locale.ID, oldRow(row{"number": "22"})), nil)
			each = count(t, v, "entry") - entries
		}
		if _, err := v.Imports.Cases(ctx, head, r); !fault.Is(err, fault.Conflict) || each == 0 || count(t, v, "entry") != entries+each {
			t.Fatalf("the same at once: %v, %d entries", err, count(t, v, "entry")-entries)
		}
		if got := bring(t, v, head, another, nil); got.Written != 1 || got.Here != 1 {
			t.Fatalf("and once more: %+v", got)
		}
		agrees(t, v)
	})
}

func TestOnlyTheHeadImports(t *testing.T) {
	v := testkit.New(t)
	data := book(t, locale.ID, oldRow(nil))
	sent, err := v.Imports.Take(ctx, v.Donggala.Head, data, locale.ID)
	if err != nil {
		t.Fatal(err)
	}
	<-v.Imports.Finished(sent)
	if _, err := v.Imports.Get(ctx, v.Sigi.All, sent); !fault.Is(err, fault.NotFound) {
		t.Errorf("another head sees it: %v", err)
	}
	for name, a := range map[string]access.Actor{"worker": v.Donggala.Worker, "front": v.Donggala.Front, "ministry": v.Cast.Ministry, "auditor": v.Cast.Auditor, "operator": v.Cast.Operator} {
		entries := count(t, v, "entry")
		for verb, do := range map[string]func() error{
			"cases": func() error { _, err := v.Imports.Cases(ctx, a, app.ImportRequest{Book: opened(t, data)}); return err },
			"check": func() error { _, err := v.Imports.Check(ctx, a, app.ImportRequest{Book: opened(t, data)}); return err },
			"send":  func() error { _, err := v.Imports.Take(ctx, a, data, locale.ID); return err },
			"see":   func() error { _, err := v.Imports.Get(ctx, a, sent); return err },
			"agree": func() error { return v.Imports.Confirm(ctx, a, sent, locale.ID, false) },
			"rest":  func() error { return v.Imports.Rest(ctx, a, sent, locale.ID, io.Discard) },
			"drop":  func() error { return v.Imports.Forget(ctx, a, sent) },
		} {
			if err := do(); !fault.Is(err, fault.NotFound) || count(t, v, "entry") != entries {
				t.Errorf("%s %s: %v", name, verb, err)
			}
		}
	}
}

func TestTheOperatorImportsInSomebodysName(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		people, err := v.Store.StaffOf(ctx, v.Donggala.ID)
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(people, func(p staffPerson) bool { return p.ID == v.Donggala.Head.Staff })
		account := people[at].Account
		for name, c := range map[string]struct {
			who   app.Machine
			field string
		}{"no institution": {app.Machine{Institution: "XXX", Account: account}, "institution"}, "no LK3": {app.Machine{Institution: "KMS", Account: account}, "institution"},
			"nobody": {app.Machine{Institution: "DGL", Account: "x"}, "as"}, "from elsewhere": {app.Machine{Institution: "SGI", Account: account}, "as"}} {
			_, err := v.Imports.CasesAtMachine(ctx, c.who, app.ImportRequest{Book: opened(t, book(t, locale.ID, oldRow(nil)))})
			if f := fault.First(err); f == nil || f.Field != c.field {
				t.Errorf("%s: %v", name, err)
			}
		}
		got, err := v.Imports.CasesAtMachine(ctx, app.Machine{Institution: "DGL", Account: account}, app.ImportRequest{Book: opened(t, book(t, locale.ID, oldRow(nil)))})
		if err != nil || got.Written != 1 {
			t.Fatalf("%+v %v", got, err)
		}
		detail, err := sqldb.Get(ctx, v.DB, sqldb.Scalar[string], `SELECT detail FROM audit WHERE job = 'import' AND verb = 'import'`)
		if err != nil || !strings.Contains(detail, "author="+v.Donggala.Head.Staff) {
			t.Errorf("%q %v", detail, err)
		}
		author, err := sqldb.Get(ctx, v.DB, sqldb.Scalar[string], `SELECT DISTINCT author FROM entry WHERE institution = $1`, v.Donggala.ID)
		if err != nil || author != v.Donggala.Head.Staff {
			t.Errorf("%q %v", author, err)
		}
		agrees(t, v)
	})
}

// The template, filled at random with rows that are right, imports whole; the
// figures count what was written, and the recount agrees.
func TestTheTemplateFilledAtRandomImportsWhole(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		n, all, closed := 0, 0, 0
		rapid.Check(t, func(rt *rapid.T) {
			if n++; n > 12 {
				return // each is a transaction on a real database
			}
			l := rapid.SampledFrom(locale.Langs()).Draw(rt, "language")
			rows := make([]row, rapid.IntRange(1, 12).Draw(rt, "rows"))
			for i := range rows {
				rows[i] = randomRow(rt, l, fmt.Sprintf("%d-%d", n, i))
				if rows[i]["closed_on"] != "" {
					closed++
				}
			}
			var told []string
			got := bring(t, v, v.Donggala.Head, book(t, l, rows...), func(r *app.ImportRequest) {
				r.Lang, r.Problem = l, func(p oldbook.Problem) { told = append(told, p.Cell+" "+p.Value+" "+p.Fault.Key) }
			})
			if got.Written != len(rows) || got.Bad != 0 {
				rt.Fatalf("%+v %v", got, told)
			}
			all += len(rows)
		})
		if n, shut := figure(t, v, recap.NewCases, 2016), figure(t, v, recap.ClosedCases, 2016); n != int64(all) || shut != int64(closed) {
			t.Errorf("%d new, %d closed; %d and %d were written", n, shut, all, closed)
		}
		agrees(t, v)
	})
}

func randomRow(t *rapid.T, l locale.Lang, number string) row {
	code := func(list string) string {
		item := rapid.SampledFrom(taxonomy.List(list)).Draw(t, list)
		return rapid.SampledFrom([]string{item.Code, item.Name.ID, item.Name.EN, strings.ToUpper(item.Name.In(l))}).Draw(t, "way")
	}
	day := func(d calendar.Day) string {
		return rapid.SampledFrom([]string{d.String(), fmt.Sprintf("%d/%d/%d", d%100, d.Month().Number(), d.Year()), fmt.Sprintf("%02d-%02d-%d", d%100, d.Month().Number(), d.Year())}).Draw(t, "day")
	}
	registered := calendar.Day(20100101).Add(rapid.IntRange(0, 2100).Draw(t, "registered"))
	r := row{"registered_on": day(registered), "name": "Contoh " + rapid.StringMatching(`[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8})?`).Draw(t, "name"),
		"sex": code("sexes"), "age": fmt.Sprint(rapid.IntRange(0, 90).Draw(t, "age")), "regency": rapid.SampledFrom([]string{"72.03", "7203", "Kabupaten Donggala", "kab donggala", "Donggala"}).Draw(t, "regency"), "origin": code("origins")}
	if rapid.Bool().Draw(t, "numbered") {
		r["number"] = number
	} else {
		r["address"] = "Jalan " + number // so that no two are the same
	}
	maybe := func(name, value string) {
		if rapid.Bool().Draw(t, name) {
			r[name] = value
		}
	}
	maybe("problem", code("problems"))
	maybe("secondary", code("problems")+"; "+code("problems"))
	maybe("consent", code("consents_given"))
	maybe("phone", "0812-3456-7890")
	maybe("nik", "7203014107850001")
	maybe("birth_date", day(registered.Add(-rapid.IntRange(0, 30_000).Draw(t, "lived"))))
	maybe("alias", "Bu "+number)
	worked := registered.Add(rapid.IntRange(0, 20).Draw(t, "worked"))
	if rapid.Bool().Draw(t, "session") {
		r["session_on"], r["service"] = day(worked), code("services")
	}
	if rapid.Bool().Draw(t, "closed") {
		r["closed_on"], r["closure_reason"], r["outcome"] = day(worked.Add(rapid.IntRange(0, 50).Draw(t, "later"))), code("closure_reasons"), code("outcomes")
	}
	return r
}

// Names of the file are nowhere in the clear: not in the database, its log, or
// the temporary folder.
func TestNothingOfAnOldBookLiesInTheClear(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	url, folder := sqliteFile(t)
	v := settle(t, url)
	var planted []canary
	var rows []row
	for i, c := range canaries() {
		planted = append(planted, c)
		rows = append(rows, oldRow(row{"number": "Nomor " + c.name, "name": c.name, "nik": c.nik, "phone": c.phone, "address": c.sentence,
			"session_on": "01/04/2014", "service": "konseling", "summary": c.sentence, "plan_after": c.sentence, "registered_on": fmt.Sprintf("%02d/03/2014", i%28+1)}))
	}
	bad := append(slices.Clone(rows), oldRow(row{"number": "x", "name": planted[0].name, "address": planted[0].sentence, "registered_on": planted[0].phone}))
	sent, err := v.Imports.Take(ctx, v.Donggala.Head, book(t, locale.ID, bad...), locale.ID)
	if err != nil {
		t.Fatal(err)
	}
	<-v.Imports.Finished(sent)
	if u, err := v.Imports.Get(ctx, v.Donggala.Head, sent); err != nil || len(u.Problems) != 1 || u.Problems[0].Value != planted[0].phone {
		t.Fatalf("%+v %v", u, err)
	}
	search(t, planted, folder)
	if got := bring(t, v, v.Donggala.Head, book(t, locale.ID, rows...), nil); got.Written != len(rows) {
		t.Fatalf("%+v", got)
	}
	search(t, planted, folder)
	left, err := os.ReadDir(os.Getenv("TMPDIR"))
	if err != nil || len(left) != 0 {
		t.Errorf("temporary files: %v %v", left, err)
	}
}

func TestWhatASpreadsheetHoldsIsForgottenAfterADayThoughTheProgramWasStopped(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		parts := func() int64 {
			n, err := sqldb.Get(ctx, v.DB, sqldb.Scalar[int64], `SELECT count(*) FROM import_part`)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		id, err := v.Imports.Take(ctx, v.Donggala.Head, book(t, locale.ID, oldRow(nil)), locale.ID)
		if err != nil {
			t.Fatal(err)
		}
		<-v.Imports.Finished(id)
		if err := v.Imports.ForgetOld(ctx); err != nil || parts() == 0 {
			t.Fatalf("it is forgotten on its day: %v", err)
		}
		v.GoTo(20160309)
		for range 2 {
			if err := v.Imports.ForgetOld(ctx); err != nil || parts() != 0 {
				t.Fatalf("%d parts are kept after a day: %v", parts(), err)
			}
		}
		if n := audited(t, v, "", "forget", "import"); n != 1 {
			t.Errorf("%d lines say so", n)
		}
	})
}
