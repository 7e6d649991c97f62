package casefile

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"strconv"
)

// Candidate is a file that may be drawn for review. One of weight three is three
// times as likely as one of weight one.
type Candidate struct {
	File   string
	Weight int
}

// Weights of a sample.
const (
	PlainWeight = 1
	RiskWeight  = 3
)

// Sample draws n files. The same seed and files give the same ones again,
// whatever their order; a file that joins later takes the place of one other at
// most.
func Sample(seed string, files []Candidate, n int) []string {
	type drawn struct {
		file string
		lot  []byte
	}
	lots := make([]drawn, len(files))
	for i, c := range files {
		lots[i] = drawn{c.File, lot(seed, c)}
	}
	slices.SortFunc(lots, func(a, b drawn) int { return bytes.Compare(b.lot, a.lot) })
	out := make([]string, 0, n)
	for _, l := range lots[:min(n, len(lots))] {
		out = append(out, l.file)
	}
	return out
}

// lot is the best of as many draws as the file has weight.
func lot(seed string, c Candidate) []byte {
	var best []byte
	for i := range max(c.Weight, 1) {
		sum := sha256.Sum256([]byte(seed + " " + c.File + " " + strconv.Itoa(i)))
		if bytes.Compare(sum[:], best) > 0 {
			best = sum[:]
		}
	}
	return best
}
