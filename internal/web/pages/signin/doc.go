// Package signin is the pages by which somebody comes in, and the own account.
package signin

import (
	"strings"
	"time"

	"teduh/internal/domain/area"
	"teduh/internal/kit/calendar"
	"teduh/internal/web/pages/layout"
)

// device names what somebody signed in with: "phone Firefox" is Firefox on a
// phone.
func device(v layout.View, of string) string {
	kind, browser, found := strings.Cut(of, " ")
	name := v.T("account.computer")
	if kind == "phone" {
		name = v.T("account.phone")
	}
	if !found {
		return name
	}
	return browser + ", " + name
}

// when writes an instant by the clock of the place where somebody works.
func when(v layout.View, t time.Time) string {
	zone := area.Indonesia().Zone(v.Who.Institution.Area)
	return v.ShortDay(calendar.DayOf(t, zone)) + " " + v.Clock(t, zone)
}
