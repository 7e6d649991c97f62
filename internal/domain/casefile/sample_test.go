package casefile_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"teduh/internal/domain/casefile"
)

func candidates(n int, risky func(int) bool) []casefile.Candidate {
	out := make([]casefile.Candidate, n)
	for i := range out {
		out[i] = casefile.Candidate{File: fmt.Sprint("file ", i), Weight: casefile.PlainWeight}
		if risky(i) {
			out[i].Weight = casefile.RiskWeight
		}
	}
	return out
}

// TestASampleIsTheSameAgain holds for any files, in any order.
func TestASampleIsTheSameAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, size, seed := rapid.IntRange(0, 60).Draw(t, "files"), rapid.IntRange(0, 12).Draw(t, "size"), rapid.String().Draw(t, "seed")
		files := candidates(n, func(i int) bool { return i%4 == 0 })
		first := casefile.Sample(seed, files, size)
		shuffled := slices.Clone(files)
		rand.Shuffle(n, func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if again := casefile.Sample(seed, shuffled, size); !slices.Equal(first, again) {
			t.Fatalf("%v, then %v", first, again)
		}
		if len(first) != min(n, size) || len(slices.Compact(slices.Sorted(slices.Values(first)))) != len(first) {
			t.Fatalf("%d of %d files: %v", size, n, first)
		}
		if n == 0 || size == 0 {
			return
		}
		later := casefile.Sample(seed, append(files, casefile.Candidate{File: "later", Weight: 1}), size)
		gone := slices.DeleteFunc(slices.Clone(first), func(f string) bool { return slices.Contains(later, f) })
		if len(gone) > 1 {
			t.Fatalf("one more file changes %d", len(gone))
		}
	})
}

// TestHighRiskIsDrawnMoreOften draws for many months.
func TestHighRiskIsDrawnMoreOften(t *testing.T) {
	files := candidates(40, func(i int) bool { return i < 10 })
	risky, plain := 0, 0
	for month := range 2000 {
		for _, f := range casefile.Sample(fmt.Sprint("lk3 ", month), files, 4) {
			if i := slices.IndexFunc(files, func(c casefile.Candidate) bool { return c.File == f }); i < 10 {
				risky++
			} else {
				plain++
			}
		}
	}
	each := float64(risky) / 10 / (float64(plain) / 30)
	if each < 2.2 || each > 3.2 {
		t.Errorf("a file of high risk is drawn %.2f times as often as another", each)
	}
}
