package taxonomy_test

import (
	"testing"

	"teduh/internal/domain/taxonomy"
)

// first is the number of the first code of each counted list. The numbers are
// stored: they may never move.
var first = map[string]int16{"services": 100, "closure_reasons": 150, "outcomes": 200, "referral_targets": 250, "reply_results": 300, "origins": 350}

func TestEveryCodeOfACountedListHasAMeasureOfItsOwn(t *testing.T) {
	taken := map[int16]string{}
	for _, list := range taxonomy.Counted() {
		items := taxonomy.List(list)
		if len(items) == 0 {
			t.Errorf("there is no list %s", list)
			continue
		}
		if n, _ := taxonomy.Measure(list, items[0].Code); n != first[list] {
			t.Errorf("%s begins at %d, was %d", list, n, first[list])
		}
		for _, item := range items {
			n, ok := taxonomy.Measure(list, item.Code)
			if !ok || n < first[list] || n >= first[list]+50 {
				t.Errorf("%s of %s has no measure between %d and %d: give it the next free one in measures.json", item.Code, list, first[list], first[list]+49)
			}
			if other := taken[n]; other != "" {
				t.Errorf("%s of %s has the measure of %s", item.Code, list, other)
			}
			taken[n] = list + " " + item.Code
		}
	}
	if n, ok := taxonomy.Measure("services", taxonomy.SealedNote); !ok || taken[n] != "" {
		t.Error("a sealed note has no measure of its own")
	}
	if _, ok := taxonomy.Measure("sexes", "female"); ok {
		t.Error("a list that is not counted has measures")
	}
}
