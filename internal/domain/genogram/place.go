package genogram

import (
	"math"
	"slices"
)

const sweeps = 12

// place gives everybody an x: parents over their children, children below their
// parents, and never two closer than the pitch.
func (l *layout) place() {
	x := make([]float64, len(l.people))
	for _, row := range l.rows {
		for n, p := range row {
			x[p] = float64(n * pitch)
		}
	}
	for n := range sweeps {
		want := slices.Clone(x)
		if n%2 == 0 {
			l.pull(x, want, true)
			for _, row := range l.rows {
				spread(row, want)
				l.follow(row, want)
			}
		} else {
			l.pull(x, want, false)
			for r := len(l.rows) - 1; r >= 0; r-- {
				spread(l.rows[r], want)
			}
		}
		x = want
	}
	l.settle(x)
}

// pull says where everybody would like to be.
func (l *layout) pull(x, want []float64, down bool) {
	for _, u := range l.unions {
		if len(u.partners) == 0 || len(u.children) == 0 {
			continue
		}
		shift := middle(x, u.partners) - middle(x, u.children)
		if down {
			for _, c := range u.children {
				want[c] = x[c] + shift
			}
		} else {
			for _, p := range u.partners {
				want[p] = x[p] - shift
			}
		}
	}
}

// follow moves those below a row that has just found its place.
func (l *layout) follow(row []int, want []float64) {
	for _, u := range l.unions {
		if len(u.partners) == 0 || len(u.children) == 0 || !slices.Contains(row, u.partners[0]) {
			continue
		}
		shift := middle(want, u.partners) - middle(want, u.children)
		for _, c := range u.children {
			want[c] += shift
		}
	}
}

func middle(x []float64, of []int) float64 {
	low, high := math.Inf(1), math.Inf(-1)
	for _, p := range of {
		low, high = min(low, x[p]), max(high, x[p])
	}
	return (low + high) / 2
}

// spread moves the persons of a row as little as it can (in squares) so that
// they keep their order and the pitch: regression by pooling neighbours.
func spread(row []int, want []float64) {
	type pool struct {
		sum   float64
		count int
	}
	var pools []pool
	for n, p := range row {
		pools = append(pools, pool{want[p] - float64(n*pitch), 1})
		for k := len(pools) - 1; k > 0 && pools[k-1].sum*float64(pools[k].count) > pools[k].sum*float64(pools[k-1].count); k-- {
			pools[k-1] = pool{pools[k-1].sum + pools[k].sum, pools[k-1].count + pools[k].count}
			pools = pools[:k]
		}
	}
	n := 0
	for _, b := range pools {
		for range b.count {
			want[row[n]] = b.sum/float64(b.count) + float64(n*pitch)
			n++
		}
	}
}

// settle rounds, and moves the drawing to its margin.
func (l *layout) settle(x []float64) {
	l.x = make([]int, len(x))
	low := math.Inf(1)
	for _, v := range x {
		low = min(low, v)
	}
	for _, row := range l.rows {
		last := math.MinInt / 2
		for _, p := range row {
			l.x[p] = max(int(math.Round(x[p]-low)), last+pitch)
			last = l.x[p]
		}
	}
	for p := range l.x {
		l.x[p] += margin
	}
}
