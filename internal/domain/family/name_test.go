package family_test

import (
	"slices"
	"testing"

	"teduh/internal/domain/family"
	"teduh/internal/kit/calendar"
)

func TestNamesAreFoundHoweverTheyAreSpelt(t *testing.T) {
	for _, pair := range [][2]string{
		{"Soekarno", "sukarno"}, {"Moh. Jusuf", "Muhammad Jusuf"}, {"Djoko Tjahjono", "Joko Cahjono"}, {"Sjarif", "Syarif"},
		{"Siti Fatimah", "siti fatima"}, {"Anna binti Ahmad", "Ana Ahmad"}, {"Hj. Chotimah", "Khotimah"}, {"Nur'aini", "Nuraini"}, {"Yusuf Zain", "yusuf sain"},
		{"Abdurrahman", "Abd. Rahman"}, {"Djajadi", "Jayadi"}, {"Noer Hayati", "nur hayati"}, {"M. Jusuf", "Mohamad Yusup"}, {"St. Aminah", "Siti Aminah"}, {"Rachmad", "Rahmat"},
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
	for in, want := range map[string]string{"9904044101900001": "••••••••••••0001", "123": "123", "12345": "•2345", "": ""} {
		if got := family.Masked(in); got != want {
			t.Errorf("Masked(%q) = %q", in, got)
		}
	}
}

// TestANIKIsDoubtedAndNeverRefused holds the doubts of domain against numbers of
// a region that does not exist.
func TestANIKIsDoubtedAndNeverRefused(t *testing.T) {
	const born = calendar.Day(19820701)
	for _, c := range []struct {
		nik, sex string
		born     calendar.Day
		want     []family.Doubt
	}{
		{"", "female", born, nil},
		{"3204044107820017", "female", born, nil},
		{"32.0404.010782.0017", "male", born, nil},
		{"3204040107820017", "unknown", 0, nil},
		{"320404410782001", "female", born, []family.Doubt{family.NotSixteen}},
		{"3204044107820O17", "female", born, []family.Doubt{family.NotSixteen}},
		{"9904044107820017", "female", born, []family.Doubt{family.BadRegion}},
		{"0000004107820017", "female", born, []family.Doubt{family.BadRegion}},
		{"3204043507820017", "female", born, []family.Doubt{family.BadDay}},
		{"3204047207820017", "female", born, []family.Doubt{family.BadDay}},
		{"3204047113820017", "female", born, []family.Doubt{family.BadDay}},
		{"3204042902000017", "male", 0, nil},
		{"3204042902010017", "male", 0, []family.Doubt{family.BadDay}},
		{"3204040107820017", "female", born, []family.Doubt{family.OtherSex}},
		{"3204044107820017", "male", 19820702, []family.Doubt{family.OtherSex, family.OtherDay}},
		{"3204044107820000", "female", born, []family.Doubt{family.NoSerial}},
	} {
		if got := family.NIKDoubts(c.nik, c.sex, c.born); !slices.Equal(got, c.want) {
			t.Errorf("%q, %s, %v: %v, want %v", c.nik, c.sex, c.born, got, c.want)
		}
	}
}

func TestANameWithoutANameFindsNobody(t *testing.T) {
	for _, name := range []string{"", "–", "Tanpa nama", " anonim ", "Bin"} {
		if got := family.NameTokens(name); len(got) > 0 {
			t.Errorf("%q is found by %v", name, got)
		}
	}
}
