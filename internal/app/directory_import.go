package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"io"
	"strings"

	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/exchange/directory"
	"teduh/internal/exchange/oldbook"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/locale"
	"teduh/internal/kit/sheet"
	"teduh/internal/store"
)

func newLists(k *core, r *running) Lists {
	m := Lists{Uploads{core: k, running: r, what: "institutions", task: access.FoundInstitution}}
	m.rest = func(out io.Writer, l locale.Lang) *oldbook.Rest { return oldbook.RestOf(out, directory.SheetName, l) }
	m.open = func(a access.Actor, id string, r ImportRequest) table {
		may := func(t access.Task, p access.Place) bool { return access.May(a, t, p) }
		return &lister{Lists: m, ImportRequest: r.whole(), handle: m.Store.As(a), may: may, where: Reach(a), detail: " import=" + id}
	}
	return m
}

// ImportAtMachine checks a list of LK3s whole, then founds those that are not
// known yet, by the operator at the machine; their books open in a month, 0
// means this one. Of an LK3 that is known nothing is changed: its record is not
// the operator's.
func (m Lists) ImportAtMachine(ctx context.Context, r ImportRequest, from calendar.Month) (_ Imported, err error) {
	defer fault.Wrap(&err, "ImportAtMachine")
	operator := access.Actor{Roles: []access.Role{access.Operator}}
	may := func(t access.Task, p access.Place) bool { return access.May(operator, t, p) }
	return (&lister{Lists: m, ImportRequest: r.whole(), handle: m.Store.AsSystem("directory"), may: may, from: from}).run(ctx)
}

// lister is a list of LK3s under way.
type lister struct {
	Lists
	ImportRequest
	handle *store.Handle
	may    func(access.Task, access.Place) bool
	where  string // the area whose LK3s it may hold
	detail string // of the audit line
	from   calendar.Month

	known map[string][]directory.Entry
	count map[string]bool // who has files
	codes map[string]bool
}

// step is what is written for a row.
type step struct {
	directory.Entry
	fresh, record, told bool // what of it is to be written
}

func (l *lister) check(ctx context.Context) (Imported, error) {
	got, _, err := l.read(ctx)
	return got, err
}

func (l *lister) run(ctx context.Context) (Imported, error) {
	plan, change := newPlan(), l.Change
	l.Change = func(c directory.Change) { change(c); plan.add(c) }
	got, steps, err := l.read(ctx)
	if err != nil || got.Table || got.Bad > 0 && !l.GoodOnly {
		return got, err
	}
	if l.Agreed != "" && l.Agreed != plan.String() {
		return got, fault.New(fault.Conflict, "import.list_changed")
	}
	l.Writing()
	if err := l.write(ctx, steps); err != nil {
		return got, err
	}
	got.Written, got.Edited = got.Good-got.Here-got.Changed, got.Changed
	return got, nil
}

// learn reads what is known before the list is.
func (l *lister) learn(ctx context.Context) error {
	all, err := l.Store.AllInstitutions(ctx)
	if err != nil {
		return err
	}
	l.known, l.count, l.codes = map[string][]directory.Entry{}, map[string]bool{}, map[string]bool{}
	for _, i := range all {
		l.codes[i.Code] = true
	}
	known, err := l.Lists.known(ctx, l.handle)
	if err != nil {
		return err
	}
	for _, e := range known {
		key := directory.Key(e.Institution)
		l.known[key] = append(l.known[key], e)
	}
	_, cases, err := l.handle.FileCounts(ctx, l.where)
	for id, n := range cases {
		l.count[id] = n > 0
	}
	return err
}

// read is the check: what is wrong, and what would be written.
func (l *lister) read(ctx context.Context) (got Imported, steps []step, err error) {
	if err := l.learn(ctx); err != nil {
		return got, nil, err
	}
	r, headed := directory.NewReader(l.areas), false
	for row, err := range l.Book.Rows(directory.Sheet(l.Book)) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return got, nil, err
		}
		if headed && blank(row) {
			continue
		}
		var problems []oldbook.Problem
		var next step
		if headed {
			got.Rows++
			next, problems = l.row(r, row, &got)
		} else {
			problems = r.Header(row)
		}
		for _, p := range problems {
			l.Problem(p)
		}
		if got.Table = !headed && len(problems) > 0; got.Table {
			return got, nil, nil
		}
		if err := l.keep(row, headed, problems); err != nil {
			return got, nil, err
		}
		if headed = true; next.fresh || next.record || next.told {
			steps = append(steps, next)
		}
		l.Progress(got.Rows)
	}
	if got.Rows == 0 {
		return got, nil, fault.New(fault.Invalid, "import.no_lk3")
	}
	return got, steps, nil
}

func blank(row sheet.Row) bool {
	for _, c := range row.Cells {
		if strings.TrimSpace(c.Text) != "" {
			return false
		}
	}
	return true
}

// row reads one row and says what is to be written for it.
func (l *lister) row(r *directory.Reader, row sheet.Row, got *Imported) (step, []oldbook.Problem) {
	e, problems := r.Entry(row)
	if len(problems) == 0 {
		problems = l.allowed(r, row, e)
	}
	if len(problems) > 0 {
		got.Bad++
		return step{}, problems
	}
	got.Good++
	place, _ := l.areas.Get(e.Area)
	change := directory.Change{Row: row.Number, Name: e.Name, Place: place.Name}
	known := l.known[directory.Key(e.Institution)]
	if len(known) == 0 {
		change.New = true
		l.Change(change)
		e.Code = directory.CodeFor(place.Name, func(code string) bool { return l.codes[code] })
		l.codes[e.Code] = true
		return step{Entry: e, fresh: true, told: true}, nil
	}
	change.Fields = e.Differs(known[0], l.count[known[0].ID])
	switch {
	case len(change.Fields) == 0:
		got.Here++
		return step{}, nil
	case !l.may(access.EditInstitution, access.Place{Institution: known[0].ID, Area: string(e.Area)}):
		got.Here++
		got.Left++
		return step{}, nil
	}
	got.Changed++
	change.Name = known[0].Name
	l.Change(change)
	next := step{Entry: known[0].Take(e, change.Fields)}
	next.record, next.told = next.Institution != known[0].Institution, next.Told != known[0].Told
	return next, nil
}

// allowed says why a row that can be read cannot be taken.
func (l *lister) allowed(r *directory.Reader, row sheet.Row, e directory.Entry) []oldbook.Problem {
	at := access.Place{Area: string(e.Area)}
	switch known := l.known[directory.Key(e.Institution)]; {
	case !l.may(access.FoundInstitution, at):
		own, _ := l.areas.Get(area.Code(l.where))
		return []oldbook.Problem{r.Problem(row, "kabupaten_kota", fault.New(fault.Invalid, "import.other_area").With("area", own.Name))}
	case len(known) > 1:
		return []oldbook.Problem{r.Problem(row, "nama_lk3", fault.New(fault.Invalid, "import.two_lk3"))}
	default:
		return nil
	}
}

// write founds and changes all, or nothing.
func (l *lister) write(ctx context.Context, steps []step) error {
	for n, s := range steps {
		err := s.Institution.Check(l.areas)
		if s.fresh {
			steps[n].Institution, err = Institutions{l.core}.fresh(s.Institution)
			steps[n].Told.Institution = steps[n].Institution.ID
		}
		if err != nil {
			return err
		}
	}
	return l.handle.Write(ctx, "", l.now(), func(w *store.Work) error {
		for _, s := range steps {
			if err := l.put(ctx, w, s); err != nil {
				return err
			}
		}
		return w.Audit(ctx, "import", "directory", "", rows(len(steps))+l.detail)
	})
}

func (l *lister) put(ctx context.Context, w *store.Work, s step) error {
	if s.fresh {
		if err := (Institutions{l.core}).foundIn(ctx, w, s.Institution, l.from); err != nil {
			return err
		}
	}
	if s.record {
		s.Institution.Version++
		if err := w.PutInstitution(ctx, s.Institution, 0); err != nil {
			return err
		}
	}
	if s.told {
		if err := w.PutTold(ctx, s.Told); err != nil {
			return err
		}
	}
	if s.fresh {
		return nil // founding left its line
	}
	return w.Audit(ctx, "edit", "institution", s.Institution.ID, "")
}

// plan stands for all changes a list would make, so that what is written is what
// was agreed to.
type plan struct{ hash.Hash }

func newPlan() plan { return plan{sha256.New()} }

func (p plan) add(c directory.Change) { _ = json.NewEncoder(p).Encode(c) } // a hash takes everything

func (p plan) String() string { return hex.EncodeToString(p.Sum(nil)) }
