package journey_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"teduh/internal/domain/access"
)

// What stands in an old book: one row is right, one has a day that never was.
const oldBook = `No. buku lama;Tanggal registrasi;Nama atau nama samaran;Jenis kelamin;Umur;Kabupaten/kota;Asal;Masalah utama
17/2014;12/03/2014;Contoh Sekar Lama;P;34;Kota Palu;Keluarga;KDRT
18/2014;31/02/2014;Contoh Mekar Lama;P;41;Kota Palu;Keluarga;Penelantaran
`

// TestTheHeadBringsAnOldBookIn is a book with a slip in it: the page names the
// cell, the good row comes in, the other is there to download; sent again, it
// adds nothing.
func TestTheHeadBringsAnOldBookIn(t *testing.T) {
	each(t, func(v *visitor) {
		v.own = []string{"Sekar", "Mekar"}
		path := filepath.Join(v.t.TempDir(), "buku.csv")
		v.do(os.WriteFile(path, []byte(oldBook), 0o600))
		v.signsIn(access.Head)
		v.press(v.words.T("registerbook.title"))
		v.press(v.words.T("import.title"))
		v.handsIn(path)
		v.reads("#problems", "B3")
		v.reads("#problems", v.words.T("import.day_form"))
		v.press(v.words.T("import.good", "n", 1))
		v.reads(".good", v.words.T("import.written", "n", 1))
		v.reads("main", v.words.T("import.rest", "n", 1))
		v.press(v.words.T("import.another"))
		v.handsIn(path)
		v.lacks("button", v.words.T("import.good", "n", 1))
	})
}

// handsIn chooses a file and hands it in.
func (v *visitor) handsIn(path string) {
	v.t.Helper()
	run(v, chromedp.SetUploadFiles("#file", []string{path}))
	v.press(v.words.T("import.check"))
}
