// Package registerbook is the register of clients: one line a case, like the
// book it replaces.
package registerbook

import (
	"net/url"
	"strconv"

	"teduh/internal/app"
	"teduh/internal/kit/calendar"
	"teduh/internal/web/pages/layout"
)

// View is a page of the register with what is offered beside it.
type View struct {
	app.RegisterBook
	Periods []calendar.Period
	Paper   string
	Row     []layout.Input // the empty line: what begins a contact
}

// Link is the address of the same page with something changed.
func (b View) Link(change func(*View)) string {
	change(&b)
	q := url.Values{"period": {b.Period.String()}, "paper": {b.Paper}, "page": {strconv.Itoa(b.Page)}}
	if b.Names {
		q.Set("names", "yes")
	}
	return "/registerbook?" + q.Encode()
}

// Turned is the address of a page so many further on.
func (b View) Turned(pages int) string { return b.Link(func(v *View) { v.Page += pages }) }

// WithNames is the address of the same page with or without names.
func (b View) WithNames(names bool) string { return b.Link(func(v *View) { v.Names = names }) }

// number writes a whole number, "" for one that is not known.
func number(n int) string {
	if n < 0 {
		return ""
	}
	return strconv.Itoa(n)
}
