//go:build !linux

package sqltest

import "testing"

// Folder returns an empty folder that is gone when the test ends.
func Folder(t testing.TB) string {
	t.Helper()
	return t.TempDir()
}
