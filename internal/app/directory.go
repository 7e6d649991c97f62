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
	"teduh/internal/exchange/oldbook"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sheet"
	"teduh/internal/store"
)

// DirectoryRequest is a list of LK3s.
type DirectoryRequest struct {
	Book    *sheet.Book
	From    calendar.Month        // their books open in it; 0 means this month
	Problem func(oldbook.Problem) // hears of each problem; may be nil
}

// ListAtMachine checks a list of LK3s whole, then founds those that are not
// known yet, all or none, by the operator at the machine. An LK3 of that name in
// that regency is passed over, whatever else the list says of it.
func (n Institutions) ListAtMachine(ctx context.Context, r DirectoryRequest) (got Imported, err error) {
	defer fault.Wrap(&err, "ListAtMachine")
	if r.Problem == nil {
		r.Problem = func(oldbook.Problem) {}
	}
	known, err := n.Store.AllInstitutions(ctx)
	if err != nil {
		return got, err
	}
	fresh, got, err := n.readList(r, known)
	if err != nil || got.Bad > 0 || got.Table {
		return got, err
	}
	err = n.Store.AsSystem("directory").Write(ctx, "", n.now(), func(w *store.Work) error {
		for _, e := range fresh {
			if err := n.foundIn(ctx, w, e.Institution, r.From); err != nil {
				return err
			}
			if err := w.PutTold(ctx, e.Told); err != nil {
				return err
			}
		}
		return w.Audit(ctx, "import", "directory", "", rows(len(fresh)))
	})
	got.Written = len(fresh)
	return got, err
}

// readList reads the rows that are not known yet, each with an id and a code.
func (n Institutions) readList(r DirectoryRequest, known []registry.Institution) (fresh []directory.Entry, got Imported, err error) {
	reader, headed := directory.NewReader(n.areas), false
	codes, here := map[string]bool{}, map[string]bool{}
	for _, i := range known {
		codes[i.Code], here[directory.Key(i)] = true, true
	}
	for row, err := range r.Book.Rows(r.Book.Sheets()[0]) {
		if err != nil {
			return nil, got, err
		}
		if !headed {
			headed = true
			for _, p := range reader.Header(row) {
				r.Problem(p)
				got.Table = true
			}
			if got.Table {
				return nil, got, nil
			}
			continue
		}
		got.Rows++
		e, problems := reader.Entry(row)
		for _, p := range problems {
			r.Problem(p)
		}
		switch {
		case len(problems) > 0:
			got.Bad++
			continue
		case here[directory.Key(e.Institution)]:
			got.Here++
		default:
			place, _ := n.areas.Get(e.Area)
			e.Code = directory.CodeFor(place.Name, func(code string) bool { return codes[code] })
			codes[e.Code] = true
			if e.Institution, err = n.fresh(e.Institution); err != nil {
				return nil, got, err
			}
			e.Told.Institution = e.ID
			fresh = append(fresh, e)
		}
		got.Good++
	}
	if got.Rows == 0 {
		return nil, got, fault.New(fault.Invalid, "import.no_rows")
	}
	return fresh, got, nil
}

// DirectoryAtMachine lists all LK3s with the name of their place, for the
// operator at the machine. Numbers of an LK3 that has case files here are
// counted from them; else they are what another list told.
func (n Institutions) DirectoryAtMachine(ctx context.Context) (_ [][]string, err error) {
	defer fault.Wrap(&err, "DirectoryAtMachine")
	h := n.Store.AsSystem("directory")
	all, err := n.Store.AllInstitutions(ctx)
	if err != nil {
		return nil, err
	}
	told, err := h.Told(ctx)
	if err != nil {
		return nil, err
	}
	persons, cases, err := h.FileCounts(ctx)
	if err != nil {
		return nil, err
	}
	var out [][]string
	for _, i := range all {
		if !i.IsLK3() {
			continue
		}
		e := directory.Entry{Institution: i, Told: registry.Told{Professionals: -1, Clients: -1, Cases: -1}}
		if t, is := told[i.ID]; is {
			e.Told = t
		}
		if cases[i.ID] > 0 {
			e.Clients, e.Cases = persons[i.ID], cases[i.ID]
			if e.Professionals, err = n.professionals(ctx, i); err != nil {
				return nil, err
			}
		}
		place, _ := n.areas.Get(i.Area)
		out = append(out, directory.Row(e, place.Name))
	}
	slices.SortFunc(out, func(a, b []string) int { return cmp.Or(cmp.Compare(a[1], b[1]), cmp.Compare(a[0], b[0])) })
	return out, h.Look(ctx, "", n.now(), "export", "directory", "", rows(len(out)))
}

// professionals is how many people work on cases of an LK3 today.
func (n Institutions) professionals(ctx context.Context, i registry.Institution) (int, error) {
	posts, err := n.Store.PostsAt(ctx, i.ID)
	today := calendar.DayOf(n.now(), n.areas.Zone(area.Code(i.Area)))
	people := map[string]bool{}
	for _, p := range posts {
		roles := staff.RolesAt([]staff.Post{p}, i.ID, today)
		if slices.Contains(roles, access.Caseworker) || slices.Contains(roles, access.Psychologist) {
			people[p.Staff] = true
		}
	}
	return len(people), err
}
