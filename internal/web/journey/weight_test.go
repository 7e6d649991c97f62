package journey_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

// weights is the heaviest that each page was, over all walks.
var weights weighing

type weighing struct {
	mu    sync.Mutex
	bytes map[string]int
}

func (w *weighing) add(path string, bytes int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.bytes == nil {
		w.bytes = map[string]int{}
	}
	w.bytes[path] = max(w.bytes[path], bytes)
}

func (w *weighing) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var b strings.Builder
	if len(w.bytes) > 0 {
		fmt.Fprintln(&b, "bytes over the wire, the most of each page:")
	}
	for _, path := range slices.SortedFunc(maps.Keys(w.bytes), func(a, b string) int { return w.bytes[b] - w.bytes[a] }) {
		fmt.Fprintf(&b, "%8d  %s\n", w.bytes[path], path)
	}
	return b.String()
}
