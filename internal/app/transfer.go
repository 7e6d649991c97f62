package app

import (
	"context"
	"slices"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/family"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Transfer asks another LK3 to take a case over, and sends what it needs to go
// on: who the client is and how to reach them without harm, what the case is
// about, why it is handed over, a summary, and the entries that the head picked.
// Sealed notes never travel. The case stays here until the other LK3 takes it.
func (c Cases) Transfer(ctx context.Context, a access.Actor, r AppendRequest) (_ casefile.Entry, err error) {
	defer fault.Wrap(&err, "Transfer(%s)", r.File)
	r.Kind = casefile.Transfer
	e, err := c.send(ctx, a, r)
	return e, c.refused(ctx, a, err, string(access.Append(string(r.Kind))), "file", r.File)
}

func (c Cases) send(ctx context.Context, a access.Actor, r AppendRequest) (casefile.Entry, error) {
	e, err := c.draft(a, r)
	if err != nil {
		return e, err
	}
	if e.Body, err = casefile.Check(casefile.Current(e.Kind), e.Body, c.reference(ctx, a)); err != nil {
		return e, err
	}
	to := e.Body.Get("to_institution")
	if err := c.receives(ctx, a, to); err != nil {
		return e, err
	}
	h := c.Store.As(a)
	sealed, err := h.Seal(ctx, e)
	if err != nil {
		return e, err
	}
	m, err := c.message(ctx, h, a, e)
	if err != nil {
		return e, err
	}
	err = c.writeFrom(ctx, h, r.Draft, func(w *store.Work) error {
		written, again, err := c.appendIn(ctx, w, a, sealed)
		if err != nil {
			return err
		}
		e = written
		if again {
			return nil
		}
		return w.SendTransfer(ctx, e.ID, to, e.File, m)
	})
	return e, err
}

// receives refuses an institution that keeps no files, is closed, or is the
// sender.
func (c Cases) receives(ctx context.Context, a access.Actor, to string) error {
	i, err := c.Store.Institution(ctx, to)
	if fault.Is(err, fault.NotFound) || err == nil && (!i.IsLK3() || i.Status == "closed" || i.ID == a.Institution) {
		return fault.Bad("to_institution", "fault.choice")
	}
	return err
}

// ofIdentity is what travels of the client: who it is, and every rule of how to
// reach them without harm.
var ofIdentity = []string{
	"name", "sex", "safe_contact", "nik", "birth_date", "phone", "phone_safe", "contact_ways", "safe_hours", "contact_person", "contact_words",
	"cover_name", "never_contact", "language", "interpreter", "accommodation", "district", "family_head",
}

// ofCase is what travels of the registration: of a guardian who may be a suspect
// only that it is so.
func ofCase(first casefile.Body) []string {
	fields := []string{"age", "sex", "residence", "client_role", "guardian_conflict"}
	if !first.Yes("guardian_conflict") {
		fields = append(fields, "guardian", "guardian_relation")
	}
	return fields
}

// ofOtherSide reports whether somebody on the other side may be called so.
func ofOtherSide(all []casefile.Named, name string) bool {
	return slices.ContainsFunc(all, func(n casefile.Named) bool {
		return n.Opposed && family.NameLikeness(name, n.Name) >= likeEnough
	})
}

// goAlong gathers what travels of the persons whom the sender picked. Faults:
// fault.choice when one of them cannot go along, casefile.persons_consent when the
// client did not agree that anything is shared.
func goAlong(s *casefile.State, entries []casefile.Entry, e casefile.Entry) ([]store.Along, error) {
	picked := e.Body.All("passed_persons")
	if len(picked) > 0 && e.Body.Get("share_consent") != "yes" {
		return nil, fault.Bad("passed_persons", "casefile.persons_consent")
	}
	for _, id := range picked {
		if !slices.ContainsFunc(s.Parties, func(m casefile.Member) bool { return m.ID == id && m.MayGoAlong() }) {
			return nil, fault.Bad("passed_persons", "fault.choice")
		}
	}
	var out []store.Along
	for _, said := range casefile.Along(s, entries, picked, e.Day) {
		out = append(out, store.Along{ID: said.ID, Kind: string(said.Kind), Body: said.Body})
	}
	return out, nil
}

// message gathers what travels.
func (c Cases) message(ctx context.Context, h *store.Handle, a access.Actor, e casefile.Entry) (store.Message, error) {
	state, entries, err := h.File(ctx, a.Institution, e.File)
	if err != nil {
		return store.Message{}, err
	}
	m := store.Message{Number: state.Number, Reason: e.Body.Get("transfer_reason"), Summary: e.Body.Get("summary"), Identity: map[string][]string{}, Case: map[string][]string{}}
	if m.Passed, err = passed(state, entries, e.Body.All("passed")); err != nil {
		return m, err
	}
	if m.Family, err = goAlong(state, entries, e); err != nil {
		return m, err
	}
	first := casefile.Effective(entries)[0].Body
	named := casefile.NamedIn(entries)
	for _, field := range ofCase(first) {
		if first.Has(field) && !ofOtherSide(named, first.Get(field)) {
			m.Case[field] = first.All(field)
		}
	}
	if state.Dims.Problem != casefile.NotCoded {
		m.Case["presenting"] = []string{state.Dims.Problem}
	}
	who, err := c.person(ctx, h, a, state.Client)
	if err != nil {
		return m, err
	}
	for _, field := range ofIdentity {
		if v := who.All(field); len(v) > 0 && (field != "family_head" || !ofOtherSide(named, v[0])) {
			m.Identity[field] = v
		}
	}
	return m, nil
}

// Accept begins a case from a transfer that waits: the head takes it in, and it
// counts as a transfer in, not as a new case.
func (c Cases) Accept(ctx context.Context, a access.Actor, id string) (_ Registered, err error) {
	defer fault.Wrap(&err, "Accept(%s)", id)
	in, err := c.incoming(ctx, a, "accept", id)
	if err != nil {
		return Registered{}, err
	}
	return c.takeIn(ctx, a, in)
}

func (c Cases) takeIn(ctx context.Context, a access.Actor, in store.Incoming) (Registered, error) {
	body := casefile.Body{"origin": {"transfer"}, "consent_given": {"later"}, "name": {"–"}, "safe_contact": {"–"}}
	for _, fields := range []map[string][]string{in.Message.Case, in.Message.Identity} {
		for k, v := range fields {
			body.Set(k, v...)
		}
	}
	body, err := casefile.Check(RegistrationForm(true), body, c.reference(ctx, a))
	if err != nil {
		return Registered{}, err
	}
	p := &registration{core: c.core, actor: a, request: RegisterRequest{Body: body, transferredFrom: in.ID, sender: in.Sender}, body: body}
	if err := p.prepare(ctx); err != nil {
		return Registered{}, err
	}
	err = p.handle.Write(ctx, a.Institution, c.now(), func(w *store.Work) error {
		if err := p.write(ctx, w); err != nil {
			return err
		}
		if err := p.another(ctx, w, p.made.Case, casefile.Handover, p.request.Day, handover(in)); err != nil {
			return err
		}
		if err := c.arrive(ctx, w, p, in); err != nil {
			return err
		}
		return w.AcceptTransfer(ctx, in.ID, p.made.Case)
	})
	if err != nil {
		return p.made, err
	}
	return p.made, c.settle(ctx, in.Sender)
}

// arrive writes the persons, ties and households that came along.
func (c Cases) arrive(ctx context.Context, w *store.Work, p *registration, in store.Incoming) error {
	came := make([]casefile.Entry, len(in.Message.Family))
	for i, e := range in.Message.Family {
		came[i] = casefile.Entry{ID: e.ID, Kind: casefile.Kind(e.Kind), Body: e.Body}
	}
	for _, e := range casefile.CameAlong(came, p.made.Person, c.newID) {
		o, err := w.Open(ctx, p.made.Case, "")
		if err != nil {
			return err
		}
		body, err := casefile.CheckEntry(e.Kind, "", e.Body, c.reference(ctx, p.actor))
		if err != nil {
			return err
		}
		if err := c.appendHere(ctx, w, p.actor, o.State, AppendRequest{File: p.made.Case, ID: e.ID, Kind: e.Kind, Day: p.request.Day, Body: body}); err != nil {
			return err
		}
	}
	return nil
}
