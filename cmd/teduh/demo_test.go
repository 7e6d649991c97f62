package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"teduh/internal/kit/sqldb/sqltest"
)

var background = context.Background()

// said is what a run of the program left behind.
type said struct {
	status   int
	out, err string
}

func teduh(args ...string) said { return teduhIn(background, "", args...) }

func teduhIn(ctx context.Context, in string, args ...string) said {
	var out, errOut bytes.Buffer
	status := run(ctx, args, strings.NewReader(in), &out, &errOut)
	return said{status, out.String(), errOut.String()}
}

// year is the demo's folder, made once for all tests. Tests that change
// anything copy it.
type year struct {
	dir      string
	plain    string // file of what was invented
	said     said
	accounts map[string][2]string // account and password, by the role's code
}

var theYear = sync.OnceValue(func() *year {
	dir, err := os.MkdirTemp(sqltest.Memory(), "teduh-demo-")
	if err != nil {
		return nil
	}
	y := &year{dir: dir, plain: filepath.Join(dir, "plain.txt")}
	y.said = teduh("demo", "--no-serve", "--dir", dir, "--plain", y.plain)
	y.accounts = accountsIn(y.said.out)
	return y
})

func TestMain(m *testing.M) {
	status := m.Run()
	if made {
		_ = os.RemoveAll(theYear().dir)
	}
	os.Exit(status)
}

var made bool

// demoYear returns the demo's folder.
func demoYear(t *testing.T) *year {
	t.Helper()
	made = true
	y := theYear()
	if y == nil || y.said.status != 0 {
		t.Fatalf("the demo was not made: %+v", y)
	}
	return y
}

// at are the arguments by which a verb works on the folder.
func (y *year) at(args ...string) []string {
	return append(args, "--db", "sqlite:"+filepath.Join(y.dir, "teduh.db"), "--key", "file:"+filepath.Join(y.dir, "teduh.key"))
}

// copied is a folder of its own with the same year.
func (y *year) copied(t *testing.T) *year {
	t.Helper()
	dir := sqltest.Folder(t)
	for _, name := range []string{"teduh.db", "teduh.key"} {
		data, err := os.ReadFile(filepath.Join(y.dir, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return &year{dir: dir, plain: y.plain, accounts: y.accounts}
}

var accountLine = regexp.MustCompile(`(?m)^  \S.*?\s{2,}(\S+)\s{2,}(\S+ \S+ \S+ \S+)\s{2,}\S.*$`)

// accountsIn reads the accounts that the demo printed.
func accountsIn(out string) map[string][2]string {
	found := map[string][2]string{}
	for _, m := range accountLine.FindAllStringSubmatch(out, -1) {
		found[m[1]] = [2]string{m[1], m[2]}
	}
	return found
}
