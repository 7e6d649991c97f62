package teduh_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// A source is one parsed Go file of the program, tests left out.
type source struct {
	path, pkg string
	file      *ast.File
	fset      *token.FileSet
	lines     int
	generated bool
}

func (s source) at(n ast.Node) string {
	return s.path + ":" + strconv.Itoa(s.fset.Position(n.Pos()).Line)
}

var sources = sync.OnceValues(func() ([]source, error) {
	var all []source
	err := walk(".go", func(name string, text []byte) error {
		if strings.HasSuffix(name, "_test.go") {
			return nil
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, name, text, parser.ParseComments)
		all = append(all, source{name, path.Dir(name), f, fset, strings.Count(string(text), "\n"), f != nil && ast.IsGenerated(f)})
		return err
	})
	return all, err
})

// walk reads every file of the tree with an ending, but not what others wrote.
func walk(ending string, read func(name string, text []byte) error) error {
	return fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules" || d.Name() == "testdata"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ending):
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return read(name, text)
	})
}

func eachSource(t *testing.T, check func(t *testing.T, s source)) {
	t.Helper()
	all, err := sources()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		check(t, s)
	}
}

// systemJobs are the callers of store.AsSystem, which sees everything: package,
// job, and why no actor can be asked for.
var systemJobs = map[string]map[string]string{
	"internal/store": {
		"installation": "the first opening begins the installation's own audit chain",
	},
	"internal/app": {
		"sign-in":   "who signs in is not yet somebody",
		"survey":    "a client answers by a code, without an account",
		"complain":  "whoever complains has no account, and must not need one",
		"setup":     "the first account is made with the code the first start printed",
		"enrol":     "the operator makes an account at the machine",
		"reply":     "a receiving agency answers by the code of a letter, or in a file of another institution",
		"refer":     "an agency with a code of its own sends a client, or asks by its receipt how that stands",
		"transfer":  "the sender's file is told what another LK3 answered",
		"recap":     "the operator prints figures at the machine",
		"reminders": "a job of the program counts what is due for those who asked to be reminded",
		"verify":    "the recount reads every file of every institution",
		"forget":    "what spreadsheets hold is removed after a day, whoever sent them",
		"import":    "the operator brings old cases in at the machine, for an institution and an author that are named",
		"directory": "the operator brings lists of LK3s in and out at the machine; they hold nothing of clients",
	},
}

func TestCallersOfAsSystemAreListed(t *testing.T) {
	seen := map[string]bool{}
	eachSource(t, func(t *testing.T, s source) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !selects(call.Fun, "AsSystem") {
				return true
			}
			job, ok := literal(call.Args[0])
			if _, listed := systemJobs[s.pkg][job]; !ok || !listed {
				t.Errorf("%s: AsSystem(%q) is not listed, or its job is not written out", s.at(call), job)
			}
			seen[s.pkg+" "+job] = true
			return true
		})
	})
	for pkg, jobs := range systemJobs {
		for job := range jobs {
			if !seen[pkg+" "+job] {
				t.Errorf("%s no longer calls AsSystem(%q): take it off the list", pkg, job)
			}
		}
	}
}

func selects(e ast.Expr, name string) bool {
	s, ok := e.(*ast.SelectorExpr)
	return ok && s.Sel.Name == name
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(l.Value)
	return text, err == nil
}

// eachLiteral calls check for every string written in a file.
func (s source) eachLiteral(check func(n ast.Node, text string)) {
	ast.Inspect(s.file, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok {
			if text, ok := literal(l); ok {
				check(l, text)
			}
		}
		return true
	})
}

var (
	sqlWords = regexp.MustCompile(`^\s*(SELECT\s|INSERT INTO\s|UPDATE\s+\w+\s+SET\s|DELETE FROM\s|WITH\s+\w+\s+AS\s*\(|(CREATE|DROP|ALTER)\s+(TABLE|INDEX|UNIQUE|VIEW|TRIGGER|ROLE|DATABASE)\b)`)
	// The bench writes its world in bulk below the verbs, into databases it made itself.
	sqlRooms  = []string{"internal/store", "internal/kit/sqldb", "internal/bench"}
	sqlInside = regexp.MustCompile(`\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|FROM|WHERE|VALUES|ORDER BY|JOIN)\b`)
	// dialect is what only one of the two engines understands, or each in its own way.
	dialect = regexp.MustCompile(`(?i)\bPRAGMA\b|\bILIKE\b|\bGLOB\b|\bJSONB?_\w+\(|->>|::\w|\bAUTOINCREMENT\b|\bSERIAL\b|\bROWID\b|\bINSERT\s+OR\b|\bREPLACE\s+INTO\b|\bFOR\s+(UPDATE|SHARE)\b|\bDISTINCT\s+ON\b|\bANY\s*\(\s*\$|\bUNNEST\s*\(|\bCOPY\s|\bVACUUM\b|\bNOW\s*\(\)|\bCURRENT_TIMESTAMP\b|\bDATETIME\s*\(|\bSTRFTIME\s*\(|\bJULIANDAY\s*\(|\bTO_CHAR\s*\(|\bDATE_TRUNC\s*\(|\bAT\s+TIME\s+ZONE\b|\bEXTRACT\s*\(|\bPG_\w+|\bSQLITE_\w+|\bIFNULL\s*\(|\bGROUP_CONCAT\s*\(|\bSTRING_AGG\s*\(|\bTRUNCATE\b|\bLOCK\s+TABLE\b`)
)

func TestSQLIsWrittenOnlyInTheStore(t *testing.T) {
	eachSource(t, func(t *testing.T, s source) {
		if slices.ContainsFunc(sqlRooms, func(r string) bool { return under(s.pkg, r) }) {
			return
		}
		s.eachLiteral(func(n ast.Node, text string) {
			if sqlWords.MatchString(text) {
				t.Errorf("%s: SQL outside %v", s.at(n), sqlRooms)
			}
		})
	})
}

func TestNoDialectOutsideSQLDB(t *testing.T) {
	eachSource(t, func(t *testing.T, s source) {
		if under(s.pkg, "internal/kit/sqldb") {
			return
		}
		s.eachLiteral(func(n ast.Node, text string) {
			if under(s.pkg, "internal/store") && sqlInside.MatchString(text) {
				if word := dialect.FindString(text); word != "" {
					t.Errorf("%s: %q is not understood alike by both engines", s.at(n), word)
				}
			}
		})
	})
}

// Only these may read the clock. Everywhere else time is an argument.
var clocks = []string{"cmd/teduh", "internal/kit", "internal/web", "internal/demo", "internal/bench"}

func TestTheClockIsAnArgument(t *testing.T) {
	eachSource(t, func(t *testing.T, s source) {
		if slices.ContainsFunc(clocks, func(r string) bool { return under(s.pkg, r) }) {
			return
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if ok && slices.Contains([]string{"Now", "Since", "Until"}, sel.Sel.Name) {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" {
					t.Errorf("%s reads the clock", s.at(n))
				}
			}
			return true
		})
	})
}

func TestNoPackageIsEmpty(t *testing.T) {
	declared, first := map[string]int{}, map[string]string{}
	eachSource(t, func(_ *testing.T, s source) {
		declared[s.pkg] += len(s.file.Decls)
		first[s.pkg] = s.file.Name.Name
	})
	eachRoom(t, func(t *testing.T, r room) {
		tests := len(r.TestGoFiles) + len(r.XTestGoFiles)
		dir := r.path()
		if dir == "" {
			dir = "."
		}
		if declared[dir] == 0 && tests == 0 {
			t.Errorf("%s is empty: a room is made when it is needed", dir)
		}
		if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "manager", "misc", "base"}, r.Name) {
			t.Errorf("%s: name a room by a noun of the work", dir)
		}
	})
}

// norms are reported, not failed: past them, look for the noun that wants its
// own file.
func TestSizes(t *testing.T) {
	var files, functions []int
	eachSource(t, func(t *testing.T, s source) {
		if s.generated {
			return
		}
		files = append(files, s.lines)
		if s.lines > 300 {
			t.Logf("%s has %d lines", s.path, s.lines)
		}
		for _, d := range s.file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			n := s.fset.Position(f.End()).Line - s.fset.Position(f.Pos()).Line + 1
			functions = append(functions, n)
			if n > 60 {
				t.Logf("%s: %s has %d lines", s.at(f), f.Name.Name, n)
			}
		}
	})
	slices.Sort(files)
	slices.Sort(functions)
	t.Logf("files: median %d (norm 120), 90 %% at most %d (norm 300)", files[len(files)/2], files[len(files)*9/10])
	t.Logf("functions: median %d (norm 12), 90 %% at most %d (norm 45)", functions[len(functions)/2], functions[len(functions)*9/10])
}
