package ident_test

import (
	"testing"

	"teduh/internal/kit/ident"
)

func TestACodeIsLongAndReadHoweverItIsTyped(t *testing.T) {
	chance, seen := ident.Seeded(7, "codes"), map[string]bool{}
	for range 1000 {
		code, err := ident.NewCode(chance)
		if err != nil || len(code) != 19 || seen[code] || len(ident.ReadCode(code)) != 16 {
			t.Fatalf("%q %v", code, err)
		}
		seen[code] = true
	}
	for typed, want := range map[string]string{
		"7q2m-x0kd-3ftr-9wba": "7Q2MX0KD3FTR9WBA", " 7Q2M X0KD 3FTR 9WBA ": "7Q2MX0KD3FTR9WBA", "7Q2M–XOKD-3FTR-9WBA": "7Q2MX0KD3FTR9WBA",
		"ilu": "11V", "": "", "é": "é",
	} {
		if got := ident.ReadCode(typed); got != want {
			t.Errorf("%q is read as %q", typed, got)
		}
	}
}
