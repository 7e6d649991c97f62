package teduh_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A room is a package as go list tells it.
type room struct {
	ImportPath, Name, Doc, Dir         string
	GoFiles, TestGoFiles, XTestGoFiles []string
	Imports, TestImports, XTestImports []string
	Deps                               []string
}

// path is the import path without the module: "internal/store", "" for the root.
func (r room) path() string { return inside(r.ImportPath) }

func inside(importPath string) string {
	return strings.TrimPrefix(strings.TrimPrefix(importPath, "teduh"), "/")
}

func ours(importPath string) bool {
	return importPath == "teduh" || strings.HasPrefix(importPath, "teduh/")
}

// under reports whether a package is a folder or lies in it.
func under(pkg, folder string) bool { return pkg == folder || strings.HasPrefix(pkg, folder+"/") }

var rooms = sync.OnceValues(func() ([]room, error) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Name,Doc,Dir,GoFiles,TestGoFiles,XTestGoFiles,Imports,TestImports,XTestImports,Deps", "./...").Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return nil, errors.New(string(exit.Stderr))
		}
		return nil, err
	}
	var all []room
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var r room
		if err := d.Decode(&r); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
})

func eachRoom(t *testing.T, check func(t *testing.T, r room)) {
	t.Helper()
	all, err := rooms()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 15 {
		t.Fatalf("go list found only %d packages", len(all))
	}
	for _, r := range all {
		check(t, r)
	}
}

// floors are the floors of the house, from the ground up. What stands on a line
// may import its own line and those above it in this list, but for the walls
// below.
var floors = [][]string{
	{"internal/kit"},
	{"internal/domain"},
	{"internal/exchange", "internal/store"},
	{"internal/app"},
	{"internal/web", "internal/device", "internal/portal", "internal/demo", "internal/bench", "internal/testkit"},
	{"cmd"},
}

// doors stand beside each other: none imports another.
var doors = []string{"internal/web", "internal/device", "internal/portal"}

func floorOf(pkg string) int {
	return slices.IndexFunc(floors, func(floor []string) bool {
		return slices.ContainsFunc(floor, func(folder string) bool { return under(pkg, folder) })
	})
}

func TestImportsRunDownwardOnly(t *testing.T) {
	eachRoom(t, func(t *testing.T, r room) {
		if r.path() == "" {
			return
		}
		from := floorOf(r.path())
		if from < 0 {
			t.Errorf("%s stands on no floor: give it one in floors, or a better place", r.path())
		}
		for _, i := range r.Imports {
			if ours(i) && floorOf(inside(i)) > from {
				t.Errorf("%s imports %s, which stands above it", r.path(), inside(i))
			}
		}
	})
}

// A wall forbids a folder to import others; through says whether not even by
// way of another package.
type wall struct {
	room    string
	never   []string
	through bool
	why     string
}

var walls = []wall{
	{"internal/exchange", []string{"internal/store"}, true, "formats work on domain values, without a database"},
	{"internal/store", []string{"internal/exchange"}, true, "memory knows no formats"},
	{"internal/store/public", []string{"internal/store", "internal/domain/casefile", "internal/domain/family"}, true, "all that the portal can read"},
	{"internal/web", []string{"internal/store", "internal/kit/sqldb"}, false, "a door calls verbs, it never touches the store"},
	{"internal/device", []string{"internal/store", "internal/kit/sqldb"}, false, "a door calls verbs, it never touches the store"},
	{"internal/portal", []string{"internal/app", "internal/domain/casefile", "internal/domain/family"}, true, "the public side cannot name a client"},
	{"internal/domain/recap", []string{"internal/domain/casefile", "internal/domain/family", "internal/domain/tally"}, true, "figures do not know a case"},
	{"internal/domain/casefile", []string{"internal/domain/access", "internal/domain/recap", "internal/domain/tally"}, true, "a file knows neither who asks nor what is counted"},
	{"internal/domain/access", []string{"internal/domain/casefile"}, true, "rights are a table of their own"},
}

func TestNounWalls(t *testing.T) {
	eachRoom(t, func(t *testing.T, r room) {
		for _, w := range walls {
			if !under(r.path(), w.room) {
				continue
			}
			imports := r.Imports
			if w.through {
				imports = r.Deps
			}
			for _, i := range imports {
				if banned(w, r.path(), inside(i)) && ours(i) {
					t.Errorf("%s reaches %s: %s", r.path(), inside(i), w.why)
				}
			}
		}
		for _, door := range doors {
			for _, i := range r.Imports {
				for _, other := range doors {
					if door != other && under(r.path(), door) && ours(i) && under(inside(i), other) {
						t.Errorf("%s imports the door %s", r.path(), inside(i))
					}
				}
			}
		}
	})
}

// banned lets a room of its own import itself: store/public lies in store.
func banned(w wall, from, target string) bool {
	return !under(target, w.room) && slices.ContainsFunc(w.never, func(n string) bool { return under(target, n) })
}

// bridges are the imports from one noun of the rules to another. A new one is a
// line here, so that the nouns do not grow together unseen.
var bridges = map[string][]string{

	"complaint": {"access"}, // who reads it follows from roles

	"registry": {"area", "taxonomy"},
	"staff":    {"access"},
	"tally":    {"casefile", "recap", "taxonomy"}, // the only bridge from files to figures; each code of a counted list has a measure
	"taxonomy": {"casefile"},                      // the steps of a case and the rows of a plan are data of the file's own types
	"training": {"taxonomy"},

	"casefile":   {"rule"},             // fields of an instrument carry expressions
	"instrument": {"casefile", "rule"}, // a definition becomes a field table
}

func TestNounsOfTheRulesStayApart(t *testing.T) {
	const domain = "internal/domain/"
	eachRoom(t, func(t *testing.T, r room) {
		noun, ok := strings.CutPrefix(r.path(), domain)
		if !ok {
			return
		}
		for _, i := range r.Imports {
			other, ok := strings.CutPrefix(inside(i), domain)
			if ok && !slices.Contains(bridges[noun], other) {
				t.Errorf("domain/%s imports domain/%s: no bridge is listed", noun, other)
			}
		}
	})
}

// Imports of the standard library that only some rooms may have.
var keptIn = []struct {
	imports []string
	only    []string // nil: nowhere
	not     []string // rooms where it is forbidden, when only is nil
	why     string
}{
	{imports: []string{"database/sql", "database/sql/driver"}, only: []string{"internal/kit/sqldb"}, why: "one room hides the engines"},
	{imports: []string{"net/http", "net", "os", "os/exec", "log", "log/slog", "crypto/rand", "database/sql"}, not: []string{"internal/domain"}, why: "rules are pure"},
	{imports: []string{"net/http"}, not: []string{"internal/app", "internal/store"}, why: "verbs and memory know no requests"},
	{imports: []string{"unsafe", "C", "plugin"}, not: []string{""}, why: "pure, plain Go: one static binary"},
	{imports: []string{"math/rand"}, not: []string{""}, why: "chance is an argument, or crypto/rand"},
	{imports: []string{"html/template", "text/template"}, not: []string{"internal"}, why: "pages are typed components"},
	{imports: []string{"testing"}, only: []string{"internal/testkit", "internal/kit/sqldb/sqltest"}, why: "tests only"},
}

func TestBannedImports(t *testing.T) {
	eachRoom(t, func(t *testing.T, r room) {
		if r.Name == "main" && under(r.path(), "internal/domain") {
			return // a generator of data, not part of the program
		}
		for _, k := range keptIn {
			allowed := k.only == nil || slices.ContainsFunc(k.only, func(p string) bool { return under(r.path(), p) })
			if k.only == nil {
				allowed = !slices.ContainsFunc(k.not, func(p string) bool { return p == "" || under(r.path(), p) })
			}
			for _, i := range r.Imports {
				if !allowed && slices.Contains(k.imports, i) {
					t.Errorf("%s imports %s: %s", r.path(), i, k.why)
				}
			}
		}
	})
}

func TestTestkitIsForTestsOnly(t *testing.T) {
	eachRoom(t, func(t *testing.T, r room) {
		if r.path() == "internal/testkit" {
			return
		}
		for _, i := range r.Imports {
			if p := inside(i); ours(i) && (p == "internal/testkit" || path.Base(p) == "sqltest") {
				t.Errorf("%s imports %s outside a test", r.path(), p)
			}
		}
	})
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	eachRoom(t, func(t *testing.T, r room) {
		if len(r.GoFiles) == 0 {
			return // tests only
		}
		if r.Doc == "" {
			t.Errorf("%s has no package comment", r.path())
		}
	})
}
