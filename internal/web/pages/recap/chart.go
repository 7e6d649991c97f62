package recap

import (
	"fmt"
	"strconv"
	"strings"

	"teduh/internal/app"
	"teduh/internal/domain/recap"
	"teduh/internal/web/pages/layout"
)

const (
	barHeight = 42  // of a bar with its name above, in units of the drawing
	longest   = 240 // of a bar
	nameMost  = 44  // letters of a name
)

func num(n int) string { return strconv.Itoa(n) }

// viewBox is as wide as a phone, so that its letters are as large there as all
// others.
func viewBox(r *RecapView) string { return fmt.Sprintf("0 0 336 %d", len(r.Table.Lines)*barHeight) }

// width is the length of a line's bar against the longest.
func width(r *RecapView, l recap.Line) int {
	most := int64(1)
	for _, other := range r.Table.Lines {
		most = max(most, other.Amount)
	}
	return int(max(l.Amount, 0) * longest / most)
}

func short(name string) string {
	letters := []rune(name)
	if len(letters) <= nameMost {
		return name
	}
	return strings.TrimSpace(string(letters[:nameMost-1])) + "…"
}

// described says the chart in words.
func described(v layout.View, r *RecapView) string {
	parts := make([]string, 0, len(r.Table.Lines))
	for _, l := range r.Table.Lines {
		parts = append(parts, app.LineName(v.Printer, r.Query.List, l.Code)+" "+v.Tenths(l.Tenths)+"%")
	}
	return strings.Join(parts, "; ")
}
