// Package genogram lays a family out as the field draws it (McGoldrick and
// Gerson): a square, a circle, a diamond, a triangle for the unborn; a cross
// through the dead, a double border for the person it is about; couples by a
// line below them, with one stroke when they live apart and two when they are
// divorced; children hanging from that line, oldest first; dashes for what is
// not by birth or not married; zigzags for quarrel and violence; a dashed line
// around who lives together.
//
// It is pure geometry over ids and codes: it knows neither names nor files, and
// always draws the same family the same way. No two symbols overlap, and every
// tie is drawn. Start at [Lay].
package genogram

import "cmp"

// Person is somebody to draw.
type Person struct {
	ID    string
	Label string // beneath the symbol: initials
	Sex   string // "male", "female", or anything else
	Age   int    // -1 when unknown
	Index bool   // the one the drawing is about
	Dead  bool
	Born  bool // false: not yet
	Level int  // generations below the index person, where no tie tells
}

// Kind is what a tie is.
type Kind string

// The kinds of tie. A parent comes first.
const (
	Parent       Kind = "parent"
	Adoptive     Kind = "adoptive_parent"
	Foster       Kind = "foster_parent"
	Step         Kind = "step_parent"
	Married      Kind = "married"
	Unregistered Kind = "married_unregistered"
	Partners     Kind = "partners"
	Separated    Kind = "separated"
	Divorced     Kind = "divorced"
	Sibling      Kind = "sibling"
	Twin         Kind = "twin"
	Identical    Kind = "identical_twin"
	Other        Kind = "other"
)

// Tie is between two persons. A quality is drawn as a line of its own: close,
// distant, conflict, violence, control, cut_off.
type Tie struct {
	First, Second string
	Kind          Kind
	Quality       string
}

func (t Tie) couple() bool {
	return t.Kind == Married || t.Kind == Unregistered || t.Kind == Partners || t.Kind == Separated || t.Kind == Divorced
}

func (t Tie) parent() bool {
	return t.Kind == Parent || t.Kind == Adoptive || t.Kind == Foster || t.Kind == Step
}

func (t Tie) siblings() bool { return t.Kind == Sibling || t.Kind == Twin || t.Kind == Identical }

// Drawing is a family laid out, in units of a pixel at natural size.
type Drawing struct {
	Width, Height int
	Symbols       []Symbol
	Lines         []Line
	Home          []Path // around those who live together
	Notes         []Note
}

// Symbol is a person on the drawing, by the middle of the symbol.
type Symbol struct {
	Person
	X, Y int
}

// Half is half the side of a symbol.
const Half = 24

// Path is a line in the language of SVG, of whole numbers.
type Path string

// Line is a part of the drawing that shows ties.
type Line struct {
	Style string // how it is drawn
	Path  Path
	Ties  []int // which of the ties it shows
}

// Note is a word beside a line.
type Note struct {
	X, Y int
	Key  string
}

// The measures of the drawing.
const (
	pitch  = 112 // from symbol to symbol
	margin = 64
	label  = 22 // beneath a symbol
	track  = 12 // from line to line
	air    = 26 // between the last line and the symbols below
)

// Lay lays out a family. Ties that name nobody on the drawing are left out, and
// so are ties of somebody with themselves.
func Lay(people []Person, ties []Tie, home []string) Drawing {
	l := newLayout(people, ties)
	l.generations()
	l.unite()
	l.arrange()
	l.place()
	return l.draw(home)
}

// layout is one drawing under way.
type layout struct {
	people []Person
	at     map[string]int // id → index in people
	ties   []Tie
	valid  []int // indices of the ties that are drawn

	gen    []int // by person
	tall   int   // number of generations
	unions []*union
	birth  []*union // of which union somebody is drawn as a child, by person
	free   []int    // ties drawn by a line of their own
	rows   [][]int
	x      []int
	rowY   []int
}

// union is a couple, or those who have children together: a line below them
// from which children hang. Of siblings whose parents are not drawn it has
// nobody but children.
type union struct {
	partners []int
	children []int
	couple   []int // the ties that make them a couple
	parents  []int // the ties of parents to children
	siblings []int // the ties that make children siblings
	dashed   map[int]bool
	bus      int // which line below the row
	rail     int // which line above the children
}

func newLayout(people []Person, ties []Tie) *layout {
	l := &layout{at: map[string]int{}, ties: ties}
	for _, p := range people {
		if _, twice := l.at[p.ID]; !twice {
			l.at[p.ID] = len(l.people)
			l.people = append(l.people, p)
		}
	}
	for i, t := range ties {
		_, first := l.at[t.First]
		_, second := l.at[t.Second]
		if first && second && t.First != t.Second {
			l.valid = append(l.valid, i)
		}
	}
	l.birth = make([]*union, len(l.people))
	return l
}

func (l *layout) ends(tie int) (a, b int) {
	return l.at[l.ties[tie].First], l.at[l.ties[tie].Second]
}

// older orders persons by age, oldest first, then those whose age is unknown, the
// unborn last.
func (l *layout) older(a, b int) int {
	key := func(p Person) int {
		if !p.Born {
			return -2
		}
		return p.Age
	}
	return cmp.Compare(key(l.people[b]), key(l.people[a]))
}
