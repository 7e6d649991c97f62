package oldbook

import (
	"io"
	"strings"

	"teduh/internal/domain/words"
	"teduh/internal/kit/locale"
	"teduh/internal/kit/sheet"
)

// Rest writes the rows that were not imported, with what to correct in a column
// at the end, as a workbook that can be corrected and imported.
type Rest struct {
	out    *sheet.Stream
	words  *locale.Printer
	widest int // columns of the headings
	why    int // column of an earlier file's "what to correct", -1 when there is none
}

// NewRest begins the file of a table of cases.
func NewRest(out io.Writer, l locale.Lang) *Rest { return RestOf(out, Title("sheet_cases", l), l) }

// RestOf begins the file of another table, whose sheet has a name.
func RestOf(out io.Writer, name string, l locale.Lang) *Rest {
	return &Rest{out: sheet.NewStream(out, name), words: words.In(l), why: -1}
}

// Header takes the headings over from the table.
func (r *Rest) Header(row sheet.Row) error {
	r.widest = len(row.Cells)
	for i, c := range row.Cells {
		if Means(WhyNot, c.Text) {
			r.why = i
		}
	}
	return r.out.Row(append(r.cells(row), r.words.T("oldbook."+WhyNot))...)
}

// Row adds a row and what is wrong with it.
func (r *Rest) Row(row sheet.Row, problems []Problem) error {
	var why []string
	for _, p := range problems {
		why = append(why, p.Titled()+": "+r.words.Fault(p.Fault))
	}
	return r.out.Row(append(r.cells(row), strings.Join(why, "\n"))...)
}

// cells are the texts of a row under the headings, without an earlier file's
// reasons.
func (r *Rest) cells(row sheet.Row) []string {
	out := make([]string, 0, r.widest+1)
	for i := range r.widest {
		if i != r.why {
			out = append(out, row.Cell(i).Text)
		}
	}
	return out
}

// Close ends the file.
func (r *Rest) Close() error { return r.out.Close() }
