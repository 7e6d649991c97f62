package sqldb

import (
	"context"
	"os"
)

// wal watches the write-ahead log. SQLite moves its pages into the file after a
// commit, but begins the log anew only when nobody reads from it: under readers
// that overlap it would grow for ever.
type wal struct {
	file   string
	beyond int64 // size at which to try next, after a reader that took long
}

const (
	checkpointPages = 4000     // of the log, before a commit moves them into the file
	walKept         = 16 << 20 // bytes the log keeps when it begins anew
	walMost         = 32 << 20 // bytes from which the writer waits for its readers
	walStep         = 8 << 20  // bytes to the next try when they took too long
)

// tidy empties a log that has grown large. It waits shortly for the readers of
// the old pages; those that come meanwhile read the file and do not hinder it.
func (l *wal) tidy(c *liteConn) {
	info, err := os.Stat(l.file)
	if err != nil || c == nil || info.Size() < max(walMost, l.beyond) {
		return
	}
	ctx := context.Background()
	l.beyond = info.Size() + walStep
	if _, err := c.pragma(ctx, "busy_timeout(500)"); err != nil {
		return
	}
	if busy, err := c.pragma(ctx, "wal_checkpoint(TRUNCATE)"); err == nil && busy == "0" {
		l.beyond = 0
	}
	_, _ = c.pragma(ctx, busyTimeout) // the log is as it was if this fails, and the connection waits less
}
