package recap

import (
	"teduh/internal/kit/calendar"
)

// Axes are the lists by which a cube is laid out. Their order is the order of
// its arrays, so they must not change while a cube is used.
type Axes struct {
	Provinces []string // every province there ever was
	Regencies []string
	Problems  []string
	Sexes     []string
	Ages      []string
	// ProvinceOf returns the province a regency lay in, in a month.
	ProvinceOf func(regency string, m calendar.Month) string

	province, regency, problem, sex, age map[string]int
}

// NewAxes prepares the look-up of codes.
func NewAxes(a Axes) *Axes {
	a.province, a.regency, a.problem = places(a.Provinces), places(a.Regencies), places(a.Problems)
	a.sex, a.age = places(a.Sexes), places(a.Ages)
	return &a
}

func places(codes []string) map[string]int {
	at := make(map[string]int, len(codes))
	for i, c := range codes {
		at[c] = i
	}
	return at
}

// Cube is the figures of one year by book month, in two layouts per measure:
// month × province × problem × sex × age, and month × regency × problem. Its
// size depends on the axes only, not on the number of cases. Month 0 holds what
// was open when the year began; 1 to 12 are its months.
//
// A cube is changed by Add only, and must not be read meanwhile.
type Cube struct {
	Year      int
	Axes      *Axes
	Positions map[string]int64 // of each institution: up to where its facts are in
	fine      map[Measure][]int32
	coarse    map[Measure][]int32
	Late      [13]int64 // facts of new and closed booked after their month, by book month
	active    map[string]*[13]bool
}

const months = 13

// NewCube returns the empty cube of a year.
func NewCube(year int, axes *Axes) *Cube {
	return &Cube{Year: year, Axes: axes, Positions: map[string]int64{}, fine: map[Measure][]int32{}, coarse: map[Measure][]int32{}, active: map[string]*[13]bool{}}
}

// slot returns the month's place in the cube: 0 for what came before the year
// and belongs to its opening stock, -1 for what does not belong to it.
func (c *Cube) slot(book calendar.Month, m Measure) int {
	switch {
	case book.Year() == c.Year:
		return book.Number()
	case book.Year() < c.Year && stock(m) != 0:
		return 0
	default:
		return -1
	}
}

// stock says how a measure changes the number of open cases.
func stock(m Measure) int64 {
	switch m {
	case New, TransferIn, Reopened:
		return 1
	case Closed:
		return -1
	default:
		return 0
	}
}

// Row is a fact as the cube reads it, already added up where it can be.
type Row struct {
	Institution string
	Measure     Measure
	Period      calendar.Month
	Book        calendar.Month
	Dims        Dims
	Amount      int64
}

// Add takes a row into the cube. Rows of other years that do not bear on this
// one are passed over.
func (c *Cube) Add(r Row) {
	slot := c.slot(r.Book, r.Measure)
	if slot < 0 {
		return
	}
	a := c.Axes
	problem, sex, age := a.problem[r.Dims.Problem], a.sex[r.Dims.Sex], a.age[r.Dims.Age]
	province, regency := a.province[a.ProvinceOf(r.Dims.Area, r.Book)], a.regency[r.Dims.Area]
	fine, coarse := c.layer(c.fine, r.Measure, c.fineSize()), c.layer(c.coarse, r.Measure, c.coarseSize())
	fine[c.fineAt(slot, province, problem, sex, age)] += int32(r.Amount)
	coarse[(slot*len(a.Regencies)+regency)*len(a.Problems)+problem] += int32(r.Amount)
	c.note(r, slot)
}

func (c *Cube) note(r Row, slot int) {
	if slot == 0 {
		return
	}
	if r.Book > r.Period && (r.Measure == New || r.Measure == Closed) {
		c.Late[slot] += max(r.Amount, -r.Amount)
	}
	seen := c.active[r.Institution]
	if seen == nil {
		seen = &[13]bool{}
		c.active[r.Institution] = seen
	}
	seen[slot] = true
}

// Reported marks an institution as having reported a month, though nothing
// happened there: it closed the month.
func (c *Cube) Reported(institution string, m calendar.Month) {
	if m.Year() == c.Year {
		c.note(Row{Institution: institution, Book: m, Period: m}, m.Number())
	}
}

// Reporting returns the institutions with anything booked in a period.
func (c *Cube) Reporting(p calendar.Period) map[string]bool {
	out := map[string]bool{}
	for institution, seen := range c.active {
		for _, m := range p.Months() {
			if m.Year() == c.Year && seen[m.Number()] {
				out[institution] = true
			}
		}
	}
	return out
}

func (c *Cube) layer(layers map[Measure][]int32, m Measure, size int) []int32 {
	l := layers[m]
	if l == nil {
		l = make([]int32, size)
		layers[m] = l
	}
	return l
}

func (c *Cube) fineSize() int {
	a := c.Axes
	return months * len(a.Provinces) * len(a.Problems) * len(a.Sexes) * len(a.Ages)
}

func (c *Cube) coarseSize() int { return months * len(c.Axes.Regencies) * len(c.Axes.Problems) }

func (c *Cube) fineAt(slot, province, problem, sex, age int) int {
	a := c.Axes
	return (((slot*len(a.Provinces)+province)*len(a.Problems)+problem)*len(a.Sexes)+sex)*len(a.Ages) + age
}
