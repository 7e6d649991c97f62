package app

import (
	"strings"

	"teduh/internal/domain/area"
	"teduh/internal/domain/recap"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/locale"
)

// Sentence says a recap in one sentence for a letter or a message: how many
// LK3s in how many regencies, how many cases, when, to which day, and each
// problem with its percentage.
func Sentence(p *locale.Printer, rec Recap) string {
	var shares []string
	for _, l := range rec.Table.Lines {
		if l.Amount == 0 {
			continue
		}
		shares = append(shares, share(p, rec, l))
	}
	reach := p.T("recap.reach_none")
	if rec.DataTo != 0 {
		reach = p.T("recap.reach", "day", p.Day(rec.DataTo))
	}
	text := p.T("recap.sentence", "n", rec.Reporting, "regencies", rec.Covered, "of", rec.Regencies, "where", placeName(p, rec),
		"amount", rec.Table.Total, "what", p.T("recap.counted."+string(rec.Query.Figure)), "period", p.Period(rec.Query.Period), "reach", reach)
	if len(shares) == 0 {
		return text + "."
	}
	return text + ": " + strings.Join(shares, ", ") + "."
}

func share(p *locale.Printer, rec Recap, l recap.Line) string {
	name := lowerFirst(LineName(p, rec.Query.List, l.Code))
	if len(l.Parts) == 0 {
		return name + " " + p.Tenths(l.Tenths) + "%"
	}
	none := int64(0)
	for _, part := range l.Parts {
		if part.Code == taxonomy.NotCoded {
			none = part.Amount
		}
	}
	return p.T("recap.other_split", "percent", p.Tenths(l.Tenths), "described", p.Tenths(recap.Percent(l.Amount-none, rec.Table.Total)),
		"none", p.Tenths(recap.Percent(none, rec.Table.Total)))
}

// lowerFirst writes a name inside a sentence; abbreviations keep their capital.
func lowerFirst(s string) string {
	if len(s) > 1 && s[1] >= 'a' && s[1] <= 'z' {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}

func placeName(p *locale.Printer, rec Recap) string {
	switch {
	case rec.Institution.ID != "":
		return rec.Institution.Name
	case len(rec.Path) == 0:
		return p.T("recap.nation")
	default:
		return rec.Path[len(rec.Path)-1].Name
	}
}

// Place returns what the recap is about: the nation, an area, an institution.
func (rec Recap) Place(p *locale.Printer) string { return placeName(p, rec) }

// LineName names a row of a table.
func LineName(p *locale.Printer, list, row string) string {
	switch {
	case row == WholeTable:
		return p.T("recap.total")
	case row == OtherDescribed:
		return p.T("recap.other_described")
	case list == "2016" && row == taxonomy.Other:
		return p.T("recap.other_2016")
	default:
		return taxonomy.Name("problems", row, p.Lang())
	}
}

// Parts puts what belongs to the last published line into two: all that was
// described, and what nobody has classified yet. Other lines have none.
func Parts(l recap.Line) []recap.Line {
	if len(l.Parts) == 0 {
		return nil
	}
	described := recap.Line{Code: OtherDescribed, Columns: make([]int64, len(l.Columns))}
	var none recap.Line
	for _, p := range l.Parts {
		if p.Code == taxonomy.NotCoded {
			none = p
			continue
		}
		described.Amount += p.Amount
		for i, n := range p.Columns {
			described.Columns[i] += n
		}
	}
	return []recap.Line{described, none}
}

// Notes says what must be said beside a recap: where it comes from, what is not
// there yet, and how it was counted.
func Notes(p *locale.Printer, rec Recap) []string {
	notes := []string{
		p.T("recap.note_reporting", "n", rec.Reporting, "known", rec.Known),
		p.T("recap.note_quiet", "n", rec.Quiet, "of", rec.Regencies),
	}
	if rec.NotYet != 0 {
		notes = append(notes, p.T("recap.note_not_yet", "month", p.Month(rec.NotYet)))
	}
	if rec.Table.TenthsSum != 1000 && rec.Table.Total > 0 {
		notes = append(notes, p.T("recap.note_rounding", "sum", p.Tenths(rec.Table.TenthsSum)))
	}
	if rec.Query.Area == "" && rec.Institution.ID == "" {
		notes = append(notes, p.T("recap.note_late", "n", rec.Late), p.T("recap.note_transfers", "n", rec.Transfers))
	}
	if rec.Query.Figure.Overlaps() {
		notes = append(notes, p.T("recap.note_overlap"))
	}
	if rec.Query.By == recap.ByMonth {
		notes = append(notes, p.T("recap.note_months"))
	}
	return append(notes, p.T("recap.note_made", "day", p.Day(calendar.DayOf(rec.MadeAt, rec.Zone)), "clock", p.Clock(rec.MadeAt, rec.Zone)))
}

// ColumnName names a column of a recap.
func (a *App) ColumnName(p *locale.Printer, rec Recap, i int) string {
	code := rec.Table.Columns[i]
	switch rec.Query.By {
	case recap.BySex:
		return taxonomy.Name("sexes", code, p.Lang())
	case recap.ByAge:
		return taxonomy.Name("age_groups", code, p.Lang())
	case recap.ByMonth:
		if m, err := calendar.ParseMonth(code); err == nil {
			return p.ShortMonth(m)
		}
	case recap.ByProvince, recap.ByRegency:
		if place, ok := a.core.areas.Get(area.Code(code)); ok {
			return place.Name
		}
	case recap.ByInstitution:
		return rec.Names[code]
	case recap.ByProblem:
		return p.T("recap.unit." + string(rec.Query.Figure.Unit()))
	}
	return code
}
