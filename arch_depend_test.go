package teduh_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A dependency is a module the program's own code imports.
type dependency struct {
	module string
	only   []string // rooms that may import it; "test" for tests anywhere
	why    string
}

// dependencies is the allow-list: a new one is a line here, with the reason and
// the decision record that gives it at length.
var dependencies = []dependency{
	{"modernc.org/sqlite", []string{"internal/kit/sqldb"}, "SQLite in pure Go: one static binary, nothing to install (decision 001)"},
	{"github.com/jackc/pgx/v5", []string{"internal/kit/sqldb"}, "PostgreSQL with batches and COPY (decision 001)"},
	{"github.com/jackc/puddle/v2", []string{"internal/kit/sqldb"}, "the pool under pgx, which pgx brings along"},
	{"github.com/pressly/goose/v3", []string{"internal/kit/sqldb"}, "numbered migrations from embedded SQL (decision 002)"},
	{"github.com/a-h/templ", []string{"internal/web"}, "typed pages that escape what they print (decision 003)"},
	{"golang.org/x/crypto", []string{"internal/kit/crypt"}, "argon2id for passwords (decision 005)"},
	{"golang.org/x/text", []string{"internal/kit/locale", "internal/kit/sheet"}, "plurals and numbers of both languages; encodings of CSV (decisions 006 and 016)"},
	{"github.com/xuri/excelize/v2", []string{"internal/kit/sheet", "internal/testkit", "test"}, "XLSX that spreadsheet programs open without complaint (decision 007)"},
	{"github.com/alecthomas/kong", []string{"cmd/teduh"}, "flags and environment from one struct a verb (decision 008)"},
	{"golang.org/x/sync", []string{"internal/app", "internal/demo", "internal/bench"}, "errgroup: several at once, the first fault stops all"},
	{"golang.org/x/time", []string{"internal/kit/httpd"}, "token buckets for the guessing limits"},
	{"github.com/klauspost/compress", []string{"internal/kit/httpd"}, "gzip of pages in a fourth of the standard library's time (decision 027)"},
	{"github.com/wneessen/go-mail", []string{"internal/kit/mail"}, "SMTP with TLS and every usual sign-in (decision 021)"},
	{"pgregory.net/rapid", []string{"test"}, "properties over random histories, with shrinking (decision 009)"},
	{"github.com/chromedp/chromedp", []string{"test"}, "journeys in a real browser (decision 009)"},
	{"github.com/chromedp/cdproto", []string{"test"}, "the browser's protocol, for chromedp (decision 009)"},
	{"github.com/PuerkitoBio/goquery", []string{"test"}, "pages asserted by selector (decision 009)"},
}

// moduleOf returns the allow-list line of an import, nil for the standard
// library and our own packages.
func moduleOf(importPath string) (d *dependency, foreign bool) {
	head, _, _ := strings.Cut(importPath, "/")
	if ours(importPath) || !strings.Contains(head, ".") {
		return nil, false
	}
	for i := range dependencies {
		if under(importPath, dependencies[i].module) {
			return &dependencies[i], true
		}
	}
	return nil, true
}

func TestEveryDependencyIsListedWithItsReason(t *testing.T) {
	eachRoom(t, func(t *testing.T, r room) {
		check := func(imports []string, test bool) {
			for _, i := range imports {
				d, foreign := moduleOf(i)
				switch {
				case !foreign:
				case d == nil:
					t.Errorf("%s imports %s, which is not on the list of dependencies", r.path(), i)
				case test && (slices.Contains(d.only, "test") || slices.ContainsFunc(d.only, func(p string) bool { return under(r.path(), p) })):
				case !slices.ContainsFunc(d.only, func(p string) bool { return under(r.path(), p) }):
					t.Errorf("%s imports %s, which only %v may: %s", r.path(), i, d.only, d.why)
				}
			}
		}
		check(r.Imports, false)
		check(r.TestImports, true)
		check(r.XTestImports, true)
	})
}

func TestEveryDirectRequirementIsOnTheList(t *testing.T) {
	text, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	required := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^\s*(?:require )?([\w.-]+\.[\w./-]+) v\S+(.*)$`).FindAllStringSubmatch(string(text), -1) {
		required[m[1]] = true
		listed := slices.ContainsFunc(dependencies, func(d dependency) bool { return d.module == m[1] })
		if !strings.Contains(m[2], "// indirect") && !listed {
			t.Errorf("go.mod requires %s directly, and it is not on the list of dependencies", m[1])
		}
	}
	for _, d := range dependencies {
		if !required[d.module] {
			t.Errorf("%s is on the list of dependencies, but go.mod does not require it", d.module)
		}
	}
	if strings.Contains(string(text), "replace ") {
		t.Error("go.mod replaces a module: the program must build from the modules it names")
	}
}
