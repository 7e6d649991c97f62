package area_test

import (
	"slices"
	"testing"

	"teduh/internal/domain/area"
)

// TestAVillageIsFoundAsItIsSpelled takes villages from the whole country: what
// their spelling means is them, or one of the same name in the same district.
func TestAVillageIsFoundAsItIsSpelled(t *testing.T) {
	tree, seen := area.Indonesia(), 0
	for n, r := range tree.Regencies() {
		if n%40 != 0 {
			continue
		}
		for _, d := range tree.Children(r.Code, today) {
			for _, v := range append(tree.Children(d.Code, today), d) {
				found := tree.Inside("", tree.Spelled(v.Code))
				if !slices.ContainsFunc(found, func(a area.Area) bool { return a.Code == v.Code }) {
					t.Errorf("%s %q is not found by its spelling: %v", v.Code, tree.Spelled(v.Code), found)
				}
				seen++
			}
		}
	}
	if seen < 1000 {
		t.Errorf("only %d", seen)
	}
}

func TestAPartOfANameIsLookedForInTheRegency(t *testing.T) {
	tree := area.Indonesia()
	for text, want := range map[string][]area.Code{
		"Kabonga":                     {"72.03.08.1021", "72.03.08.1022"},
		"kel. ganti":                  {"72.03.08.1020"},
		"Ganti, Banawa":               {"72.03.08.1020"},
		"Ganti, Sindue":               nil,
		"Kecamatan Banawa":            {"72.03.08"},
		"Banawa, Kabupaten Donggala":  {"72.03.08"},
		"Ganti, Kec. Banawa, Jakarta": {"72.03.08.1020"}, // what is no regency is passed over
		"":                            nil,
		"tidak ada":                   nil,
	} {
		var got []area.Code
		for _, a := range tree.Inside("72.03", text) {
			got = append(got, a.Code)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q means %v, want %v", text, got, want)
		}
	}
	if got := tree.Inside("72", "Ganti"); got != nil {
		t.Errorf("a province is looked through: %v", got)
	}
	if d, ok := tree.DistrictOf("72.03.08.1020"); !ok || d.Name != "Banawa" {
		t.Errorf("%+v", d)
	}
	if _, ok := tree.DistrictOf("72.03"); ok {
		t.Error("a regency lies in a district")
	}
}
