// Package bench makes a world of many cases and measures the program in it
// against the figures it must reach. It prints them as JSON.
//
// The world is written in bulk below the verbs: what it holds is invented, and
// verify would not agree with it. It must never touch a database that it did
// not make itself.
//
// Start at [Run].
package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"slices"
)

// Options say what is measured.
type Options struct {
	Dir      string   // for databases and keys; worlds found there are used again
	Postgres string   // address of a server with the right to make databases; "" leaves it out
	Cases    []int    // sizes of the worlds, smallest first
	Only     []string // parts to measure, by name; none for all
	// Again runs a phase in a process of its own, for what only a fresh process
	// shows: memory and start. It returns what [Phase] printed.
	Again    func(ctx context.Context, phase string, world Place) ([]byte, error)
	Progress io.Writer // gets a line a step; nil for none
}

// Place is where a world lies.
type Place struct {
	URL string
	Key string // path of the key file
}

// Report is what a run prints.
type Report struct {
	Go      string   `json:"go"`
	CPUs    int      `json:"cpus"`
	FsyncMS float64  `json:"fsync_ms_p50"` // of 4 kB in the folder of the worlds
	Figures []Figure `json:"figures"`
}

// Figure is one measured number.
type Figure struct {
	What   string  `json:"what"`
	Engine string  `json:"engine"`
	Cases  int     `json:"cases"`
	Value  float64 `json:"value"`
	Unit   string  `json:"unit"`
	P50    float64 `json:"p50,omitempty"`
	N      int     `json:"n,omitempty"`     // how often it was measured
	Reach  string  `json:"reach,omitempty"` // "" for a number that stands beside others
	Holds  bool    `json:"holds"`           // true when nothing is to be reached
}

// atLeast says what a figure must reach from below.
func (f Figure) atLeast(reach float64) Figure {
	f.Reach, f.Holds = fmt.Sprintf(">= %g", reach), f.Value >= reach
	return f
}

// atMost says what a figure must stay under.
func (f Figure) atMost(reach float64) Figure {
	f.Reach, f.Holds = fmt.Sprintf("<= %g", reach), f.Value <= reach
	return f
}

// run is a run under way.
type run struct {
	Options
	report Report
}

// Run makes the worlds that are missing, measures everything and prints the
// report.
func Run(ctx context.Context, o Options, out io.Writer) error {
	if o.Progress == nil {
		o.Progress = io.Discard
	}
	r := &run{Options: o, report: Report{Go: runtime.Version(), CPUs: runtime.NumCPU()}}
	var err error
	if r.report.FsyncMS, err = fsync(o.Dir); err != nil {
		return err
	}
	engines := []string{"sqlite"}
	if o.Postgres != "" {
		engines = append(engines, "postgres")
	}
	for _, engine := range engines {
		if err := r.engine(ctx, engine); err != nil {
			return err
		}
	}
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r.report)
}

// engine measures all sizes on one engine.
func (r *run) engine(ctx context.Context, engine string) error {
	for _, cases := range r.Cases {
		r.say("%s, %d cases", engine, cases)
		if err := r.size(ctx, engine, cases); err != nil {
			return fmt.Errorf("%s, %d cases: %w", engine, cases, err)
		}
	}
	r.growth(engine)
	return nil
}

// size measures one world.
func (r *run) size(ctx context.Context, engine string, cases int) (err error) {
	w, err := r.world(ctx, engine, cases)
	if err != nil {
		return err
	}
	for _, part := range []struct {
		name    string
		measure func(context.Context, *world) error
	}{{"start", r.start}, {"recap", r.recaps}, {"pages", r.pages}, {"search", r.search}, {"append", r.appends}, {"writers", r.writers}, {"memory", r.memory}, {"import", r.imports}} {
		if len(r.Only) > 0 && !slices.Contains(r.Only, part.name) {
			continue
		}
		r.say("  %s", part.name)
		if err := part.measure(ctx, w); err != nil {
			return fmt.Errorf("%s: %w", part.name, closing(w, err))
		}
	}
	return w.close()
}

func closing(w *world, err error) error {
	_ = w.close() // the first error says more
	return err
}

// growth holds the largest world against the smallest.
func (r *run) growth(engine string) {
	if len(r.Cases) < 2 {
		return
	}
	value := func(cases int) float64 {
		for _, f := range r.report.Figures {
			if f.What == nationalYear && f.Engine == engine && f.Cases == cases {
				return f.Value
			}
		}
		return 0
	}
	small, large := r.Cases[0], r.Cases[len(r.Cases)-1]
	if value(small) == 0 {
		return // not measured
	}
	r.note(Figure{What: "national_year_growth", Engine: engine, Cases: large, Value: round(value(large) / value(small)), Unit: "times"}.atMost(1.2))
}

func (r *run) note(f Figure) {
	if f.Reach == "" {
		f.Holds = true
	}
	r.report.Figures = append(r.report.Figures, f)
	r.say("    %-32s %10.3f %-8s %s", f.What, f.Value, f.Unit, f.Reach)
}

func (r *run) say(format string, args ...any) { fmt.Fprintf(r.Progress, format+"\n", args...) }
