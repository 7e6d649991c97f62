package web

import (
	"bytes"
	"net/http"
	"strconv"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/recap"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sheet"

	casepages "teduh/internal/web/pages/casefile"
	pages "teduh/internal/web/pages/recap"
)

// query reads which recap is asked for. Without parameters it is the running
// year of the own area, by the published list.
func (v *visit) query() (app.RecapQuery, error) {
	q := v.r.URL.Query()
	out := app.RecapQuery{
		Figure: recap.Figure(q.Get("figure")), Area: area.Code(q.Get("area")), Institution: q.Get("institution"),
		By: recap.Axis(q.Get("by")), List: q.Get("list"),
	}
	period := q.Get("period")
	if period == "" {
		period = strconv.Itoa(v.who.Today.Year())
	}
	p, err := calendar.ParsePeriod(period)
	if err != nil {
		return out, fault.Bad("period", "recap.period_form")
	}
	out.Period = p
	if !q.Has("area") && out.Institution == "" {
		v.ownPlace(&out)
	}
	return out, nil
}

// ownPlace is where somebody's figures begin: the own LK3 or the own area.
func (v *visit) ownPlace(q *app.RecapQuery) {
	if v.who.Institution.IsLK3() {
		q.Institution = v.who.Institution.ID
		return
	}
	q.Area = v.who.Institution.Area
}

func (v *visit) recap() error {
	q, err := v.query()
	if err != nil {
		return err
	}
	code := v.r.URL.Query().Get("of")
	if code != "" { // what stands behind a number
		q.By = recap.ByInstitution
	}
	rec, err := v.site.App.Recaps.Get(v.r.Context(), v.who.Actor, q)
	if err != nil {
		return err
	}
	r := &pages.RecapView{Recap: rec, Sentence: app.Sentence(v.p, rec), Notes: app.Notes(v.p, rec), Columns: v.columns(rec),
		Cases: caseStaff(v.who.Actor) && rec.Institution.ID == v.who.Institution.ID, Periods: periods(v.who.Today, rec.Query.Period), Sees: v.seesFigures}
	if code != "" {
		return v.counts(r, code)
	}
	if rec.Institution.ID == "" && rec.Query.Area.Level() < area.Regency {
		r.Below = v.site.App.Areas().Children(rec.Query.Area, rec.Query.Period.To().Last())
	}
	if rec.Institution.ID == "" && rec.Query.Area.Level() == area.Regency {
		if r.LK3s, err = v.site.App.Institutions.In(v.r.Context(), rec.Query.Area); err != nil {
			return err
		}
	}
	view := v.view(v.t("menu.recap") + " " + v.p.Period(rec.Query.Period))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.Page(view, r).Render(v.r.Context(), w) })
}

// counts shows what stands behind a number of a recap by institution.
func (v *visit) counts(r *pages.RecapView, code string) error {
	view := v.view(v.t("menu.recap") + " " + v.p.Period(r.Query.Period))
	l, name, ok := r.Line(view, code)
	if !ok {
		return fault.Bad("of", "fault.choice")
	}
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.Counts(view, r, name, l).Render(v.r.Context(), w) })
}

// recapFiles lists the files of the own LK3 behind a number.
func (v *visit) recapFiles() error {
	q, err := v.query()
	if err != nil {
		return err
	}
	asked := v.r.URL.Query()
	of, page := asked.Get("of"), v.page()
	b, err := v.site.App.Recaps.Behind(v.r.Context(), v.who.Actor, q, of, asked.Get("column"), page)
	if err != nil {
		return err
	}
	back := pages.Values(q).Encode()
	asked.Del("page")
	behind := casepages.BehindView{Behind: b, Page: page, Row: app.LineName(v.p, b.Query.List, of), Back: "/recap?" + back, Here: "/recap/files?" + asked.Encode(), Today: v.who.Today}
	view := v.view(v.t("recap.files"))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return casepages.Behind(view, behind).Render(v.r.Context(), w) })
}

func (v *visit) columns(rec app.Recap) []string {
	names := make([]string, len(rec.Table.Columns))
	for i := range names {
		names[i] = v.site.App.ColumnName(v.p, rec, i)
	}
	return names
}

// seesFigures reports whether somebody may see the recap of an area.
func (v *visit) seesFigures(where area.Code) bool {
	return access.May(v.who.Actor, access.SeeFigures, access.Place{Area: string(where)})
}

// periods are those a page offers: this year and the last, with their parts.
func periods(today calendar.Day, asked calendar.Period) []calendar.Period {
	var out []calendar.Period
	for _, y := range []int{today.Year(), today.Year() - 1} {
		for _, l := range []calendar.Length{calendar.Year, calendar.Semester, calendar.Quarter, calendar.MonthLength} {
			for m := calendar.MonthOf(y, 1); m.Year() == y; m = m.Add(l.Months()) {
				out = append(out, calendar.PeriodOf(m, l))
			}
		}
	}
	for _, p := range out {
		if p == asked {
			return out
		}
	}
	return append([]calendar.Period{asked}, out...)
}

// rows lays a recap out for a file.
func (v *visit) rows(rec app.Recap) (header []string, rows [][]any) {
	header = []string{v.t("recap.problem"), v.t("recap.unit." + string(rec.Query.Figure.Unit())), "%"}
	wide := rec.Query.By != recap.ByProblem
	if wide {
		header = append(header, v.columns(rec)...)
	}
	add := func(l recap.Line) {
		row := []any{app.LineName(v.p, rec.Query.List, l.Code), l.Amount, float64(recap.Percent(l.Amount, rec.Table.Total)) / 10}
		if wide {
			for i, n := range l.Columns {
				row = append(row, cell(v, rec, i, n))
			}
		}
		rows = append(rows, row)
	}
	for _, l := range rec.Table.Lines {
		add(l)
		for _, p := range app.Parts(l) {
			add(p)
		}
	}
	total := []any{v.t("recap.total"), rec.Table.Total, float64(rec.Table.TenthsSum) / 10}
	if wide {
		for i, n := range rec.Table.ColumnTotals {
			total = append(total, cell(v, rec, i, n))
		}
	}
	return header, append(rows, total)
}

// cell is a number, or in words what its emptiness means.
func cell(v *visit, rec app.Recap, column int, n int64) any {
	if rec.Missing(column, n) != recap.Zero {
		return rec.Cell(v.p, column, n)
	}
	return n
}

func (v *visit) exported() (app.Recap, error) {
	q, err := v.query()
	if err != nil {
		return app.Recap{}, err
	}
	return v.site.App.Recaps.Get(v.r.Context(), v.who.Actor, q)
}

func (v *visit) recapCSV() error {
	rec, err := v.exported()
	if err != nil {
		return err
	}
	header, rows := v.rows(rec)
	out := [][]string{header}
	for _, r := range rows {
		line := make([]string, len(r))
		for i, cell := range r {
			switch c := cell.(type) {
			case int64:
				line[i] = strconv.FormatInt(c, 10)
			case float64:
				line[i] = strconv.FormatFloat(c, 'f', 1, 64)
			case string:
				line[i] = c
			}
		}
		out = append(out, line)
	}
	return v.csv("rekap-"+rec.Query.Period.String()+".csv", out)
}

func (v *visit) csv(name string, rows [][]string) error {
	var b bytes.Buffer
	if err := sheet.WriteCSV(&b, rows); err != nil {
		return err
	}
	return v.download(name, "text/csv; charset=utf-8", b.Bytes())
}

func (v *visit) download(name, kind string, body []byte) error {
	v.w.Header().Set("Content-Type", kind)
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	_, err := v.w.Write(body)
	return err
}

func (v *visit) recapXLSX() error {
	rec, err := v.exported()
	if err != nil {
		return err
	}
	s := sheet.Sheet{Name: "Rekap", Notes: append([]string{app.Sentence(v.p, rec)}, app.Notes(v.p, rec)...)}
	s.Header, s.Rows = v.rows(rec)
	var b bytes.Buffer
	if err := s.XLSX(&b); err != nil {
		return err
	}
	return v.download("rekap-"+rec.Query.Period.String()+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b.Bytes())
}

// mayManage reports whether somebody manages accounts at a place.
func (v *visit) mayManage(id string, where area.Code) bool {
	return access.May(v.who.Actor, access.ManageStaff, access.Place{Institution: id, Area: string(where)})
}
