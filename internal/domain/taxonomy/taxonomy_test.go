package taxonomy_test

import (
	"testing"

	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
)

func TestThePublishedListIsWhole(t *testing.T) {
	published := taxonomy.Published2016()
	sum := int64(0)
	for _, line := range published.Problems {
		if taxonomy.Of2016().Index(line.Code) < 0 {
			t.Errorf("%s is not in the list of 2016", line.Code)
		}
		n, _ := published.Tenths(line.Code)
		sum += n
	}
	if sum != 1002 || published.Cases != 3252 || published.Institutions != 99 {
		t.Fatalf("sum %d, cases %d", sum, published.Cases)
	}
}

func TestEveryProblemBelongsToALineOf2016(t *testing.T) {
	for _, p := range taxonomy.Now().Problems {
		if taxonomy.Of2016().Index(p.Line2016) < 0 {
			t.Errorf("%s belongs to %q", p.Code, p.Line2016)
		}
		if p.Name.ID == "" || p.Name.EN == "" {
			t.Errorf("%s has no name", p.Code)
		}
	}
	for _, s := range taxonomy.Now().SecondLevel {
		if taxonomy.Now().Index(s.Under) < 0 {
			t.Errorf("%s stands under %q", s.Code, s.Under)
		}
	}
	if len(taxonomy.Now().Problems) != 18 || len(taxonomy.Of2016().Problems) != 12 {
		t.Error("a problem is missing")
	}
	other, _ := taxonomy.Of2016().Problem(taxonomy.Other)
	if len(other.Examples) != 2 {
		t.Error("the article names two examples of other")
	}
}

func TestEveryListAFormNamesIsThere(t *testing.T) {
	for _, form := range casefile.Forms() {
		for _, f := range form.Fields {
			if f.List == "" {
				continue
			}
			items := taxonomy.List(f.List)
			if len(items) == 0 {
				t.Errorf("%s.%s names the list %q", form.Kind, f.Name, f.List)
			}
			for _, i := range items {
				if i.Name.ID == "" || i.Name.EN == "" {
					t.Errorf("%s of %s has no name", i.Code, f.List)
				}
			}
		}
	}
}

func TestAgesFallIntoOneGroup(t *testing.T) {
	for age, want := range map[int]string{-1: "unknown", 0: "0_5", 5: "0_5", 6: "6_12", 17: "13_17", 18: "18_24", 59: "45_59", 60: "60_up", 110: "60_up"} {
		if got := taxonomy.AgeGroup(age); got != want || !taxonomy.Has("age_groups", got) {
			t.Errorf("age %d is %s", age, got)
		}
	}
}
