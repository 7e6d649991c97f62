package ident_test

import (
	"crypto/rand"
	"testing"
	"time"

	"pgregory.net/rapid"

	"teduh/internal/kit/ident"
)

func TestIdsSortByTimeAndRepeatForASeed(t *testing.T) {
	at := time.Date(2016, 10, 14, 0, 0, 0, 0, time.UTC)
	a, b := ident.New(at, rand.Reader), ident.New(at.Add(time.Millisecond), rand.Reader)
	if a >= b || !ident.Valid(a) || !ident.Valid(b) {
		t.Fatalf("%s, %s", a, b)
	}
	first, again := ident.New(at, ident.Seeded(1, "x")), ident.New(at, ident.Seeded(1, "x"))
	if first != again {
		t.Fatal("the same seed gave another id")
	}
	if ident.New(at, ident.Seeded(1, "x")) == ident.New(at, ident.Seeded(1, "y")) {
		t.Fatal("another label gave the same id")
	}
	for _, s := range []string{"", "x", a[1:] + "0", "00000000-0000-4000-8000-000000000000", a[:35] + "G"} {
		if ident.Valid(s) {
			t.Errorf("%q passes for an id", s)
		}
	}
}

func TestAMisreadDigitIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.StringMatching(`20[0-9]{2}/[0-9]{4}-[A-Z]{3}`).Draw(t, "body")
		if !ident.ValidNumber(body + "-" + string(ident.Check(body))) {
			t.Fatal("the right number is refused")
		}
		i := rapid.SampledFrom([]int{0, 1, 2, 3, 5, 6, 7, 8}).Draw(t, "place")
		wrong := []byte(body)
		wrong[i] = '0' + (wrong[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if ident.Check(string(wrong)) == ident.Check(body) {
			t.Fatalf("%s for %s is not found", wrong, body)
		}
		if j := i + 1; j < 9 && j != 4 && body[i] != body[j] {
			swapped := []byte(body)
			swapped[i], swapped[j] = swapped[j], swapped[i]
			if ident.Check(string(swapped)) == ident.Check(body) {
				t.Fatalf("%s for %s is not found", swapped, body)
			}
		}
	})
}
