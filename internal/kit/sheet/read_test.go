package sheet_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/sheet"
)

func open(t testing.TB, data []byte, l sheet.Limits) *sheet.Book {
	t.Helper()
	b, err := sheet.Open(bytes.NewReader(data), int64(len(data)), l)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// read returns every cell as "A1=text", with a mark of its kind.
func read(b *sheet.Book, name string) (got []string, err error) {
	marks := map[sheet.CellKind]string{sheet.Text: "", sheet.Number: "#", sheet.Bool: "?", sheet.Date: "@", sheet.Formula: "!", sheet.Error: "*"}
	for row, err := range b.Rows(name) {
		if err != nil {
			return got, err
		}
		for i, c := range row.Cells {
			if c.Kind != sheet.Empty {
				got = append(got, row.Ref(i)+"="+marks[c.Kind]+c.Text)
			}
		}
	}
	return got, nil
}

func expect(t *testing.T, data []byte, name string, want ...string) {
	t.Helper()
	got, err := read(open(t, data, sheet.Limits{}), name)
	if err != nil || strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("read %q, %v\nwant %q", got, err, want)
	}
}

// workbook lets excelize, a second hand, write cells.
func workbook(t testing.TB, do func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	do(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func set(t testing.TB, f *excelize.File, cell string, v any) {
	t.Helper()
	if err := f.SetCellValue("Sheet1", cell, v); err != nil {
		t.Fatal(err)
	}
}

func TestCellsKeepTheirKind(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		set(t, f, "A1", "Siti")
		set(t, f, "B1", 12.5)
		set(t, f, "C1", true)
		set(t, f, "D1", time.Date(2016, 12, 31, 14, 30, 0, 0, time.UTC))
		set(t, f, "F3", "=bukan rumus")
		set(t, f, "G3", "3273014107850001")
		set(t, f, "A4", "dua\nbaris & <tanda> “kutip”")
		if err := f.SetCellFormula("Sheet1", "B4", "SUM(1,2)"); err != nil {
			t.Fatal(err)
		}
	})
	expect(t, data, "Sheet1", "A1=Siti", "B1=#12.5", "C1=?true", "D1=@2016-12-31", "F3==bukan rumus", "G3=3273014107850001",
		"A4=dua\nbaris & <tanda> “kutip”", "B4=!=SUM(1,2)")
}

func TestNothingIsWrittenToDiskWhileReading(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	data := workbook(t, func(f *excelize.File) {
		for i := range 3000 {
			set(t, f, fmt.Sprintf("A%d", i+1), strings.Repeat(fmt.Sprint(i), 500))
		}
	})
	got, err := read(open(t, data, sheet.Limits{}), "Sheet1")
	left, dirErr := os.ReadDir(os.Getenv("TMPDIR"))
	if err != nil || dirErr != nil || len(got) != 3000 || len(left) != 0 {
		t.Fatalf("%d cells, temporary files %v, %v %v", len(got), left, err, dirErr)
	}
}

// parts writes a workbook by hand, for what no program should write.
func parts(t testing.TB, replace map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook><sheets><sheet name="Satu" r:id="b"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="b" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="c" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
		"xl/styles.xml":              `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-421]dd\ mmmm\ yyyy"/><numFmt numFmtId="171" formatCode="&quot;dd&quot;0"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml":       `<sst><si><t>satu</t></si><si><r><t>du</t></r><r><t>a_x000D_</t></r><rPh><t>bunyi</t></rPh></si></sst>`,
		"xl/worksheets/sheet1.xml":   `<worksheet><sheetData><row><c t="s"><v>1</v></c></row></sheetData></worksheet>`,
	}
	for name, text := range replace {
		all[name] = text
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range all {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func rows(xml string) map[string]string {
	return map[string]string{"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + xml + "</sheetData></worksheet>"}
}

func TestDaysOfBothSystems(t *testing.T) {
	cells := `<row r="2"><c r="A2" s="1"><v>42735</v></c><c r="B2" s="2"><v>42735.6</v></c><c r="C2" s="3"><v>42735</v></c><c r="D2" s="1"><v>60</v></c><c r="E2" s="1"><v>59</v></c><c r="F2" s="1"><v>61</v></c><c r="G2" t="d"><v>2016-12-31T00:00:00Z</v></c></row>`
	expect(t, parts(t, rows(cells)), "Satu", "A2=@2016-12-31", "B2=@2016-12-31", "C2=#42735", "D2=#60", "E2=@1900-02-28", "F2=@1900-03-01", "G2=@2016-12-31")
	since1904 := rows(cells)
	since1904["xl/workbook.xml"] = `<workbook><workbookPr date1904="1"/><sheets><sheet name="Satu" r:id="b"/></sheets></workbook>`
	expect(t, parts(t, since1904), "Satu", "A2=@2021-01-01", "B2=@2021-01-01", "C2=#42735", "D2=@1904-03-01", "E2=@1904-02-29", "F2=@1904-03-02", "G2=@2016-12-31")
}

func TestTextsRowsAndColumnsAsDifferentProgramsWriteThem(t *testing.T) {
	expect(t, parts(t, nil), "Satu", "A1=dua\r")
	expect(t, parts(t, rows(`<row><c t="inlineStr"><is><r><t>sa</t></r><r><t>tu</t></r></is></c><c/><c><v>7</v></c></row><row r="9"><c r="AB9" t="str"><f>A1</f><v>x</v></c><c t="e"><v>#N/A</v></c></row>`)),
		"Satu", "A1=satu", "C1=#7", "AB9=!=A1", "AC9=*#N/A")
}

func TestDamagedFilesAreRefusedWithTheirPlace(t *testing.T) {
	for name, c := range map[string]struct {
		data  []byte
		key   string
		field string
	}{
		"old format":     {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....."), "sheet.old_workbook", ""},
		"nothing":        {nil, "sheet.empty", ""},
		"archive":        {parts(t, map[string]string{"_rels/.rels": `<Relationships/>`, "xl/workbook.xml": `<workbook/>`}), "sheet.empty", ""},
		"half a file":    {parts(t, nil)[:600], "sheet.damaged", ""},
		"picture":        {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x01\x02"), "sheet.not_text", ""},
		"no such text":   {parts(t, rows(`<row r="3"><c r="B3" t="s"><v>7</v></c></row>`)), "sheet.damaged", "B3"},
		"cut row":        {parts(t, rows(`<row r="3"><c r="B3"><v>7`)), "sheet.damaged", "B3"},
		"backwards":      {parts(t, rows(`<row r="3"><c r="B3"><v>7</v></c><c r="A3"><v>7</v></c></row>`)), "sheet.damaged", "3"},
		"rows backwards": {parts(t, rows(`<row r="3"/><row r="2"/>`)), "sheet.damaged", "2"},
		"no number":      {parts(t, rows(`<row r="3"><c r="B3"><v>tujuh</v></c></row>`)), "sheet.damaged", "B3"},
		"infinite":       {parts(t, rows(`<row r="3"><c r="B3"><v>1e999</v></c></row>`)), "sheet.damaged", "B3"},
		"too far right":  {parts(t, rows(`<row r="3"><c r="XFD3"><v>7</v></c></row>`)), "sheet.columns", "XFD3"},
		"too far down":   {parts(t, rows(`<row r="900000"><c><v>7</v></c></row>`)), "sheet.rows", "900000"},
		"long cell":      {parts(t, rows(`<row><c t="inlineStr"><is><t>`+strings.Repeat("x", 70_000)+`</t></is></c></row>`)), "sheet.cell_too_long", "A1"},
		"long name":      {parts(t, rows(`<row><c `+strings.Repeat("x", 600_000)+`="1"/></row>`)), "sheet.cell_too_long", ""},
		"own entity":     {parts(t, rows(`<row><c t="inlineStr"><is><t>&lol;</t></is></c></row>`)), "sheet.damaged", "A1"},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := sheet.Open(bytes.NewReader(c.data), int64(len(c.data)), sheet.Limits{})
			if err == nil {
				_, err = read(b, "Satu")
			}
			if f := fault.First(err); f == nil || f.Key != c.key || f.Field != c.field {
				t.Fatalf("%v, want %s at %q", err, c.key, c.field)
			}
		})
	}
}

// A part of zeros packs to a thousandth. It is cut off while it unpacks, in the
// sheet, in the shared texts and in the list of sheets.
func TestAZipBombIsCutOff(t *testing.T) {
	zeros := strings.Repeat(" ", 8<<20)
	for part, text := range map[string]string{
		"xl/worksheets/sheet1.xml": "<worksheet><sheetData>" + zeros,
		"xl/sharedStrings.xml":     "<sst>" + strings.Repeat("<si><t>"+strings.Repeat("x", 1000)+"</t></si>", 8<<10) + "</sst>",
		"xl/workbook.xml":          "<workbook>" + zeros,
	} {
		data := parts(t, map[string]string{part: text})
		if len(data) > 40_000 {
			t.Fatalf("%s: %d bytes are no bomb", part, len(data))
		}
		b, err := sheet.Open(bytes.NewReader(data), int64(len(data)), sheet.Limits{Unpacked: 4 << 20, Strings: 4 << 20, Cell: 8 << 20})
		if err == nil {
			_, err = read(b, "Satu")
		}
		if f := fault.First(err); f == nil || f.Key != "sheet.unpacked" {
			t.Errorf("%s: %v", part, err)
		}
	}
}

const table = "nama;umur\r\n\r\n\"Ibu “Ani”;\nRT 3\";34\r\né;5\r\n"

func TestEveryEncodingOfACSVIsReadOrRefused(t *testing.T) {
	want := []string{"A1=nama", "B1=umur", "A3=Ibu “Ani”;\nRT 3", "B3=34", "A4=é", "B4=5"}
	windows, err := charmap.Windows1252.NewEncoder().String(table)
	if err != nil {
		t.Fatal(err)
	}
	utf16 := func(e unicode.Endianness, b unicode.BOMPolicy) string {
		s, err := unicode.UTF16(e, b).NewEncoder().String(table)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for name, text := range map[string]string{
		"UTF-8": table, "UTF-8 marked": "\ufeff" + table, "Windows-1252": windows,
		"UTF-16LE": utf16(unicode.LittleEndian, unicode.UseBOM), "UTF-16BE": utf16(unicode.BigEndian, unicode.UseBOM),
		"UTF-16LE without mark": utf16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16BE without mark": utf16(unicode.BigEndian, unicode.IgnoreBOM),
	} {
		t.Run(name, func(t *testing.T) { expect(t, []byte(text), "", want...) })
	}
	for name, text := range map[string]string{"marked UTF-8 that is none": "\ufeffnama\xff", "no character": "nama\x81"} {
		if _, err := sheet.Open(strings.NewReader(text), int64(len(text)), sheet.Limits{}); fault.First(err) == nil || fault.First(err).Key != "sheet.encoding" {
			t.Errorf("%s: %v", name, err)
		}
	}
	half := utf16(unicode.LittleEndian, unicode.UseBOM) + "\x00\xd8;\x00"
	if _, err := read(open(t, []byte(half), sheet.Limits{}), ""); fault.First(err) == nil || fault.First(err).Field != "A5" {
		t.Errorf("half a character: %v", err)
	}
}

func TestSeparatorsAndFormulasOfACSV(t *testing.T) {
	expect(t, []byte("a,b\n1,2\n"), "", "A1=a", "B1=b", "A2=1", "B2=2")
	expect(t, []byte("a\tb,c\td\n"), "", "A1=a", "B1=b,c", "C1=d")
	expect(t, []byte("sep=;\na;b\n"), "", "A2=a", "B2=b")
	expect(t, []byte("a\n=1+1\n'=1+1\n+62811\n'yang\n"), "", "A1=a", "A2=!=1+1", "A3==1+1", "A4=+62811", "A5='yang")
	_, err := read(open(t, []byte("a\nb\n\"c\n"), sheet.Limits{}), "")
	if f := fault.First(err); f == nil || f.Key != "sheet.quotes" || f.Field != "3" {
		t.Errorf("%v", err)
	}
}

// What WriteCSV writes reads back as it was.
func TestCSVReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringMatching(`[=+@'a-c;, "\n-]{0,6}`)
		want := rapid.SliceOfN(rapid.SliceOfN(cell, 2, 4), 1, 5).Draw(t, "rows")
		var b bytes.Buffer
		if err := sheet.WriteCSV(&b, append([][]string{{"a", "b", "c", "d", "e"}}, want...)); err != nil {
			t.Fatal(err)
		}
		book, err := sheet.Open(bytes.NewReader(b.Bytes()), int64(b.Len()), sheet.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for row, err := range book.Rows("") {
			if err != nil {
				t.Fatal(err)
			}
			for i, c := range row.Cells {
				if c.Kind != sheet.Empty {
					got = append(got, fmt.Sprint(i, c.Kind, c.Text))
				}
			}
		}
		wanted := []string{}
		for _, r := range append([][]string{{"a", "b", "c", "d", "e"}}, want...) {
			for i, c := range r {
				if c != "" {
					wanted = append(wanted, fmt.Sprint(i, sheet.Text, c))
				}
			}
		}
		if strings.Join(got, "|") != strings.Join(wanted, "|") {
			t.Fatalf("%q\nwant %q\nfrom %q", got, wanted, b.String())
		}
	})
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte(table))
	f.Add([]byte("\xff\xfea\x00;\x00\n\x00"))
	f.Add(parts(f, nil))
	f.Add(workbook(f, func(x *excelize.File) { set(f, x, "B2", "Siti") }))
	f.Fuzz(func(t *testing.T, data []byte) { tryAll(t, data) })
}

// The XML within is fuzzed apart: a mutated archive rarely opens.
func FuzzWorkbookParts(f *testing.F) {
	f.Add(`<worksheet><sheetData><row r="2"><c r="A2" t="s"><v>1</v></c><c t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>`, `<sst><si><t>a_x0041_</t></si></sst>`, `<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>`)
	f.Fuzz(func(t *testing.T, cells, texts, styles string) {
		tryAll(t, parts(t, map[string]string{"xl/worksheets/sheet1.xml": cells, "xl/sharedStrings.xml": texts, "xl/styles.xml": styles}))
	})
}

// tryAll opens and reads whatever it is: it must end, within its limits, with
// rows or with a fault.
func tryAll(t *testing.T, data []byte) {
	l := sheet.Limits{Unpacked: 1 << 20, Strings: 1 << 18, Rows: 1000, Columns: 50, Cell: 2000}
	b, err := sheet.Open(bytes.NewReader(data), int64(len(data)), l)
	if err != nil {
		if fault.First(err) == nil {
			t.Fatalf("not a fault: %v", err)
		}
		return
	}
	for _, name := range b.Sheets() {
		last := 0
		for row, err := range b.Rows(name) {
			if err != nil {
				if fault.First(err) == nil {
					t.Fatalf("not a fault: %v", err)
				}
				break
			}
			if row.Number <= last || row.Number > l.Rows+1 || len(row.Cells) > l.Columns || len(row.Cells) == 0 {
				t.Fatalf("row %d after %d with %d cells", row.Number, last, len(row.Cells))
			}
			last = row.Number
		}
	}
}
