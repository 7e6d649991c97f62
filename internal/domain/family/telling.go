package family

import (
	"cmp"
	"slices"
)

// Who may be somebody already known is looked for among those who share tokens:
// as many are looked at, and the likeliest of them compared.
const (
	LookedAt = 3000
	Compared = 60
)

// Telling returns which tokens to look by, given how many people have each: what
// fewest have tells most. They are taken in that order until most people would be
// looked at; at least one, if anybody has any.
func Telling(people []int, most int) []int {
	var order []int
	for i, n := range people {
		if n > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(people[a], people[b]) })
	sum := 0
	for n, i := range order {
		if sum += people[i]; sum > most {
			return order[:max(n, 1)]
		}
	}
	return order
}
