package imports

import (
	"github.com/a-h/templ"

	"teduh/internal/app"
	"teduh/internal/exchange/oldbook"
	"teduh/internal/web/pages/layout"
)

// Desk is where spreadsheets of one sort are sent, and its words.
type Desk struct {
	At, Back, BackTo  string
	Title, What, Fill string
	Writing           string
	RowsGood          string
	All, AllHere      string
	Good              string
	Written, WereHere string
	Changes           bool // what is there can be changed
}

// Cases is where old cases are sent.
var Cases = Desk{
	At: "/imports", Back: "/", BackTo: "menu.board",
	Title: "import.title", What: "import.what", Fill: "import.step_fill",
	Writing: "import.writing", RowsGood: "import.rows_good", All: "import.all", AllHere: "import.all_here", Good: "import.good",
	Written: "import.written", WereHere: "import.were_here",
}

// Lists is where lists of LK3s are sent.
var Lists = Desk{
	At: "/directory", Back: "/institutions", BackTo: "menu.institutions",
	Title: "directory.title", What: "directory.what", Fill: "directory.fill",
	Writing: "directory.writing", RowsGood: "directory.rows_good", All: "directory.all", AllHere: "directory.all_here", Good: "directory.good",
	Written: "directory.written", WereHere: "directory.were_here", Changes: true,
}

func address(d Desk, u app.Upload) templ.SafeURL { return templ.SafeURL(d.At + "/" + u.ID) }

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
