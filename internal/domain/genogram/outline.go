package genogram

import (
	"slices"
)

// Around a symbol, for the line about those who live together: its initials stay
// within.
const (
	homeSide = 50
	homeTop  = Half + 12
	homeFoot = Half + label - 2
)

// run is a stretch of neighbours in a row who live together.
type run struct{ row, from, to int }

// outline is drawn around those who live together: one line where they stand
// side by side in rows below each other, else several.
func (l *layout) outline(home []string) (out []Path) {
	var open []run
	flush := func() {
		if len(open) > 0 {
			out = append(out, l.around(open))
		}
		open = nil
	}
	for r := range l.rows {
		runs := l.runs(r, home)
		if len(runs) == 1 && len(open) > 0 && open[len(open)-1].row == r-1 && meets(open[len(open)-1], runs[0]) {
			open = append(open, runs[0])
			continue
		}
		flush()
		if len(runs) == 1 {
			open = runs
			continue
		}
		for _, one := range runs {
			open = []run{one}
			flush()
		}
	}
	flush()
	return out
}

func meets(a, b run) bool { return a.from < b.to && b.from < a.to }

func (l *layout) runs(row int, home []string) (out []run) {
	last := -1
	for n, p := range l.rows[row] {
		if !slices.Contains(home, l.people[p].ID) {
			continue
		}
		if last >= 0 && last == n-1 {
			out[len(out)-1].to = l.x[p] + homeSide
		} else {
			out = append(out, run{row, l.x[p] - homeSide, l.x[p] + homeSide})
		}
		last = n
	}
	return out
}

// around goes down the right side of runs in rows below each other, and up the
// left one.
func (l *layout) around(runs []run) Path {
	var right, left []int
	for n, r := range runs {
		top, foot := l.rowY[r.row]-homeTop, l.rowY[r.row]+homeFoot
		if n > 0 {
			above := runs[n-1]
			top = (l.rowY[above.row] + homeFoot + l.rowY[r.row] - homeTop) / 2
		}
		if n < len(runs)-1 {
			foot = (l.rowY[r.row] + homeFoot + l.rowY[runs[n+1].row] - homeTop) / 2
		}
		right = append(right, r.to, top, r.to, foot)
		left = append([]int{r.from, foot, r.from, top}, left...)
	}
	return polyline(append(right, left...)...) + " Z"
}
