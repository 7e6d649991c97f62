package sheet_test

import (
	"bytes"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"teduh/internal/kit/sheet"
)

// What a stream writes is read as it was by our own reader and by excelize.
func TestAStreamReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringMatching(`(=|_x000D_|_x|<b>|&|"|'|[ a-zé0-9\n\r\t])*`)
		want := rapid.SliceOfN(rapid.SliceOfN(cell, 1, 4), 1, 6).Draw(t, "rows")
		var b bytes.Buffer
		s := sheet.NewStream(&b, "Sisa & lain")
		for _, r := range want {
			if err := s.Row(r...); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		book, err := sheet.Open(bytes.NewReader(b.Bytes()), int64(b.Len()), sheet.Limits{})
		if err != nil || book.Sheets()[0] != "Sisa & lain" {
			t.Fatal(err)
		}
		var got strings.Builder
		for row, err := range book.Rows("Sisa & lain") {
			if err != nil {
				t.Fatal(err)
			}
			for i, c := range row.Cells {
				if c.Kind != sheet.Empty {
					got.WriteString(row.Ref(i) + c.Text + "|")
				}
			}
		}
		var wanted strings.Builder
		other, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		for n, r := range want {
			for i, c := range r {
				at := sheet.ColumnName(i) + strconv.Itoa(n+1)
				if c != "" {
					wanted.WriteString(at + c + "|")
				}
				if second, err := other.GetCellValue("Sisa & lain", at); err != nil || !strings.Contains(c, "_x") && !strings.Contains(c, "\r") && second != c {
					t.Fatalf("excelize reads %q at %s, %v, want %q", second, at, err, c)
				}
			}
		}
		if got.String() != wanted.String() {
			t.Fatalf("%q\nwant %q", got.String(), wanted.String())
		}
	})
}

// A hundred thousand rows pass through in memory that does not grow with them.
func TestManyRowsAreWrittenAndReadInFlatMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	const many = 100_000
	file, err := os.Create(t.TempDir() + "/many.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	s := sheet.NewStream(file, "Kasus")
	for n := range many {
		if err := s.Row("Contoh "+strconv.Itoa(n), "34", "Kabupaten Donggala"); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Open(file, size, sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	rows, most := 0, uint64(0)
	for _, err := range book.Rows("Kasus") {
		if err != nil {
			t.Fatal(err)
		}
		if rows++; rows%20_000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&after)
			most = max(most, after.HeapAlloc)
		}
	}
	if grown := int64(most) - int64(before.HeapAlloc); rows != many || grown > 2<<20 {
		t.Fatalf("%d rows, %d bytes more", rows, grown)
	}
}

func BenchmarkRead(b *testing.B) {
	var data bytes.Buffer
	s := sheet.NewStream(&data, "Kasus")
	for n := range 10_000 {
		if err := s.Row("17/"+strconv.Itoa(n), "31/12/2016", "Contoh Siti", "P", "34", "Kabupaten Donggala", "Keluarga", "Kesulitan ekonomi"); err != nil {
			b.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		book, err := sheet.Open(bytes.NewReader(data.Bytes()), int64(data.Len()), sheet.Limits{})
		if err != nil {
			b.Fatal(err)
		}
		for _, err := range book.Rows("Kasus") {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
