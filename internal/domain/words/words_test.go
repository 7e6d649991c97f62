package words_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"teduh/internal/domain/casefile"
	"teduh/internal/domain/words"
	"teduh/internal/kit/locale"
)

func TestBothLanguagesHaveTheSameKeys(t *testing.T) {
	id, en := words.Catalogue.Keys(locale.ID), words.Catalogue.Keys(locale.EN)
	for _, k := range id {
		if !slices.Contains(en, k) {
			t.Errorf("%s has no English", k)
		}
	}
	for _, k := range en {
		if !slices.Contains(id, k) {
			t.Errorf("%s has no Indonesian", k)
		}
	}
}

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

func TestPluralsAndPlaceholdersAreRight(t *testing.T) {
	for _, k := range words.Catalogue.Keys(locale.ID) {
		idOne, id := words.Catalogue.Forms(locale.ID, k)
		_, en := words.Catalogue.Forms(locale.EN, k)
		if idOne != "" {
			t.Errorf("%s: Indonesian has no plural forms", k)
		}
		a, b := placeholder.FindAllString(id, -1), placeholder.FindAllString(en, -1)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(a, b) {
			t.Errorf("%s: placeholders %v and %v", k, a, b)
		}
	}
}

// composed are the keys that code puts together: a prefix and a code.
var composed = []string{"field.", "help.", "kind.", "act.", "status.", "track.", "role.", "filter.", "figure.", "axis.", "recap.unit.", "recap.counted.", "contact_status.", "alike_why.", "doubt.", "form.", "empty.", "family.unregistered",
	"paper.", "oldbook.", "directory.help_", "report.sex.", "paperkind.", "reader.", "document.subject.", "document.body.", "sender.stands.",
}

func TestEveryKeyIsUsedAndEveryUsedKeyIsThere(t *testing.T) {
	used := source(t)
	have := words.Catalogue.Keys(locale.ID)
	for _, k := range have {
		if !slices.Contains(used, k) && !slices.ContainsFunc(composed, func(p string) bool { return strings.HasPrefix(k, p) }) {
			t.Errorf("%s is not used", k)
		}
	}
	noun := regexp.MustCompile(`^(fault|report|document|cli|recap|staff|signin|setup|account|registry|casefile|page|menu|form|board|search|register|institution|training|flag|stage|sheet|store|import)\.[a-z_0-9.]+[a-z0-9]$`)
	for _, k := range used {
		if noun.MatchString(k) && !slices.Contains(have, k) {
			t.Errorf("%s is used and has no words", k)
		}
	}
}

func TestEveryFieldAndKindHasWords(t *testing.T) {
	have := words.Catalogue.Keys(locale.ID)
	for _, f := range casefile.Forms() {
		keys := []string{"kind." + string(f.Kind)}
		for _, field := range f.Asked() {
			keys = append(keys, "field."+field.Name)
			if field.Help {
				keys = append(keys, "help."+field.Name)
			}
			if field.Part != "" {
				keys = append(keys, "field.part_"+field.Part)
			}
		}
		for _, k := range keys {
			if !slices.Contains(have, k) {
				t.Errorf("%s has no words", k)
			}
		}
	}
}

// source lists the quoted keys in the program's own source.
func source(t *testing.T) []string {
	t.Helper()
	quoted := regexp.MustCompile(`"([a-z]+(?:_[a-z]+)*\.[a-z_0-9.]+)"`)
	var keys []string
	root := filepath.Join("..", "..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == ".git" || d.Name() == "node_modules") {
			if d != nil && d.IsDir() && err == nil {
				return fs.SkipDir
			}
			return err
		}
		if d.IsDir() || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_templ.go") || !strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, ".templ") {
			return nil
		}
		text, err := os.ReadFile(path)
		for _, m := range quoted.FindAllStringSubmatch(string(text), -1) {
			keys = append(keys, m[1])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
