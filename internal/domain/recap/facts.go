package recap

import (
	"slices"

	"teduh/internal/kit/calendar"
)

// Only returns the cells without the columns that keep refuses.
func (c Cells) Only(keep func(column string) bool) Cells {
	var at []int
	var columns []string
	for i, name := range c.Columns {
		if keep(name) {
			at = append(at, i)
			columns = append(columns, name)
		}
	}
	out := newCells(len(c.Amounts), columns)
	for row := range c.Amounts {
		for i, from := range at {
			out.Amounts[row][i] = c.Amounts[row][from]
		}
	}
	return out
}

// Sum adds up rows of facts themselves, for what a cube does not hold: tables
// by institution, and by sex or age within a regency.
type Sum struct {
	axes    *Axes
	figure  Figure
	period  calendar.Period
	by      Axis
	columns []string
	months  []calendar.Period
	amounts map[string][]int64 // by column, then problem
	totals  []int64
}

// NewSum prepares a sum.
func NewSum(axes *Axes, f Figure, p calendar.Period, by Axis) *Sum {
	s := &Sum{axes: axes, figure: f, period: p, by: by, amounts: map[string][]int64{}, totals: make([]int64, len(axes.Problems))}
	switch by {
	case BySex:
		s.columns = axes.Sexes
	case ByAge:
		s.columns = axes.Ages
	case ByMonth:
		for _, m := range p.Months() {
			s.columns = append(s.columns, m.String())
			s.months = append(s.months, calendar.PeriodOf(m, calendar.MonthLength))
		}
	}
	return s
}

// Column makes room for an institution, so that one without figures shows too.
func (s *Sum) Column(institution string) {
	if s.by == ByInstitution {
		s.columns = append(s.columns, institution)
	}
}

// Add takes a row in.
func (s *Sum) Add(r Row) {
	if n := amount(s.figure, s.period, r); n != 0 {
		s.totals[s.axes.problem[r.Dims.Problem]] += n
		if s.by != ByMonth {
			s.put(s.column(r), r, n)
		}
	}
	for _, m := range s.months {
		if n := amount(s.figure, m, r); n != 0 {
			s.put(m.String(), r, n)
		}
	}
}

func (s *Sum) column(r Row) string {
	switch s.by {
	case BySex:
		return r.Dims.Sex
	case ByAge:
		return r.Dims.Age
	case ByInstitution:
		return r.Institution
	case ByRegency:
		return r.Dims.Area
	case ByProvince:
		return s.axes.ProvinceOf(r.Dims.Area, r.Book)
	default:
		return ""
	}
}

func (s *Sum) put(column string, r Row, n int64) {
	if s.amounts[column] == nil {
		s.amounts[column] = make([]int64, len(s.axes.Problems))
	}
	s.amounts[column][s.axes.problem[r.Dims.Problem]] += n
}

func amount(f Figure, p calendar.Period, r Row) int64 {
	n := int64(0)
	for _, t := range f.Terms(p) {
		if t.Measure == r.Measure && t.From <= r.Book && r.Book <= t.To {
			n += t.Sign * r.Amount
		}
	}
	return n
}

// Cells returns the sum by problem and column.
func (s *Sum) Cells() Cells {
	columns := s.columns
	if columns == nil {
		for c := range s.amounts {
			columns = append(columns, c)
		}
		slices.Sort(columns)
		if columns == nil {
			columns = []string{""}
		}
	}
	cells := newCells(len(s.axes.Problems), columns)
	for i, c := range columns {
		for problem, n := range s.amounts[c] {
			cells.Amounts[problem][i] = n
		}
	}
	return cells
}

// Totals returns the figure of the whole period by problem.
func (s *Sum) Totals() map[string]int64 {
	out := make(map[string]int64, len(s.totals))
	for i, n := range s.totals {
		out[s.axes.Problems[i]] = n
	}
	return out
}
