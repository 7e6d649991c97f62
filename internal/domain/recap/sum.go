package recap

import (
	"slices"

	"teduh/internal/kit/calendar"
)

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

// Where narrows a sum to a province, a regency or an institution; the zero value
// is all.
type Where struct{ Province, Regency, Institution string }

// months returns the months of the cube that a term adds up.
func (c *Cube) months(t Term) (from, to int) {
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

// Arrange returns the cells with these columns in this order; a column they do
// not have is 0.
func (c Cells) Arrange(columns []string) Cells {
	out := newCells(len(c.Amounts), columns)
	for i, name := range columns {
		from := slices.Index(c.Columns, name)
		if from < 0 {
			continue
		}
		for row := range c.Amounts {
			out.Amounts[row][i] = c.Amounts[row][from]
		}
	}
	return out
}

// Sum adds a figure of a period up by problem and another axis. By sex and age
// a cube knows provinces only: within a regency or an institution ok is false,
// and the caller sums a cube that holds nothing else.
func (c *Cube) Sum(f Figure, p calendar.Period, where Where, by Axis) (cells Cells, ok bool) {
	a := c.Axes
	small := where.Regency != "" || where.Institution != ""
	switch by {
	case ByMonth:
		return c.byMonth(f, p, where), true
	case ByProblem:
		cells = newCells(len(a.Problems), []string{""})
		if small {
			c.officesInto(cells, f.Terms(p), c.officesIn(where, p), func(office) int { return 0 })
		} else {
			c.provincesInto(cells, f.Terms(p), where, func(int) int { return 0 })
		}
	case ByProvince:
		if small {
			return Cells{}, false
		}
		cells = newCells(len(a.Problems), a.Provinces)
		c.provincesInto(cells, f.Terms(p), where, func(province int) int { return province })
	case ByRegency:
		cells = newCells(len(a.Problems), a.Regencies)
		c.officesInto(cells, f.Terms(p), c.officesIn(where, p), func(o office) int { return a.regency[o.Regency] })
	case ByInstitution:
		cells = c.byInstitution(f, p, where)
	case BySex, ByAge:
		if small {
			return Cells{}, false
		}
		cells = c.byPerson(f, p, where, by)
	default:
		return Cells{}, false
	}
	return cells, true
}

// officesIn returns which offices lie within what a sum is narrowed to, at the
// end of the period.
func (c *Cube) officesIn(where Where, p calendar.Period) []bool {
	in := make([]bool, len(c.offices))
	for i, o := range c.offices {
		in[i] = (where.Institution == "" || o.Institution == where.Institution) && (where.Regency == "" || o.Regency == where.Regency) &&
			(where.Province == "" || c.Axes.ProvinceOf(o.Regency, p.To()) == where.Province)
	}
	return in
}

// byInstitution has a column for every institution with an office there.
func (c *Cube) byInstitution(f Figure, p calendar.Period, where Where) Cells {
	in := c.officesIn(where, p)
	var columns []string
	at := map[string]int{}
	for i, o := range c.offices {
		if _, known := at[o.Institution]; in[i] && !known {
			at[o.Institution] = len(columns)
			columns = append(columns, o.Institution)
		}
	}
	cells := newCells(len(c.Axes.Problems), columns)
	c.officesInto(cells, f.Terms(p), in, func(o office) int { return at[o.Institution] })
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

// byPerson is by sex or by age group.
func (c *Cube) byPerson(f Figure, p calendar.Period, where Where, by Axis) Cells {
	a := c.Axes
	columns, column := a.Sexes, func(sex, _ int) int { return sex }
	if by == ByAge {
		columns, column = a.Ages, func(_, age int) int { return age }
	}
	cells := newCells(len(a.Problems), columns)
	c.blocks(f.Terms(p), where, func(l *layer) []int32 { return l.Persons }, func(_ int, sign int64, block []int32) {
		for problem := range a.Problems {
			row := cells.Amounts[problem]
			for sex := range a.Sexes {
				for age := range a.Ages {
					row[column(sex, age)] += sign * int64(block[(problem*len(a.Sexes)+sex)*len(a.Ages)+age])
				}
			}
		}
	})
	return cells
}

func (c *Cube) provincesInto(cells Cells, terms []Term, where Where, column func(province int) int) {
	c.blocks(terms, where, func(l *layer) []int32 { return l.Provinces }, func(province int, sign int64, block []int32) {
		col := column(province)
		for problem, v := range block {
			cells.Amounts[problem][col] += sign * int64(v)
		}
	})
}

// blocks calls add for the part of each layer that is a province's.
func (c *Cube) blocks(terms []Term, where Where, cells func(*layer) []int32, add func(province int, sign int64, block []int32)) {
	c.each(terms, func(l *layer, sign int64) {
		all := cells(l)
		size := len(all) / len(c.Axes.Provinces)
		for province, code := range c.Axes.Provinces {
			if where.Province == "" || code == where.Province {
				add(province, sign, all[province*size:(province+1)*size])
			}
		}
	})
}

// officesInto adds up the offices that are in. A layer has no room for offices
// that came after anything was added to it.
func (c *Cube) officesInto(cells Cells, terms []Term, in []bool, column func(office) int) {
	size := len(c.Axes.Problems)
	columns := make([]int, len(c.offices))
	for i, o := range c.offices {
		if in[i] {
			columns[i] = column(o)
		}
	}
	c.each(terms, func(l *layer, sign int64) {
		for i := range min(len(c.offices), len(l.Offices)/size) {
			if !in[i] {
				continue
			}
			for problem, v := range l.Offices[i*size : (i+1)*size] {
				cells.Amounts[problem][columns[i]] += sign * int64(v)
			}
		}
	})
}

// each calls add for every layer of the terms.
func (c *Cube) each(terms []Term, add func(l *layer, sign int64)) {
	for _, t := range terms {
		from, to := c.months(t)
		for month := from; month <= to; month++ {
			if l := c.layers[slot{t.Measure, month}]; l != nil {
				add(l, t.Sign)
			}
		}
	}
}
