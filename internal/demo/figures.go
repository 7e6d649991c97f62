package demo

import (
	"math/rand/v2"
	"slices"

	"teduh/internal/domain/taxonomy"
)

// notCodedOf572 is how many cases of the last published line the demo leaves
// without a type; the rest is "other, described". The article gives no such
// split: it is invented.
const notCodedShare = 0.56

// counts returns how many cases each problem has, so that they add up to the
// published total and each share rounds to the published percentage.
func counts() map[string]int {
	p := taxonomy.Published2016()
	out, sum := map[string]int{}, 0
	for _, line := range p.Problems {
		tenths, _ := p.Tenths(line.Code)
		n := int((tenths*int64(p.Cases) + 500) / 1000)
		out[line.Code] = n
		sum += n
	}
	for sum != p.Cases {
		sum += nudge(out, p, sum > p.Cases)
	}
	none := int(float64(out[taxonomy.Other]) * notCodedShare)
	out[taxonomy.Other] -= none
	out[taxonomy.NotCoded] = none
	return out
}

// nudge takes one case from, or gives one to, the line that can best bear it:
// whose share still rounds to what was published. It returns the change.
func nudge(counts map[string]int, p *taxonomy.Published, down bool) int {
	step := 1
	if down {
		step = -1
	}
	best, slack := "", -1.0
	for _, line := range p.Problems {
		tenths, _ := p.Tenths(line.Code)
		n := counts[line.Code] + step
		share := 1000 * float64(n) / float64(p.Cases)
		room := share - (float64(tenths) - 0.5)
		if !down {
			room = float64(tenths) + 0.5 - share
		}
		if room > slack {
			best, slack = line.Code, room
		}
	}
	counts[best] += step
	return step
}

// deal returns all cases' problems, shuffled.
func deal(r *rand.Rand) []string {
	var deck []string
	all := counts()
	for _, problem := range slices.Sorted(mapsKeys(all)) {
		for range all[problem] {
			deck = append(deck, problem)
		}
	}
	r.Shuffle(len(deck), func(i, j int) { deck[i], deck[j] = deck[j], deck[i] })
	return deck
}

const (
	smallest = 4
	largest  = 150
)

// sizes returns how many cases each of n LK3s has: a few large ones, many small
// ones, between 4 and 150, adding up to total.
func sizes(r *rand.Rand, n, total int) []int {
	weights, sum := make([]float64, n), 0.0
	for i := range weights {
		w := r.ExpFloat64() + 0.15
		weights[i] = w
		sum += w
	}
	out, left := make([]int, n), total
	for i, w := range weights {
		out[i] = max(smallest, min(largest, int(w/sum*float64(total))))
		left -= out[i]
	}
	out[0], left = smallest, left+out[0]-smallest
	out[1], left = largest, left+out[1]-largest
	for i := 2; left != 0; i = 2 + (i-1)%(n-2) {
		if left > 0 && out[i] < largest {
			out[i]++
			left--
		} else if left < 0 && out[i] > smallest {
			out[i]--
			left++
		}
	}
	return out
}
