// Package recap is the page of figures: the sentence, the table, the chart.
package recap

import (
	"cmp"
	"net/url"
	"slices"

	"teduh/internal/app"
	"teduh/internal/domain/area"
	"teduh/internal/domain/recap"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/web/pages/layout"
)

// RecapView is a recap with what its page offers beside it.
type RecapView struct {
	app.Recap
	Sentence string
	Notes    []string
	Columns  []string // names
	Below    []area.Area
	LK3s     []registry.Institution
	Cases    bool // the numbers open to the list of cases
	Periods  []calendar.Period
	Sees     func(area.Code) bool // whether the reader may see figures of a place

	leads []string // see Opens
}

// Link is the address of the same recap with something changed, from its page.
func (r *RecapView) Link(change func(*app.RecapQuery)) string {
	q := r.Query
	change(&q)
	return "?" + Values(q).Encode()
}

// File is the address of the recap as a file.
func (r *RecapView) File(ending string) string {
	return "/recap." + ending + "?" + Values(r.Query).Encode()
}

// Values are a query's parameters: codes only, and only those that it would not
// mean without them, since a table has hundreds of addresses.
func Values(q app.RecapQuery) url.Values {
	v := url.Values{"period": {q.Period.String()}}
	if q.Figure == recap.Handled {
		q.Figure = ""
	}
	if q.By == recap.ByProblem {
		q.By = ""
	}
	if q.List == app.ListOf(q.Period) {
		q.List = ""
	}
	for name, value := range map[string]string{"area": string(q.Area), "institution": q.Institution, "by": string(q.By), "figure": string(q.Figure), "list": q.List} {
		if value != "" {
			v.Set(name, value)
		}
	}
	return v
}

// Published returns what was published in 2016 for a line, when the recap is
// that recap.
func (r *RecapView) Published(code string) (int64, bool) {
	if !r.Compares() {
		return 0, false
	}
	return taxonomy.Published2016().Tenths(code)
}

// Compares reports whether the recap is the one the ministry published.
func (r *RecapView) Compares() bool {
	q := r.Query
	return q.List == "2016" && q.Period == calendar.PeriodOf(201601, calendar.Year) && q.Area == "" && q.Figure == recap.Handled && q.By == recap.ByProblem
}

// Axes are the ways the page lays its table out: by the areas directly below,
// not by all 514 regencies at once.
func (r *RecapView) Axes() []recap.Axis {
	axes := []recap.Axis{recap.ByProblem}
	switch {
	case r.Institution.ID != "":
	case r.Query.Area == "":
		axes = append(axes, recap.ByProvince)
	case r.Query.Area.Level() == area.Province:
		axes = append(axes, recap.ByRegency, recap.ByInstitution)
	default:
		axes = append(axes, recap.ByInstitution)
	}
	return append(axes, recap.BySex, recap.ByAge, recap.ByMonth)
}

// Wide reports whether the table has columns beside the total.
func (r *RecapView) Wide() bool { return r.Query.By != recap.ByProblem }

// Opens is where a number leads: to the files of the own LK3 behind it, to the
// counts by institution, or "" where neither is kept: by sex and age above an
// LK3. row is that of a line, or app.WholeTable; column is -1 for the row's sum.
func (r *RecapView) Opens(row string, column int) string {
	if r.leads == nil { // once for a table of many rows
		r.leads = append(r.leads, r.lead(""))
		for _, name := range r.Table.Columns {
			r.leads = append(r.leads, r.lead(name))
		}
	}
	if lead := r.leads[column+1]; lead != "" {
		return lead + url.QueryEscape(row)
	}
	return ""
}

// lead is the address behind the numbers of a column, "" for the rows' sums: all
// but the code of the row at its end.
func (r *RecapView) lead(column string) string {
	if r.Cases {
		values := Values(r.Query)
		if column != "" {
			values.Set("column", column)
		}
		return "/recap/files?" + values.Encode() + "&of="
	}
	if column != "" && (r.Query.By == recap.BySex || r.Query.By == recap.ByAge) {
		return ""
	}
	return r.Link(func(q *app.RecapQuery) { r.into(q, column) }) + "&of="
}

// into narrows a query to a column: a number opens by institution.
func (r *RecapView) into(q *app.RecapQuery, column string) {
	switch {
	case column == "":
	case q.By == recap.ByProvince || q.By == recap.ByRegency:
		q.Area = area.Code(column)
	case q.By == recap.ByInstitution:
		q.Institution = column
	case q.By == recap.ByMonth:
		if m, err := calendar.ParseMonth(column); err == nil {
			q.Period = calendar.PeriodOf(m, calendar.MonthLength)
		}
	}
	q.By = ""
}

// Count is what an institution has of a line.
type Count struct {
	Institution string
	Name        string
	Amount      int64
	Tenths      int64 // of all institutions' together
}

// Line returns the line or part of a line with a code, and what it is called.
func (r *RecapView) Line(v layout.View, code string) (recap.Line, string, bool) {
	if code == app.WholeTable {
		return recap.Line{Code: code, Amount: r.Table.Total, Columns: r.Table.ColumnTotals}, v.T("recap.total"), true
	}
	for _, l := range r.Table.Lines {
		if l.Code == code {
			return l, app.LineName(v.Printer, r.Query.List, l.Code), true
		}
		for _, p := range app.Parts(l) {
			if p.Code == code {
				return p, app.LineName(v.Printer, r.Query.List, p.Code), true
			}
		}
	}
	return recap.Line{}, "", false
}

// Counts lists the institutions that have anything of a line, most first.
func (r *RecapView) Counts(l recap.Line) []Count {
	var out []Count
	for i, n := range l.Columns {
		if n != 0 {
			out = append(out, Count{r.Table.Columns[i], r.Columns[i], n, recap.Percent(n, l.Amount)})
		}
	}
	slices.SortStableFunc(out, func(a, b Count) int { return cmp.Compare(b.Amount, a.Amount) })
	return out
}

// Star marks percentages that do not add up to 100 because each was rounded.
func (r *RecapView) Star() string {
	if r.Table.TenthsSum == 1000 || r.Table.Total == 0 {
		return ""
	}
	return "*"
}

// Mark says whether a line equals what was published.
func (r *RecapView) Mark(v layout.View, l recap.Line) string {
	want, ok := r.Published(l.Code)
	switch {
	case !ok:
		return ""
	case want == l.Tenths:
		return v.Tenths(want) + " ✓"
	default:
		return v.Tenths(want) + " ≠"
	}
}

// PublishedSum is what the published percentages add up to.
func PublishedSum() int64 {
	p, sum := taxonomy.Published2016(), int64(0)
	for _, line := range p.Problems {
		n, _ := p.Tenths(line.Code)
		sum += n
	}
	return sum
}
