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
		form casefile.Form
		most int
	}{
		"contact":      {casefile.Current(casefile.Contact), 5},
		"registration": {app.RegistrationForm(true), 7},
		"session":      {casefile.Current(casefile.Session), 3},
		"closure":      {casefile.Current(casefile.Closure), 3},
		"group":        {casefile.Current(casefile.GroupSession), 4},
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
		if shown > 1 {
			t.Errorf("%s: %d fields that need no answer are not folded away", name, shown)
		}
	}
}
