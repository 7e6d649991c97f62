package sqltest

import (
	"os"
	"testing"
)

// Folder returns an empty folder that is gone when the test ends, in Memory
// where there is some: a test that waits for no disk is done in half the time.
func Folder(t testing.TB) string {
	t.Helper()
	folder, err := os.MkdirTemp(Memory(), "teduh-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	return folder
}
