package oldbook_test

import (
	"os"
	"path/filepath"
	"testing"

	"teduh/internal/exchange/oldbook"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/locale"
	"teduh/internal/kit/sheet"
)

// told reads a table of testdata: the template, filled in with invented cases
// and saved by LibreOffice.
func told(t *testing.T, name string) (*oldbook.Reader, []oldbook.Case, []oldbook.Problem) {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Open(f, info.Size(), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	r := reader(locale.ID)
	var cases []oldbook.Case
	var problems []oldbook.Problem
	headed := false
	for row, err := range book.Rows(oldbook.Sheet(book)) {
		if err != nil {
			t.Fatal(err)
		}
		if !headed {
			headed = true
			problems = append(problems, r.Header(row)...)
			continue
		}
		c, bad := r.Case(row)
		cases, problems = append(cases, c), append(problems, bad...)
	}
	return r, cases, problems
}

func TestWhatLibreOfficeSavesSaysTheSameInEveryFormat(t *testing.T) {
	for _, name := range []string{"libreoffice.xlsx", "libreoffice-windows-1252.csv", "libreoffice-utf-16.csv"} {
		r, cases, problems := told(t, name)
		if len(problems) > 0 || len(cases) != 3 || r.MonthFirst() {
			t.Fatalf("%s: %d cases, %+v", name, len(cases), problems)
		}
		for i, want := range []struct {
			day                    calendar.Day
			number, name, age, nik string
			phone, residence       string
		}{
			{20140312, "1/2014", "Contoh Sari Émilie", "34", "9900001203140001", "081200000001", "72.03"},
			{20140420, "2/2014", `Contoh Budi "Si Tua"; RT 3`, "61", "9900001203140002", "081200000002", "72.03"},
			{20141231, "3/2014", "Contoh Ñita", "12", "", "0812-0000-0003", "72.03"},
		} {
			c, b := cases[i], cases[i].Registration
			if c.Day != want.day || c.SessionDay != 20150105 || b.Get("old_number") != want.number || b.Get("name") != want.name || b.Get("age") != want.age ||
				b.Get("nik") != want.nik || b.Get("phone") != want.phone || b.Get("residence") != want.residence || b.Get("address") != "Jalan Contoh 1\nRT 02" {
				t.Errorf("%s, row %d: %s %s %v", name, i, c.Day, c.SessionDay, b)
			}
		}
	}
}

// A program set to American English writes the days of the same table with the
// month first: some of them cannot be read, and the others would be read
// wrongly.
func TestATableWithTheMonthFirstIsKnownByTheDaysThatAreNone(t *testing.T) {
	r, cases, problems := told(t, "libreoffice-month-first.csv")
	if !r.MonthFirst() || len(problems) != 2 || problems[0].Cell != "B3" || problems[0].Fault.Key != "import.day_form" {
		t.Errorf("%v %+v", r.MonthFirst(), problems)
	}
	if cases[0].Day != 20141203 {
		t.Errorf("12 March is read as %s: were it right, nothing would have to be refused", cases[0].Day)
	}
	for name, c := range map[string]struct {
		days []string
		want bool
	}{
		"only what can be read in two ways": {[]string{"03/12/2014", "04/05/2014"}, false},
		"the month first":                   {[]string{"03/12/2014", "12/31/2014"}, true},
		"one typed wrongly among others":    {[]string{"03/12/2014", "12/31/2014", "31/12/2014"}, false},
		"nothing that was read wrongly":     {[]string{"12/31/2014", "05/05/2014"}, false},
	} {
		r := reader(locale.ID)
		r.Header(header(locale.ID))
		for n, day := range c.days {
			r.Case(row(n+2, cells{"registered_on": said(day)}))
		}
		if r.MonthFirst() != c.want {
			t.Errorf("%s: %v", name, r.MonthFirst())
		}
	}
}
