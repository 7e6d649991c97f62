package app

import (
	"context"

	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Reminders is letters to staff that something is due, at their own address. They
// say how much, and nothing about anybody.
type Reminders struct{ *core }

const longestAddress = 200

// Ask has the actor reminded at an address, in a language; "" ends it. valid
// says whether it is an address.
func (r Reminders) Ask(ctx context.Context, a access.Actor, address, language string, valid func(string) bool) (err error) {
	defer fault.Wrap(&err, "Ask")
	if !access.MayCreate(a, string(casefile.ContactFile)) {
		return r.refuse(ctx, a, "reminder", "staff", a.Staff)
	}
	if address == "" {
		return r.change(ctx, a, a.Institution, "reminder_end", "staff", a.Staff, func(w *store.Work) error { return w.DropReminder(ctx, a.Staff) })
	}
	if len(address) > longestAddress || !valid(address) {
		return fault.Bad("address", "fault.email")
	}
	return r.change(ctx, a, a.Institution, "reminder", "staff", a.Staff, func(w *store.Work) error {
		return w.PutReminder(ctx, store.Reminder{Institution: a.Institution, Staff: a.Staff, Address: address, Language: language})
	})
}

// Address returns where the actor is reminded, "" for nowhere.
func (r Reminders) Address(ctx context.Context, a access.Actor) (string, error) {
	m, _, err := r.Store.As(a).ReminderOf(ctx)
	return m.Address, err
}

// Letter is one reminder to send.
type Letter struct {
	Address, Language string
	Due               int
}

// remindFrom is the hour of the morning from which reminders are sent.
const remindFrom = 6

// Claim returns the letters of this morning that were not sent yet, each once:
// it is noted before it is returned, so that nobody is reminded twice of a day,
// whatever becomes of the sending.
func (r Reminders) Claim(ctx context.Context) (_ []Letter, err error) {
	defer fault.Wrap(&err, "Claim")
	h := r.Store.AsSystem("reminders")
	all, err := h.Reminders(ctx)
	if err != nil {
		return nil, err
	}
	var letters []Letter
	for _, m := range all {
		l, ok, err := r.claim(ctx, h, m)
		if err != nil {
			return letters, err
		}
		if ok {
			letters = append(letters, l)
		}
	}
	return letters, nil
}

func (r Reminders) claim(ctx context.Context, h *store.Handle, m store.Reminder) (Letter, bool, error) {
	in, found, err := h.AtWork(ctx, m.Institution, m.Staff)
	if err != nil || !found {
		return Letter{}, false, err
	}
	a, works, err := r.atWork(ctx, in)
	if err != nil || !works || m.LastDay >= a.Today || r.now().In(r.areas.Zone(area.Code(a.Area))).Hour() < remindFrom {
		return Letter{}, false, err
	}
	due, err := r.dueToday(ctx, a)
	if err != nil || due == 0 {
		return Letter{}, false, err
	}
	claimed := false
	err = h.Write(ctx, m.Institution, r.now(), func(w *store.Work) error {
		if claimed, err = w.ClaimReminder(ctx, m.Staff, a.Today); err != nil || !claimed {
			return err
		}
		return w.Audit(ctx, "remind", "staff", m.Staff, rows(due))
	})
	return Letter{Address: m.Address, Language: m.Language, Due: due}, claimed && err == nil, err
}

const mostReminded = 100

// dueToday counts what somebody is to do today or is late with. What a head has to
// decide is counted until it is decided.
func (r Reminders) dueToday(ctx context.Context, a access.Actor) (int, error) {
	h, q := r.Store.As(a), store.DueQuery{From: calendar.Day(casefile.LongAgo), To: a.Today, Staff: a.Staff, Open: true, Limit: mostReminded}
	due, err := h.Due(ctx, a.Institution, q)
	if err != nil || !a.Is(access.Head) {
		return len(due), err
	}
	q.To, q.Staff = a.Today.Add(soonDays), casefile.TheHead
	decisions, err := h.Due(ctx, a.Institution, q)
	return len(due) + len(decisions), err
}
