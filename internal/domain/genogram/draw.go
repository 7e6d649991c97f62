package genogram

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// draw turns the places into symbols and lines.
func (l *layout) draw(home []string) Drawing {
	p := &pen{layout: l, feet: l.feet()}
	p.tracks()
	for i, person := range l.people {
		p.out.Symbols = append(p.out.Symbols, Symbol{person, l.x[i], l.rowY[l.gen[i]]})
		p.out.Width = max(p.out.Width, l.x[i]+margin)
	}
	p.out.Height = margin
	if l.tall > 0 {
		p.out.Height = l.rowY[l.tall-1] + Half + label + p.buses[l.tall-1]*track + margin/2
	}
	p.out.Home = l.outline(home)
	for _, u := range l.unions {
		p.union(u)
	}
	p.own()
	return p.out
}

// pen is a drawing under way.
type pen struct {
	*layout
	out   Drawing
	feet  map[foot]int
	buses []int // lines below each row
	rails []int // lines above each row
	drops map[*union]int
}

// foot is where the line of a union leaves one of its partners.
type foot struct {
	union  *union
	person int
}

const toes = 14 // from foot to foot

// feet spreads the lines of somebody in several unions.
func (l *layout) feet() map[foot]int {
	out := map[foot]int{}
	for p := range l.people {
		var mine []*union
		for _, u := range l.unions {
			if slices.Contains(u.partners, p) {
				mine = append(mine, u)
			}
		}
		slices.SortStableFunc(mine, func(a, b *union) int { return cmp.Compare(l.lean(a, p), l.lean(b, p)) })
		for n, u := range mine {
			out[foot{u, p}] = l.x[p] + (2*n-len(mine)+1)*toes/2
		}
	}
	return out
}

// lean is where a union lies from one of its partners: by the other, or alone.
func (l *layout) lean(u *union, p int) int {
	for _, q := range u.partners {
		if q != p {
			return l.x[q]
		}
	}
	return l.x[p]
}

// tracks gives every line between two rows a height of its own where lines would
// run into each other, and so every row its y.
func (p *pen) tracks() {
	p.drops = map[*union]int{}
	p.buses, p.rails = make([]int, p.tall), make([]int, p.tall)
	for r := range p.tall {
		var below, above []*union
		for _, u := range p.unions {
			if len(u.partners) > 0 && p.gen[u.partners[0]] == r {
				below = append(below, u)
			}
			if len(u.children) > 0 && p.gen[u.children[0]] == r {
				above = append(above, u)
			}
		}
		p.buses[r] = stack(below, p.span, func(u *union, n int) { u.bus = n })
		for _, u := range below {
			p.drop(u, below)
		}
		p.rails[r] = stack(above, p.reach, func(u *union, n int) { u.rail = n })
	}
	y := margin/2 + Half
	for r := range p.tall {
		if r > 0 {
			y += label + p.buses[r-1]*track + Half
		}
		y += p.rails[r]*track + air
		p.rowY = append(p.rowY, y)
		y += Half
	}
}

// stack gives each interval the first height at which it meets no other; short
// ones first. It returns how many heights there are.
func stack(unions []*union, interval func(*union) (int, int), put func(*union, int)) int {
	byLength := slices.Clone(unions)
	slices.SortStableFunc(byLength, func(a, b *union) int {
		a1, a2 := interval(a)
		b1, b2 := interval(b)
		return cmp.Compare(a2-a1, b2-b1)
	})
	var heights [][][2]int
	for _, u := range byLength {
		from, to := interval(u)
		n := slices.IndexFunc(heights, func(taken [][2]int) bool {
			return !slices.ContainsFunc(taken, func(t [2]int) bool { return from < t[1]+toes && t[0] < to+toes })
		})
		if n < 0 {
			n, heights = len(heights), append(heights, nil)
		}
		heights[n] = append(heights[n], [2]int{from, to})
		put(u, n)
	}
	return len(heights)
}

// span is how far the line of a couple goes.
func (p *pen) span(u *union) (int, int) {
	from, to := p.feet[foot{u, u.partners[0]}], 0
	for _, m := range u.partners {
		x := p.feet[foot{u, m}]
		from, to = min(from, x), max(to, x)
	}
	return from, to
}

// drop is where children hang from: over their middle as far as the line goes,
// beside the drops of others.
func (p *pen) drop(u *union, others []*union) {
	if len(u.children) == 0 {
		return
	}
	from, to := p.span(u)
	low, high := p.x[u.children[0]], p.x[u.children[0]]
	for _, c := range u.children {
		low, high = min(low, p.x[c]), max(high, p.x[c])
	}
	x := min(max((low+high)/2, from), to)
	for tries := 0; tries < len(others) && p.taken(x, u); tries++ {
		x = min(x+toes/2, to)
	}
	p.drops[u] = x
}

func (p *pen) taken(x int, u *union) bool {
	for other, at := range p.drops {
		if other != u && at-x < toes/2 && x-at < toes/2 && p.gen[other.partners[0]] == p.gen[u.partners[0]] {
			return true
		}
	}
	return false
}

// reach is how far the line above children goes.
func (p *pen) reach(u *union) (int, int) {
	var from, to int
	for n, born := range p.twins(u) {
		at := p.root(born)
		if n == 0 {
			from, to = at, at
		}
		from, to = min(from, at), max(to, at)
	}
	if at, ok := p.drops[u]; ok {
		from, to = min(from, at), max(to, at)
	}
	return from, to
}

func (p *pen) busY(u *union) int {
	return p.rowY[p.gen[u.partners[0]]] + Half + label + u.bus*track
}

func (p *pen) railY(u *union) int {
	r := p.gen[u.children[0]]
	return p.rowY[r] - Half - air - (p.rails[r]-1-u.rail)*track
}

func (p *pen) line(style string, ties []int, points ...int) {
	p.out.Lines = append(p.out.Lines, Line{Style: style, Path: polyline(points...), Ties: ties})
}

// polyline joins points, given as x, y, x, y …
func polyline(points ...int) Path {
	var b strings.Builder
	for i := 0; i+1 < len(points); i += 2 {
		op := " L"
		if i == 0 {
			op = "M"
		}
		fmt.Fprintf(&b, "%s%d %d", op, points[i], points[i+1])
	}
	return Path(b.String())
}

// union draws a couple's line and what hangs from it.
func (p *pen) union(u *union) {
	if len(u.partners) > 0 {
		p.bond(u)
	}
	if len(u.children) == 0 {
		return
	}
	y := p.railY(u)
	if at, ok := p.drops[u]; ok {
		from := p.rowY[p.gen[u.partners[0]]] + Half
		if len(u.partners) == 2 {
			from = p.busY(u)
		}
		p.line("kin", u.parents, at, from, at, y)
	}
	if from, to := p.reach(u); from != to {
		p.line("kin", append(p.plain(u), u.parents...), from, y, to, y)
	}
	for _, twins := range p.twins(u) {
		p.children(u, twins, y)
	}
}

// bond draws what joins a couple, with its strokes.
func (p *pen) bond(u *union) {
	if len(u.partners) < 2 {
		return
	}
	a, b := u.partners[0], u.partners[1]
	xa, xb, y := p.feet[foot{u, a}], p.feet[foot{u, b}], p.busY(u)
	top := p.rowY[p.gen[a]] + Half
	style, strokes := "unknown", 0
	for _, t := range u.couple { // what was said last holds
		style, strokes = "kin", 0
		switch p.ties[t].Kind {
		case Partners:
			style = "dashed"
		case Separated:
			strokes = 1
		case Divorced:
			strokes = 2
		case Unregistered:
			p.out.Notes = append(p.out.Notes, Note{X: (xa + xb) / 2, Y: y - 4, Key: "unregistered"})
		}
	}
	p.line(style, u.couple, xa, top, xa, y, xb, y, xb, top)
	at := min(xa, xb) + max(xa-xb, xb-xa)/4
	for n := range strokes {
		p.line("stroke", u.couple, at-4+n*7, y+8, at+4+n*7, y-8)
	}
}

// plain are the ties between siblings who are no twins.
func (p *pen) plain(u *union) (out []int) {
	for _, t := range u.siblings {
		if p.ties[t].Kind == Sibling {
			out = append(out, t)
		}
	}
	return out
}

// twins parts the children of a union into those born together.
func (p *pen) twins(u *union) (out [][]int) {
	set := map[int]int{}
	for _, c := range u.children {
		set[c] = c
	}
	for _, t := range u.siblings {
		if p.ties[t].Kind == Sibling {
			continue
		}
		a, b := p.ends(t)
		old := set[b]
		for _, c := range u.children {
			if set[c] == old {
				set[c] = set[a]
			}
		}
	}
	at := map[int]int{}
	for _, c := range u.children {
		n, ok := at[set[c]]
		if !ok {
			n, out = len(out), append(out, nil)
			at[set[c]] = n
		}
		out[n] = append(out[n], c)
	}
	return out
}

// children draws a child's line from the rail, or those of twins from one point.
func (p *pen) children(u *union, born []int, y int) {
	mid := p.root(born)
	for _, c := range born {
		style := "kin"
		if u.dashed[c] {
			style = "dashed"
		}
		p.line(style, p.tiesOf(u, c, born), mid, y, p.x[c], p.rowY[p.gen[c]]-Half)
	}
	for _, t := range u.siblings {
		if a, b := p.ends(t); p.ties[t].Kind == Identical && slices.Contains(born, a) {
			bar := y + (p.rowY[p.gen[a]]-Half-y)*2/3
			p.line("kin", []int{t}, mid+(p.x[a]-mid)*2/3, bar, mid+(p.x[b]-mid)*2/3, bar)
		}
	}
}

// root is where the line of a child begins, or the lines of those born together.
func (p *pen) root(born []int) int {
	from, to := p.x[born[0]], p.x[born[0]]
	for _, c := range born {
		from, to = min(from, p.x[c]), max(to, p.x[c])
	}
	return (from + to) / 2
}

func (p *pen) tiesOf(u *union, child int, born []int) (out []int) {
	for _, t := range u.parents {
		if _, b := p.ends(t); b == child {
			out = append(out, t)
		}
	}
	for _, t := range u.siblings {
		twins := p.ties[t].Kind != Sibling || len(born) == len(u.children) // then no line above tells it
		if a, b := p.ends(t); twins && len(born) > 1 && (a == child || b == child) {
			out = append(out, t)
		}
	}
	return out
}
