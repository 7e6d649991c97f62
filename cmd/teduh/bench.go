package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"

	"teduh/internal/bench"
)

type benchCmd struct {
	Dir      string   `default:"teduh-bench" help:"Folder for the worlds; they are used again."`
	Postgres string   `env:"TEDUH_TEST_POSTGRES" help:"Also measure on this PostgreSQL server: an address with the right to make databases."`
	Cases    []int    `default:"100000,1000000" help:"Sizes of the worlds, smallest first."`
	Only     []string `enum:"start,recap,pages,search,append,writers,memory,import" help:"Parts to measure: ${enum}. All when none is named."`
	Phase    string   `hidden:""` // of a process started by this verb
	World    string   `hidden:""`
	WorldKey string   `hidden:""`
}

// Run measures the program in invented worlds and prints the figures as JSON.
func (b *benchCmd) Run(c *console) error {
	if b.Phase != "" {
		keepMemoryLow()
		return bench.Phase(c.ctx, b.Phase, bench.Place{URL: b.World, Key: b.WorldKey}, c.out)
	}
	if err := os.MkdirAll(b.Dir, 0o700); err != nil {
		return err
	}
	err := bench.Run(c.ctx, bench.Options{Dir: b.Dir, Postgres: b.Postgres, Cases: b.Cases, Only: b.Only, Again: c.again, Progress: c.err}, c.out)
	if err != nil {
		fmt.Fprintln(c.err, err) // the worlds are invented: it says nothing of anybody
	}
	return err
}

// again runs a phase in a fresh process of this program.
func (c *console) again(ctx context.Context, phase string, w bench.Place) ([]byte, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	child := exec.CommandContext(ctx, program, "bench", "--phase", phase, "--world", w.URL, "--world-key", w.Key)
	child.Stderr = c.err
	out, err := child.Output()
	if err != nil {
		return nil, fmt.Errorf("phase %s: %w", phase, err)
	}
	return out, nil
}
