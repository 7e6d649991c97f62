package oldbook_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"teduh/internal/domain/area"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/exchange/oldbook"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/locale"
	"teduh/internal/kit/sheet"
)

var reference = casefile.Reference{
	HasCode: taxonomy.Has, HasPlace: func(code string) bool { _, ok := area.Indonesia().Get(area.Code(code)); return ok },
	HasStaff: func(string) bool { return false }, Today: 20161231,
}

// form is what the one page of registration asks: the fields of both forms.
var form = func() casefile.Form {
	f := casefile.Form{Kind: casefile.Registration, Version: 1}
	for _, k := range []casefile.Kind{casefile.Identity, casefile.Registration} {
		for _, field := range casefile.Current(k).Fields {
			if _, twice := f.Field(field.Name); !twice {
				f.Fields = append(f.Fields, field)
			}
		}
	}
	return f
}()

func reader(l locale.Lang) *oldbook.Reader {
	return oldbook.NewReader(area.Indonesia(), form, reference, oldbook.Says{SafeContact: "Tanyakan dulu.", PlanAfter: "–", NoApproval: "–", NextStep: "–", Happened: "–"}, l)
}

// cells are the cells of a row by the names of their columns; good ones unless
// another is given.
type cells map[string]sheet.Cell

func said(text string) sheet.Cell { return sheet.Cell{Kind: sheet.Text, Text: text} }

func row(number int, more cells) sheet.Row {
	all := cells{"number": said("1/2014"), "registered_on": said("12/03/2014"), "name": said("Contoh Sari"), "sex": said("P"), "age": said("34"), "regency": said("Kabupaten Donggala"), "origin": said("Keluarga")}
	for name, c := range more {
		all[name] = c
	}
	r := sheet.Row{Sheet: "Kasus", Number: number}
	for _, c := range oldbook.Columns() {
		r.Cells = append(r.Cells, all[c.Name])
	}
	return r
}

func header(l locale.Lang) sheet.Row {
	r := sheet.Row{Sheet: "Kasus", Number: 1}
	for _, c := range oldbook.Columns() {
		r.Cells = append(r.Cells, said(oldbook.Title(c.Name, l)))
	}
	return r
}

func read(t testing.TB, more cells) (oldbook.Case, []oldbook.Problem) {
	t.Helper()
	r := reader(locale.ID)
	if p := r.Header(header(locale.ID)); len(p) > 0 {
		t.Fatal(p)
	}
	return r.Case(row(2, more))
}

func TestValuesAreReadAsPeopleWriteThem(t *testing.T) {
	number := func(n float64, text string) sheet.Cell { return sheet.Cell{Kind: sheet.Number, Number: n, Text: text} }
	date := sheet.Cell{Kind: sheet.Date, Day: 20140312, Text: "2014-03-12"}
	for name, c := range map[string]struct {
		column string
		cell   sheet.Cell
		field  string
		want   string
	}{
		"day first":          {"birth_date", said("31/12/1980"), "birth_date", "1980-12-31"},
		"with dashes":        {"birth_date", said("31-12-1980"), "birth_date", "1980-12-31"},
		"ISO":                {"birth_date", said("1980-12-31"), "birth_date", "1980-12-31"},
		"in words":           {"birth_date", said("1 Agustus 1980"), "birth_date", "1980-08-01"},
		"a cell that is one": {"birth_date", date, "birth_date", "2014-03-12"},
		"years in words":     {"age", said("34 th"), "age", "34"},
		"a whole decimal":    {"age", said("34,0"), "age", "34"},
		"a number":           {"age", number(34, "34"), "age", "34"},
		"NIK with spaces":    {"nik", said("7203 0141 0785 0001"), "nik", "7203014107850001"},
		"a lost zero":        {"phone", number(81234567890, "81234567890"), "phone", "081234567890"},
		"an abbreviation":    {"problem", said("kdrt"), "presenting", "domestic_violence"},
		"without brackets":   {"problem", said("Kekerasan dalam rumah tangga"), "presenting", "domestic_violence"},
		"a number of 2016":   {"problem", number(5, "5"), "presenting", "domestic_violence"},
		"in English":         {"problem", said("Economic hardship"), "presenting", "economic"},
		"a code":             {"problem", said("law"), "presenting", "law"},
		"other, not uncoded": {"problem", said("11"), "presenting", "other"},
		"kab.":               {"regency", said("KAB. DONGGALA"), "residence", "72.03"},
		"a name alone":       {"regency", said("Sigi"), "residence", "72.10"},
		"a code with dots":   {"regency", said("72.03"), "residence", "72.03"},
		"L":                  {"sex", said("l"), "sex", "male"},
		"nothing of consent": {"consent", sheet.Cell{}, "consent_given", "later"},
		"nothing of contact": {"safe_contact", said(" "), "safe_contact", "Tanyakan dulu."},
	} {
		t.Run(name, func(t *testing.T) {
			got, problems := read(t, cells{c.column: c.cell})
			if len(problems) > 0 || got.Registration.Get(c.field) != c.want {
				t.Fatalf("%q %v %v, want %q", got.Registration.Get(c.field), problems, got.Registration, c.want)
			}
		})
	}
	got, problems := read(t, cells{"secondary": said("KDRT; economic ;"), "district": said("Kec. Banawa"), "age": {}, "birth_date": said("13/03/1980")})
	if len(problems) > 0 || strings.Join(got.Registration.All("secondary"), " ") != "domestic_violence economic" || !strings.HasPrefix(got.Registration.Get("residence"), "72.03.") || got.Registration.Get("age") != "33" {
		t.Errorf("%v %v", got.Registration, problems)
	}
}

func TestWhatIsWrongIsToldAtItsCell(t *testing.T) {
	for name, c := range map[string]struct {
		more cells
		at   string // column
		key  string
	}{
		"a formula":              {cells{"name": {Kind: sheet.Formula, Text: "=A1"}}, "name", "import.formula"},
		"a formula as text":      {cells{"name": said("=1+1")}, "name", "import.formula"},
		"an error":               {cells{"age": {Kind: sheet.Error, Text: "#N/A"}}, "age", "import.cell_error"},
		"nothing":                {cells{"name": said("  ")}, "name", "fault.required"},
		"31 February":            {cells{"registered_on": said("31/02/2014")}, "registered_on", "import.day_form"},
		"month first":            {cells{"registered_on": said("12/31/2014")}, "registered_on", "import.day_form"},
		"two digits of a year":   {cells{"registered_on": said("12/03/14")}, "registered_on", "import.day_form"},
		"a bare number as a day": {cells{"registered_on": {Kind: sheet.Number, Number: 41710, Text: "41710"}}, "registered_on", "import.day_number"},
		"tomorrow":               {cells{"registered_on": said("1/1/2017")}, "registered_on", "fault.future"},
		"long ago":               {cells{"registered_on": said("1/1/1816")}, "registered_on", "fault.long_ago"},
		"half a year":            {cells{"age": said("34,5")}, "age", "import.whole"},
		"a very old client":      {cells{"age": said("340")}, "age", "fault.number_most"},
		"a NIK as a number":      {cells{"nik": {Kind: sheet.Number, Number: 7203014107850000, Text: "7203014107850000"}}, "nik", "import.nik_number"},
		"15 digits":              {cells{"nik": said("720301410785000")}, "nik", "import.nik_form"},
		"a slip":                 {cells{"problem": said("Penelantarran")}, "problem", "import.like"},
		"no such problem":        {cells{"problem": said("xyzzy")}, "problem", "import.choice"},
		"one of two":             {cells{"secondary": said("KDRT; xyzzy")}, "secondary", "import.choices"},
		"which Bandung":          {cells{"regency": said("Bandung")}, "regency", "import.like"},
		"no such place":          {cells{"regency": said("Xyzzy")}, "regency", "import.place"},
		"district of another":    {cells{"district": said("Xyzzy")}, "district", "import.district"},
		"born later":             {cells{"birth_date": said("1/1/2015")}, "birth_date", "import.born_later"},
		"no age":                 {cells{"age": {}}, "age", "import.age_or_birth"},
		"closed without reason":  {cells{"closed_on": said("1/4/2014"), "outcome": said("Stabil")}, "closure_reason", "import.closed_needs"},
		"closed before":          {cells{"closed_on": said("1/1/2014"), "closure_reason": said("Pindah"), "outcome": said("Stabil")}, "closed_on", "import.closed_early"},
		"closed, no day":         {cells{"status": said("selesai")}, "closed_on", "import.closed_day"},
		"a day, not closed":      {cells{"status": said("ditangani"), "closed_on": said("1/4/2014"), "closure_reason": said("Pindah"), "outcome": said("Stabil")}, "status", "import.not_closed"},
		"active, no session":     {cells{"status": said("ditangani")}, "session_on", "import.active_session"},
		"session, no service":    {cells{"session_on": said("1/4/2014")}, "service", "import.session_service"},
		"service, no session":    {cells{"service": said("Konseling")}, "session_on", "import.session_day"},
		"session before":         {cells{"session_on": said("1/1/2014"), "service": said("Konseling")}, "session_on", "import.before_registration"},
		"a line break in a name": {cells{"name": said("Contoh\nSari")}, "name", "fault.characters"},
		"a very long name":       {cells{"name": said(strings.Repeat("a", 201))}, "name", "fault.too_long"},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems := read(t, c.more)
			at := -1
			for i, col := range oldbook.Columns() {
				if col.Name == c.at {
					at = i
				}
			}
			if len(problems) != 1 || problems[0].Cell != sheet.ColumnName(at)+"2" || problems[0].Fault.Key != c.key || problems[0].Sheet != "Kasus" || problems[0].Column != oldbook.Title(c.at, locale.ID) {
				t.Fatalf("%+v, want %s at %s2", problems, c.key, sheet.ColumnName(at))
			}
		})
	}
	_, problems := read(t, cells{"regency": said("Bandung")})
	if like, _ := problems[0].Fault.Args["like"].(string); !strings.Contains(like, "Kabupaten Bandung") || !strings.Contains(like, "Kota Bandung") {
		t.Errorf("%q", like)
	}
}

func TestARowThatComesTwiceIsToldWithTheFirst(t *testing.T) {
	r := reader(locale.ID)
	r.Header(header(locale.ID))
	r.Case(row(2, nil))
	_, problems := r.Case(row(3, cells{"name": said("Contoh Lain")}))
	if len(problems) != 1 || problems[0].Fault.Key != "import.twice_number" || problems[0].Fault.Args["row"] != 2 {
		t.Errorf("%+v", problems)
	}
	if _, problems := r.Case(row(4, cells{"registered_on": said("12/03/2015")})); len(problems) > 0 {
		t.Errorf("the number of another year: %+v", problems)
	}
	r.Case(row(5, cells{"number": {}}))
	if _, problems := r.Case(row(6, cells{"number": {}})); len(problems) != 1 || problems[0].Fault.Key != "import.twice_row" {
		t.Errorf("%+v", problems)
	}
}

func TestHeadingsAreUnderstoodInBothLanguagesAndTheirFaultsTold(t *testing.T) {
	for _, l := range locale.Langs() {
		if p := reader(l).Header(header(l)); len(p) > 0 {
			t.Errorf("%s: %v", l, p)
		}
	}
	h := header(locale.ID)
	h.Cells[0], h.Cells[2], h.Cells[3] = said("Nomer"), said("Umur"), said("Yang perlu diperbaiki")
	want := []string{"A1 import.column_unknown", "F1 import.column_twice", "Z1 import.column_missing"}
	var got []string
	for _, p := range reader(locale.ID).Header(h) { // that are no columns: they have no title
		if p.Titled() != p.Cell {
			t.Errorf("%+v", p)
		}
		got = append(got, p.Cell+" "+p.Fault.Key)
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q, want %q", got, want)
	}
}

// The template opens in another program's library, is empty where it is to be
// filled in, and its worked row can be imported.
func TestTheTemplateIsReadByOthersAndItsExampleIsRight(t *testing.T) {
	for _, l := range locale.Langs() {
		var b bytes.Buffer
		if err := oldbook.Template(&b, l); err != nil {
			t.Fatal(err)
		}
		other, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		if got := other.GetSheetList(); len(got) != 4 || got[0] != oldbook.Title("sheet_cases", l) {
			t.Errorf("%v", got)
		}
		if rules, err := other.GetDataValidations(oldbook.Title("sheet_cases", l)); err != nil || len(rules) < 5 {
			t.Errorf("%d choices are offered, %v", len(rules), err)
		}
		book, err := sheet.Open(bytes.NewReader(b.Bytes()), int64(b.Len()), sheet.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if name := oldbook.Sheet(book); name != oldbook.Title("sheet_cases", l) {
			t.Errorf("%s", name)
		}
		n := 0
		for range book.Rows(oldbook.Sheet(book)) {
			n++
		}
		if n != 1 {
			t.Errorf("%d rows in the table to fill in", n)
		}
		r := reader(l)
		for row, err := range book.Rows(oldbook.Title("sheet_example", l)) {
			if err != nil {
				t.Fatal(err)
			}
			if row.Number == 1 {
				if p := r.Header(row); len(p) > 0 {
					t.Fatal(p)
				}
				continue
			}
			if got, p := r.Case(row); len(p) > 0 || got.ClosedOn == 0 || got.SessionDay == 0 {
				t.Errorf("%v %+v", got, p)
			}
		}
	}
}

// A CSV in Windows-1252 with decimal commas and semicolons, as an older Excel in
// Indonesian saves it.
func TestACSVOfAnOlderExcel(t *testing.T) {
	windows := "Nama atau nama samaran;Jenis kelamin;Umur;Kabupaten/kota;Asal;Tanggal registrasi\r\nContoh Jos\xe9;L;34,0;Kota Palu;Keluarga;12/03/2014\r\n"
	book, err := sheet.Open(strings.NewReader(windows), int64(len(windows)), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	r := reader(locale.ID)
	for row, err := range book.Rows("") {
		if err != nil {
			t.Fatal(err)
		}
		if row.Number == 1 {
			if p := r.Header(row); len(p) > 0 {
				t.Fatal(p)
			}
			continue
		}
		if got, p := r.Case(row); len(p) > 0 || got.Registration.Get("name") != "Contoh José" || got.Registration.Get("age") != "34" {
			t.Errorf("%v %+v", got, p)
		}
	}
}

// Whatever stands in a cell, a row becomes a case or problems at its cells.
func FuzzCase(f *testing.F) {
	f.Add("12/03/2014", "KDRT", 1, 34.0)
	f.Add("=1", "Bandung", 5, 1e300)
	f.Fuzz(func(t *testing.T, a, b string, kind int, n float64) {
		r := reader(locale.ID)
		if p := r.Header(header(locale.ID)); len(p) > 0 {
			t.Fatal(p)
		}
		x := row(2, nil)
		for i := range x.Cells {
			x.Cells[i] = sheet.Cell{Kind: sheet.CellKind((uint(kind) + uint(i)) % 7), Text: []string{a, b}[i%2], Number: n, Day: 20140312}
			got, problems := r.Case(x)
			for _, p := range problems {
				if p.Fault == nil || p.Cell == "" || fault.KindOf(p.Fault) != fault.Invalid {
					t.Fatalf("%+v", p)
				}
			}
			if len(problems) == 0 && (got.Day == 0 || got.Content == "" || !got.Registration.Has("name")) {
				t.Fatalf("%+v", got)
			}
		}
	})
}
