package genogram

import (
	"cmp"
	"slices"
)

// arrange puts the persons of each generation in an order: couples side by side,
// siblings by age, families beside each other.
func (l *layout) arrange() {
	l.rows = make([][]int, l.tall)
	clusters := l.clusters()
	a := arranging{l, clusters, make([]bool, len(l.people))}
	for _, p := range l.roots(clusters) {
		a.visit(p)
	}
	for p := range l.people {
		a.visit(p)
	}
	a.again()
}

// again orders each generation by the one above, now that all of that is known:
// families whose parents stand further left come first. Who has no parents on the
// drawing stays beside whom the first walk put them.
func (a arranging) again() {
	for r := 1; r < len(a.rows); r++ {
		first := a.rows[r]
		a.rows[r] = nil
		for _, p := range first {
			a.visited[p] = false
		}
		for _, u := range a.leftToRight(r - 1) {
			for _, c := range u.children {
				a.put(c, r)
			}
		}
		for n, p := range first {
			if a.visited[p] {
				continue
			}
			at := 0
			if n > 0 {
				at = slices.Index(a.rows[r], first[n-1]) + 1
			}
			a.insert(p, r, at)
		}
	}
}

// leftToRight are the unions of a row by where their partners stand.
func (a arranging) leftToRight(row int) (out []*union) {
	at := map[*union]int{}
	for _, u := range a.unions {
		if len(u.partners) > 0 && a.gen[u.partners[0]] == row {
			out = append(out, u)
			for _, m := range u.partners {
				at[u] += 2 * slices.Index(a.rows[row], m) / len(u.partners)
			}
		}
	}
	slices.SortStableFunc(out, func(x, y *union) int { return cmp.Compare(at[x], at[y]) })
	return out
}

// put places somebody, with those who stand beside, where they belong.
func (a arranging) put(p, row int) {
	if !a.visited[p] {
		a.insert(p, row, a.spot(p, row))
	}
}

func (a arranging) insert(p, row, at int) {
	for _, m := range a.clusters[p] {
		a.visited[m] = true
	}
	a.rows[row] = slices.Insert(a.rows[row], at, a.clusters[p]...)
}

// arranging walks the family from above, children after their parents.
type arranging struct {
	*layout
	clusters [][]int // by person: those joined by couples, in the order of drawing
	visited  []bool
}

func (a arranging) visit(p int) {
	if a.visited[p] {
		return
	}
	a.put(p, a.gen[p])
	for _, m := range a.clusters[p] {
		for _, u := range a.unions {
			if slices.Contains(u.partners, m) {
				for _, c := range u.children {
					a.visit(c)
				}
			}
		}
	}
}

// spot is where a child belongs in its row: after its older siblings, else
// before its younger ones, else at the end.
func (a arranging) spot(p, row int) int {
	u := a.birth[p]
	if u == nil {
		return len(a.rows[row])
	}
	me, after, before := slices.Index(u.children, p), -1, -1
	for n, c := range u.children {
		if c == p || !a.visited[c] || slices.Contains(a.clusters[p], c) {
			continue
		}
		for _, m := range a.clusters[c] {
			at := slices.Index(a.rows[row], m)
			if n < me {
				after = max(after, at)
			} else if before < 0 || at < before {
				before = at
			}
		}
	}
	switch {
	case after >= 0:
		return after + 1
	case before >= 0:
		return before
	default:
		return len(a.rows[row])
	}
}

// clusters are the persons joined by couples or children, in the order in which
// they stand side by side.
func (l *layout) clusters() [][]int {
	out := make([][]int, len(l.people))
	partners := make([][]int, len(l.people))
	for _, u := range l.unions {
		if len(u.partners) == 2 {
			a, b := u.partners[0], u.partners[1]
			partners[a], partners[b] = append(partners[a], b), append(partners[b], a)
		}
	}
	for p := range l.people {
		if out[p] == nil {
			cluster := l.cluster(p, partners)
			for _, m := range cluster {
				out[m] = cluster
			}
		}
	}
	return out
}

// cluster begins with who has most partners, and puts former ones to the left,
// others to the right; of two, the man stands left.
func (l *layout) cluster(p int, partners [][]int) []int {
	hub, seen := p, []int{p}
	for n := 0; n < len(seen); n++ {
		if len(partners[seen[n]]) > len(partners[hub]) {
			hub = seen[n]
		}
		for _, q := range partners[seen[n]] {
			if !slices.Contains(seen, q) {
				seen = append(seen, q)
			}
		}
	}
	line := []int{hub}
	if len(seen) == 2 && len(partners[hub]) == 1 {
		other := partners[hub][0]
		if l.people[hub].Sex == "female" && l.people[other].Sex != "female" || l.people[other].Sex == "male" && l.people[hub].Sex != "male" {
			return []int{other, hub}
		}
		return []int{hub, other}
	}
	l.extend(&line, hub, partners, 0)
	return line
}

// extend puts the partners of somebody, and theirs, at the ends of the line;
// side is the end they must go to, 0 for either.
func (l *layout) extend(line *[]int, p int, partners [][]int, side int) {
	for n, q := range partners[p] {
		if slices.Contains(*line, q) {
			continue
		}
		to := side
		if to == 0 && (l.former(p, q) || n == 0 && len(partners[p]) > 1 && !l.anyFormer(p, partners[p])) {
			to = -1
		}
		if to < 0 {
			*line = slices.Insert(*line, 0, q)
		} else {
			*line = append(*line, q)
			to = 1
		}
		l.extend(line, q, partners, to)
	}
}

func (l *layout) former(p, q int) bool {
	for _, u := range l.unions {
		if len(u.partners) == 2 && slices.Contains(u.partners, p) && slices.Contains(u.partners, q) {
			return len(u.couple) == 0 || slices.ContainsFunc(u.couple, func(t int) bool { return l.ties[t].Kind == Divorced || l.ties[t].Kind == Separated })
		}
	}
	return false
}

func (l *layout) anyFormer(p int, partners []int) bool {
	return slices.ContainsFunc(partners, func(q int) bool { return l.former(p, q) })
}

// roots are those without parents on the drawing from whom to begin: first the
// ancestors of the index person and of who stands beside, from left to right.
func (l *layout) roots(clusters [][]int) (out []int) {
	for _, p := range clustersOf(clusters, l.index()) {
		out = append(out, l.ancestors(p, clusters, map[int]bool{})...)
	}
	for g := range l.tall {
		for p := range l.people {
			if l.gen[p] == g && !slices.ContainsFunc(clusters[p], func(m int) bool { return l.birth[m] != nil }) {
				out = append(out, p)
			}
		}
	}
	return out
}

func clustersOf(clusters [][]int, p int) []int {
	if p >= len(clusters) {
		return nil
	}
	return clusters[p]
}

// ancestors are the topmost above somebody, from left to right.
func (l *layout) ancestors(p int, clusters [][]int, seen map[int]bool) (out []int) {
	u := l.birth[p]
	if u == nil || seen[p] {
		return nil
	}
	seen[p] = true
	if len(u.partners) == 0 {
		return []int{u.children[0]}
	}
	for _, m := range clusters[u.partners[0]] {
		out = append(out, l.ancestors(m, clusters, seen)...)
	}
	if len(out) == 0 {
		out = []int{u.partners[0]}
	}
	return out
}
