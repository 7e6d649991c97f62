package app

import (
	"cmp"
	"context"
	"slices"

	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/registry"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Agencies is the catalogue of services: to whom clients can be referred.
type Agencies struct{ *core }

// place is where an agency lies, as access sees it: whoever works at an LK3
// keeps the catalogue of its regency.
func (g Agencies) place(a access.Actor, where area.Code) access.Place {
	p := access.Place{Area: string(where)}
	if string(where) == a.Area {
		p.Institution = a.Institution
	}
	return p
}

// province returns the code of the province an area lies in.
func (k *core) province(a access.Actor) string {
	return string(k.areas.ProvinceOf(area.Code(a.Area), k.today(a)))
}

// List shows the catalogue of the actor's area: a regency and what its province
// shares, or, to a province and the ministry, the province's own.
func (g Agencies) List(ctx context.Context, a access.Actor) (_ []registry.Agency, err error) {
	defer fault.Wrap(&err, "List")
	if !access.Holds(a, access.SeeAgencies) {
		return nil, g.refuse(ctx, a, string(access.SeeAgencies), "agency", "")
	}
	return g.Store.Agencies(ctx, a.Area, g.province(a))
}

// Get shows an agency of the catalogue, wherever it lies.
func (g Agencies) Get(ctx context.Context, a access.Actor, id string) (_ registry.Agency, mayEdit bool, err error) {
	defer fault.Wrap(&err, "Get(%s)", id)
	if !access.Holds(a, access.SeeAgencies) {
		return registry.Agency{}, false, g.refuse(ctx, a, string(access.SeeAgencies), "agency", id)
	}
	found, err := g.Store.Agency(ctx, id)
	if err != nil {
		return found, false, g.refused(ctx, a, err, string(access.SeeAgencies), "agency", id)
	}
	return found, access.May(a, access.EditAgencies, g.place(a, found.Area)), nil
}

// Put keeps an agency: a new one when it has no id. Whoever keeps it has made
// sure of it today. Fault: fault.changed_meanwhile when somebody was faster.
func (g Agencies) Put(ctx context.Context, a access.Actor, r registry.Agency) (_ string, err error) {
	defer fault.Wrap(&err, "Put(%s)", r.ID)
	places := []area.Code{r.Area}
	if r.ID != "" {
		old, err := g.Store.Agency(ctx, r.ID)
		if err != nil {
			return "", g.refused(ctx, a, err, string(access.EditAgencies), "agency", r.ID)
		}
		places = append(places, old.Area)
	}
	for _, where := range places {
		if !access.May(a, access.EditAgencies, g.place(a, where)) {
			return "", g.refuse(ctx, a, string(access.EditAgencies), "agency", r.ID)
		}
	}
	if r.ID == "" {
		r.ID, r.Version = g.newID(), 0
	}
	r.Version++
	r.Checked = g.today(a)
	if err := r.Check(g.areas); err != nil {
		return "", err
	}
	return r.ID, g.change(ctx, a, a.Institution, "edit", "agency", r.ID, func(w *store.Work) error { return w.PutAgency(ctx, r) })
}

// Receiver is whom a client can be referred to.
type Receiver struct {
	ID, Kind, Name, Address, Phone string
	Account                        bool // it signs in here and answers there
}

// Receivers lists to whom the actor's LK3 can refer: the catalogue of its
// regency and province, and the Dinas of both.
func (g Agencies) Receivers(ctx context.Context, a access.Actor) (_ []Receiver, err error) {
	defer fault.Wrap(&err, "Receivers")
	return g.receivers(ctx, a)
}

func (k *core) receivers(ctx context.Context, a access.Actor) ([]Receiver, error) {
	listed, err := k.Store.Agencies(ctx, a.Area, k.province(a))
	if err != nil {
		return nil, err
	}
	var out []Receiver
	for _, g := range listed {
		if g.Ended == 0 {
			out = append(out, Receiver{ID: g.ID, Kind: g.Kind, Name: g.Name, Address: g.Address, Phone: g.Phone})
		}
	}
	all, err := k.Store.AllInstitutions(ctx)
	if err != nil {
		return nil, err
	}
	for _, i := range all {
		near := string(i.Area) == a.Area || string(i.Area) == k.province(a)
		if near && isDinas(i) && i.Status != "closed" {
			out = append(out, Receiver{ID: i.ID, Kind: "dinas", Name: i.Name, Address: i.Address, Phone: i.Phone, Account: true})
		}
	}
	slices.SortStableFunc(out, func(x, y Receiver) int { return cmp.Or(cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Name, y.Name)) })
	return out, nil
}

func isDinas(i registry.Institution) bool {
	return i.Kind == "dinas_regency" || i.Kind == "dinas_province"
}

// receiver returns one of those to whom the LK3 can refer, or could once.
func (k *core) receiver(ctx context.Context, id string) (Receiver, error) {
	if id == "" {
		return Receiver{}, nil
	}
	g, err := k.Store.Agency(ctx, id)
	if err == nil {
		return Receiver{ID: g.ID, Kind: g.Kind, Name: g.Name, Address: g.Address, Phone: g.Phone}, nil
	}
	if !fault.Is(err, fault.NotFound) {
		return Receiver{}, err
	}
	i, err := k.Store.Institution(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return Receiver{}, nil
	}
	return Receiver{ID: i.ID, Kind: "dinas", Name: i.Name, Address: i.Address, Phone: i.Phone, Account: true}, err
}
