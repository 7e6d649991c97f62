package casefile

import (
	"cmp"
	"slices"
)

// parts are those of all folds, in the order in which a person tells it. A fold
// of many fields is several small ones, each named by its part.
var parts = []string{"who", "home", "reach", "client", "family", "life", "event", "came", "sender", "needs", "case",
	"signs", "alarm", "given", "limits", "next", "when", "notes"}

// Parted orders the fields of a form that was put together of others, so that
// those of a part stand together.
func Parted(fields []Field) []Field {
	sorted := slices.Clone(fields)
	slices.SortStableFunc(sorted, func(a, b Field) int { return cmp.Compare(place(a), place(b)) })
	return sorted
}

// place is where a field stands among the parts; what is not folded stands first.
func place(f Field) int {
	if !f.Folded {
		return -1
	}
	return slices.Index(parts, f.Part)
}

// part folds fields away under what they are about.
func part(name string, fields ...Field) []Field {
	for i := range fields {
		fields[i].Part = name
	}
	return fold(fields...)
}
