// Package signin is the pages by which somebody comes in, and the own account.
package signin

import (
	"strings"

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
