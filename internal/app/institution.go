package app

import (
	"context"
	"slices"
	"strings"

	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/registry"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Institutions is the registry.
type Institutions struct{ *core }

// Found makes a new institution whose books open in a month; 0 means this one.
func (n Institutions) Found(ctx context.Context, a access.Actor, i registry.Institution, from calendar.Month) (_ string, err error) {
	defer fault.Wrap(&err, "Found")
	if err := n.may(ctx, a, access.FoundInstitution, access.Place{Area: string(i.Area)}); err != nil {
		return "", err
	}
	return n.found(ctx, n.Store.As(a), i, from)
}

func (n Institutions) found(ctx context.Context, h *store.Handle, i registry.Institution, from calendar.Month) (string, error) {
	i, err := n.fresh(i)
	if err != nil {
		return "", err
	}
	return i.ID, h.Write(ctx, "", n.now(), func(w *store.Work) error { return n.foundIn(ctx, w, i, from) })
}

// fresh is an institution about to be founded.
func (n Institutions) fresh(i registry.Institution) (registry.Institution, error) {
	i.ID, i.Version = n.newID(), 1
	return i, i.Check(n.areas)
}

// foundIn writes a fresh institution whose books open in a month; 0 means this
// one.
func (n Institutions) foundIn(ctx context.Context, w *store.Work, i registry.Institution, from calendar.Month) error {
	if from == 0 {
		from = calendar.DayOf(n.now(), n.zone(i.Area)).Month()
	}
	if err := w.PutInstitution(ctx, i, from); err != nil {
		return err
	}
	return w.Audit(ctx, "found", "institution", i.ID, "")
}

// Edit keeps a new version of an institution; i.Version is the one that was
// seen. Fault: fault.changed_meanwhile when somebody was faster.
func (n Institutions) Edit(ctx context.Context, a access.Actor, i registry.Institution) (err error) {
	defer fault.Wrap(&err, "Edit(%s)", i.ID)
	old, err := n.Store.Institution(ctx, i.ID)
	if err != nil {
		return n.refused(ctx, a, err, "edit", "institution", i.ID)
	}
	for _, where := range []area.Code{old.Area, i.Area} {
		if err := n.may(ctx, a, access.EditInstitution, access.Place{Institution: i.ID, Area: string(where)}); err != nil {
			return err
		}
	}
	i.Code = old.Code
	if err := i.Check(n.areas); err != nil {
		return err
	}
	i.Version++
	return n.change(ctx, a, i.ID, "edit", "institution", i.ID, func(w *store.Work) error { return w.PutInstitution(ctx, i, 0) })
}

// SetBudget keeps the APBD money of a year.
func (n Institutions) SetBudget(ctx context.Context, a access.Actor, b registry.Budget) (err error) {
	defer fault.Wrap(&err, "SetBudget(%s)", b.Institution)
	i, err := n.Store.Institution(ctx, b.Institution)
	if err != nil {
		return n.refused(ctx, a, err, "budget", "institution", b.Institution)
	}
	if err := n.may(ctx, a, access.SetBudget, access.Place{Institution: i.ID, Area: string(i.Area)}); err != nil {
		return err
	}
	if err := b.Check(); err != nil {
		return err
	}
	return n.change(ctx, a, b.Institution, "budget", "institution", b.Institution, func(w *store.Work) error { return w.PutBudget(ctx, b) })
}

// Record is an institution with its history and budgets.
type Record struct {
	registry.Institution
	History []registry.Institution
	Budgets []registry.Budget
	Path    []area.Area
	Finer   []registry.SecondLevel
	MayEdit bool
	MayFund bool
	MayCode bool // may add finer codes
}

// Get shows an institution's record.
func (n Institutions) Get(ctx context.Context, a access.Actor, id string) (_ Record, err error) {
	defer fault.Wrap(&err, "Get(%s)", id)
	i, err := n.Store.Institution(ctx, id)
	if err != nil {
		return Record{}, n.refused(ctx, a, err, "read", "institution", id)
	}
	place := access.Place{Institution: id, Area: string(i.Area)}
	if err := n.may(ctx, a, access.SeeRegistry, place); err != nil {
		return Record{}, err
	}
	r := Record{Institution: i, Path: n.areas.Path(i.Area, n.today(a))}
	r.MayEdit, r.MayFund = access.May(a, access.EditInstitution, place), access.May(a, access.SetBudget, place)
	if r.History, err = n.Store.InstitutionHistory(ctx, id); err != nil {
		return r, err
	}
	r.MayCode = a.Is(access.Head) && a.Institution == id
	if r.Finer, err = n.Store.SecondLevels(ctx, id); err != nil {
		return r, err
	}
	r.Budgets, err = n.Store.Budgets(ctx, id)
	return r, err
}

// List shows the institutions of the actor's reach whose name, code or regency
// holds a text; all when it is empty.
func (n Institutions) List(ctx context.Context, a access.Actor, text string) (_ []registry.Institution, err error) {
	defer fault.Wrap(&err, "List")
	if !access.Holds(a, access.SeeRegistry) {
		return nil, n.refuse(ctx, a, "list", "institution", "")
	}
	all, err := n.Store.AllInstitutions(ctx)
	if err != nil {
		return nil, err
	}
	want := strings.ToLower(strings.TrimSpace(text))
	return slices.DeleteFunc(all, func(i registry.Institution) bool {
		place, _ := n.areas.Get(i.Area)
		return !access.May(a, access.SeeRegistry, access.Place{Institution: i.ID, Area: string(i.Area)}) ||
			!strings.Contains(strings.ToLower(i.Name+" "+i.Code+" "+place.Name), want)
	}), nil
}

// Partners lists the LK3s to which a case can be transferred.
func (n Institutions) Partners(ctx context.Context, a access.Actor) (_ []registry.Institution, err error) {
	defer fault.Wrap(&err, "Partners")
	all, err := n.Store.AllInstitutions(ctx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(i registry.Institution) bool {
		return !i.IsLK3() || i.Status == "closed" || i.ID == a.Institution
	}), nil
}

// In lists the LK3s of a regency or city. It tells nothing but their names.
func (n Institutions) In(ctx context.Context, where area.Code) (_ []registry.Institution, err error) {
	defer fault.Wrap(&err, "In(%s)", where)
	all, err := n.Store.AllInstitutions(ctx)
	return slices.DeleteFunc(all, func(i registry.Institution) bool { return !i.IsLK3() || i.Area != where }), err
}

// AddSecondLevel adds a finer code of the own LK3 under a problem of the
// national list, whose code is made of its name; with the code of one that is
// there it gives that another name. First-level codes are the ministry's.
func (n Institutions) AddSecondLevel(ctx context.Context, a access.Actor, institution string, l registry.SecondLevel) (err error) {
	defer fault.Wrap(&err, "AddSecondLevel(%s)", l.Code)
	if !a.Is(access.Head) || a.Institution != institution {
		return n.refuse(ctx, a, "second_level", "institution", institution)
	}
	own, err := n.Store.SecondLevels(ctx, institution)
	if err != nil {
		return err
	}
	if l, err = l.Coded(own); err != nil {
		return err
	}
	return n.change(ctx, a, a.Institution, "second_level", "institution", a.Institution, func(w *store.Work) error { return w.PutSecondLevel(ctx, l) })
}

// SecondLevels lists the own LK3's finer codes.
func (n Institutions) SecondLevels(ctx context.Context, a access.Actor) ([]registry.SecondLevel, error) {
	return n.Store.SecondLevels(ctx, a.Institution)
}
