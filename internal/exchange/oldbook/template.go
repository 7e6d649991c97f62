package oldbook

import (
	"io"
	"strconv"

	"teduh/internal/domain/taxonomy"
	"teduh/internal/domain/words"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/locale"
	"teduh/internal/kit/sheet"
)

// Template writes the workbook to fill in: an empty table, a worked row on a
// sheet of its own, so that nobody imports it, the lists, and how to fill it in.
func Template(out io.Writer, l locale.Lang) error {
	title := func(name string) string { return Title(name, l) }
	var empty, worked sheet.Table
	empty.Name, worked.Name = title("sheet_cases"), title("sheet_example")
	row := make([]any, len(columns))
	for i, c := range columns {
		col := sheet.Column{Title: title(c.Name), Width: c.Width, Bold: c.Required, Text: c.Kind != Day && c.Kind != Whole, Day: c.Kind == Day}
		if c.Kind == Choice {
			for _, item := range taxonomy.List(c.List) {
				col.Choices = append(col.Choices, item.Name.In(l))
			}
		}
		empty.Columns, worked.Columns = append(empty.Columns, col), append(worked.Columns, col)
		row[i] = example(c, l)
	}
	worked.Rows = [][]any{row}
	return sheet.WriteTables(out, empty, worked, codes(l), help(l))
}

// example is the worked row's cell of a column.
func example(c Column, l locale.Lang) any {
	switch {
	case c.Example == said:
		return Title("example_"+c.Name, l)
	case c.Kind == Day:
		if d, err := calendar.ParseDay(c.Example); err == nil {
			return d
		}
		return ""
	case c.Kind == Whole:
		n, err := strconv.Atoi(c.Example)
		if err != nil {
			return ""
		}
		return n
	case c.Kind == Choice:
		if item, ok := taxonomy.Find(c.List, c.Example); ok {
			return item.Name.In(l)
		}
	}
	return c.Example
}

// codes lists what may stand in the columns of choices: the code, the name, and
// the number in the list of 2016.
func codes(l locale.Lang) sheet.Table {
	w := words.In(l)
	t := sheet.Table{Name: Title("sheet_codes", l), Columns: []sheet.Column{
		{Title: w.T("oldbook.codes_column"), Width: 24}, {Title: w.T("oldbook.codes_name"), Width: 50},
		{Title: w.T("oldbook.codes_code"), Width: 24}, {Title: w.T("oldbook.codes_2016"), Width: 12},
	}}
	numbers := map[string]any{}
	for i, p := range taxonomy.Of2016().Problems {
		numbers[p.Code] = i + 1
	}
	for _, c := range columns {
		for _, item := range taxonomy.List(c.List) {
			var number any
			if c.List == "problems" {
				number = numbers[item.Code]
			}
			t.Rows = append(t.Rows, []any{Title(c.Name, l), item.Name.In(l), item.Code, number})
		}
	}
	return t
}

// help says of each column what belongs there.
func help(l locale.Lang) sheet.Table {
	w := words.In(l)
	t := sheet.Table{Name: Title("sheet_help", l), Columns: []sheet.Column{{Title: w.T("oldbook.help_column"), Width: 26}, {Title: w.T("oldbook.help_what"), Width: 110}}}
	for _, line := range []string{w.T("oldbook.help_rows"), w.T("oldbook.help_bold"), w.T("oldbook.help_again"), w.T("oldbook.help_late")} {
		t.Rows = append(t.Rows, []any{"", line})
	}
	for _, c := range columns {
		t.Rows = append(t.Rows, []any{Title(c.Name, l), w.T("oldbook.help_" + c.Name)})
	}
	return t
}
