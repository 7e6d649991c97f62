package genogram

import (
	"math"
	"slices"
)

// own draws the ties that no line of a couple or of children shows, and the
// quality of a tie, from symbol to symbol. Such a line may pass beneath others.
func (p *pen) own() {
	drawn := map[[2]int]int{}
	route := func(tie int, style string) {
		a, b := p.ends(tie)
		pair := [2]int{min(a, b), max(a, b)}
		points := p.curve(a, b, drawn[pair])
		drawn[pair]++
		p.out.Lines = append(p.out.Lines, Line{Style: style, Path: p.frame(trace(style, points)), Ties: []int{tie}})
	}
	for _, t := range p.free {
		route(t, freeStyle(p.ties[t].Kind))
	}
	for _, t := range p.valid {
		if q := p.ties[t].Quality; q != "" {
			route(t, q)
		}
	}
}

func freeStyle(k Kind) string {
	switch k {
	case Parent, Married:
		return "kin"
	case Other, Sibling, Twin, Identical:
		return "relation"
	default:
		return "dashed"
	}
}

type point struct{ x, y float64 }

// curve is a way from symbol to symbol: straight to who stands beside, over the
// heads of those between, and with a bow to another generation: of some bows the
// first that meets the fewest others.
func (p *pen) curve(a, b, nth int) (best []point) {
	bows := []float64{1, -1, 1.8, -1.8, 2.6, -2.6}
	if p.gen[a] == p.gen[b] {
		bows = []float64{1}
	}
	fewest := len(p.people)
	for _, bow := range bows {
		way := p.bowed(a, b, nth, bow)
		if n := p.meets(way, a, b); n < fewest {
			fewest, best = n, way
		}
	}
	return best
}

// meets counts the symbols on a way, but for those at its ends.
func (p *pen) meets(way []point, a, b int) (n int) {
	for i := range p.people {
		on := i != a && i != b && slices.ContainsFunc(way, func(q point) bool {
			const room = Half + 6
			return math.Abs(q.x-float64(p.x[i])) < room && math.Abs(q.y-float64(p.rowY[p.gen[i]])) < room
		})
		if on {
			n++
		}
	}
	return n
}

func (p *pen) bowed(a, b, nth int, times float64) []point {
	from, to := point{float64(p.x[a]), float64(p.rowY[p.gen[a]])}, point{float64(p.x[b]), float64(p.rowY[p.gen[b]])}
	bow := 44 + 26*float64(nth)
	if p.gen[a] == p.gen[b] {
		bow = 100 + 26*float64(nth)
		if d := slices.Index(p.rows[p.gen[a]], a) - slices.Index(p.rows[p.gen[b]], b); d == 1 || d == -1 {
			bow = 52 * float64(nth)
		}
		if from.x > to.x {
			bow = -bow
		}
	}
	bow *= times
	length := math.Hypot(to.x-from.x, to.y-from.y)
	via := point{(from.x+to.x)/2 + (to.y-from.y)/length*bow, (from.y+to.y)/2 - (to.x-from.x)/length*bow}
	return clear(bezier(from, via, to), from, to)
}

func bezier(from, via, to point) (out []point) {
	const steps = 200
	for i := range steps + 1 {
		t := float64(i) / steps
		out = append(out, point{
			(1-t)*(1-t)*from.x + 2*(1-t)*t*via.x + t*t*to.x,
			(1-t)*(1-t)*from.y + 2*(1-t)*t*via.y + t*t*to.y,
		})
	}
	return out
}

// clear leaves out what lies within either symbol.
func clear(points []point, from, to point) []point {
	const clearance = Half + 7
	out := slices.DeleteFunc(slices.Clone(points), func(q point) bool {
		return math.Hypot(q.x-from.x, q.y-from.y) < clearance || math.Hypot(q.x-to.x, q.y-to.y) < clearance
	})
	if len(out) < 2 {
		return points
	}
	return out
}

// trace draws a way in a style.
func trace(style string, way []point) [][]point {
	switch style {
	case "conflict":
		return [][]point{zigzag(way)}
	case "violence":
		return append([][]point{zigzag(way)}, head(way)...)
	case "control":
		return append([][]point{way}, head(way)...)
	case "close":
		return [][]point{beside(way, 3), beside(way, -3)}
	case "cut_off":
		return cutOff(way)
	default:
		return [][]point{way}
	}
}

// normal is the unit vector across a way at a point.
func normal(way []point, i int) point {
	a, b := way[max(i-1, 0)], way[min(i+1, len(way)-1)]
	d := math.Hypot(b.x-a.x, b.y-a.y)
	return point{-(b.y - a.y) / d, (b.x - a.x) / d}
}

func beside(way []point, by float64) (out []point) {
	for i, q := range way {
		n := normal(way, i)
		out = append(out, point{q.x + n.x*by, q.y + n.y*by})
	}
	return out
}

func zigzag(way []point) []point {
	const stride, swing = 7, 5
	out := []point{way[0]}
	since, side := 0.0, 1.0
	for i := 1; i < len(way)-1; i++ {
		since += math.Hypot(way[i].x-way[i-1].x, way[i].y-way[i-1].y)
		if since < stride {
			continue
		}
		n := normal(way, i)
		out = append(out, point{way[i].x + n.x*swing*side, way[i].y + n.y*swing*side})
		since, side = 0, -side
	}
	return append(out, way[len(way)-1])
}

// head is an arrow at the end of a way.
func head(way []point) [][]point {
	const long, wide = 10, 6
	tip := way[len(way)-1]
	n := normal(way, len(way)-1)
	back := point{-n.y, n.x} // against the way
	base := point{tip.x + back.x*long, tip.y + back.y*long}
	return [][]point{{
		{base.x + n.x*wide, base.y + n.y*wide}, tip, {base.x - n.x*wide, base.y - n.y*wide},
	}}
}

// cutOff leaves a gap in the middle, between two bars.
func cutOff(way []point) [][]point {
	mid, bar := len(way)/2, 8.0
	gap := max(len(way)/20, 1)
	before, after := way[:max(mid-gap, 1)], way[min(mid+gap, len(way)-1):]
	out := [][]point{before, after}
	for _, i := range []int{max(mid-gap, 1), min(mid+gap, len(way)-1)} {
		n := normal(way, i)
		out = append(out, []point{{way[i].x + n.x*bar, way[i].y + n.y*bar}, {way[i].x - n.x*bar, way[i].y - n.y*bar}})
	}
	return out
}

// frame writes lines as a path of whole numbers within the drawing. Points that
// the eye cannot tell apart are left out.
func (p *pen) frame(lines [][]point) Path {
	var out Path
	for _, line := range lines {
		var points []int
		for i, q := range line {
			x := int(math.Round(min(max(q.x, 2), float64(p.out.Width-2))))
			y := int(math.Round(min(max(q.y, 2), float64(p.out.Height-2))))
			if n := len(points); i > 0 && i < len(line)-1 && len(line) > 100 && math.Abs(float64(x-points[n-2]))+math.Abs(float64(y-points[n-1])) < 8 {
				continue
			}
			points = append(points, x, y)
		}
		if out != "" {
			out += " "
		}
		out += polyline(points...)
	}
	return out
}
