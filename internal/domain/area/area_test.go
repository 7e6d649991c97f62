package area_test

import (
	"testing"

	"pgregory.net/rapid"

	"teduh/internal/domain/area"
	"teduh/internal/kit/calendar"
)

const (
	in2016 = calendar.Day(20161019)
	today  = calendar.Day(20261123)
)

func TestTheTreeIsWhole(t *testing.T) {
	tree := area.Indonesia()
	if len(tree.AllProvinces()) != 38 || len(tree.Regencies()) != 514 {
		t.Fatalf("%d provinces, %d regencies", len(tree.AllProvinces()), len(tree.Regencies()))
	}
	districts, villages := 0, 0
	for _, r := range tree.Regencies() {
		for _, d := range tree.Children(r.Code, today) {
			districts++
			villages += len(tree.Children(d.Code, today))
		}
	}
	if districts != 7285 || villages != 83762 {
		t.Fatalf("%d districts, %d villages", districts, villages)
	}
}

func TestTheProvincesOf2016AreThirtyFour(t *testing.T) {
	tree := area.Indonesia()
	if got := len(tree.Provinces(in2016)); got != 34 {
		t.Errorf("%d provinces in 2016", got)
	}
	if got := len(tree.Provinces(today)); got != 38 {
		t.Errorf("%d provinces today", got)
	}
	merauke := tree.Find("merauke", 1)[0]
	if tree.Parent(merauke.Code, in2016) != "91" || tree.Parent(merauke.Code, today) != "93" {
		t.Errorf("%s lies in %s, then in %s", merauke.Name, tree.Parent(merauke.Code, in2016), tree.Parent(merauke.Code, today))
	}
	sorong := tree.Find("kota sorong", 1)[0]
	if tree.Parent(sorong.Code, 20221207) != "92" || tree.Parent(sorong.Code, 20221208) != "96" {
		t.Error("Sorong changed province on another day")
	}
	if tree.Exists("93", in2016) || !tree.Exists("93", today) {
		t.Error("Papua Selatan exists on the wrong days")
	}
}

func TestEveryRegencyLiesInOneProvinceOnEveryDay(t *testing.T) {
	tree := area.Indonesia()
	rapid.Check(t, func(t *rapid.T) {
		on := calendar.Day(20150101).Add(rapid.IntRange(0, 4500).Draw(t, "day"))
		n := 0
		for _, p := range tree.Provinces(on) {
			n += len(tree.Children(p.Code, on))
		}
		if n != 514 {
			t.Fatalf("%d regencies on %v", n, on)
		}
	})
}

func TestAPlaceIsFoundByPartOfItsName(t *testing.T) {
	tree := area.Indonesia()
	for text, want := range map[string]area.Code{"dongg": "72.03", "KAB. SLEMAN": "34.04", "kaur": "17.04", "bantaeng": "73.03", "keude bakongan": "11.01.01.2001"} {
		found := tree.Find(text, 10)
		if len(found) == 0 || found[0].Code != want {
			t.Errorf("Find(%q) = %v, want %s first", text, found, want)
		}
	}
	if len(tree.Find("", 10)) != 0 || len(tree.Find("qqqqqq", 10)) != 0 {
		t.Error("nothing was found somewhere")
	}
}

func TestEveryProvinceHasAWaveAndAZone(t *testing.T) {
	tree := area.Indonesia()
	waves := map[string]int{}
	for _, p := range tree.AllProvinces() {
		waves[tree.Wave(p.Code)]++
	}
	if len(waves) != 3 || waves["west"] == 0 || waves["central"] == 0 || waves["east"] == 0 {
		t.Fatalf("%v", waves)
	}
	if tree.Zone("72.03") != calendar.WITA || tree.Zone("91") != calendar.WIT || tree.Zone("34.04.01") != calendar.WIB || tree.Zone("") != calendar.WIB {
		t.Fatal("zones")
	}
}

func TestCodesKnowTheirLevel(t *testing.T) {
	for c, want := range map[area.Code]area.Level{"": area.Nation, "34": area.Province, "34.04": area.Regency, "34.04.01": area.District, "34.04.01.2001": area.Village} {
		if c.Level() != want {
			t.Errorf("%q is %v", c, c.Level())
		}
	}
	if area.Code("34.04.01.2001").Regency() != "34.04" || area.Code("34").Regency() != "" {
		t.Error("Regency")
	}
}

func TestANameMeansOnePlaceOfItsLevel(t *testing.T) {
	tree := area.Indonesia()
	for _, c := range []struct {
		level area.Level
		text  string
		want  area.Code
	}{
		{area.Province, "sulawesi tengah", "72"}, {area.Province, " Provinsi Sulawesi  Tengah ", "72"}, {area.Province, "Gorontalo", "75"},
		{area.Regency, "kab. kaur", "17.04"}, {area.Regency, "Kaur", "17.04"}, {area.Regency, "Donggala", "72.03"},
		{area.Regency, "Kabupaten Gorontalo", "75.01"}, {area.Regency, "Bandung", ""}, {area.Province, "Sulawesi", ""}, {area.Province, "Donggala", ""},
		{area.Regency, " ", ""}, {area.Nation, "Indonesia", ""}, {area.District, "Banawa", ""},
	} {
		found, ok := tree.Named(c.level, c.text)
		if found.Code != c.want || ok != (c.want != "") {
			t.Errorf("Named(%d, %q) = %v %v, want %q", c.level, c.text, found, ok, c.want)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	tree := area.Indonesia()
	tree.Find("x", 1)
	for b.Loop() {
		tree.Find("sukamaju", 10)
	}
}
