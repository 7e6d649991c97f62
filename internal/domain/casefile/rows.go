package casefile

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"teduh/internal/kit/fault"
)

// A field of the type Rows is a table that grows: the same columns again and
// again. Its cells stand in the body under flat keys, "measures.2.until", so
// that whatever reads a body field by field reads them too. Rows are numbered
// from 1 and dense once they were checked.

// maxRows is how many rows a field takes unless it says otherwise.
const maxRows = 20

// MostRows is how many rows the field takes.
func (f Field) MostRows() int {
	if f.Max > 0 {
		return f.Max
	}
	return maxRows
}

// RowKey is the key of a cell.
func RowKey(field string, n int, column string) string {
	return field + "." + strconv.Itoa(n) + "." + column
}

// cellOf takes a key apart; ok is false for one that is not of a cell.
func cellOf(key string) (field string, n int, column string, ok bool) {
	field, rest, dotted := strings.Cut(key, ".")
	number, column, again := strings.Cut(rest, ".")
	n, err := strconv.Atoi(number)
	return field, n, column, dotted && again && err == nil && n > 0 && RowKey(field, n, column) == key
}

// Rows returns the rows of a field by the columns' names, in the order of their
// numbers.
func (b Body) Rows(field string) []Body {
	rows := b.numbered(field)
	out := make([]Body, 0, len(rows))
	for _, n := range slices.Sorted(maps.Keys(rows)) {
		out = append(out, rows[n])
	}
	return out
}

// numbered returns the rows of a field by their numbers.
func (b Body) numbered(field string) map[int]Body {
	rows := map[int]Body{}
	for key, answers := range b {
		of, n, column, ok := cellOf(key)
		if !ok || of != field {
			continue
		}
		if rows[n] == nil {
			rows[n] = Body{}
		}
		rows[n][column] = answers
	}
	return rows
}

// LastRow returns the number of a field's last row, 0 when it has none.
func (b Body) LastRow(field string) int {
	last := 0
	for key := range b {
		if of, n, _, ok := cellOf(key); ok && of == field {
			last = max(last, n)
		}
	}
	return last
}

// SetRows answers a field with rows, numbered from 1; none remove them all.
func (b Body) SetRows(field string, rows ...Body) {
	for key := range b {
		if of, _, _, ok := cellOf(key); ok && of == field {
			delete(b, key)
		}
	}
	for i, row := range rows {
		for column, answers := range row {
			b.Set(RowKey(field, i+1, column), answers...)
		}
	}
}

// Answers reports whether a body answers the field, be it by a row.
func (f Field) Answers(b Body) bool {
	if f.Type == Rows {
		return b.LastRow(f.Name) > 0
	}
	return b.Has(f.Name)
}

// Copy answers a field of b as another body does.
func (b Body) Copy(f Field, from Body) {
	if f.Type == Rows {
		b.SetRows(f.Name, from.Rows(f.Name)...)
		return
	}
	b.Set(f.Name, from.All(f.Name)...)
}

// checkRows cleans the rows of a field: empty ones are dropped, and the others
// move up. Faults name the cell by the number under which it was typed.
func (f Field) checkRows(b, clean Body, ref Reference) (faults fault.Many) {
	var kept []Body
	rows := b.numbered(f.Name)
	for _, n := range slices.Sorted(maps.Keys(rows)) {
		row, bad := f.checkRow(rows[n], n, len(kept) == 0, ref)
		faults = append(faults, bad...)
		if row != nil {
			kept = append(kept, row)
		}
	}
	switch {
	case len(kept) > f.MostRows():
		faults = append(faults, fault.New(fault.Invalid, "fault.rows_most").With("n", f.MostRows()).On(f.Name))
	case f.Required && len(kept) == 0 && !f.otherwise(b):
		faults = append(faults, fault.Bad(f.Name, "fault.required"))
	}
	clean.SetRows(f.Name, f.keyed(kept)...)
	return faults
}

// checkRow cleans one row; nil when nothing is answered in it. What is as in the
// row above must be said in the first.
func (f Field) checkRow(row Body, n int, first bool, ref Reference) (Body, fault.Many) {
	if !f.answered(row) {
		return nil, nil
	}
	clean := Body{}
	var faults fault.Many
	for _, c := range f.Columns {
		clean.Set(c.Name, trim(row.All(c.Name))...)
		c.Required = c.Required || c.AsAbove && first
		if err := c.check(clean.All(c.Name), ref); err != nil {
			faults = append(faults, err.On(RowKey(f.Name, n, c.Name)))
		}
	}
	return clean, faults
}

// rowID is the column by which a row keeps its name when others come or go.
const rowID = "row"

// keyed names the rows that have no name yet, if the field's rows have names.
func (f Field) keyed(rows []Body) []Body {
	if !f.named() {
		return rows
	}
	last, seen := 0, map[string]bool{}
	for _, row := range rows {
		n, _ := strconv.Atoi(row.Get(rowID)) // anything else counts for nothing
		last = max(last, n)
	}
	for _, row := range rows {
		if id := row.Get(rowID); id == "" || seen[id] {
			last++
			row.Set(rowID, strconv.Itoa(last))
		}
		seen[row.Get(rowID)] = true
	}
	return rows
}

// KeepRows names the rows that a correction adds, so that none takes the name of
// one that ever stood in the entry: who did that one did not do this one.
func KeepRows(f Form, corrected Body, earlier ...Body) {
	for _, field := range f.Fields {
		if field.Type != Rows {
			continue
		}
		last, seen := 0, map[string]bool{}
		for _, b := range append(earlier, corrected) {
			for _, row := range b.Rows(field.Name) {
				n, _ := strconv.Atoi(row.Get(rowID)) // anything else counts for nothing
				last = max(last, n)
			}
		}
		rows := corrected.numbered(field.Name)
		for _, n := range slices.Sorted(maps.Keys(rows)) {
			if id := rows[n].Get(rowID); id != "" && !seen[id] {
				seen[id] = true
				continue
			}
			if field.named() && field.answered(rows[n]) {
				last++
				corrected.Set(RowKey(field.Name, n, rowID), strconv.Itoa(last))
			}
		}
	}
}

// named reports whether the field's rows keep a name.
func (f Field) named() bool {
	return slices.ContainsFunc(f.Columns, func(c Field) bool { return c.Name == rowID })
}

// answered reports whether a person answered anything in a row.
func (f Field) answered(row Body) bool {
	return slices.ContainsFunc(f.Columns, func(c Field) bool { return c.Type != Link && len(trim(row.All(c.Name))) > 0 })
}
