// Package report is the report of an LK3 on paper, and the forms beside it.
package report

import (
	"slices"
	"strings"

	"teduh/internal/app"
	"teduh/internal/domain/document"
	"teduh/internal/domain/recap"
	"teduh/internal/domain/staff"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/locale"
	"teduh/internal/web/pages/layout"
)

// View is a report with what its page offers beside it.
type View struct {
	app.Report
	Sentence string
	Periods  []calendar.Period
	Paper    string
	Today    calendar.Day
}

// Text is the address of the form of what is written into the report.
func (r View) Text() string { return "/report/" + r.Period.String() + "/text" }

// Title is what the report is called, by its length.
func (r View) Title(v layout.View) string { return TitleOf(v.Printer, r.Period) }

// TitleOf is what the report of a period is called.
func TitleOf(p *locale.Printer, period calendar.Period) string {
	return p.T([...]string{"report.monthly", "report.quarterly", "report.half_yearly", "report.yearly"}[period.Length])
}

// Row is a figure with its name; a part stands under the row above it.
type Row struct {
	Name   string
	Amount int64
	Part   bool
}

// figure is the row of a figure of the recap.
func (r View) figure(v layout.View, f recap.Figure) Row {
	return Row{Name: v.T("figure." + string(f)), Amount: r.Figures[f]}
}

// Movement is the cases from the start of the period to its end.
func (r View) Movement(v layout.View) []Row {
	rows := []Row{r.figure(v, recap.OpenAtStart), r.figure(v, recap.NewCases), r.figure(v, recap.TransferredIn), r.figure(v, recap.ReopenedCases), r.figure(v, recap.ClosedCases)}
	for _, row := range r.Coded(v, "closure_reasons") {
		row.Part = true
		rows = append(rows, row)
	}
	out := r.figure(v, recap.TransferredOut)
	out.Part = true
	return append(rows, out, r.figure(v, recap.OpenAtEnd))
}

// Handled is the cases handled, new and continuing, and whom they served.
func (r View) Handled(v layout.View) []Row {
	return []Row{
		r.figure(v, recap.Handled), {v.T("report.new"), r.Figures[recap.NewCases], true}, {v.T("report.carried"), r.Carried(), true},
	}
}

// Coded is what was counted under the codes of a list.
func (r View) Coded(v layout.View, list string) []Row {
	var rows []Row
	for _, c := range r.Details[list] {
		name := taxonomy.Name(list, c.Code, v.Lang())
		if c.Code == taxonomy.SealedNote {
			name = v.T("report.sealed_note")
		}
		rows = append(rows, Row{Name: name, Amount: c.Amount})
	}
	return rows
}

// Figures are the rows of some figures.
func (r View) Rows(v layout.View, figures ...recap.Figure) []Row {
	rows := make([]Row, len(figures))
	for i, f := range figures {
		rows[i] = r.figure(v, f)
	}
	return rows
}

// Problems are the lines of the table of problems, parts among them.
func (r View) Problems() []recap.Line {
	var out []recap.Line
	for _, l := range r.BySex.Lines {
		out = append(out, l)
		out = append(out, app.Parts(l)...)
	}
	return out
}

// ages are the columns of a line by age: those of children, then the others.
func (r View) ages(code string) []int64 {
	for _, l := range r.ByAge.Lines {
		for _, part := range append(app.Parts(l), l) {
			if part.Code == code {
				return part.Columns
			}
		}
	}
	return make([]int64, len(r.ByAge.Columns))
}

// part reports whether a line stands under the one above it.
func (r View) part(code string) bool {
	return !slices.ContainsFunc(r.BySex.Lines, func(l recap.Line) bool { return l.Code == code })
}

// children adds up the columns by age that are of children.
func (r View) children(columns []int64) (sum int64) {
	for i, code := range r.ByAge.Columns {
		if slices.Contains([]string{"0_5", "6_12", "13_17"}, code) {
			sum += columns[i]
		}
	}
	return sum
}

// age is the head of a column: 0–5, 60+.
func age(v layout.View, code string) string {
	switch code {
	case taxonomy.Unknown:
		return "?"
	default:
		return strings.ReplaceAll(strings.ReplaceAll(code, "_up", "+"), "_", "–")
	}
}

// sex is the head of a column.
func sex(v layout.View, code string) string {
	if code == taxonomy.Unknown {
		return "?"
	}
	return v.T("report.sex." + code)
}

// disabled is how many of a line's cases are of clients with a disability.
func (r View) disabled(code string) int64 {
	for _, l := range r.Limited.Lines {
		for _, part := range append(app.Parts(l), l) {
			if part.Code == code {
				return part.Amount
			}
		}
	}
	return 0
}

// By name; more are counted.
const (
	mostStaff     = 12
	mostTrainings = 6
)

// Trained are the training events named, and how many more there are.
func (r View) Trained() (named []app.Trained, more int) {
	n := min(len(r.Trainings), mostTrainings)
	return r.Trainings[:n], len(r.Trainings) - n
}

// People are those named, and how many more there are.
func (r View) People() (named []app.Colleague, more int) {
	n := min(len(r.Staff), mostStaff)
	return r.Staff[:n], len(r.Staff) - n
}

// posts names the roles held in the period.
func posts(v layout.View, held []staff.Post) string {
	var names []string
	for _, p := range held {
		if name := v.T("role." + string(p.Role)); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// credentials names what somebody has shown, without its number.
func credentials(v layout.View, c app.Colleague, on calendar.Day) string {
	var names []string
	for _, cr := range c.Credentials {
		name := taxonomy.Name("credentials", cr.Kind, v.Lang())
		if cr.ValidUntil != 0 && cr.ValidUntil < on {
			name += " (" + v.T("report.expired") + ")"
		}
		names = append(names, name)
	}
	if len(names) == 0 {
		return "–"
	}
	return strings.Join(names, ", ")
}

// Where is the regency and province of the LK3.
func (r View) Where() string {
	var names []string
	for _, a := range slices.Backward(r.Path) {
		names = append(names, a.Name)
	}
	return strings.Join(names, ", ")
}

// Signed is the place and day above the signatures.
func (r View) Signed(v layout.View) string {
	town := r.Letterhead.Town
	if town == "" {
		town = strings.Repeat("…", 12)
	}
	return town + ", " + v.Day(r.Today)
}

// signs fills in how a signatory is called who was not written down.
func signs(s document.Signatory, post string) document.Signatory {
	if s.Post == "" {
		s.Post = post
	}
	return s
}

// List is the list of problems by which the report is laid out.
func (r View) List() string { return app.ListOf(r.Period) }

func sum(rows []Row) (n int64) {
	for _, row := range rows {
		n += row.Amount
	}
	return n
}
