package sqldb_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"testing"
)

// TestTheCLibraryIsTheOneThatSQLiteAsksFor compares go.mod with the driver's:
// another version of modernc.org/libc has broken the driver before.
func TestTheCLibraryIsTheOneThatSQLiteAsksFor(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-json", "modernc.org/sqlite").Output()
	if err != nil {
		t.Skip("skipped: no go command that knows the module")
	}
	var driver struct{ GoMod string }
	if err := json.Unmarshal(out, &driver); err != nil {
		t.Fatal(err)
	}
	asked, err := os.ReadFile(driver.GoMod)
	if err != nil {
		t.Skip("skipped: the driver's go.mod is not in the module cache")
	}
	ours, err := os.ReadFile("../../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if a, o := libc(asked), libc(ours); a == "" || a != o {
		t.Errorf("go.mod has modernc.org/libc %q, the driver asks for %q", o, a)
	}
}

func libc(mod []byte) string {
	found := regexp.MustCompile(`(?m)^\s*(?:require )?modernc\.org/libc (\S+)`).FindSubmatch(mod)
	if found == nil {
		return ""
	}
	return string(found[1])
}
