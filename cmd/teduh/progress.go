package main

import (
	"fmt"
	"os"
	"strings"
)

// progress returns a bar on the error stream, drawn only for a person at a
// terminal.
func (c *console) progress(key string) func(done, of int) {
	f, ok := c.err.(*os.File)
	if !ok {
		return func(int, int) {}
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return func(int, int) {}
	}
	label := c.words().T(key)
	return func(done, of int) {
		const width = 40
		full := width
		if of > 0 {
			full = width * done / of
		}
		fmt.Fprintf(f, "\r%s [%s%s] %d/%d", label, strings.Repeat("█", full), strings.Repeat("·", width-full), done, of)
		if done == of {
			fmt.Fprintln(f)
		}
	}
}
