package app_test

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/exchange/directory"
	"teduh/internal/exchange/oldbook"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/locale"
	"teduh/internal/kit/sheet"
	"teduh/internal/testkit"
)

// sendList sends a list and returns what its check found.
func sendList(t testing.TB, v *testkit.Village, a access.Actor, data []byte) app.Upload {
	t.Helper()
	id, err := v.Lists.Take(ctx, a, data, locale.ID)
	if err != nil {
		t.Fatal(err)
	}
	<-v.Lists.Finished(id)
	u, err := v.Lists.Get(ctx, a, id)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// agree writes a list that was checked.
func agree(t testing.TB, v *testkit.Village, a access.Actor, id string, goodOnly bool) app.Upload {
	t.Helper()
	if err := v.Lists.Confirm(ctx, a, id, locale.ID, goodOnly); err != nil {
		t.Fatal(err)
	}
	<-v.Lists.Finished(id)
	u, err := v.Lists.Get(ctx, a, id)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// exported is the list an actor fetches, as a file.
func exported(t testing.TB, v *testkit.Village, a access.Actor, csv bool) (rows [][]string, file []byte) {
	t.Helper()
	rows, err := v.Lists.Export(ctx, a)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := directory.Write(&b, csv, rows); err != nil {
		t.Fatal(err)
	}
	return rows, b.Bytes()
}

// everything is what a list can change.
func everything(t testing.TB, v *testkit.Village) string {
	t.Helper()
	all, err := v.Store.AllInstitutions(ctx)
	if err != nil {
		t.Fatal(err)
	}
	out := ""
	for _, i := range all {
		out += strings.Join([]string{i.ID, i.Code, i.Name, i.Address, i.Email, i.Kind, i.Decree, string(rune('0' + i.Version))}, "|") + "\n"
	}
	rows, err := v.Lists.ExportAtMachine(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		out += strings.Join(r, "|") + "\n"
	}
	return out
}

func TestAListIsShownBeforeItIsWrittenAndChangesOnlyWhatItSays(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		ministry := v.Cast.Ministry
		before := everything(t, v)
		u := sendList(t, v, ministry, []byte(lk3List))
		if u.State != app.ImportChecked || u.Imported != (app.Imported{Rows: 3, Good: 3, Changed: 1}) || everything(t, v) != before {
			t.Fatalf("%+v", u)
		}
		want := directory.Change{Row: 4, Name: "Contoh LK3 Donggala", Place: "Kabupaten Donggala", Fields: []directory.Field{{Column: "alamat_kantor", Becomes: "Jalan Lain"}}}
		if len(u.Changes) != 3 || !u.Changes[0].New || !u.Changes[1].New || u.Changes[2].Name != want.Name || !slices.Equal(u.Changes[2].Fields, want.Fields) || u.Changes[2].Place != want.Place {
			t.Fatalf("%+v", u.Changes)
		}
		if u = agree(t, v, ministry, u.ID, false); u.State != app.ImportDone || u.Written != 2 || u.Edited != 1 || u.Kept {
			t.Fatalf("%+v", u)
		}
		i, err := v.Store.Institution(ctx, v.Donggala.ID)
		if err != nil || i.Version != 2 || i.Address != "Jalan Lain" || i.Name != "Contoh LK3 Donggala" || i.Code != "DGL" {
			t.Fatalf("%+v %v", i, err)
		}
		for verb, n := range map[string]int64{"found": 2, "edit": 1} {
			if got := audited(t, v, ministry.Staff, verb, "institution"); got < n {
				t.Errorf("%d lines of %s", got, verb)
			}
		}
		if n := audited(t, v, ministry.Staff, "import", "directory"); n != 1 {
			t.Errorf("%d lines say that a list came in", n)
		}
		after := everything(t, v)
		if u = sendList(t, v, ministry, []byte(lk3List)); u.Here != 3 || u.Changed != 0 || len(u.Changes) != 0 {
			t.Fatalf("the same list again: %+v", u)
		}
		if err := v.Lists.Confirm(ctx, ministry, u.ID, locale.ID, false); err != nil {
			t.Fatal(err)
		}
		<-v.Lists.Finished(u.ID)
		if everything(t, v) != after {
			t.Error("the same list twice changes something")
		}
		agrees(t, v)
	})
}

func TestAListReachesNoFurtherThanWhoSendsIt(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		district, before := v.Cast.District, everything(t, v)
		u := sendList(t, v, district, []byte(lk3List))
		if u.Bad != 2 || u.Changed != 1 || len(u.Problems) != 2 || u.Problems[0].Cell != "B2" || u.Problems[0].Fault.Key != "import.other_area" {
			t.Fatalf("%+v", u)
		}
		if err := v.Lists.Confirm(ctx, district, u.ID, locale.ID, false); !fault.Is(err, fault.Conflict) {
			t.Errorf("all is written though rows are bad: %v", err)
		}
		var rest bytes.Buffer
		if err := v.Lists.Rest(ctx, district, u.ID, locale.ID, &rest); err != nil {
			t.Fatal(err)
		}
		if u = agree(t, v, district, u.ID, true); u.Written != 0 || u.Edited != 1 || !u.Kept || everything(t, v) == before {
			t.Fatalf("%+v", u)
		}
		// What is left is for somebody else: it comes back as it went, its reasons passed over.
		if u = sendList(t, v, v.Cast.Ministry, rest.Bytes()); u.Imported != (app.Imported{Rows: 2, Good: 2}) {
			t.Fatalf("%+v %+v", u, u.Problems)
		}
		// The operator founds, and leaves the record of an LK3 alone.
		other := strings.Replace(lk3List, "Jalan Lain", "Jalan Ketiga", 1)
		u = sendList(t, v, v.Cast.Operator, []byte(other))
		if u.Imported != (app.Imported{Rows: 3, Good: 3, Here: 1, Left: 1}) {
			t.Fatalf("%+v", u)
		}
		if u = agree(t, v, v.Cast.Operator, u.ID, false); u.Written != 2 || u.Edited != 0 {
			t.Fatalf("%+v", u)
		}
		if i, err := v.Store.Institution(ctx, v.Donggala.ID); err != nil || i.Address != "Jalan Lain" {
			t.Errorf("%+v %v", i, err)
		}
		agrees(t, v)
	})
}

func TestWhatWasNotSeenIsNotWritten(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		u := sendList(t, v, v.Cast.Ministry, []byte(lk3List))
		i, err := v.Store.Institution(ctx, v.Donggala.ID)
		if err != nil {
			t.Fatal(err)
		}
		i.Address = "Jalan Kedua"
		if err := v.Institutions.Edit(ctx, v.Donggala.Head, i); err != nil {
			t.Fatal(err)
		}
		before := everything(t, v)
		if u = agree(t, v, v.Cast.Ministry, u.ID, false); u.State != app.ImportFailed || u.Fault.Key != "import.list_changed" || everything(t, v) != before {
			t.Errorf("%+v", u)
		}
	})
}

func TestWhatGoesOutComesInAsTheSame(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
		if u := sendList(t, v, v.Cast.Ministry, []byte(lk3List)); agree(t, v, v.Cast.Ministry, u.ID, false).Written != 2 {
			t.Fatal("the list was not written")
		}
		for name, a := range map[string]access.Actor{"district": v.Cast.District, "province": v.Cast.Province, "ministry": v.Cast.Ministry, "operator": v.Cast.Operator} {
			for _, csv := range []bool{true, false} {
				rows, file := exported(t, v, a, csv)
				u := sendList(t, v, a, file)
				if len(rows) == 0 || u.Here != len(rows) || u.Changed+u.Left+u.Bad+len(u.Changes) != 0 {
					t.Errorf("%s: %d rows, %+v %+v", name, len(rows), u, u.Problems)
				}
			}
			if n := audited(t, v, a.Staff, "export", "directory"); n != 2 {
				t.Errorf("%s: %d lines say that the list went out", name, n)
			}
		}
		counted := func(a access.Actor) []string {
			rows, _ := exported(t, v, a, true)
			for _, r := range rows {
				if r[0] == "Contoh LK3 Donggala" {
					return r[8:]
				}
			}
			return nil
		}
		if got := counted(v.Cast.District); !slices.Equal(got, []string{"4", "1", "1"}) {
			t.Errorf("the district is told %q", got)
		}
		if got := counted(v.Cast.Operator); !slices.Equal(got, []string{"", "", ""}) {
			t.Errorf("the operator, who sees no figures, is told %q", got)
		}
		rows, _ := exported(t, v, v.Cast.District, true)
		for _, r := range rows {
			if r[1] != "Kabupaten Donggala" {
				t.Errorf("the district is told of %q", r)
			}
		}
	})
}

func TestOnlyWhoFoundsLK3sKeepsTheirList(t *testing.T) {
	v := testkit.New(t)
	sent := sendList(t, v, v.Cast.Ministry, []byte(lk3List)).ID
	verbs := func(a access.Actor) map[string]func() error {
		return map[string]func() error{
			"see":   func() error { _, err := v.Lists.Get(ctx, a, sent); return err },
			"agree": func() error { return v.Lists.Confirm(ctx, a, sent, locale.ID, false) },
			"rest":  func() error { return v.Lists.Rest(ctx, a, sent, locale.ID, io.Discard) },
			"drop":  func() error { return v.Lists.Forget(ctx, a, sent) },
		}
	}
	before := everything(t, v)
	for name, a := range map[string]access.Actor{"head": v.Donggala.Head, "worker": v.Donggala.Worker, "trainer": v.Cast.Trainer, "auditor": v.Cast.Auditor, "stranger": v.Cast.Stranger} {
		do := verbs(a)
		do["fetch"] = func() error { _, err := v.Lists.Export(ctx, a); return err }
		do["send"] = func() error { _, err := v.Lists.Take(ctx, a, []byte(lk3List), locale.ID); return err }
		for verb, try := range do {
			if err := try(); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s %s: %v", name, verb, err)
			}
		}
		if n := audited(t, v, a.Staff, "refused", "place"); n < int64(len(do)) {
			t.Errorf("%s: %d refusals are noted", name, n)
		}
	}
	for verb, try := range verbs(v.Cast.District) { // of another institution
		if err := try(); !fault.Is(err, fault.NotFound) {
			t.Errorf("the district %s: %v", verb, err)
		}
	}
	// What was sent to one page is not there at the other.
	cases, err := v.Imports.Take(ctx, v.Donggala.Head, book(t, locale.ID, oldRow(nil)), locale.ID)
	if err != nil {
		t.Fatal(err)
	}
	<-v.Imports.Finished(cases)
	both := v.Donggala.Head
	both.Roles = append(slices.Clone(both.Roles), access.Operator)
	if _, err := v.Lists.Get(ctx, both, cases); !fault.Is(err, fault.NotFound) {
		t.Errorf("cases are shown as a list: %v", err)
	}
	if everything(t, v) != before {
		t.Error("something was written")
	}
}

// Whatever a list says, it is told or written, and said again it changes
// nothing.
func TestTheSameListTwiceChangesNothing(t *testing.T) {
	v := testkit.New(t)
	n := 0
	text := rapid.StringMatching(`[ A-Za-z0-9.,'"+@\n-]{0,12}`)
	rapid.Check(t, func(rt *rapid.T) {
		if n++; n > 25 {
			return // each is a transaction on a real database
		}
		var rows [][]string
		for range rapid.IntRange(1, 4).Draw(rt, "rows") {
			row := make([]string, len(directory.Columns))
			for i := range row {
				row[i] = text.Draw(rt, "cell")
			}
			row[0] = "Contoh LK3 " + rapid.SampledFrom([]string{"A", "B", "C ", "c", "Donggala"}).Draw(rt, "name")
			row[1] = rapid.SampledFrom([]string{"Donggala", "Kota Palu", "kab. sigi", "Poso"}).Draw(rt, "place")
			row[6] = rapid.SampledFrom([]string{"Yayasan", "LK3 berbasis pemerintah", "lk3_community"}).Draw(rt, "kind")
			for i := 8; i < len(row); i++ {
				row[i] = rapid.SampledFrom([]string{"", "0", "7", "1.234", "12,0", "x"}).Draw(rt, "number")
			}
			rows = append(rows, row)
		}
		var b bytes.Buffer
		if err := directory.Write(&b, rapid.Bool().Draw(rt, "csv"), rows); err != nil {
			rt.Fatal(err)
		}
		u := sendList(t, v, v.Cast.Ministry, b.Bytes())
		if u.Rows != len(rows) || u.Good+u.Bad != u.Rows || u.Bad > 0 != (len(u.Problems) > 0) {
			rt.Fatalf("%+v", u)
		}
		if u.Good == 0 {
			return
		}
		if done := agree(t, v, v.Cast.Ministry, u.ID, true); done.State != app.ImportDone || done.Written+done.Edited != u.Good-u.Here {
			rt.Fatalf("%+v %+v", done, done.Fault)
		}
		if again := sendList(t, v, v.Cast.Ministry, b.Bytes()); again.Here != u.Good || again.Bad != u.Bad || len(again.Changes) != 0 {
			rt.Fatalf("again %+v, was %+v", again, u)
		}
	})
}

func TestTheTemplateOfListsIsAListWithoutRows(t *testing.T) {
	for _, l := range locale.Langs() {
		var b bytes.Buffer
		if err := directory.Template(&b, l); err != nil {
			t.Fatal(err)
		}
		book := opened(t, b.Bytes())
		var told []oldbook.Problem
		for row, err := range book.Rows(directory.Sheet(book)) {
			if err != nil {
				t.Fatal(err)
			}
			told = append(told, directory.NewReader(area.Indonesia()).Header(row)...)
			var cells []string
			for i := range row.Cells {
				cells = append(cells, row.Cell(i).Text)
			}
			if !slices.Equal(cells, directory.Columns) || row.Cell(0).Kind != sheet.Text {
				t.Errorf("%q", cells)
			}
		}
		if len(told) != 0 || len(book.Sheets()) != 2 {
			t.Errorf("%v %v", told, book.Sheets())
		}
	}
}
