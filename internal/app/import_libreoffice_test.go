package app_test

import (
	"os"
	"testing"

	"teduh/internal/app"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/locale"
	"teduh/internal/testkit"
)

// saved is a file that LibreOffice saved of the filled template.
func saved(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../exchange/oldbook/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestWhatLibreOfficeSavesComesInOnceInWhicheverFormat(t *testing.T) {
	v := testkit.New(t)
	for n, name := range []string{"libreoffice.xlsx", "libreoffice-windows-1252.csv", "libreoffice-utf-16.csv"} {
		got := bring(t, v, v.Donggala.Head, saved(t, name), nil)
		if want := (app.Imported{Rows: 3, Good: 3, Here: 3, Written: 0}); n > 0 && got != want || n == 0 && got.Written != 3 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	agrees(t, v)
}

func TestOfATableWithTheMonthFirstNotEvenTheGoodRowsAreWritten(t *testing.T) {
	v := testkit.New(t)
	data := saved(t, "libreoffice-month-first.csv")
	got := bring(t, v, v.Donggala.Head, data, func(r *app.ImportRequest) { r.GoodOnly = true })
	if !got.Turned || got.Good != 1 || got.Bad != 2 || got.Written != 0 || count(t, v, "entry") != 0 {
		t.Errorf("%+v, %d entries", got, count(t, v, "entry"))
	}
	id, err := v.Imports.Take(ctx, v.Donggala.Head, data, locale.ID)
	if err != nil {
		t.Fatal(err)
	}
	<-v.Imports.Finished(id)
	if u, err := v.Imports.Get(ctx, v.Donggala.Head, id); err != nil || !u.Turned {
		t.Errorf("%+v %v", u, err)
	}
	if err := v.Imports.Confirm(ctx, v.Donggala.Head, id, locale.ID, true); !fault.Is(err, fault.Conflict) || count(t, v, "entry") != 0 {
		t.Errorf("it is written after all: %v", err)
	}
}
