package bench

import (
	"errors"
	"math"
	"os"
	"slices"
	"time"
)

// round keeps three decimals.
func round(v float64) float64 { return math.Round(v*1000) / 1000 }

func ms(d time.Duration) float64 { return round(float64(d.Nanoseconds()) / 1e6) }

// times calls do n times and returns how long each took, shortest first. Some
// calls before warm what may be warm.
func times(n int, do func(i int) error) ([]time.Duration, error) {
	took := make([]time.Duration, 0, n)
	for i := -min(n/10, 20); i < n; i++ {
		start := time.Now()
		if err := do(max(i, 0)); err != nil {
			return nil, err
		}
		if i >= 0 {
			took = append(took, time.Since(start))
		}
	}
	slices.Sort(took)
	return took, nil
}

// latency makes a figure of sorted times: its value is the 95th percentile.
func latency(w *world, what string, took []time.Duration) Figure {
	return Figure{What: what, Engine: w.engine, Cases: w.cases, Value: ms(took[len(took)*95/100]), Unit: "ms p95", P50: ms(took[len(took)/2]), N: len(took)}
}

func (w *world) figure(what string, value float64, unit string) Figure {
	return Figure{What: what, Engine: w.engine, Cases: w.cases, Value: round(value), Unit: unit}
}

// fsync returns how long the disk takes to keep 4 kB.
func fsync(dir string) (_ float64, err error) {
	f, err := os.CreateTemp(dir, "fsync")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	page := make([]byte, 4096)
	took, err := times(200, func(int) error {
		if _, err := f.Write(page); err != nil {
			return err
		}
		return f.Sync()
	})
	if err != nil {
		return 0, err
	}
	return ms(took[len(took)/2]), nil
}
