package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"

	"teduh/internal/kit/fault"
)

// rowReader walks one sheet of a workbook.
type rowReader struct {
	*workbook
	x     *xmlReader
	sheet string
	row   Row
	next  int // column of the next cell that does not say its own
	value []byte
}

func (w *workbook) rows(sheet string, yield func(Row) bool) error {
	for _, t := range w.tabs {
		if t.name == sheet {
			return w.read(t.part, w.limits.Unpacked, func(x *xmlReader) error {
				return (&rowReader{workbook: w, x: x, sheet: sheet}).walk(yield)
			})
		}
	}
	return fault.New(fault.Invalid, "sheet.no_such_sheet").With("sheet", sheet)
}

func (r *rowReader) walk(yield func(Row) bool) error {
	for {
		t, err := r.x.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "row" {
			continue
		}
		if err := r.begin(e); err != nil {
			return err
		}
		if err := r.cells(); err != nil {
			return err
		}
		if r.row.Cells = trimmed(r.row.Cells); len(r.row.Cells) > 0 && !yield(r.row) {
			return nil
		}
	}
}

// begin takes the number of a row, which may be left out.
func (r *rowReader) begin(e xml.StartElement) error {
	number := r.row.Number + 1
	if said := attribute(e, "r"); said != "" {
		n := whole(said)
		if n < number {
			return at(r.sheet, said[:min(len(said), 8)], "sheet.damaged")
		}
		number = n
	}
	if number > r.limits.Rows {
		return at(r.sheet, strconv.Itoa(number), "sheet.rows").With("n", r.limits.Rows)
	}
	r.row, r.next = Row{Sheet: r.sheet, Number: number, Cells: r.row.Cells[:0]}, 0
	return nil
}

// cells reads up to the end of the row.
func (r *rowReader) cells() error {
	for {
		t, err := r.x.next()
		if err != nil {
			return cut(err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			if t.Name.Local == "row" {
				return nil
			}
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}
			column, err := r.column(t)
			if err != nil {
				return err
			}
			cell, err := r.cell(attribute(t, "t"), attribute(t, "s"), column)
			if err != nil {
				return err
			}
			if cell.Kind != Empty {
				for len(r.row.Cells) <= column {
					r.row.Cells = append(r.row.Cells, Cell{})
				}
				r.row.Cells[column] = cell
			}
		}
	}
}

// column is where a cell stands, which may be left out; a cell before the one
// last read is a damaged file.
func (r *rowReader) column(e xml.StartElement) (int, error) {
	column := r.next
	if said := attribute(e, "r"); said != "" {
		column = columnOf(said)
		if column < r.next {
			return 0, at(r.sheet, strconv.Itoa(r.row.Number), "sheet.damaged")
		}
	}
	if column >= r.limits.Columns {
		return 0, at(r.sheet, r.row.Ref(column), "sheet.columns").With("n", r.limits.Columns)
	}
	r.next = column + 1
	return column, nil
}

// columnOf returns the column of a cell's name, -1 when it is none.
func columnOf(ref string) int {
	n := 0
	letters := strings.TrimRight(ref, "0123456789")
	for _, c := range []byte(letters) {
		if c < 'A' || c > 'Z' || len(letters) > 3 {
			return -1
		}
		n = n*26 + int(c-'A') + 1
	}
	return n - 1
}

// cell reads one cell up to its end.
func (r *rowReader) cell(kind, style string, column int) (Cell, error) {
	r.value = r.value[:0]
	var formula, inline string
	isFormula := false
	in := ""
	for {
		t, err := r.x.next()
		if err != nil {
			return Cell{}, r.place(cut(err), column)
		}
		switch t := t.(type) {
		case xml.StartElement:
			in = t.Name.Local
			isFormula = isFormula || in == "f"
			if in == "is" {
				if inline, err = r.x.text("is", r.limits.Cell); err != nil {
					return Cell{}, r.place(err, column)
				}
				in = ""
			}
		case xml.EndElement:
			if t.Name.Local == "c" {
				if isFormula {
					return Cell{Kind: Formula, Text: "=" + formula}, nil
				}
				return r.typed(kind, style, inline, column)
			}
			in = ""
		case xml.CharData:
			switch in {
			case "v":
				r.value = append(r.value, t...)
			case "f":
				formula += string(t)
			}
			if len(r.value)+len(formula) > r.limits.Cell {
				return Cell{}, r.place(fault.New(fault.Invalid, "sheet.cell_too_long"), column)
			}
		}
	}
}

// place names the cell in a fault that does not yet.
func (r *rowReader) place(err error, column int) error {
	if f := fault.First(err); f != nil && f.Field == "" {
		return at(r.sheet, r.row.Ref(column), f.Key)
	}
	return err
}

// typed gives a value its kind by the type and the style that stand beside it.
func (r *rowReader) typed(kind, style, inline string, column int) (Cell, error) {
	value := string(r.value)
	switch kind {
	case "inlineStr":
		return text(inline), nil
	case "str":
		return text(unescape(value)), nil
	}
	if value == "" {
		return Cell{}, nil
	}
	switch kind {
	case "s":
		shared, ok := r.strings.get(whole(value))
		if !ok {
			return Cell{}, at(r.sheet, r.row.Ref(column), "sheet.damaged")
		}
		return text(shared), nil
	case "b":
		return Cell{Kind: Bool, Text: strconv.FormatBool(truth(value))}, nil
	case "e":
		return Cell{Kind: Error, Text: value}, nil
	case "d":
		if d, ok := isoDay(value); ok {
			return d, nil
		}
		return text(value), nil
	}
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return Cell{}, at(r.sheet, r.row.Ref(column), "sheet.damaged")
	}
	if i := whole(style); i >= 0 && i < len(r.dates) && r.dates[i] {
		if d := dayOf(n, r.since04); d != 0 {
			return Cell{Kind: Date, Number: n, Day: d, Text: d.String()}, nil
		}
	}
	return Cell{Kind: Number, Number: n, Text: strconv.FormatFloat(n, 'f', -1, 64)}, nil
}

func text(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{Kind: Text, Text: s}
}

// whole reads a number of at most nine digits, -1 when it is none.
func whole(s string) int {
	if len(s) > 9 {
		return -1
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
