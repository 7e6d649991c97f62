// Package agency is the pages of the catalogue of services: to whom clients can
// be referred, and by which codes agencies send some themselves.
package agency

import (
	"time"

	"teduh/internal/app"
)

// Codes is what a head sees of an agency's codes.
type Codes struct {
	Shown   bool // to a head
	MayMake bool
	All     []app.SenderCode
	Code    string // the new one, on the one answer that shows it
	Request string // id by which a new one is asked for
	At      string // address of the page where it is typed
	Now     time.Time
}
