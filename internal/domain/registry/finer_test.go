package registry_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"teduh/internal/domain/registry"
	"teduh/internal/domain/taxonomy"
)

func TestAFinerCodeIsMadeOfItsName(t *testing.T) {
	own := []registry.SecondLevel{{Code: "sengketa_tanah", Under: "other", Name: "Sengketa tanah"}}
	for name, c := range map[string]struct {
		under, name, code string
	}{
		"its words":             {"other", " Pinjaman  (rentenir) ", "pinjaman_rentenir"},
		"there already":         {"other", "sengketa TANAH", "sengketa_tanah"},
		"under another problem": {"economic", "Sengketa tanah", "sengketa_tanah_2"},
		"written otherwise":     {"other", "Sengketa-tanah", "sengketa_tanah_2"},
		"begins with a digit":   {"other", "2 istri", "own_2_istri"},
		"no letter at all":      {"other", "??", "own"},
		"as a national code":    {"other", "Custody!", "custody_2"},
		"very long":             {"other", "Perselisihan tentang batas tanah dengan tetangga", "perselisihan_tentang_batas_tanah_dengan"},
	} {
		got, err := registry.SecondLevel{Under: c.under, Name: c.name}.Coded(own)
		if err != nil || got.Code != c.code {
			t.Errorf("%s: %+v %v, want %s", name, got, err, c.code)
		}
	}
}

// However they are named, finer codes are each their own, and none is of the
// national lists.
func TestFinerCodesNeverTakeTheCodeOfAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var own []registry.SecondLevel
		for range rapid.IntRange(1, 12).Draw(t, "codes") {
			name := rapid.StringMatching(`[ab 2?][aB ?-]{0,44}z`).Draw(t, "name")
			made, err := registry.SecondLevel{Under: "other", Name: name}.Coded(own)
			if err != nil {
				t.Fatalf("%q: %v", name, err)
			}
			at := slices.IndexFunc(own, func(o registry.SecondLevel) bool { return o.Code == made.Code })
			again, err := made.Coded(append(slices.Clone(own), made))
			if err != nil || again.Code != made.Code || taxonomy.Has("second_level", made.Code) || taxonomy.Has("problems", made.Code) {
				t.Fatalf("%+v %+v %v", made, again, err)
			}
			if at >= 0 {
				if !strings.EqualFold(own[at].Name, made.Name) {
					t.Fatalf("%+v takes the code of %+v", made, own[at])
				}
				own[at] = made // the same name, written with other capitals
				continue
			}
			own = append(own, made)
		}
	})
}
