package app

import (
	"context"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Transfer ends a case here and sends what the receiving LK3 needs to go on:
// who the client is, what the case was about, why it is handed over. Nothing
// of the entries travels.
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
	if e.Body, err = casefile.CheckEntry(e.Kind, "", e.Body, c.reference(ctx, a)); err != nil {
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

// message gathers what travels. A client who refused sharing travels without a
// name.
func (c Cases) message(ctx context.Context, h *store.Handle, a access.Actor, e casefile.Entry) (store.Message, error) {
	state, entries, err := h.File(ctx, a.Institution, e.File)
	if err != nil {
		return store.Message{}, err
	}
	m := store.Message{Number: state.Number, Reason: e.Body.Get("transfer_reason"), Identity: map[string][]string{}, Case: map[string][]string{}}
	first := casefile.Effective(entries)[0].Body
	for _, field := range []string{"age", "sex", "residence", "client_role"} {
		m.Case[field] = first.All(field)
	}
	if state.Dims.Problem != casefile.NotCoded {
		m.Case["presenting"] = []string{state.Dims.Problem}
	}
	if e.Body.Get("share_consent") != "yes" {
		return m, nil
	}
	who, err := c.person(ctx, h, a, state.Client)
	if err != nil {
		return m, err
	}
	for _, field := range []string{"name", "sex", "safe_contact", "nik", "birth_date", "phone"} {
		if v := who.All(field); len(v) > 0 {
			m.Identity[field] = v
		}
	}
	return m, nil
}

// Accept begins a case from a transfer that waits: the head takes it in, and it
// counts as a transfer in, not as a new case.
func (c Cases) Accept(ctx context.Context, a access.Actor, id string) (_ Registered, err error) {
	defer fault.Wrap(&err, "Accept(%s)", id)
	if !a.Is(access.Head) {
		return Registered{}, c.refuse(ctx, a, "accept", "transfer", id)
	}
	waiting, err := c.Store.As(a).Incoming(ctx, a.Institution)
	if err != nil {
		return Registered{}, err
	}
	for _, in := range waiting {
		if in.ID == id {
			return c.takeIn(ctx, a, in)
		}
	}
	return Registered{}, c.refuse(ctx, a, "accept", "transfer", id)
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
		return w.AcceptTransfer(ctx, in.ID, p.made.Case)
	})
	return p.made, err
}
