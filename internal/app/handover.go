package app

import (
	"context"
	"maps"
	"slices"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/staff"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Handover is what somebody leaves behind: every open case, what is promised in
// it, what the client agreed to and what is missing.
type Handover struct {
	From      staff.Person
	Cases     []Handed
	Elsewhere []store.Due    // what they are to do in other cases
	Workers   []staff.Person // who can take a case
	Loads     map[string]store.Caseload
	Names     map[string]string // of staff
	Today     calendar.Day
}

// Handed is a case to be handed over.
type Handed struct {
	store.Line
	Others    []string // who else works on it, by name
	Consent   casefile.Consented
	Consents  []casefile.Spoken  // of other clients, who spoke for themselves
	Tasks     []casefile.Task    // that are open
	Promises  []casefile.Promise // that are open and no tasks
	Unreplied int                // referrals that wait for their reply
	Barred    map[string]string  // who declared a conflict of interest, and what
}

// Handover shows what somebody at the own LK3 would leave behind.
func (s Staff) Handover(ctx context.Context, a access.Actor, person string) (_ Handover, err error) {
	defer fault.Wrap(&err, "Handover(%s)", person)
	out := Handover{Today: s.today(a)}
	if out.From, err = s.mayHandOver(ctx, a, person); err != nil {
		return out, err
	}
	h := s.Store.As(a)
	lines, err := h.OpenOf(ctx, a.Institution, person)
	if err != nil {
		return out, err
	}
	if out.Names, err = s.names(ctx, a.Institution); err != nil {
		return out, err
	}
	for _, l := range lines {
		state, _, err := h.File(ctx, a.Institution, l.ID)
		if err != nil {
			return out, err
		}
		out.Cases = append(out.Cases, handed(l, state, person, out.Names))
	}
	if out.Elsewhere, err = s.elsewhere(ctx, a, person, out.Cases); err != nil {
		return out, err
	}
	if out.Workers, err = s.Workers(ctx, a); err != nil {
		return out, err
	}
	out.Workers = slices.DeleteFunc(out.Workers, func(p staff.Person) bool { return p.ID == person })
	if out.Loads, err = s.Caseloads(ctx, a); err != nil {
		return out, err
	}
	return out, s.look(ctx, a, "list", "file", person, "handover "+rows(len(out.Cases)+len(out.Elsewhere)))
}

// elsewhere is what somebody is to do outside the open cases that are theirs: in
// those of others, and to ask after clients whose cases are closed.
func (s Staff) elsewhere(ctx context.Context, a access.Actor, person string, own []Handed) ([]store.Due, error) {
	due, err := s.Store.As(a).Due(ctx, a.Institution, store.DueQuery{From: casefile.LongAgo, To: casefile.FarAhead, Staff: person, Open: true, Limit: mostDue})
	return slices.DeleteFunc(due, func(d store.Due) bool {
		return slices.ContainsFunc(own, func(c Handed) bool { return c.ID == d.File })
	}), err
}

// mayHandOver lets the head through, about somebody who held a post there.
func (s Staff) mayHandOver(ctx context.Context, a access.Actor, person string) (staff.Person, error) {
	if err := s.may(ctx, a, access.HandOver, access.Place{Institution: a.Institution, Area: a.Area}); err != nil {
		return staff.Person{}, err
	}
	people, err := s.Store.StaffOf(ctx, a.Institution)
	if err != nil {
		return staff.Person{}, err
	}
	i := slices.IndexFunc(people, func(p staff.Person) bool { return p.ID == person })
	if i < 0 {
		return staff.Person{}, s.refuse(ctx, a, string(access.HandOver), "staff", person)
	}
	return people[i], nil
}

func handed(l store.Line, state *casefile.State, from string, names map[string]string) Handed {
	h := Handed{Line: l, Consent: state.Consent, Consents: state.Consents, Tasks: state.OpenTasks(), Barred: map[string]string{}}
	for _, p := range state.Promises() {
		if p.Done == 0 && !p.IsTask() {
			h.Promises = append(h.Promises, p)
		}
	}
	for _, who := range state.Assigned {
		if who != from {
			h.Others = append(h.Others, names[who])
		}
	}
	for _, d := range state.Declared {
		h.Barred[d.Staff] = d.Relation
	}
	for _, r := range state.Referrals {
		if !r.Replied {
			h.Unreplied++
		}
	}
	return h
}

// HandoverRequest gives cases of somebody to others.
type HandoverRequest struct {
	From string
	To   map[string]string // case → who takes it
	Note string
}

// HandOver gives the cases to others, all or none, and returns how many. A case
// that the first no longer works on is passed over, so that it may be sent
// again. Faults: casefile.in_conflict and fault.choice on the field to_CASE.
func (s Staff) HandOver(ctx context.Context, a access.Actor, r HandoverRequest) (n int, err error) {
	defer fault.Wrap(&err, "HandOver(%s)", r.From)
	if _, err := s.mayHandOver(ctx, a, r.From); err != nil {
		return 0, err
	}
	ref := s.reference(ctx, a)
	var faults fault.Many
	for file, to := range r.To {
		if to == r.From || !ref.HasStaff(to) {
			faults = append(faults, fault.Bad(handoverField(file), "fault.choice"))
		}
	}
	if err := faults.Err(); err != nil {
		return 0, err
	}
	err = s.Store.As(a).Write(ctx, a.Institution, s.now(), func(w *store.Work) error {
		n = 0
		for _, file := range slices.Sorted(maps.Keys(r.To)) {
			given, err := s.handOne(ctx, w, a, r, file)
			if err != nil {
				return err
			}
			n += given
		}
		return nil
	})
	return n, s.refused(ctx, a, err, string(access.HandOver), "staff", r.From)
}

func handoverField(file string) string { return "to_" + file }

func (s Staff) handOne(ctx context.Context, w *store.Work, a access.Actor, r HandoverRequest, file string) (int, error) {
	o, err := w.Open(ctx, file, "")
	if err != nil {
		return 0, err
	}
	if !access.Allows(a, access.Append(string(casefile.Assignment)), o.Subject) {
		return 0, fault.Missing()
	}
	if !slices.Contains(o.State.Assigned, r.From) {
		return 0, nil
	}
	body := casefile.Body{}
	body.Set("assigned", handedTo(o.State.Assigned, r.From, r.To[file])...)
	body.Set("handover", r.Note)
	if body, err = casefile.CheckEntry(casefile.Assignment, "", body, casefile.Reference{HasStaff: func(string) bool { return true }}); err != nil {
		return 0, err
	}
	err = s.appendHere(ctx, w, a, o.State, AppendRequest{File: file, Kind: casefile.Assignment, Body: body})
	if f := fault.First(err); f != nil && f.Field == "assigned" {
		return 0, f.On(handoverField(file))
	}
	return 1, err
}

// handedTo is who works on a case afterwards: the new one stands where the old
// one stood.
func handedTo(assigned []string, from, to string) []string {
	var out []string
	for _, who := range assigned {
		if who == from {
			who = to
		}
		if !slices.Contains(out, who) {
			out = append(out, who)
		}
	}
	return out
}

// takeOff takes people off a case whose posts ended: a consequence of the end,
// whoever ended them.
func (k *core) takeOff(ctx context.Context, w *store.Work, a access.Actor, file string, people ...string) error {
	o, err := w.Open(ctx, file, "")
	if err != nil {
		return err
	}
	body := casefile.Body{"released": people, "release_reason": {"post_ended"}}
	return k.appendHere(ctx, w, a, o.State, AppendRequest{File: file, Kind: casefile.Release, Body: body})
}

// gone takes off a reopened case whoever had it and no longer works here.
func (k *core) gone(ctx context.Context, w *store.Work, a access.Actor, file string, here []staff.Person) error {
	o, err := w.Open(ctx, file, "")
	if err != nil {
		return err
	}
	left := slices.DeleteFunc(slices.Clone(o.State.Assigned), func(id string) bool {
		return slices.ContainsFunc(here, func(p staff.Person) bool { return p.ID == id })
	})
	if len(left) == 0 {
		return nil
	}
	return k.takeOff(ctx, w, a, file, left...)
}
