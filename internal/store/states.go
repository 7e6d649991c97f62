package store

import (
	"sync"

	"teduh/internal/domain/casefile"
)

// states keeps the folded states of the files last written, so that an append
// need not load and fold a file again. A state counts only while the file's
// last position is the one it was folded to.
type states struct {
	mu   sync.Mutex
	kept map[fileID]*casefile.State
}

const statesKept = 5_000

func newStates() *states { return &states{kept: map[fileID]*casefile.State{}} }

func (c *states) get(institution, file string, last int64) *casefile.State {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := c.kept[fileID{institution, file}]; s != nil && s.Last == last {
		return s
	}
	return nil
}

// has reports whether there is a state of a file, though perhaps an old one.
func (c *states) has(institution, file string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.kept[fileID{institution, file}] != nil
}

func (c *states) put(s *casefile.State) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.kept) >= statesKept {
		clear(c.kept)
	}
	c.kept[fileID{s.Institution, s.File}] = s
}
