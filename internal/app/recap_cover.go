package app

import (
	"teduh/internal/domain/area"
	"teduh/internal/domain/recap"
	"teduh/internal/domain/registry"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/locale"
	"teduh/internal/store"
)

// cover says from how many of how many institutions the figures come, and to
// which day they reach.
func (r *Recaps) cover(rec *Recap, lk3s []registry.Institution, reporting map[string]bool, heads []store.Head) {
	q := rec.Query
	lastDay := map[string]calendar.Day{}
	for _, h := range heads {
		lastDay[h.Institution] = h.LastDay
	}
	covered := map[area.Code]bool{}
	for _, i := range lk3s {
		rec.Known++
		if !reporting[i.ID] {
			continue
		}
		rec.Reporting++
		covered[i.Area] = true
		rec.DataTo = max(rec.DataTo, min(lastDay[i.ID], q.Period.To().Last()))
	}
	on := q.Period.To().Last()
	for _, g := range r.areas.Regencies() {
		if q.Area == "" || g.Code == q.Area || r.areas.ProvinceOf(g.Code, on) == q.Area {
			rec.Regencies++
		}
	}
	rec.Covered = len(covered)
	rec.Quiet = rec.Regencies - rec.Covered
	this := calendar.DayOf(r.now(), rec.Zone).Month()
	if this < q.Period.To() {
		rec.NotYet = max(this.Next(), q.Period.From)
	}
}

// empty says what a 0 means in each column: whether the month has come, and
// whether an LK3 is there and has reported.
func (r *Recaps) empty(rec *Recap, lk3s []registry.Institution, reporting map[string]bool) {
	found := map[string]recap.Empty{} // by column; "" is the whole
	for _, i := range lk3s {
		column := r.column(rec, i)
		if before, known := found[column]; reporting[i.ID] {
			found[column] = recap.Zero
		} else if !known || before != recap.Zero {
			found[column] = recap.NotReported
		}
	}
	rec.Empty = make([]recap.Empty, len(rec.Table.Columns))
	for i, column := range rec.Table.Columns {
		rec.Empty[i] = rec.emptyColumn(column, found)
	}
}

// column is where an LK3 stands in the table; "" in a table that is not by
// places.
func (r *Recaps) column(rec *Recap, i registry.Institution) string {
	switch rec.Query.By {
	case recap.ByProvince:
		return string(r.areas.ProvinceOf(i.Area, rec.Query.Period.To().Last()))
	case recap.ByRegency:
		return string(i.Area)
	case recap.ByInstitution:
		return i.ID
	default:
		return ""
	}
}

func (rec *Recap) emptyColumn(column string, found map[string]recap.Empty) recap.Empty {
	switch rec.Query.By {
	case recap.ByMonth:
		if m, err := calendar.ParseMonth(column); err == nil && rec.NotYet != 0 && m >= rec.NotYet {
			return recap.NotYet
		}
		return recap.Zero
	case recap.ByProvince, recap.ByRegency, recap.ByInstitution:
	default:
		column = ""
	}
	if why, known := found[column]; known {
		return why
	}
	return recap.NotApplicable
}

// Cell writes an amount of a column, or what its emptiness means.
func (rec Recap) Cell(p *locale.Printer, column int, n int64) string {
	if why := rec.Missing(column, n); why != recap.Zero {
		return p.T("empty." + why.Code())
	}
	return p.Int(n)
}

// Missing says why an amount of a column is no number; Zero when it is one. A
// month that has not come has none, though cases are open into it.
func (rec Recap) Missing(column int, n int64) recap.Empty {
	if n == 0 || rec.Empty[column] == recap.NotYet {
		return rec.Empty[column]
	}
	return recap.Zero
}
