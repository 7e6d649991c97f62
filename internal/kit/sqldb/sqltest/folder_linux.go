package sqltest

import (
	"os"
	"syscall"
	"testing"
)

// Folder returns an empty folder that is gone when the test ends: in memory,
// where Linux has a gigabyte of it to spare, since a test that waits for no disk
// is done in half the time.
func Folder(t testing.TB) string {
	t.Helper()
	const memory = "/dev/shm"
	var fs syscall.Statfs_t
	if err := syscall.Statfs(memory, &fs); err != nil || fs.Bavail*uint64(fs.Bsize) < 1<<30 {
		return t.TempDir()
	}
	folder, err := os.MkdirTemp(memory, "teduh-test-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	return folder
}
