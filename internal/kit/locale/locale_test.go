package locale_test

import (
	"testing"
	"testing/fstest"
	"time"

	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/locale"
)

func load(t *testing.T) *locale.Catalogue {
	c, err := locale.Load(fstest.MapFS{
		"id/a.json": {Data: []byte(`{"cases": "{n} kasus dari {of}", "plain": "Simpan"}`)},
		"en/a.json": {Data: []byte(`{"cases": {"one": "{n} case of {of}", "other": "{n} cases of {of}"}, "plain": "Save"}`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestMessagesTakePlaceholdersAndPlurals(t *testing.T) {
	c := load(t)
	id, en := c.Printer(locale.ID), c.Printer(locale.EN)
	for got, want := range map[string]string{
		id.T("cases", "n", 3252, "of", 99): "3.252 kasus dari 99",
		en.T("cases", "n", 3252, "of", 99): "3,252 cases of 99",
		en.T("cases", "n", 1, "of", 99):    "1 case of 99",
		id.T("plain"):                      "Simpan",
		id.T("nothing"):                    "⟦nothing⟧",
		id.Fault(fault.New(fault.Invalid, "cases").With("n", 5).With("of", "x")): "5 kasus dari x",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestNumbersAndDaysAreWrittenAsPeopleWriteThem(t *testing.T) {
	c := load(t)
	id, en := c.Printer(locale.ID), c.Printer(locale.EN)
	at := time.Date(2016, 10, 19, 7, 50, 0, 0, time.UTC)
	for got, want := range map[string]string{
		id.Tenths(148): "14,8", en.Tenths(148): "14.8", id.Tenths(-5): "-0,5", id.Tenths(10002): "1.000,2",
		id.Day(20161014): "14 Oktober 2016", en.ShortDay(20160801): "1 Aug 2016", id.ShortDay(20160801): "1 Agu 2016", id.Day(0): "",
		id.Clock(at, calendar.WIB): "14.50 WIB", en.Clock(at, calendar.WIT): "16:50 WIT",
		id.Period(calendar.PeriodOf(201610, calendar.Quarter)):  "Triwulan 4 2016",
		en.Period(calendar.PeriodOf(201610, calendar.Semester)): "Half-year 2 2016",
		id.Period(calendar.PeriodOf(201610, calendar.Year)):     "2016",
		id.Month(201605):                              "Mei 2016",
		id.List([]string{"a", "b", "c"}):              "a, b dan c",
		en.List([]string{"a"}):                        "a",
		(locale.Text{ID: "x", EN: "y"}).In(locale.EN): "y",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestAKeyMayNotStandTwice(t *testing.T) {
	_, err := locale.Load(fstest.MapFS{"id/a.json": {Data: []byte(`{"k": "1"}`)}, "id/b.json": {Data: []byte(`{"k": "2"}`)}})
	if err == nil {
		t.Fatal("a key that stands twice is accepted")
	}
}
