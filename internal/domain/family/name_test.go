package family_test

import (
	"slices"
	"testing"

	"teduh/internal/domain/family"
)

func TestNamesAreFoundHoweverTheyAreSpelt(t *testing.T) {
	for _, pair := range [][2]string{
		{"Soekarno", "sukarno"}, {"Moh. Jusuf", "Muhammad Jusuf"}, {"Djoko Tjahjono", "Joko Cahjono"}, {"Sjarif", "Syarif"},
		{"Siti Fatimah", "siti fatima"}, {"Anna binti Ahmad", "Ana Ahmad"}, {"Hj. Chotimah", "Khotimah"}, {"Nur'aini", "Nuraini"}, {"Yusuf Zain", "yusuf sain"},
	} {
		if a, b := family.FullName(pair[0]), family.FullName(pair[1]); a != b || a == "" {
			t.Errorf("%q is %q, %q is %q", pair[0], a, pair[1], b)
		}
	}
	if family.FullName("Budi") == family.FullName("Dudi") {
		t.Error("two names are one")
	}
	if got := family.NameTokens("Ani Ani Budi"); !slices.Equal(got, []string{"ani", "budi"}) {
		t.Errorf("%v", got)
	}
}

func TestNumbersHaveOneForm(t *testing.T) {
	for in, want := range map[string]string{"0812-3456-789": "628123456789", "+62 812 3456789": "628123456789", "12": "", "": "", "8123456789": ""} {
		if got := family.Phone(in); got != want {
			t.Errorf("Phone(%q) = %q", in, got)
		}
	}
	if family.Digits("99.0404.410190.0001") != "9904044101900001" || family.Digits("123") != "" {
		t.Error("NIK")
	}
}
