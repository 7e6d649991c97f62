package genogram

import (
	"math"
	"slices"
)

// System is what surrounds a household: an institution, neighbours, kin.
type System struct {
	ID        string
	Label     string
	Strength  string // strong, ordinary, weak, broken
	Stressful bool
	To, From  bool // whether support goes to the family, and from it
}

// Node is a system on an ecomap.
type Node struct {
	System
	X, Y  int
	Lines []string // the label in lines that fit
}

// Ecomap is a household in the middle and what surrounds it.
type Ecomap struct {
	Width, Height int
	X, Y          int // of the middle
	Nodes         []Node
	Lines         []Line // the ties are indices of systems
}

// The measures of an ecomap.
const (
	Middle  = 62 // radius of the household
	Around  = 46 // radius of a system
	between = 16 // from system to system
	reach   = 96 // the least length of a line
	letters = 11 // in a line of a label
)

// LayEcomap lays the systems out in a circle, in their order, clockwise from
// above. No two overlap.
func LayEcomap(systems []System) Ecomap {
	n := len(systems)
	radius := float64(Middle + Around + reach)
	if n > 2 { // neighbours on the circle keep their distance
		radius = max(radius, float64(Around+between/2)/math.Sin(math.Pi/float64(n)))
	}
	const edge = between / 2
	at := func(i int) point {
		turn := 2*math.Pi*float64(i)/float64(n) - math.Pi/2
		return point{radius * math.Cos(turn), radius * math.Sin(turn)}
	}
	low, high := point{-Middle, -Middle}, point{Middle, Middle}
	for i := range systems {
		q := at(i)
		low.x, low.y = min(low.x, q.x-Around), min(low.y, q.y-Around)
		high.x, high.y = max(high.x, q.x+Around), max(high.y, q.y+Around)
	}
	m := Ecomap{
		Width: int(math.Ceil(high.x-low.x)) + 2*edge, Height: int(math.Ceil(high.y-low.y)) + 2*edge,
		X: int(math.Ceil(-low.x)) + edge, Y: int(math.Ceil(-low.y)) + edge,
	}
	for i, s := range systems {
		q := at(i)
		x, y := q.x/radius, q.y/radius // of length one
		node := point{float64(m.X) + q.x, float64(m.Y) + q.y}
		m.Nodes = append(m.Nodes, Node{System: s, X: int(math.Round(node.x)), Y: int(math.Round(node.y)), Lines: wrap(s.Label, letters, 3)})
		inner := point{float64(m.X) + (Middle+6)*x, float64(m.Y) + (Middle+6)*y}
		m.Lines = append(m.Lines, s.line(i, point{node.x - (Around+6)*x, node.y - (Around+6)*y}, inner))
	}
	return m
}

// line runs from a system to the household.
func (s System) line(i int, outer, inner point) Line {
	way := bezier(outer, point{(outer.x + inner.x) / 2, (outer.y + inner.y) / 2}, inner)
	paths := [][]point{way}
	switch {
	case s.Strength == "broken":
		paths = cutOff(way)
	case s.Stressful:
		paths = [][]point{zigzag(way)}
	}
	if s.To {
		paths = append(paths, head(way)...)
	}
	if s.From {
		back := slices.Clone(way)
		slices.Reverse(back)
		paths = append(paths, head(back)...)
	}
	var out Path
	for _, line := range paths {
		var points []int
		for k, q := range line {
			if len(line) > 100 && k > 0 && k < len(line)-1 { // a straight way
				continue
			}
			points = append(points, int(math.Round(q.x)), int(math.Round(q.y)))
		}
		if out != "" {
			out += " "
		}
		out += polyline(points...)
	}
	return Line{Style: s.Strength, Path: out, Ties: []int{i}}
}

// wrap breaks a label into at most so many lines; what does not fit ends in …
func wrap(text string, width, most int) []string {
	var lines []string
	rest := []rune(text)
	for len(rest) > 0 && len(lines) < most {
		cut := len(rest)
		if cut > width {
			cut = width
			for at := width; at > 0; at-- {
				if rest[at] == ' ' {
					cut = at
					break
				}
			}
		}
		lines = append(lines, string(rest[:cut]))
		for rest = rest[cut:]; len(rest) > 0 && rest[0] == ' '; rest = rest[1:] {
			continue
		}
	}
	if len(rest) > 0 {
		last := []rune(lines[most-1])
		lines[most-1] = string(last[:min(len(last), width-1)]) + "…"
	}
	return lines
}
