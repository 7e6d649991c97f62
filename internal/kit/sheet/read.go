package sheet

import (
	"bytes"
	"io"
	"iter"
	"strconv"

	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
)

// CellKind is what a cell holds.
type CellKind int

// The kinds of cell. All cells of a CSV are Empty, Text or Formula.
const (
	Empty   CellKind = iota
	Text             // Text is what it says
	Number           // Number, and Text as plain decimals
	Bool             // Text is "true" or "false"
	Date             // Day, and Text in ISO 8601; a time of day is dropped
	Formula          // Text is the formula with its "="; what it last computed is not given
	Error            // Text is the spreadsheet's own error, as #N/A
)

// Cell is one cell as it was read.
type Cell struct {
	Kind   CellKind
	Text   string
	Number float64
	Day    calendar.Day
}

// Row is one row with anything in it. Cells holds it by column from 0; the last
// columns may be missing. It is valid until the next row is asked for.
type Row struct {
	Sheet  string // "" in a CSV
	Number int    // from 1, as a spreadsheet program counts
	Cells  []Cell
}

// Cell returns the cell of a column, from 0; an empty one where nothing is.
func (r Row) Cell(column int) Cell {
	if column < 0 || column >= len(r.Cells) {
		return Cell{}
	}
	return r.Cells[column]
}

// Ref names the cell of a column as spreadsheet programs do, as B7.
func (r Row) Ref(column int) string { return ColumnName(column) + strconv.Itoa(r.Number) }

// ColumnName names a column, from 0: A, B … Z, AA …
func ColumnName(column int) string {
	var b [8]byte
	i := len(b)
	for column >= 0 && i > 0 {
		i--
		b[i] = byte('A' + column%26)
		column = column/26 - 1
	}
	return string(b[i:])
}

// Limits bound what is read, so that a small file cannot fill the memory or
// hold the program for hours. Zero means the default.
type Limits struct {
	Unpacked int64 // bytes of one part of a workbook, unpacked: 512 MiB
	Strings  int64 // bytes of all its shared texts: 64 MiB
	Rows     int   // number of the last row: 200,000
	Columns  int   // number of the last column: 200
	Cell     int   // bytes in a cell: 64 KiB
}

func (l Limits) orDefault() Limits {
	set := func(n *int, d int) {
		if *n == 0 {
			*n = d
		}
	}
	if l.Unpacked == 0 {
		l.Unpacked = 512 << 20
	}
	if l.Strings == 0 {
		l.Strings = 64 << 20
	}
	set(&l.Rows, 200_000)
	set(&l.Columns, 200)
	set(&l.Cell, 64<<10)
	return l
}

// Book is an opened workbook or CSV. It may be read again and again, but by one
// goroutine at a time.
type Book struct {
	source source
}

// source is one of the two formats.
type source interface {
	sheets() []string
	rows(sheet string, yield func(Row) bool) error
}

// Open recognises a workbook or a CSV by its content; the file's name does not
// matter. Faults: sheet.old_workbook for the format before 2007 and for a
// workbook with a password, sheet.not_workbook for another archive,
// sheet.not_text, sheet.encoding, sheet.damaged, sheet.unpacked when it is
// larger than the limits.
func Open(r io.ReaderAt, size int64, l Limits) (_ *Book, err error) {
	defer fault.Wrap(&err, "sheet.Open")
	head := make([]byte, 8)
	n, err := r.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return nil, err
	}
	head = head[:min(int64(n), size)]
	l = l.orDefault()
	var s source
	switch {
	case len(head) == 0:
		return nil, fault.New(fault.Invalid, "sheet.empty")
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return nil, fault.New(fault.Invalid, "sheet.old_workbook")
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		s, err = openWorkbook(r, size, l)
	default:
		s, err = openText(io.NewSectionReader(r, 0, size), l)
	}
	if err != nil {
		return nil, err
	}
	return &Book{s}, nil
}

// Sheets returns the names of the sheets in their order, hidden ones too; one
// without a name for a CSV.
func (b *Book) Sheets() []string { return b.source.sheets() }

// Rows reads a sheet row by row; rows without any content are passed over. An
// error ends it. Faults: sheet.damaged, sheet.unpacked, sheet.rows,
// sheet.columns, sheet.cell_too_long, sheet.encoding; where one belongs to a
// cell or a row, Field names it and the argument sheet its sheet.
func (b *Book) Rows(sheet string) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		stopped := false
		err := b.source.rows(sheet, func(r Row) bool {
			stopped = !yield(r, nil)
			return !stopped
		})
		if err != nil && !stopped {
			yield(Row{Sheet: sheet}, err)
		}
	}
}

// at places a fault at a cell or row of a sheet.
func at(sheet, ref, key string) *fault.Error {
	return fault.New(fault.Invalid, key).On(ref).With("sheet", sheet).With("cell", ref)
}
