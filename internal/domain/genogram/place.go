package genogram

import (
	"math"
)

const (
	sweeps   = 80
	cohesion = 0.2 // of neighbours, beside the pull between parents and children
)

// place gives everybody an x: parents over the middle of their children, people
// beside their neighbours, and never two closer than the pitch.
func (l *layout) place() {
	x := make([]float64, len(l.people))
	for _, row := range l.rows {
		for n, p := range row {
			x[p] = float64(n * pitch)
		}
	}
	for range sweeps {
		x = l.relax(x)
	}
	l.settle(x)
}

// relax moves everybody towards where parents, children and neighbours pull them.
func (l *layout) relax(x []float64) []float64 {
	sum, weight := make([]float64, len(x)), make([]float64, len(x))
	pull := func(p int, to, by float64) { sum[p], weight[p] = sum[p]+to*by, weight[p]+by }
	for _, u := range l.unions {
		if len(u.partners) == 0 || len(u.children) == 0 {
			continue
		}
		shift := (middle(x, u.partners) - middle(x, u.children)) / 2
		for _, c := range u.children {
			pull(c, x[c]+shift, 1)
		}
		for _, p := range u.partners {
			pull(p, x[p]-shift, 1)
		}
	}
	for _, row := range l.rows {
		for n := 1; n < len(row); n++ {
			left, right := row[n-1], row[n]
			pull(left, x[right]-pitch, cohesion)
			pull(right, x[left]+pitch, cohesion)
		}
	}
	want := make([]float64, len(x))
	for p := range x {
		want[p] = x[p]
		if weight[p] > 0 {
			want[p] = sum[p] / weight[p]
		}
	}
	for _, row := range l.rows {
		spread(row, want)
	}
	return want
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
