package genogram

import "slices"

// generations gives everybody a row: a parent above the children, couples and
// siblings side by side. What contradicts an earlier tie does not move anybody.
func (l *layout) generations() {
	g := newLevels(len(l.people))
	byWeight := [][]Kind{{Parent}, {Married, Unregistered, Partners, Separated, Divorced}, {Sibling, Twin, Identical}, {Adoptive}, {Foster, Step}}
	for _, kinds := range byWeight {
		for _, i := range l.valid {
			if t := l.ties[i]; slices.Contains(kinds, t.Kind) {
				a, b := l.ends(i)
				if t.parent() {
					g.above(a, b)
				} else {
					g.level(a, b)
				}
			}
		}
	}
	l.gen = g.rows(l.index(), func(p int) int { return l.people[p].Level })
	low := slices.Min(append([]int{0}, l.gen...))
	for i := range l.gen {
		l.gen[i] -= low
		l.tall = max(l.tall, l.gen[i]+1)
	}
	l.squeeze()
}

// squeeze drops rows in which nobody is.
func (l *layout) squeeze() {
	used := slices.Compact(slices.Sorted(slices.Values(l.gen)))
	for i := range l.gen {
		l.gen[i] = slices.Index(used, l.gen[i])
	}
	l.tall = len(used)
}

// index is the person the drawing is about, the first when none is.
func (l *layout) index() int {
	return max(slices.IndexFunc(l.people, func(p Person) bool { return p.Index }), 0)
}

// levels holds how many rows lie between persons: offsets within groups of
// persons that ties join.
type levels struct {
	group  []int
	offset []int // within the group
}

func newLevels(n int) *levels {
	g := &levels{group: make([]int, n), offset: make([]int, n)}
	for i := range g.group {
		g.group[i] = i
	}
	return g
}

func (g *levels) above(parent, child int) { g.join(parent, child, 1) }
func (g *levels) level(a, b int)          { g.join(a, b, 0) }

// join puts b's group so that b lies rows below a. Within a group all is fixed
// already.
func (g *levels) join(a, b, rows int) {
	if g.group[a] == g.group[b] {
		return
	}
	from, to, shift := g.group[b], g.group[a], g.offset[a]+rows-g.offset[b]
	for i := range g.group {
		if g.group[i] == from {
			g.group[i], g.offset[i] = to, g.offset[i]+shift
		}
	}
}

// rows returns everybody's row, the index person's being 0. Groups without the
// index person lie by what is known of their first.
func (g *levels) rows(index int, level func(int) int) []int {
	out := make([]int, len(g.group))
	anchor := map[int]int{}
	if len(out) > 0 {
		anchor[g.group[index]] = -g.offset[index]
	}
	for i := range out {
		if _, ok := anchor[g.group[i]]; !ok {
			anchor[g.group[i]] = level(i) - g.offset[i]
		}
		out[i] = g.offset[i] + anchor[g.group[i]]
	}
	return out
}
