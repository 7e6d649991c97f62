package recap

import (
	"slices"

	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
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

// Cube is the figures of one year by book month, in three layouts per measure
// and month: province × problem × sex × age, the same without sex and age, and
// problem by institution and the regency it worked in. Its size depends on the
// axes and the institutions only, not on the number of cases. Month 0 holds
// what was open when the year began; 1 to 12 are its months.
//
// A cube is changed by Add only, and must not be read meanwhile.
type Cube struct {
	Year      int
	Axes      *Axes
	Positions map[string]int64          // of each institution: up to where its facts are in
	Closed    map[string]calendar.Month // of each institution: its earliest open month when its closed months were taken in
	Late      [13]int64                 // facts of new and closed booked after their month, by book month
	layers    map[slot]*layer
	offices   []office // the columns of layer.offices
	officeAt  map[office]int
	room      int // for so many offices
	active    map[string]*[13]bool
}

// slot is a measure in a month.
type slot struct {
	Measure Measure
	Month   int
}

// layer is the amounts of a slot.
type layer struct {
	Persons   []int32 // [province][problem][sex][age]
	Provinces []int32 // [province][problem]
	Offices   []int32 // [office][problem]
}

// office is an institution in a regency.
type office struct{ Institution, Regency string }

// NewCube returns the empty cube of a year, with room for so many institutions;
// it grows when there are more.
func NewCube(year int, axes *Axes, institutions int) *Cube {
	return &Cube{Year: year, Axes: axes, Positions: map[string]int64{}, Closed: map[string]calendar.Month{}, layers: map[slot]*layer{},
		officeAt: map[office]int{}, room: institutions, active: map[string]*[13]bool{}}
}

// month returns the place of a book month in the cube: 0 for what came before
// the year and belongs to its opening stock, -1 for what does not belong to it.
func (c *Cube) month(book calendar.Month, m Measure) int {
	switch {
	case book.Year() == c.Year:
		return book.Number()
	case book.Year() < c.Year && stock(m) != 0:
		return 0
	default:
		return -1
	}
}

// asked says of each measure that some figure adds up for which length of
// period it is; the others are not kept.
var asked = func() map[Measure]calendar.Length {
	found := map[Measure]calendar.Length{}
	for _, f := range Figures() {
		for _, l := range []calendar.Length{calendar.Year, calendar.Semester, calendar.Quarter, calendar.MonthLength} { // the shortest stays
			for _, t := range f.Terms(calendar.PeriodOf(calendar.MonthOf(2016, 1), l)) {
				found[t.Measure] = l
			}
		}
	}
	return found
}()

// stock says how a measure changes the number of open cases.
func stock(m Measure) int64 {
	if m.ofDisabled() {
		m -= New.OfDisabled() - New
	}
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
// one are passed over. A code that is on no axis is a fault: the database is
// newer than the program.
func (c *Cube) Add(r Row) error {
	month := c.month(r.Book, r.Measure)
	if month < 0 {
		return nil
	}
	c.note(r, month)
	length, ok := asked[r.Measure]
	if !ok {
		return nil
	}
	if month > 0 { // what is asked for by the year only needs one layer a year
		month = calendar.PeriodOf(r.Book, length).From.Number()
	}
	a, amount := c.Axes, int32(r.Amount)
	at, ok := a.place(r)
	if !ok {
		return fault.New(fault.Unavailable, "fault.database_newer")
	}
	o := c.office(office{r.Institution, r.Dims.Area})
	l := c.layer(slot{r.Measure, month})
	cell := at.province*len(a.Problems) + at.problem
	l.Persons[(cell*len(a.Sexes)+at.sex)*len(a.Ages)+at.age] += amount
	l.Provinces[cell] += amount
	l.Offices[o*len(a.Problems)+at.problem] += amount
	return nil
}

// layer returns the layer of a slot, with room for every office.
func (c *Cube) layer(s slot) *layer {
	l, a := c.layers[s], c.Axes
	if l == nil {
		cells := len(a.Provinces) * len(a.Problems)
		l = &layer{Persons: make([]int32, cells*len(a.Sexes)*len(a.Ages)), Provinces: make([]int32, cells)}
		c.layers[s] = l
	}
	if need := c.room * len(a.Problems); len(l.Offices) < need {
		l.Offices = append(make([]int32, 0, need), l.Offices...)[:need]
	}
	return l
}

type cellAt struct{ province, problem, sex, age int }

// place finds a row on the axes.
func (a *Axes) place(r Row) (at cellAt, ok bool) {
	ok = true
	find := func(places map[string]int, code string) int {
		i, known := places[code]
		ok = ok && known
		return i
	}
	find(a.regency, r.Dims.Area)
	at = cellAt{find(a.province, a.ProvinceOf(r.Dims.Area, r.Book)), find(a.problem, r.Dims.Problem), find(a.sex, r.Dims.Sex), find(a.age, r.Dims.Age)}
	return at, ok
}

// office returns the column of an office, a new one when it had none.
func (c *Cube) office(o office) int {
	i, ok := c.officeAt[o]
	if !ok {
		i = len(c.offices)
		c.offices = append(c.offices, o)
		c.officeAt[o] = i
		if len(c.offices) > c.room {
			c.room = len(c.offices) + len(c.offices)/8
		}
	}
	return i
}

func (c *Cube) note(r Row, month int) {
	if month == 0 {
		return
	}
	if r.Book > r.Period && (r.Measure == New || r.Measure == Closed) {
		c.Late[month] += max(r.Amount, -r.Amount)
	}
	seen := c.active[r.Institution]
	if seen == nil {
		seen = &[13]bool{}
		c.active[r.Institution] = seen
	}
	seen[month] = true
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
	from, to := c.months(Term{From: p.From, To: p.To()})
	out := make(map[string]bool, len(c.active))
	for institution, seen := range c.active {
		if from <= to && slices.Contains(seen[from:to+1], true) {
			out[institution] = true
		}
	}
	return out
}

// Offices returns the institutions with figures of a regency.
func (c *Cube) Offices(regency string) []string {
	var out []string
	for _, o := range c.offices {
		if o.Regency == regency {
			out = append(out, o.Institution)
		}
	}
	return out
}
