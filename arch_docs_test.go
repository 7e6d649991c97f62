package teduh_test

import (
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

var (
	mdLink    = regexp.MustCompile(`!?\[[^\]]*\]\(([^)\s]+)(?:\s+"[^"]*")?\)`)
	mdFence   = regexp.MustCompile("(?ms)^```.*?^```")
	mdHeading = regexp.MustCompile(`(?m)^#{1,6}\s+(.+?)\s*$`)
	notAnchor = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

func TestLinksInDocsLeadSomewhere(t *testing.T) {
	found := 0
	err := walk(".md", func(name string, text []byte) error {
		for _, m := range mdLink.FindAllStringSubmatch(mdFence.ReplaceAllString(string(text), ""), -1) {
			found++
			if fault := broken(name, m[1]); fault != "" {
				t.Errorf("%s: %s %s", name, m[1], fault)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found == 0 {
		t.Error("no link found in any page")
	}
}

// broken says what is wrong with a link from a page, "" when nothing is. Links
// to other sites are not followed.
func broken(page, link string) string {
	if strings.Contains(link, "://") || strings.HasPrefix(link, "mailto:") {
		return ""
	}
	file, anchor, _ := strings.Cut(link, "#")
	target := page
	if file != "" {
		target = path.Join(path.Dir(page), file)
	}
	text, err := os.ReadFile(target)
	if err != nil {
		if info, err := os.Stat(target); err == nil && info.IsDir() && anchor == "" {
			return ""
		}
		return "leads nowhere"
	}
	if anchor != "" && strings.HasSuffix(target, ".md") && !hasHeading(string(text), anchor) {
		return "names a heading that is not there"
	}
	return ""
}

func hasHeading(text, anchor string) bool {
	for _, m := range mdHeading.FindAllStringSubmatch(mdFence.ReplaceAllString(text, ""), -1) {
		if strings.ReplaceAll(notAnchor.ReplaceAllString(strings.ToLower(m[1]), ""), " ", "-") == anchor {
			return true
		}
	}
	return false
}

// Paths in `backquotes` that look like files or folders of the tree must be
// there too: a map that names rooms that moved is worse than none.
var mdPath = regexp.MustCompile("`((?:internal|cmd|doc)/[\\w./-]*\\w/?)`")

func TestPathsInDocsExist(t *testing.T) {
	err := walk(".md", func(name string, text []byte) error {
		if name == "CHANGELOG.md" {
			return nil // it tells of what was
		}
		for _, m := range mdPath.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(strings.TrimSuffix(m[1], "/")); err != nil {
				t.Errorf("%s names %s, which is not there", name, m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
