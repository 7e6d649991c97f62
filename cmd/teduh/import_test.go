package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"teduh/internal/exchange/oldbook"
	"teduh/internal/kit/locale"
	"teduh/internal/kit/sheet"
)

func TestOldCasesAndListsComeInAtTheMachine(t *testing.T) {
	y := demoYear(t).copied(t)
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	must := func(want int, says string, args ...string) string {
		t.Helper()
		got := teduh(args...)
		if got.status != want || !strings.Contains(got.out+got.err, says) {
			t.Fatalf("%v: status %d, %q %q; want %d, %q", args, got.status, got.out, got.err, want, says)
		}
		got.silent(t, y)
		return got.out
	}
	must(0, "", "import", "template", "cases", "-o", path("templat.xlsx"))
	must(2, "sudah ada", "import", "template", "cases", "-o", path("templat.xlsx"))
	if info, err := os.Stat(path("templat.xlsx")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	list := teduh("import", "template", "institutions")
	if list.status != 0 || !strings.HasPrefix(list.out, "PK") {
		t.Fatalf("%+v", list)
	}
	must(0, "", y.at("export", "institutions", "--format", "csv", "-o", path("lk3.csv"))...)
	text, err := os.ReadFile(path("lk3.csv"))
	if err != nil || !strings.HasPrefix(string(text), "nama_lk3,kabupaten_kota,alamat_kantor,email,nama_ketua,no_hp_ketua,jenis_lk3,legalitas_lk3,jumlah_tenaga_profesional,jumlah_klien,jumlah_masalah_kasus\n") || strings.Count(string(text), "\n") != 100 {
		t.Fatalf("%.300s %v", text, err)
	}
	more := string(text) + "Contoh LK3 Baru,Kota Palu,,,,,masyarakat,,,,\n"
	if err := os.WriteFile(path("lagi.csv"), []byte(more), 0o600); err != nil {
		t.Fatal(err)
	}
	must(0, "1 LK3", y.at("import", "institutions", path("lagi.csv"), "--from", "2016-01")...)
	must(0, "0 LK3", y.at("import", "institutions", path("lagi.csv"), "--from", "2016-01")...)

	const code = "PALU"
	must(0, "", y.at("user", "--account", "contoh.impor", "--name", "Contoh Koordinator", "--institution", code, "--role", "head")...)
	if err := os.WriteFile(path("buku.xlsx"), oldBook(t), 0o600); err != nil {
		t.Fatal(err)
	}
	cases := func(more ...string) []string {
		return y.at(append([]string{"import", "cases", path("buku.xlsx"), "--institution", code, "--as", "contoh.impor"}, more...)...)
	}
	must(1, "Kasus!B3 (Tanggal registrasi)", cases()...)
	must(0, "1 kasus ditambahkan", cases("--good", "--rest", path("sisa.xlsx"))...)
	must(0, "0 cases added", append([]string{"--lang", "en"}, cases("--good")...)...)
	if _, err := os.Stat(path("sisa.xlsx")); err != nil {
		t.Error(err)
	}
	must(2, "--as", y.at("import", "cases", path("buku.xlsx"), "--institution", code, "--as", "nobody")...)
	must(2, "--institution", y.at("import", "cases", path("buku.xlsx"), "--institution", "XXXX", "--as", "contoh.impor")...)
	must(2, "tidak dapat dibuka", y.at("import", "cases", path("none.xlsx"), "--institution", code, "--as", "contoh.impor")...)
	must(0, "", y.at("verify")...)
}

// oldBook is a book of two cases, the second of which has no day.
func oldBook(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	s := sheet.NewStream(&b, "Kasus")
	for n, row := range []map[string]string{nil, {"registered_on": "1/3/2014"}, {"registered_on": "31/2/2014"}} {
		var cells []string
		for _, c := range oldbook.Columns() {
			cell := map[string]string{"number": string(rune('0' + n)), "name": "Contoh Sari", "sex": "P", "age": "34", "regency": "Kota Palu", "origin": "Keluarga"}[c.Name]
			if at := row[c.Name]; at != "" {
				cell = at
			}
			if n == 0 {
				cell = oldbook.Title(c.Name, locale.ID)
			}
			cells = append(cells, cell)
		}
		if err := s.Row(cells...); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
