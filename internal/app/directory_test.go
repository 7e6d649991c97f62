package app_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"teduh/internal/app"
	"teduh/internal/exchange/directory"
	"teduh/internal/exchange/oldbook"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sheet"
	"teduh/internal/testkit"
)

const lk3List = `nama_lk3;kabupaten_kota;alamat_kantor;email;nama_ketua;no_hp_ketua;jenis_lk3;legalitas_lk3;jumlah_tenaga_profesional;jumlah_klien;jumlah_masalah_kasus
Contoh LK3 Kasih;Kota Palu;Jalan Contoh 1;kasih@example.org;Contoh Ketua;081200000000;Yayasan;SK 12/2015;3;1.234;56
Contoh LK3 Pemda;Kab. Poso;;;;;pemerintah daerah;;;;
Contoh LK3  donggala;Donggala;Jalan Lain;;;;masyarakat;;;;
`

func listed(t *testing.T, v *testkit.Village, text string) (app.Imported, []oldbook.Problem, error) {
	t.Helper()
	var told []oldbook.Problem
	got, err := v.Lists.ImportAtMachine(ctx, app.ImportRequest{Book: opened(t, []byte(text)), Problem: func(p oldbook.Problem) { told = append(told, p) }}, 201601)
	return got, told, err
}

func TestAListOfLK3sComesInOnceAndGoesOutAsItWas(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		got, told, err := listed(t, v, lk3List)
		if err != nil || got != (app.Imported{Rows: 3, Good: 3, Here: 1, Written: 2, Left: 1}) {
			t.Fatalf("%+v %v %v", got, told, err)
		}
		v.Register(t, v.Donggala.Worker, "Contoh Ani", "economic")
		out, err := v.Lists.ExportAtMachine(ctx)
		if err != nil || len(out) != 5 {
			t.Fatalf("%v %v", out, err)
		}
		for _, want := range [][]string{
			{"Contoh LK3 Kasih", "Kota Palu", "Jalan Contoh 1", "kasih@example.org", "Contoh Ketua", "081200000000", "LK3 berbasis masyarakat", "SK 12/2015", "3", "1234", "56"},
			{"Contoh LK3 Pemda", "Kabupaten Poso", "", "", "", "", "LK3 berbasis pemerintah", "", "", "", ""},
			{"Contoh LK3 Donggala", "Kabupaten Donggala", "", "", "", "", "LK3 berbasis masyarakat", "", "4", "1", "1"},
		} {
			if !slices.ContainsFunc(out, func(r []string) bool { return slices.Equal(r, want) }) {
				t.Errorf("%q is not in %q", want, out)
			}
		}
		var csv bytes.Buffer
		if err := sheet.WriteCSV(&csv, append([][]string{directory.Columns}, out...)); err != nil {
			t.Fatal(err)
		}
		if got, told, err := listed(t, v, csv.String()); err != nil || got.Written != 0 || got.Here != 5 || len(told) != 0 {
			t.Errorf("what went out comes in: %+v %v %v", got, told, err)
		}
		codes := map[string]bool{}
		all, err := v.Store.AllInstitutions(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range all {
			if codes[i.Code] || i.Check(v.Areas()) != nil {
				t.Errorf("%+v", i)
			}
			codes[i.Code] = true
		}
		agrees(t, v)
	})
}

func TestAListWithAProblemBringsNothing(t *testing.T) {
	v := testkit.New(t)
	for name, c := range map[string]struct {
		text       string
		cell, says string
	}{
		"no place":      {strings.Replace(lk3List, "Kota Palu", "Kota Palo", 1), "B2", "import.like"},
		"kind":          {strings.Replace(lk3List, "Yayasan", "lainnya", 1), "G2", "import.lk3_kind"},
		"half a client": {strings.Replace(lk3List, "1.234", "12,5", 1), "J2", "import.whole"},
		"hidden phone":  {strings.Replace(lk3List, "081200000000", "=A1", 1), "F2", "import.formula"},
		"formula":       {strings.Replace(lk3List, "SK 12/2015", "=1+1", 1), "H2", "import.formula"},
		"twice":         {lk3List + "contoh lk3 kasih;Palu;;;;;Yayasan;;;;\n", "A5", "import.twice_row"},
		"other column":  {strings.Replace(lk3List, "nama_ketua", "ketua", 1), "E1", "import.column_unknown"},
	} {
		got, told, err := listed(t, v, c.text)
		if err != nil || got.Written != 0 || len(told) == 0 || told[0].Cell != c.cell || told[0].Fault.Key != c.says {
			t.Errorf("%s: %+v %+v %v", name, got, told, err)
		}
	}
	if _, _, err := listed(t, v, strings.SplitAfter(lk3List, "\n")[0]); fault.First(err) == nil || fault.First(err).Key != "import.no_lk3" {
		t.Errorf("headings only: %v", err)
	}
}
