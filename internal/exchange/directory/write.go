package directory

import (
	"errors"
	"io"
	"slices"

	"teduh/internal/domain/taxonomy"
	"teduh/internal/domain/words"
	"teduh/internal/exchange/oldbook"
	"teduh/internal/kit/locale"
	"teduh/internal/kit/sheet"
)

// SheetName is the name of the sheet that holds a list.
const SheetName = "LK3"

// Sheet is the sheet of a book that holds the list: the one named so, else the
// first.
func Sheet(b *sheet.Book) string {
	if names := b.Sheets(); !slices.Contains(names, SheetName) {
		return names[0]
	}
	return SheetName
}

// Write writes a list of [Row]s as a workbook or, when csv, as CSV.
func Write(out io.Writer, csv bool, rows [][]string) error {
	if csv {
		return sheet.WriteCSV(out, append([][]string{Columns}, rows...))
	}
	s := sheet.NewStream(out, SheetName)
	err := s.Row(Columns...)
	for _, r := range rows {
		err = errors.Join(err, s.Row(r...))
	}
	return errors.Join(err, s.Close())
}

// required are the columns whose cells cannot be empty.
var required = []string{"nama_lk3", "kabupaten_kota", "jenis_lk3"}

// Template writes the workbook to fill in: an empty list, and what belongs into
// each column.
func Template(out io.Writer, l locale.Lang) error {
	w := words.In(l)
	empty := sheet.Table{Name: SheetName}
	help := sheet.Table{Name: oldbook.Title("sheet_help", l), Columns: []sheet.Column{{Title: w.T("oldbook.help_column"), Width: 28}, {Title: w.T("oldbook.help_what"), Width: 100}}}
	for _, line := range []string{w.T("directory.help_rows"), w.T("oldbook.help_bold"), w.T("directory.help_again")} {
		help.Rows = append(help.Rows, []any{"", line})
	}
	for _, name := range Columns {
		col := sheet.Column{Title: name, Width: 26, Bold: slices.Contains(required, name), Text: !slices.Contains(numbers, name)}
		if name == "jenis_lk3" {
			col.Choices = kinds(l)
		}
		empty.Columns = append(empty.Columns, col)
		help.Rows = append(help.Rows, []any{name, w.T("directory.help_" + name)})
	}
	return sheet.WriteTables(out, empty, help)
}

// kinds are the names of the kinds of LK3.
func kinds(l locale.Lang) (names []string) {
	for _, item := range taxonomy.List("institution_kinds") {
		if isLK3(item.Code) {
			names = append(names, item.Name.In(l))
		}
	}
	return names
}
