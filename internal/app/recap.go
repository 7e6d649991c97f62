package app

import (
	"context"
	"slices"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/recap"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Recaps is the figures.
type Recaps struct {
	*core
	cubes *cubes
}

func newRecaps(k *core) *Recaps { return &Recaps{core: k, cubes: newCubes(k)} }

// RecapQuery says which figure of which files.
type RecapQuery struct {
	Figure      recap.Figure
	Period      calendar.Period
	Area        area.Code
	Institution string // within a regency
	By          recap.Axis
	List        string // "now", or "2016" for the published list of problems; "" is the one of the period
}

// Recap is a table with all that must be said beside it.
type Recap struct {
	Query       RecapQuery
	Table       recap.Table
	Path        []area.Area
	Institution registry.Institution // when the recap is of one
	Reporting   int                  // LK3s with anything booked in the period
	Known       int                  // LK3s known in the area
	Regencies   int                  // regencies and cities of the area …
	Covered     int                  // … of which so many have a reporting LK3
	Quiet       int                  // … and so many have none
	DataTo      calendar.Day         // the last day anything in the period happened, as far as it is known
	NotYet      calendar.Month       // first month of the period that has not come yet, 0 when all have
	Late        int64
	Transfers   int64
	MadeAt      time.Time
	Zone        *time.Location
	Names       map[string]string // of the columns that are institutions
	Empty       []recap.Empty     // what a 0 in each column means
}

// Get makes a recap. Staff of an LK3 see the own institution; officers their
// area and what lies in it.
func (r *Recaps) Get(ctx context.Context, a access.Actor, q RecapQuery) (_ Recap, err error) {
	defer fault.Wrap(&err, "Recap(%s, %s)", q.Period, q.Area)
	rec, err := r.prepare(ctx, a, q)
	if err != nil {
		return rec, err
	}
	durable := r.looking(ctx, a, "recap", "area", string(rec.Query.Area), "period="+q.Period.String()+" figure="+string(rec.Query.Figure))
	if err := r.fill(ctx, &rec); err != nil {
		return rec, err
	}
	return rec, durable()
}

// AsOperator makes a recap at the machine, for the command line.
func (r *Recaps) AsOperator(ctx context.Context, q RecapQuery) (_ Recap, err error) {
	defer fault.Wrap(&err, "Recap(%s, %s)", q.Period, q.Area)
	rec := Recap{Query: q.complete(), MadeAt: r.now()}
	if err := r.place(&rec); err != nil {
		return rec, err
	}
	if err := r.fill(ctx, &rec); err != nil {
		return rec, err
	}
	return rec, r.Store.AsSystem("recap").Look(ctx, "", r.now(), "recap", "area", string(q.Area), "period="+q.Period.String())
}

func (q RecapQuery) complete() RecapQuery {
	if q.Figure == "" {
		q.Figure = recap.Handled
	}
	if q.By == "" {
		q.By = recap.ByProblem
	}
	if q.List == "" {
		q.List = ListOf(q.Period)
	}
	return q
}

// ListOf is the list of problems that was in use in a period.
func ListOf(p calendar.Period) string {
	const published = 2016
	if p.From.Year() <= published {
		return "2016"
	}
	return "now"
}

// prepare checks the right and what the query names.
func (r *Recaps) prepare(ctx context.Context, a access.Actor, q RecapQuery) (Recap, error) {
	rec := Recap{Query: q.complete(), MadeAt: r.now()}
	place := access.Place{Area: string(q.Area)}
	if q.Institution != "" {
		i, err := r.Store.Institution(ctx, q.Institution)
		if err != nil {
			return rec, r.refused(ctx, a, err, "recap", "institution", q.Institution)
		}
		rec.Institution, rec.Query.Area = i, i.Area
		place = access.Place{Institution: i.ID, Area: string(i.Area)}
	}
	if err := r.may(ctx, a, access.SeeFigures, place); err != nil {
		return rec, err
	}
	return rec, r.place(&rec)
}

// earliestYear bounds what can be asked for: each year that is asked for takes
// memory.
const earliestYear = 2000

// inReach refuses a period that cannot be asked for.
func (r *Recaps) inReach(p calendar.Period) error {
	if y := p.From.Year(); y < earliestYear || y > calendar.DayOf(r.now(), calendar.WIB).Year()+1 {
		return fault.Bad("period", "recap.period_form")
	}
	return nil
}

func (r *Recaps) place(rec *Recap) error {
	q := &rec.Query
	if _, ok := r.areas.Get(q.Area); !ok || q.Area.Level() > area.Regency {
		return fault.Bad("area", "recap.no_area")
	}
	if err := r.inReach(q.Period); err != nil {
		return err
	}
	if !slices.Contains(recap.Figures(), q.Figure) {
		return fault.Bad("figure", "fault.choice")
	}
	if q.List != "now" && q.List != "2016" {
		return fault.Bad("list", "fault.choice")
	}
	if !q.divisible() {
		return fault.Bad("by", "fault.choice")
	}
	rec.Path = r.areas.Path(q.Area, q.Period.To().Last())
	rec.Zone = r.areas.Zone(q.Area)
	return nil
}

// fill sums the figure and says what it rests on.
func (r *Recaps) fill(ctx context.Context, rec *Recap) error {
	q := rec.Query
	return r.cubes.national(ctx, q.Period.From.Year(), func(cube *recap.Cube, ground *store.Ground) error {
		lk3s := r.inside(ground.Institutions, rec)
		cells, err := r.cells(ctx, cube, rec, ground)
		if err != nil {
			return err
		}
		if q.By == recap.ByInstitution {
			cells = rec.name(cells, lk3s, ground.Institutions)
		}
		rec.Table = lay(cube.Axes.Problems, cells, q.List)
		if q.By == recap.ByMonth { // a case counts in each month in which it was open
			whole, _ := cube.Sum(q.Figure, q.Period, where(q), recap.ByProblem)
			rec.Table.WithTotals(amounts(cube.Axes.Problems, whole))
		}
		for m := q.Period.From; m <= q.Period.To(); m = m.Next() {
			rec.Late += cube.Late[m.Number()]
		}
		reporting := cube.Reporting(q.Period)
		r.cover(rec, lk3s, reporting, ground.Heads)
		r.empty(rec, lk3s, reporting)
		return r.transfers(ctx, rec, ground)
	})
}

// inside lists the LK3s of the recap's area.
func (r *Recaps) inside(all []registry.Institution, rec *Recap) []registry.Institution {
	on := rec.Query.Period.To().Last()
	var out []registry.Institution
	for _, i := range all {
		switch {
		case !i.IsLK3(), rec.Institution.ID != "" && i.ID != rec.Institution.ID:
		case rec.Query.Area.Level() == area.Province && r.areas.ProvinceOf(i.Area, on) != rec.Query.Area:
		case rec.Query.Area.Level() == area.Regency && i.Area != rec.Query.Area:
		default:
			out = append(out, i)
		}
	}
	return out
}

// lay makes the table by the list asked for. The published list shows its last
// line in its parts.
func lay(problems []string, cells recap.Cells, list string) recap.Table {
	if list == "2016" {
		order := make([]string, 0, 11)
		for _, p := range taxonomy.Of2016().Problems {
			if p.Code != taxonomy.NotCoded {
				order = append(order, p.Code)
			}
		}
		return recap.NewTable(problems, cells, order, taxonomy.Now().Line, taxonomy.Other)
	}
	return recap.NewTable(problems, cells, problems, func(p string) string { return p }, "")
}

// divisible reports whether the place asked for has the columns asked for.
func (q RecapQuery) divisible() bool {
	switch q.By {
	case recap.ByProblem, recap.BySex, recap.ByAge, recap.ByMonth, recap.ByRegency, recap.ByInstitution:
		return true
	case recap.ByProvince:
		return q.Area.Level() < area.Regency && q.Institution == ""
	default:
		return false
	}
}

func where(q RecapQuery) recap.Where {
	switch {
	case q.Institution != "":
		return recap.Where{Institution: q.Institution}
	case q.Area.Level() == area.Province:
		return recap.Where{Province: string(q.Area)}
	case q.Area.Level() == area.Regency:
		return recap.Where{Regency: string(q.Area)}
	default:
		return recap.Where{}
	}
}

// cells sums the figure: from the nation's cube, or from one of the place when
// the nation's does not tell.
func (r *Recaps) cells(ctx context.Context, nation *recap.Cube, rec *Recap, ground *store.Ground) (recap.Cells, error) {
	q := rec.Query
	if cells, ok := nation.Sum(q.Figure, q.Period, where(q), q.By); ok {
		return r.trim(cells, q), nil
	}
	place, offices := scope{year: nation.Year, institution: q.Institution}, []string(nil)
	if q.Institution == "" {
		place.regency, offices = q.Area, nation.Offices(string(q.Area))
	}
	var cells recap.Cells
	return cells, r.cubes.within(ctx, place, ground, offices, func(cube *recap.Cube) error {
		cells, _ = cube.Sum(q.Figure, q.Period, recap.Where{}, q.By)
		return nil
	})
}

// name gives the columns their names: all LK3s of the area, and whoever has
// figures there though it lies elsewhere now.
func (rec *Recap) name(cells recap.Cells, lk3s, all []registry.Institution) recap.Cells {
	rec.Names = map[string]string{}
	var columns []string
	for _, i := range lk3s {
		rec.Names[i.ID] = i.Name
		columns = append(columns, i.ID)
	}
	for _, i := range all {
		if _, known := rec.Names[i.ID]; !known && slices.Contains(cells.Columns, i.ID) {
			rec.Names[i.ID] = i.Name
			columns = append(columns, i.ID)
		}
	}
	return cells.Arrange(columns)
}

func amounts(problems []string, cells recap.Cells) map[string]int64 {
	out := make(map[string]int64, len(problems))
	for i, p := range problems {
		for _, n := range cells.Amounts[i] {
			out[p] += n
		}
	}
	return out
}

// trim leaves out provinces that did not exist and regencies outside the area.
func (r *Recaps) trim(cells recap.Cells, q RecapQuery) recap.Cells {
	on := q.Period.To().Last()
	var out func(column string) bool
	switch q.By {
	case recap.ByProvince:
		out = func(c string) bool {
			return !r.areas.Exists(area.Code(c), on) || q.Area != "" && q.Area != area.Code(c)
		}
	case recap.ByRegency:
		out = func(c string) bool {
			return q.Area != "" && q.Area != area.Code(c) && r.areas.ProvinceOf(area.Code(c), on) != q.Area
		}
	default:
		return cells
	}
	return cells.Arrange(slices.DeleteFunc(slices.Clone(cells.Columns), out))
}

func (r *Recaps) transfers(ctx context.Context, rec *Recap, ground *store.Ground) (err error) {
	p := rec.Query.Period
	rec.Transfers, err = r.Store.TransferPairs(ctx, ground, p.From.First().Time(), p.To().Last().Add(1).Time())
	return err
}

// CloseMonth locks the earliest open month of the own institution.
func (r *Recaps) CloseMonth(ctx context.Context, a access.Actor, m calendar.Month) (err error) {
	defer fault.Wrap(&err, "CloseMonth(%s)", m)
	if err := r.may(ctx, a, access.CloseMonth, access.Place{Institution: a.Institution, Area: a.Area}); err != nil {
		return err
	}
	if m >= r.today(a).Month() {
		return fault.Bad("month", "recap.month_running")
	}
	return r.change(ctx, a, a.Institution, "close_month", "month", m.String(), func(w *store.Work) error { return w.CloseMonth(ctx, m) })
}
