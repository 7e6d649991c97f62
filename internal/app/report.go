package app

import (
	"context"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/document"
	"teduh/internal/domain/recap"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/staff"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Reports is the report of an LK3 to its Dinas: by month, quarter, semester or
// year. Every figure in it is the recap's.
type Reports struct{ *Recaps }

// Trained is a training event that people of the LK3 attended.
type Trained = store.Trained

// Coded is how much was counted under a code of a list.
type Coded struct {
	Code   string
	Amount int64
}

// Report is what an LK3 did in a period, with all that its paper says.
type Report struct {
	Period      calendar.Period
	Institution registry.Institution
	Path        []area.Area
	Letterhead  document.Letterhead
	Written     document.Report

	Figures map[recap.Figure]int64
	BySex   recap.Table // of cases handled
	ByAge   recap.Table
	Limited recap.Table        // of those cases whose client has a disability
	Details map[string][]Coded // by list, without what was not counted

	Staff     []Colleague
	Budget    *registry.Budget // of the year, nil when none is known
	Trainings []Trained        // that began in the period

	Provisional bool           // a month of it is open still
	NotYet      calendar.Month // its first month that has not come, 0 when all have
	DataTo      calendar.Day   // the last day anything happened, 0 when nothing did
	MadeAt      time.Time
	Zone        *time.Location
}

// Narrated is what was written into the report of a month.
type Narrated struct {
	Month calendar.Month
	document.Report
}

// Get makes the report of the own LK3 for a period. Faults: fault.not_found for
// all but its head, recap.period_form.
func (r Reports) Get(ctx context.Context, a access.Actor, p calendar.Period) (_ Report, err error) {
	defer fault.Wrap(&err, "Report(%s)", p)
	if err := r.mayReport(ctx, a); err != nil {
		return Report{}, err
	}
	rep := Report{Period: p, MadeAt: r.now()}
	if rep.Institution, err = r.Store.Institution(ctx, a.Institution); err != nil {
		return rep, err
	}
	if err := r.inReach(p); err != nil {
		return rep, err
	}
	rep.Path, rep.Zone = r.areas.Path(rep.Institution.Area, p.To().Last()), r.areas.Zone(rep.Institution.Area)
	for _, fill := range []func(context.Context, access.Actor, *Report) error{r.figures, r.details, r.written, r.people, r.money, r.trained} {
		if err := fill(ctx, a, &rep); err != nil {
			return rep, err
		}
	}
	return rep, r.look(ctx, a, "print", "report", "", "period="+p.String())
}

// Write keeps what people say beside the figures of a period, until its last
// month is closed: fault report.closed.
func (r Reports) Write(ctx context.Context, a access.Actor, p calendar.Period, said document.Report) (err error) {
	defer fault.Wrap(&err, "Write(%s)", p)
	if err := r.mayReport(ctx, a); err != nil {
		return err
	}
	if err := r.inReach(p); err != nil {
		return err
	}
	if err := said.Check(); err != nil {
		return err
	}
	return r.change(ctx, a, a.Institution, "write", "report", p.String(), func(w *store.Work) error {
		open, err := w.OpenMonth(ctx)
		if err != nil {
			return err
		}
		if p.To() < open {
			return fault.New(fault.Conflict, "report.closed")
		}
		return w.PutReport(ctx, p, said)
	})
}

// Said returns what was written into the report of a period, to somebody about
// to write it anew, and beside a longer one what its months say.
func (r Reports) Said(ctx context.Context, a access.Actor, p calendar.Period) (said document.Report, months []Narrated, err error) {
	defer fault.Wrap(&err, "Said(%s)", p)
	if err := r.mayReport(ctx, a); err != nil {
		return said, nil, err
	}
	if err := r.inReach(p); err != nil {
		return said, nil, err
	}
	h := r.Store.As(a)
	if said, err = h.Report(ctx, p); err != nil || p.Length == calendar.MonthLength {
		return said, nil, err
	}
	for _, m := range p.Months() {
		of, err := h.Report(ctx, calendar.PeriodOf(m, calendar.MonthLength))
		if err != nil {
			return said, nil, err
		}
		if of.Written() {
			months = append(months, Narrated{m, of})
		}
	}
	return said, months, nil
}

func (r Reports) mayReport(ctx context.Context, a access.Actor) error {
	return r.may(ctx, a, access.MakeReport, access.Place{Institution: a.Institution, Area: a.Area})
}

// figures adds every figure up as the recap does, from the same cubes.
func (r Reports) figures(ctx context.Context, a access.Actor, rep *Report) error {
	rep.Figures = map[recap.Figure]int64{}
	return r.cubes.national(ctx, rep.Period.From.Year(), func(cube *recap.Cube, ground *store.Ground) error {
		for _, f := range recap.Figures() {
			cells, _ := cube.Sum(f, rep.Period, recap.Where{Institution: a.Institution}, recap.ByProblem)
			for _, n := range amounts(cube.Axes.Problems, cells) {
				rep.Figures[f] += n
			}
		}
		for by, table := range map[recap.Axis]*recap.Table{recap.BySex: &rep.BySex, recap.ByAge: &rep.ByAge} {
			of := Recap{Query: RecapQuery{Period: rep.Period, Institution: a.Institution, Area: rep.Institution.Area, By: by}.complete()}
			cells, err := r.cells(ctx, cube, &of, ground)
			if err != nil {
				return err
			}
			*table = lay(cube.Axes.Problems, cells, of.Query.List)
		}
		of := Recap{Query: RecapQuery{Figure: recap.HandledDisabled, Period: rep.Period, Institution: a.Institution, Area: rep.Institution.Area}.complete()}
		cells, err := r.cells(ctx, cube, &of, ground)
		if err != nil {
			return err
		}
		rep.Limited = lay(cube.Axes.Problems, cells, of.Query.List)
		for _, h := range ground.Heads {
			if h.Institution == a.Institution {
				rep.reaches(h)
			}
		}
		if this := calendar.DayOf(rep.MadeAt, rep.Zone).Month(); this < rep.Period.To() {
			rep.NotYet = max(this.Next(), rep.Period.From)
		}
		return nil
	})
}

// reaches says to which day the files reach, and whether they may still change.
func (rep *Report) reaches(h store.Head) {
	rep.Provisional = h.OpenMonth <= rep.Period.To()
	if h.LastDay >= rep.Period.From.First() {
		rep.DataTo = min(h.LastDay, rep.Period.To().Last())
	}
}

// details adds up what was counted by the codes of lists.
func (r Reports) details(ctx context.Context, a access.Actor, rep *Report) error {
	counted, err := r.Store.As(a).Details(ctx, rep.Period)
	if err != nil {
		return err
	}
	rep.Details = map[string][]Coded{}
	for _, list := range taxonomy.Counted() {
		codes := taxonomy.List(list)
		if list == "services" {
			codes = append(codes[:len(codes):len(codes)], taxonomy.Item{Code: taxonomy.SealedNote})
		}
		for _, item := range codes {
			if n, ok := taxonomy.Measure(list, item.Code); ok && counted[recap.Measure(n)] != 0 {
				rep.Details[list] = append(rep.Details[list], Coded{item.Code, counted[recap.Measure(n)]})
			}
		}
	}
	return nil
}

// written reads the letterhead and what people said.
func (r Reports) written(ctx context.Context, a access.Actor, rep *Report) (err error) {
	h := r.Store.As(a)
	if rep.Letterhead, err = h.Letterhead(ctx); err != nil {
		return err
	}
	rep.Written, err = h.Report(ctx, rep.Period)
	return err
}

// people lists who held a post in the period.
func (r Reports) people(ctx context.Context, a access.Actor, rep *Report) error {
	all, err := Staff{r.core}.colleagues(ctx, a.Institution)
	first, last := rep.Period.From.First(), rep.Period.To().Last()
	for _, c := range all {
		var held []staff.Post
		for _, p := range c.Posts {
			if p.FirstDay <= last && (p.LastDay == 0 || p.LastDay >= first) {
				held = append(held, p)
			}
		}
		if c.Posts = held; len(held) > 0 {
			rep.Staff = append(rep.Staff, c)
		}
	}
	return err
}

func (r Reports) money(ctx context.Context, a access.Actor, rep *Report) error {
	budgets, err := r.Store.Budgets(ctx, a.Institution)
	for _, b := range budgets {
		if b.Year == rep.Period.From.Year() {
			rep.Budget = &b
		}
	}
	return err
}

// trained lists the training events that somebody of the LK3 attended.
func (r Reports) trained(ctx context.Context, a access.Actor, rep *Report) (err error) {
	rep.Trainings, err = r.Store.As(a).Trained(ctx, rep.Period)
	return err
}
