//go:build !linux

package sqltest

// Memory returns nothing: no folder is known to lie in memory.
func Memory() string { return "" }
