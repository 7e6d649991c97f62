package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"

	"teduh/internal/app"
	"teduh/internal/domain/area"
	"teduh/internal/domain/recap"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/locale"
)

type recapCmd struct {
	place
	Period string `required:"" help:"2016, 2016-S1, 2016-Q3 or 2016-10."`
	Area   string `help:"Code of a province or regency, as 72 or 72.03."`
	By     string `enum:"problem,province,regency,institution,sex,age,month" default:"problem" help:"Columns: problem, province, regency, institution, sex, age or month."`
	Figure string `default:"handled" help:"handled, new, closed, reopened, open, persons, families, contacts, consultations, sessions, referrals or mentions."`
	List   string `enum:",now,2016" default:"" help:"List of problems: now or 2016. Default: the one in use in the period."`
	Format string `enum:"table,csv,json" default:"table" help:"table, csv or json."`
}

// Run prints a recap.
func (r *recapCmd) Run(c *console) error {
	p, err := calendar.ParsePeriod(r.Period)
	if err != nil {
		return fault.Bad("period", "recap.period_form")
	}
	o, err := r.opens(c)
	if err != nil {
		return err
	}
	defer o.close()
	clock, err := clockOf(c.ctx, o.store)
	if err != nil {
		return err
	}
	a := o.app(clock)
	rec, err := a.Recaps.AsOperator(c.ctx, app.RecapQuery{
		Figure: recap.Figure(r.Figure), Period: p, Area: area.Code(r.Area), By: recap.Axis(r.By), List: r.List,
	})
	if err != nil {
		return err
	}
	switch r.Format {
	case "csv":
		return writeCSV(c.out, rec)
	case "json":
		return writeJSON(c.out, rec)
	default:
		return printTable(c.out, rec, c.words(), a)
	}
}

// lines flattens a table: a line shown in its parts becomes its parts.
func lines(t recap.Table) []recap.Line {
	var out []recap.Line
	for _, l := range t.Lines {
		if len(l.Parts) == 0 {
			out = append(out, l)
			continue
		}
		for _, p := range app.Parts(l) {
			if p.Code == app.OtherDescribed {
				p.Code = l.Code
			}
			out = append(out, p)
		}
	}
	return out
}

func percent(n, total int64) string {
	t := recap.Percent(n, total)
	return fmt.Sprintf("%d.%d", t/10, t%10)
}

func writeCSV(out io.Writer, rec app.Recap) error {
	w := csv.NewWriter(out)
	header := []string{"problem", "cases", "percent"}
	if rec.Query.By != recap.ByProblem {
		header = append([]string{"problem"}, rec.Table.Columns...)
	}
	if err := w.Write(header); err != nil {
		return err
	}
	for _, l := range lines(rec.Table) {
		row := []string{l.Code}
		if rec.Query.By == recap.ByProblem {
			row = append(row, strconv.FormatInt(l.Amount, 10), percent(l.Amount, rec.Table.Total))
		} else {
			for i, n := range l.Columns {
				row = append(row, cell(rec, i, n))
			}
		}
		if err := w.Write(row); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// cell is a number, or the code of what its emptiness means.
func cell(rec app.Recap, column int, n int64) string {
	if code := rec.Missing(column, n).Code(); code != "" {
		return code
	}
	return strconv.FormatInt(n, 10)
}

func writeJSON(out io.Writer, rec app.Recap) error {
	type line struct {
		Problem string   `json:"problem"`
		Cases   int64    `json:"cases"`
		Percent string   `json:"percent"`
		Columns []*int64 `json:"columns,omitempty"` // null where Empty says why
	}
	answer := struct {
		Period    string   `json:"period"`
		Area      string   `json:"area"`
		Figure    string   `json:"figure"`
		Unit      string   `json:"unit"`
		Reporting int      `json:"institutions_reporting"`
		Known     int      `json:"institutions_known"`
		DataTo    string   `json:"data_to"`
		Total     int64    `json:"total"`
		Columns   []string `json:"columns,omitempty"`
		Empty     []string `json:"empty,omitempty"` // what a missing number of a column means
		Lines     []line   `json:"lines"`
	}{rec.Query.Period.String(), string(rec.Query.Area), string(rec.Query.Figure), string(rec.Query.Figure.Unit()), rec.Reporting, rec.Known, rec.DataTo.String(), rec.Table.Total, nil, nil, nil}
	wide := rec.Query.By != recap.ByProblem
	if wide {
		answer.Columns = rec.Table.Columns
		for _, e := range rec.Empty {
			answer.Empty = append(answer.Empty, e.Code())
		}
	}
	for _, l := range lines(rec.Table) {
		row := line{Problem: l.Code, Cases: l.Amount, Percent: percent(l.Amount, rec.Table.Total)}
		for i, n := range l.Columns {
			if !wide {
				break
			}
			if rec.Missing(i, n) != recap.Zero {
				row.Columns = append(row.Columns, nil)
				continue
			}
			row.Columns = append(row.Columns, &n)
		}
		answer.Lines = append(answer.Lines, row)
	}
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	return e.Encode(answer)
}

// printTable writes the recap for a person at a terminal.
func printTable(out io.Writer, rec app.Recap, p *locale.Printer, a *app.App) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', tabwriter.AlignRight)
	wide := rec.Query.By != recap.ByProblem
	fmt.Fprintln(out, app.Sentence(p, rec))
	fmt.Fprintln(out)
	fmt.Fprintf(w, "%s\t%s\t%%\t", p.T("recap.problem"), p.T("recap.unit."+string(rec.Query.Figure.Unit())))
	if wide {
		for i := range rec.Table.Columns {
			fmt.Fprintf(w, "%s\t", a.ColumnName(p, rec, i))
		}
	}
	fmt.Fprintln(w)
	for _, l := range rec.Table.Lines {
		printLine(w, l, p, rec, wide, "")
		for _, part := range app.Parts(l) {
			printLine(w, part, p, rec, wide, "· ")
		}
	}
	fmt.Fprintf(w, "%s\t%s\t%s\t", p.T("recap.total"), p.Int(rec.Table.Total), p.Tenths(rec.Table.TenthsSum))
	if wide {
		for i, n := range rec.Table.ColumnTotals {
			fmt.Fprintf(w, "%s\t", rec.Cell(p, i, n))
		}
	}
	fmt.Fprintln(w)
	if err := w.Flush(); err != nil {
		return err
	}
	for _, note := range app.Notes(p, rec) {
		fmt.Fprintln(out, note)
	}
	return nil
}

func printLine(w io.Writer, l recap.Line, p *locale.Printer, rec app.Recap, wide bool, indent string) {
	fmt.Fprintf(w, "%s%s\t%s\t%s\t", indent, app.LineName(p, rec.Query.List, l.Code), p.Int(l.Amount), p.Tenths(recap.Percent(l.Amount, rec.Table.Total)))
	if wide {
		for i, n := range l.Columns {
			fmt.Fprintf(w, "%s\t", rec.Cell(p, i, n))
		}
	}
	fmt.Fprintln(w)
}
