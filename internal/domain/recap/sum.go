package recap

import "teduh/internal/kit/calendar"

// Axis is a dimension of a table.
type Axis string

// The axes.
const (
	ByProblem     Axis = "problem"
	ByProvince    Axis = "province"
	ByRegency     Axis = "regency"
	ByInstitution Axis = "institution"
	BySex         Axis = "sex"
	ByAge         Axis = "age"
	ByMonth       Axis = "month"
)

// Where narrows a sum to a province or a regency; the zero value is the nation.
type Where struct{ Province, Regency string }

// slots returns the months of the cube that a term adds up.
func (c *Cube) slots(t Term) (from, to int) {
	from, to = 0, -1
	if t.From != 0 {
		from = 1
		if t.From.Year() == c.Year {
			from = t.From.Number()
		} else if t.From.Year() > c.Year {
			return 0, -1
		}
	}
	switch {
	case t.To.Year() == c.Year:
		to = t.To.Number()
	case t.To.Year() > c.Year:
		to = 12
	case t.To.Next().Year() == c.Year: // the end of the year before: the opening stock
		to = 0
	}
	return from, to
}

// Cells is what a sum yields: amounts by problem and one more axis.
type Cells struct {
	Columns []string
	Amounts [][]int64 // [problem of Axes.Problems][column]
}

func newCells(rows int, columns []string) Cells {
	c := Cells{Columns: columns, Amounts: make([][]int64, rows)}
	flat := make([]int64, rows*len(columns))
	for i := range c.Amounts {
		c.Amounts[i], flat = flat[:len(columns):len(columns)], flat[len(columns):]
	}
	return c
}

// Sum adds a figure of a period up by problem and another axis. Within a
// regency there is nothing by sex or age in the cube: ok is false, and the
// caller sums the facts themselves.
func (c *Cube) Sum(f Figure, p calendar.Period, where Where, by Axis) (cells Cells, ok bool) {
	a := c.Axes
	if where.Regency != "" {
		if by == ByMonth {
			return c.byMonth(f, p, where), true
		}
		if by != ByProblem && by != ByRegency {
			return Cells{}, false
		}
		cells = newCells(len(a.Problems), []string{where.Regency})
		c.coarseInto(cells, f.Terms(p), func(r int) int {
			if a.Regencies[r] == where.Regency {
				return 0
			}
			return -1
		})
		return cells, true
	}
	return c.wide(f, p, where, by)
}

func (c *Cube) wide(f Figure, p calendar.Period, where Where, by Axis) (Cells, bool) {
	a := c.Axes
	switch by {
	case ByProblem:
		cells := newCells(len(a.Problems), []string{""})
		c.fineInto(cells, f.Terms(p), where, func(_, _, _ int) int { return 0 })
		return cells, true
	case ByProvince:
		cells := newCells(len(a.Problems), a.Provinces)
		c.fineInto(cells, f.Terms(p), where, func(province, _, _ int) int { return province })
		return cells, true
	case BySex:
		cells := newCells(len(a.Problems), a.Sexes)
		c.fineInto(cells, f.Terms(p), where, func(_, sex, _ int) int { return sex })
		return cells, true
	case ByAge:
		cells := newCells(len(a.Problems), a.Ages)
		c.fineInto(cells, f.Terms(p), where, func(_, _, age int) int { return age })
		return cells, true
	case ByRegency:
		return c.byRegency(f, p, where), true
	case ByMonth:
		return c.byMonth(f, p, where), true
	default:
		return Cells{}, false
	}
}

func (c *Cube) byRegency(f Figure, p calendar.Period, where Where) Cells {
	a := c.Axes
	cells := newCells(len(a.Problems), a.Regencies)
	c.coarseInto(cells, f.Terms(p), func(r int) int {
		if where.Province != "" && a.ProvinceOf(a.Regencies[r], p.To()) != where.Province {
			return -1
		}
		return r
	})
	return cells
}

// byMonth is the figure of each month by itself; handled of months does not add
// up to handled of the period.
func (c *Cube) byMonth(f Figure, p calendar.Period, where Where) Cells {
	names := make([]string, 0, 12)
	for _, m := range p.Months() {
		names = append(names, m.String())
	}
	cells := newCells(len(c.Axes.Problems), names)
	for i, m := range p.Months() {
		month, _ := c.Sum(f, calendar.PeriodOf(m, calendar.MonthLength), where, ByProblem)
		for row := range cells.Amounts {
			cells.Amounts[row][i] = month.Amounts[row][0]
		}
	}
	return cells
}

func (c *Cube) fineInto(cells Cells, terms []Term, where Where, column func(province, sex, age int) int) {
	a := c.Axes
	for _, t := range terms {
		layer := c.fine[t.Measure]
		from, to := c.slots(t)
		if layer == nil {
			continue
		}
		for slot := from; slot <= to; slot++ {
			for province := range a.Provinces {
				if where.Province != "" && a.Provinces[province] != where.Province {
					continue
				}
				c.block(cells, layer, slot, province, t.Sign, column)
			}
		}
	}
}

func (c *Cube) block(cells Cells, layer []int32, slot, province int, sign int64, column func(province, sex, age int) int) {
	a := c.Axes
	at := c.fineAt(slot, province, 0, 0, 0)
	for problem := range a.Problems {
		row := cells.Amounts[problem]
		for sex := range a.Sexes {
			for age := range a.Ages {
				if v := layer[at]; v != 0 {
					row[column(province, sex, age)] += sign * int64(v)
				}
				at++
			}
		}
	}
}

func (c *Cube) coarseInto(cells Cells, terms []Term, column func(regency int) int) {
	a := c.Axes
	for _, t := range terms {
		layer := c.coarse[t.Measure]
		from, to := c.slots(t)
		if layer == nil {
			continue
		}
		for slot := from; slot <= to; slot++ {
			for regency := range a.Regencies {
				col := column(regency)
				if col < 0 {
					continue
				}
				at := (slot*len(a.Regencies) + regency) * len(a.Problems)
				for problem := range a.Problems {
					cells.Amounts[problem][col] += t.Sign * int64(layer[at+problem])
				}
			}
		}
	}
}
