package sheet_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/xuri/excelize/v2"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/sheet"
)

func TestAWorkbookReadsBackWithTypedCells(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var b bytes.Buffer
	s := sheet.Sheet{Name: "Rekap", Header: []string{"Masalah", "Kasus"}, Rows: [][]any{{"=1+1", int64(481)}}, Notes: []string{"Catatan."}}
	if err := s.XLSX(&b); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) != 0 {
		t.Fatalf("temporary files: %v %v", left, err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, _ := f.GetCellValue("Rekap", "A2")
	formula, _ := f.GetCellFormula("Rekap", "A2")
	number, _ := f.GetCellType("Rekap", "B2")
	if text != "=1+1" || formula != "" || number == excelize.CellTypeSharedString {
		t.Fatalf("%q formula %q type %v", text, formula, number)
	}
}

func TestATooLargeSheetIsRefused(t *testing.T) {
	s := sheet.Sheet{Name: "x", Header: []string{"a"}, Rows: make([][]any, 200_001)}
	if err := s.XLSX(&bytes.Buffer{}); !fault.Is(err, fault.Invalid) {
		t.Fatal(err)
	}
}

func TestFormulasAreHarmless(t *testing.T) {
	var b bytes.Buffer
	if err := sheet.WriteCSV(&b, [][]string{{"=cmd", "-12.5", "@x", "aman", "-x"}}); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), "'=cmd,-12.5,'@x,aman,'-x\n"; got != want {
		t.Fatalf("%q, want %q", got, want)
	}
}
