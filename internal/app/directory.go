package app

import (
	"cmp"
	"context"
	"slices"

	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/staff"
	"teduh/internal/exchange/directory"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Lists brings lists of LK3s in and out: who may found LK3s keeps those of the
// own area by them.
type Lists struct{ Uploads }

// Export lists the LK3s of the actor's area as [directory.Row]s. Numbers of an
// LK3 that has case files here are counted from them, for those who may see
// figures; else they are what another list told.
func (m Lists) Export(ctx context.Context, a access.Actor) (_ [][]string, err error) {
	defer fault.Wrap(&err, "Export")
	if err := m.mayUpload(ctx, a); err != nil {
		return nil, err
	}
	out, err := m.export(ctx, m.Store.As(a), Reach(a), func(t access.Task, p access.Place) bool { return access.May(a, t, p) })
	if err != nil {
		return nil, err
	}
	return out, m.look(ctx, a, "export", "directory", "", rows(len(out)))
}

// ExportAtMachine lists all LK3s, for the operator at the machine.
func (m Lists) ExportAtMachine(ctx context.Context) (_ [][]string, err error) {
	defer fault.Wrap(&err, "ExportAtMachine")
	h := m.Store.AsSystem("directory")
	out, err := m.export(ctx, h, "", func(access.Task, access.Place) bool { return true })
	if err != nil {
		return nil, err
	}
	return out, h.Look(ctx, "", m.now(), "export", "directory", "", rows(len(out)))
}

// Reach is the area whose LK3s an actor may found.
func Reach(a access.Actor) string {
	if access.May(a, access.FoundInstitution, access.Place{}) {
		return ""
	}
	return a.Area
}

func (m Lists) export(ctx context.Context, h *store.Handle, where string, may func(access.Task, access.Place) bool) (out [][]string, err error) {
	all, err := m.known(ctx, h)
	if err != nil {
		return nil, err
	}
	persons, cases, err := h.FileCounts(ctx, where)
	if err != nil {
		return nil, err
	}
	for _, k := range all {
		place := access.Place{Institution: k.ID, Area: string(k.Area)}
		if !may(access.FoundInstitution, place) {
			continue
		}
		switch {
		case cases[k.ID] == 0: // they are what was told
		case may(access.SeeFigures, place):
			k.Clients, k.Cases = persons[k.ID], cases[k.ID]
			if k.Professionals, err = m.professionals(ctx, k.Institution); err != nil {
				return nil, err
			}
		default:
			k.Professionals, k.Clients, k.Cases = -1, -1, -1
		}
		in, _ := m.areas.Get(k.Area)
		out = append(out, directory.Row(k, in.Name))
	}
	slices.SortFunc(out, func(a, b []string) int { return cmp.Or(cmp.Compare(a[1], b[1]), cmp.Compare(a[0], b[0])) })
	return out, nil
}

// known lists all LK3s with what other lists told of them.
func (m Lists) known(ctx context.Context, h *store.Handle) (out []directory.Entry, err error) {
	all, err := m.Store.AllInstitutions(ctx)
	if err != nil {
		return nil, err
	}
	told, err := h.Told(ctx)
	for _, i := range all {
		if !i.IsLK3() {
			continue
		}
		e := directory.Entry{Institution: i, Told: registry.Told{Institution: i.ID, Professionals: -1, Clients: -1, Cases: -1}}
		if t, is := told[i.ID]; is {
			e.Told = t
		}
		out = append(out, e)
	}
	return out, err
}

// professionals is how many people work on cases of an LK3 today.
func (m Lists) professionals(ctx context.Context, i registry.Institution) (int, error) {
	posts, err := m.Store.PostsAt(ctx, i.ID)
	today := calendar.DayOf(m.now(), m.areas.Zone(area.Code(i.Area)))
	people := map[string]bool{}
	for _, p := range posts {
		roles := staff.RolesAt([]staff.Post{p}, i.ID, today)
		if slices.Contains(roles, access.Caseworker) || slices.Contains(roles, access.Psychologist) {
			people[p.Staff] = true
		}
	}
	return len(people), err
}
