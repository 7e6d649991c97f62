package web

import (
	"net/url"

	"teduh/internal/domain/casefile"
	"teduh/internal/web/pages/layout"
)

// A table that grows shows what was typed and some empty rows. Without a script
// "more" is a submit that brings the same form back with more of them.

const (
	spareRows = 1 // empty rows at the end
	moreRows  = 2 // more of them, when asked for
)

// wantsRows reports whether a form was sent only to have more empty rows.
func (v *visit) wantsRows() bool { return v.r.PostForm.Get("more") != "" }

// table renders a table that grows.
func (v *visit) table(f casefile.Field, body casefile.Body) (layout.Input, error) {
	i := layout.Input{Name: f.Name, Label: v.t("field." + f.Name), Required: f.Required, Kind: "rows", Most: f.MostRows()}
	if f.Help {
		i.Help = v.t("help." + f.Name)
	}
	shown := body.LastRow(f.Name) + spareRows
	asked := v.r.PostForm.Get("more") == f.Name
	if asked {
		shown += moreRows - spareRows
	}
	for n := 1; n <= min(shown, i.Most); n++ {
		row, err := v.row(f, n, body)
		if err != nil {
			return i, err
		}
		row[0].Focus = asked && n == body.LastRow(f.Name)+1
		i.Rows = append(i.Rows, row)
	}
	return i, nil
}

func (v *visit) row(f casefile.Field, n int, body casefile.Body) ([]layout.Input, error) {
	cells := make([]layout.Input, len(f.Columns))
	for c, column := range f.Columns {
		name := casefile.RowKey(f.Name, n, column.Name)
		cell, err := v.input(column, body.All(name))
		if err != nil {
			return nil, err
		}
		if column.Type == casefile.Link {
			cell.Kind = "hidden"
		}
		cell.Name, cell.Row = name, n
		cell.Required = f.Required && n == 1 && (column.Required || column.AsAbove) // an empty row is dropped
		cells[c] = cell
	}
	return cells, nil
}

// readRows reads the cells of a table that grows. Rows keep the numbers under
// which they were typed, so that a fault stands where it was made.
func (v *visit) readRows(f casefile.Field, typed url.Values, body casefile.Body) {
	posted := casefile.Body{}
	for name, answers := range typed {
		posted[name] = answers
	}
	for n := 1; n <= min(posted.LastRow(f.Name), f.MostRows()); n++ {
		for _, column := range f.Columns {
			v.readField(column, casefile.RowKey(f.Name, n, column.Name), typed, body)
		}
	}
}
