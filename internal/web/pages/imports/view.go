package imports

import (
	"github.com/a-h/templ"

	"teduh/internal/app"
	"teduh/internal/exchange/oldbook"
	"teduh/internal/web/pages/layout"
)

func address(u app.Upload) templ.SafeURL { return templ.SafeURL("/imports/" + u.ID) }

func describedBy(bad string) string {
	if bad != "" {
		return "file-help file-fault"
	}
	return "file-help"
}

// place names the cell with its sheet, where there is one, and its column.
func place(p oldbook.Problem) string {
	if p.Sheet == "" {
		return p.Titled()
	}
	return p.Sheet + " " + p.Titled()
}

// short is the beginning of what stands in a cell.
func short(value string) string {
	const most = 60
	if r := []rune(value); len(r) > most {
		return string(r[:most]) + "…"
	}
	return value
}

// explained says what is to be done about problems.
func explained(v layout.View, u app.Upload) string {
	if u.Table {
		return v.T("import.fix_table")
	}
	return v.T("import.fix")
}
