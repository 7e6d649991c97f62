package family_test

import (
	"slices"
	"testing"

	"teduh/internal/domain/family"
)

func TestWhatFewestHaveIsLookedByFirst(t *testing.T) {
	for _, c := range []struct {
		people []int
		most   int
		want   []int
	}{
		{nil, 10, nil},
		{[]int{0, 0}, 10, nil},
		{[]int{5, 0, 2, 3}, 10, []int{2, 3, 0}},
		{[]int{5, 0, 2, 3}, 9, []int{2, 3}},
		{[]int{500, 300}, 10, []int{1}},
	} {
		if got := family.Telling(c.people, c.most); !slices.Equal(got, c.want) {
			t.Errorf("%v, at most %d: %v", c.people, c.most, got)
		}
	}
}
