// Package sheet writes tables as spreadsheets and reads them: XLSX and CSV.
// What is written is kept in memory, what is read comes row by row: nothing is
// ever spilled into temporary files, because the tables are made from case
// files. A sheet too large for that is refused.
//
// It knows nothing of what the cells mean. It must never guess: a cell that
// holds a formula is told as one, text in an unknown encoding is refused.
//
// Start at [Sheet] to write and at [Open] to read.
package sheet

import (
	"encoding/csv"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"teduh/internal/kit/fault"
)

// Sheet is a table with notes below it. Cells are strings, whole numbers or
// floats.
type Sheet struct {
	Name   string
	Header []string
	Rows   [][]any
	Notes  []string
}

// mostCells bounds a sheet; excelize keeps such a sheet in memory whole.
const mostCells = 200_000

// XLSX writes the sheet as an Office Open XML workbook. Fault: sheet.too_large.
func (s Sheet) XLSX(w io.Writer) (err error) {
	if len(s.Rows)*max(len(s.Header), 1) > mostCells {
		return fault.New(fault.Invalid, "sheet.too_large")
	}
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", s.Name); err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	if err := s.fill(f); err != nil {
		return err
	}
	if err := f.SetRowStyle(s.Name, 1, 1, bold); err != nil {
		return err
	}
	if err := f.SetColWidth(s.Name, "A", "A", 60); err != nil {
		return err
	}
	return f.Write(w)
}

func (s Sheet) fill(f *excelize.File) error {
	row := 1
	put := func(cells []any) error {
		at, err := excelize.CoordinatesToCellName(1, row)
		if err != nil {
			return err
		}
		row++
		return f.SetSheetRow(s.Name, at, &cells)
	}
	header := make([]any, len(s.Header))
	for i, h := range s.Header {
		header[i] = h
	}
	if err := put(header); err != nil {
		return err
	}
	for _, r := range s.Rows {
		if err := put(r); err != nil {
			return err
		}
	}
	row++
	for _, n := range s.Notes {
		if err := put([]any{n}); err != nil {
			return err
		}
	}
	return nil
}

// WriteCSV writes rows as CSV in UTF-8. A text that a spreadsheet would take
// for a formula is made harmless by an apostrophe.
func WriteCSV(w io.Writer, rows [][]string) error {
	out := csv.NewWriter(w)
	for _, r := range rows {
		safe := make([]string, len(r))
		for i, cell := range r {
			safe[i] = harmless(cell)
		}
		if err := out.Write(safe); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func harmless(cell string) string {
	if dangerous(cell) {
		return "'" + cell
	}
	return cell
}

// dangerous reports whether a spreadsheet program would take a text for a
// formula, or whether it looks like one that was made harmless: so that reading
// can take the apostrophe back.
func dangerous(cell string) bool {
	cell = strings.TrimLeft(cell, "'")
	return cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) && !number(cell)
}

// number reports whether a cell is a plain number, as -12 or 14.8.
func number(s string) bool {
	s = strings.TrimPrefix(s, "-")
	return s != "" && strings.Trim(s, "0123456789.") == ""
}
