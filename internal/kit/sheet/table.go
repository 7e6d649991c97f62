package sheet

import (
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
)

// Table is one sheet of a small workbook with typed columns: a template to fill
// in. Cells are strings, whole numbers, days or nil.
type Table struct {
	Name    string
	Columns []Column
	Rows    [][]any
}

// Column is a column of a [Table].
type Column struct {
	Title   string
	Width   int // in characters
	Bold    bool
	Text    bool     // its cells are kept as text, also when they look like a number
	Day     bool     // its cells show days as 31/12/2016
	Choices []string // offered in its cells; others can still be typed
}

// WriteTables writes a workbook of tables. Fault: sheet.too_large.
func WriteTables(w io.Writer, tables ...Table) error {
	f := excelize.NewFile()
	defer f.Close()
	styles, err := newStyles(f)
	if err != nil {
		return err
	}
	for i, t := range tables {
		if len(t.Rows)*max(len(t.Columns), 1) > mostCells {
			return fault.New(fault.Invalid, "sheet.too_large")
		}
		if i == 0 {
			err = f.SetSheetName("Sheet1", t.Name)
		} else {
			_, err = f.NewSheet(t.Name)
		}
		if err == nil {
			err = t.write(f, styles)
		}
		if err != nil {
			return err
		}
	}
	return f.Write(w)
}

type tableStyles struct{ title, bold, text, day int }

func newStyles(f *excelize.File) (s tableStyles, err error) {
	day := "dd/mm/yyyy"
	wrap := &excelize.Alignment{WrapText: true, Vertical: "top"}
	for _, one := range []struct {
		at    *int
		style excelize.Style
	}{
		{&s.title, excelize.Style{NumFmt: 49, Alignment: wrap, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7EEF0"}}}},
		{&s.bold, excelize.Style{NumFmt: 49, Alignment: wrap, Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"CFE3E6"}}}},
		{&s.text, excelize.Style{NumFmt: 49}},
		{&s.day, excelize.Style{CustomNumFmt: &day}},
	} {
		if *one.at, err = f.NewStyle(&one.style); err != nil {
			return s, err
		}
	}
	return s, nil
}

const offered = 5000 // rows of a template in which choices are offered

func (t Table) write(f *excelize.File, s tableStyles) error {
	for i, c := range t.Columns {
		if err := t.column(f, s, ColumnName(i), c); err != nil {
			return err
		}
	}
	for n, row := range t.Rows {
		for i, v := range row {
			if d, ok := v.(calendar.Day); ok {
				v = d.Time()
			}
			if v == nil || v == "" {
				continue
			}
			at, err := excelize.CoordinatesToCellName(i+1, n+2)
			if err == nil {
				err = f.SetCellValue(t.Name, at, v)
			}
			if err == nil && t.Columns[i].Day {
				err = f.SetCellStyle(t.Name, at, at, s.day) // else excelize gives it one of its own
			}
			if err != nil {
				return err
			}
		}
	}
	return f.SetPanes(t.Name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// column sets how a column looks, and its title.
func (t Table) column(f *excelize.File, s tableStyles, name string, c Column) error {
	style, title := 0, s.title
	switch {
	case c.Day:
		style = s.day
	case c.Text:
		style = s.text
	}
	if c.Bold {
		title = s.bold
	}
	if err := f.SetColWidth(t.Name, name, name, float64(c.Width)); err != nil {
		return err
	}
	if style != 0 {
		if err := f.SetColStyle(t.Name, name, style); err != nil {
			return err
		}
	}
	if err := f.SetCellValue(t.Name, name+"1", c.Title); err != nil {
		return err
	}
	if err := f.SetCellStyle(t.Name, name+"1", name+"1", title); err != nil {
		return err
	}
	return t.offer(f, name, c.Choices)
}

// offer puts a list into the cells of a column, when it is short enough for the
// format; other values can still be typed.
func (t Table) offer(f *excelize.File, name string, choices []string) error {
	if len(choices) == 0 {
		return nil
	}
	v := excelize.NewDataValidation(true)
	v.SetSqref(name + "2:" + name + strconv.Itoa(offered))
	if err := v.SetDropList(choices); err != nil {
		return nil // too long for the format: the sheet of codes has it
	}
	v.ShowErrorMessage = false
	return f.AddDataValidation(t.Name, v)
}
