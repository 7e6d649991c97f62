package main

import (
	"regexp"
	"strings"
	"testing"
)

// TestNoPageOfTheDemoStandsEmpty opens, as the head of an LK3 told in full, the
// catalogue of agencies, the own record and what clients say.
func TestNoPageOfTheDemoStandsEmpty(t *testing.T) {
	head := demoYear(t).copied(t).readers(t)["head"]
	for page, wants := range map[string][]string{
		"/agencies": {"Contoh Puskesmas Kabupaten Donggala", "Contoh Lembaga Bantuan Hukum Kabupaten Donggala"},
		"/voices":   {"Contoh: petugasnya ramah dan sabar."},
	} {
		for _, want := range wants {
			if text := head.get(t, page); !strings.Contains(text, want) {
				t.Errorf("%s lacks %q", page, want)
			}
		}
	}
	own := regexp.MustCompile(`href="(/institutions/[0-9a-f-]{36})"`).FindStringSubmatch(head.get(t, "/institutions"))
	if own == nil || !strings.Contains(head.get(t, own[1]), "Contoh: utang pinjaman daring") {
		t.Errorf("the LK3's record %v lacks its finer codes", own)
	}
}
