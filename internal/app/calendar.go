package app

import (
	"context"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Calendar is what is promised in some days.
type Calendar struct {
	Today, From, To calendar.Day
	Due             []store.Due
	Late            []store.Due // open, and promised before today
	More            bool        // there is more than is shown
}

const (
	mostDue  = 300
	mostLate = 50
)

// Calendar shows what is promised from a day to another, of somebody's work or,
// with staff "", of everybody's. Who works on no case of an institution sees the
// numbers and times of its cases and no more.
func (c Cases) Calendar(ctx context.Context, a access.Actor, from, to calendar.Day, staff string) (_ Calendar, err error) {
	defer fault.Wrap(&err, "Calendar(%s, %s)", from, to)
	if !access.MayCreate(a, string(casefile.ContactFile)) {
		return Calendar{}, c.refuse(ctx, a, "calendar", "file", "")
	}
	h, cal := c.Store.As(a), Calendar{Today: c.today(a), From: from, To: to}
	if cal.Due, err = h.Due(ctx, a.Institution, store.DueQuery{From: from, To: to, Staff: staff, Limit: mostDue + 1}); err != nil {
		return cal, err
	}
	if cal.More = len(cal.Due) > mostDue; cal.More {
		cal.Due = cal.Due[:mostDue]
	}
	if cal.Late, err = h.Due(ctx, a.Institution, store.DueQuery{From: casefile.LongAgo, To: cal.Today.Add(-1), Staff: staff, Open: true, Limit: mostLate}); err != nil {
		return cal, err
	}
	return cal, c.look(ctx, a, "list", "due", "", rows(len(cal.Due)+len(cal.Late)))
}

// work is whose work somebody is shown when nobody else's is asked for: the own,
// but everybody's to who keeps the calendar of all.
func work(a access.Actor) string {
	if a.Is(access.Head) || a.Is(access.FrontOfficer) {
		return ""
	}
	return a.Staff
}
