package app_test

import (
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
)

// TestFewFieldsMustBeAnswered counts them: whoever fills a form has a person
// waiting.
func TestFewFieldsMustBeAnswered(t *testing.T) {
	for name, c := range map[string]struct {
		form  casefile.Form
		most  int
		shown int // fields that need no answer and are not folded away
	}{
		"contact":      {casefile.Current(casefile.Contact), 5, 2},
		"registration": {app.RegistrationForm(true), 7, 1},
		"session":      {casefile.Current(casefile.Session), 3, 1},
		"closure":      {casefile.Current(casefile.Closure), 3, 1},
		"group":        {casefile.Current(casefile.GroupSession), 4, 1},
	} {
		must, shown := 0, 0
		for _, f := range c.form.Asked() {
			if f.Required {
				must++
			}
			if f.Required && f.Folded {
				t.Errorf("%s: %s must be answered and is folded away", name, f.Name)
			}
			if !f.Folded && !f.Required {
				shown++
			}
		}
		if must == 0 || must > c.most {
			t.Errorf("%s: %d fields must be answered, at most %d may", name, must, c.most)
		}
		if shown > c.shown {
			t.Errorf("%s: %d fields that need no answer are not folded away", name, shown)
		}
	}
}

// TestNoFormAsksMoreThanTheFirst: whatever kind is added, at most five of its
// fields must be answered by a person.
func TestNoFormAsksMoreThanTheFirst(t *testing.T) {
	for _, k := range casefile.Kinds() {
		must := 0
		for _, f := range casefile.Current(k).Asked() {
			if f.Required {
				must++
			}
		}
		if must > 5 {
			t.Errorf("%s: %d fields must be answered", k, must)
		}
	}
}

// TestALongFoldLiesInParts: nobody who is tired reads through a long list of
// fields. What is folded away lies in small parts, each in one place, and so
// does the day.
func TestALongFoldLiesInParts(t *testing.T) {
	tables := casefile.Forms()
	tables = append(tables, app.RegistrationForm(true))
	for _, f := range tables {
		inPart, last := map[string]int{}, ""
		for _, field := range f.Asked() {
			if !field.Folded {
				if len(inPart) > 0 && f.Kind == casefile.Registration {
					t.Errorf("%s: %s is not folded away and stands after what is", f.Kind, field.Name)
				}
				if field.Part != "" {
					t.Errorf("%s: %s lies in a part and is not folded away", f.Kind, field.Name)
				}
				continue
			}
			if field.Part != last && inPart[field.Part] > 0 {
				t.Errorf("%s: %s stands apart from its part %q", f.Kind, field.Name, field.Part)
			}
			last = field.Part
			inPart[last]++
		}
		for part, n := range inPart {
			if part == "" && len(inPart) > 1 || n > 8 {
				t.Errorf("%s: %d fields are folded away under %q", f.Kind, n, part)
			}
		}
		if f.DayIn != "" && inPart[f.DayIn] == 0 || f.DayIn == "" && inPart[""] == 0 && len(inPart) > 0 {
			t.Errorf("%s: its day is asked under %q, where nothing else is", f.Kind, f.DayIn)
		}
	}
}
