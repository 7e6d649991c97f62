package store_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"teduh/internal/domain/family"
	"teduh/internal/kit/sqldb"
	"teduh/internal/store"
	"teduh/internal/testkit"
)

// TestWhoSharesMostIsFoundFirst holds the question in SQL against the rule, which
// tokens tell, and what each weighs.
func TestWhoSharesMostIsFoundFirst(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		drawn := 0
		rapid.Check(t, func(rt *rapid.T) {
			drawn++
			at := fmt.Sprintf("at %d", drawn)
			has := rapid.SliceOfN(rapid.SliceOfNDistinct(rapid.IntRange(0, 9), 0, 6, rapid.ID[int]), 0, 12).Draw(rt, "has")
			own, most := rapid.IntRange(0, 3).Draw(rt, "own"), rapid.IntRange(1, 20).Draw(rt, "most")
			person := func(n int) string { return fmt.Sprintf("person %02d", n) }
			err := v.Store.DB().Write(ctx, time.Now(), func(tx *sqldb.Tx) error {
				for n, tokens := range has {
					for _, token := range tokens {
						if err := tx.Queue(ctx, `INSERT INTO token (institution, token, person) VALUES ($1, $2, $3)`, at, []byte{byte(token)}, person(n)); err != nil {
							return err
						}
					}
				}
				return nil
			})
			if err != nil {
				rt.Fatal(err)
			}
			asked, people := make([][]byte, 10), make([]int, 10)
			for token := range asked {
				asked[token] = []byte{byte(token)}
				for _, tokens := range has {
					if slices.Contains(tokens, token) && people[token] <= most { // nobody counts further
						people[token]++
					}
				}
			}
			telling := family.Telling(people, most)
			var want []string
			weight, byOwn := map[string]int{}, false
			for n, tokens := range has {
				found := false
				for _, token := range tokens {
					told := slices.Contains(telling, token)
					found, byOwn = found || told, byOwn || told && token < own
					switch {
					case token < own:
						weight[person(n)] += 100
					case told:
						weight[person(n)]++
					}
				}
				if found {
					want = append(want, person(n))
				}
			}
			slices.SortFunc(want, func(a, b string) int { return cmp.Or(weight[b]-weight[a], cmp.Compare(a, b)) })
			got, gotOwn, err := store.Sharing(ctx, v.Store, at, asked[:own], asked[own:], most)
			if err != nil || !slices.Equal(got, want) || gotOwn != byOwn {
				rt.Fatalf("%v: %q %v, want %q %v, by %v", err, got, gotOwn, want, byOwn, telling)
			}
		})
	})
}
