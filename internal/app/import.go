package app

import (
	"context"
	"iter"
	"maps"
	"slices"

	"golang.org/x/sync/errgroup"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/staff"
	"teduh/internal/domain/words"
	"teduh/internal/exchange/directory"
	"teduh/internal/exchange/oldbook"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/locale"
	"teduh/internal/kit/sheet"
	"teduh/internal/store"
)

// Imports brings old cases in from spreadsheets, row by row through what
// registers, notes a session and closes a case otherwise.
type Imports struct{ Uploads }

func newImports(k *core, r *running) Imports {
	m := Imports{Uploads{core: k, running: r, what: "cases", task: access.ImportCases, rest: oldbook.NewRest}}
	m.open = func(a access.Actor, id string, r ImportRequest) table {
		i := m.new(r)
		i.actor, i.handle, i.id = a, m.Store.As(a), id
		return i
	}
	return m
}

// ImportRequest is a table of old cases, or a list of LK3s.
type ImportRequest struct {
	Book     *sheet.Book
	Lang     locale.Lang
	GoodOnly bool                   // write the good rows even when there are others
	Agreed   string                 // writes a list only when it does what the check said; may be ""
	Rest     *oldbook.Rest          // takes the rows with problems; may be nil
	Problem  func(oldbook.Problem)  // hears of each problem, in the order of the rows; may be nil
	Change   func(directory.Change) // hears what each row of a list adds or changes; may be nil
	Writing  func()                 // hears that the check is over and writing begins; may be nil
	Progress func(rows int)         // hears how many rows were read or written so far; may be nil
}

// Imported says what a table holds, and what became of it.
type Imported struct {
	Rows    int  // with anything in them, below the headings
	Good    int  // that can be imported, those already here among them
	Here    int  // already here
	Bad     int  // with a problem
	Table   bool // a problem lies in the headings: no row was read
	Turned  bool // its days are written with the month first: none of it can be imported
	Written int  // that were added

	Changed int // that say something else of an LK3 that is known, and will change it
	Left    int // that do so, and leave it as it is: its record is not the actor's to change
	Edited  int // that were changed
}

// Machine is who imports at the machine: the operator, for an institution, in
// the name of somebody who works there.
type Machine struct {
	Institution string // short code
	Account     string
}

// importer is an import under way.
type importer struct {
	*core
	ImportRequest
	actor  access.Actor
	handle *store.Handle
	id     string
	detail string // of the audit line: who stands behind it
	form   casefile.Form
	says   oldbook.Says
	here   map[string]bool // ids of what the check found to be here already
}

// Check reads a table whole and writes nothing. Faults: those of [sheet.Open]
// and [sheet.Book.Rows], import.no_rows; what is wrong with cells is told as problems.
func (m Imports) Check(ctx context.Context, a access.Actor, r ImportRequest) (_ Imported, err error) {
	defer fault.Wrap(&err, "Check")
	i, err := m.importer(ctx, a, r)
	if err != nil {
		return Imported{}, err
	}
	got, err := i.check(ctx)
	if err != nil {
		return got, err
	}
	return got, m.look(ctx, a, "check", "import", i.id, rows(got.Rows))
}

// Cases checks a table whole, then writes all its cases in one transaction, or
// none: none as long as a row has a problem, unless only the good ones are asked
// for. What is already here is passed over.
func (m Imports) Cases(ctx context.Context, a access.Actor, r ImportRequest) (_ Imported, err error) {
	defer fault.Wrap(&err, "Cases")
	i, err := m.importer(ctx, a, r)
	if err != nil {
		return Imported{}, err
	}
	return i.run(ctx)
}

// CasesAtMachine is Cases by the operator at the machine.
func (m Imports) CasesAtMachine(ctx context.Context, who Machine, r ImportRequest) (_ Imported, err error) {
	defer fault.Wrap(&err, "CasesAtMachine")
	i := m.new(r)
	i.handle = m.Store.AsSystem("import")
	if i.actor, err = m.author(ctx, who); err != nil {
		return Imported{}, err
	}
	i.detail = " author=" + i.actor.Staff
	return i.run(ctx)
}

func (m Imports) importer(ctx context.Context, a access.Actor, r ImportRequest) (*importer, error) {
	if err := m.may(ctx, a, access.ImportCases, access.Place{Institution: a.Institution}); err != nil {
		return nil, err
	}
	i := m.new(r)
	i.actor, i.handle = a, m.Store.As(a)
	return i, nil
}

func (m Imports) new(r ImportRequest) *importer {
	r = r.whole()
	return &importer{core: m.core, ImportRequest: r, id: m.newID(), form: RegistrationForm(true), says: says(r.Lang), here: map[string]bool{}}
}

// whole fills in what may be nil.
func (r ImportRequest) whole() ImportRequest {
	r.Lang = locale.Parse(string(r.Lang))
	if r.Progress == nil {
		r.Progress = func(int) {}
	}
	if r.Writing == nil {
		r.Writing = func() {}
	}
	if r.Problem == nil {
		r.Problem = func(oldbook.Problem) {}
	}
	if r.Change == nil {
		r.Change = func(directory.Change) {}
	}
	return r
}

// keep hands a row with problems, and the headings, to the file of the rest.
func (r ImportRequest) keep(row sheet.Row, headed bool, problems []oldbook.Problem) error {
	switch {
	case r.Rest == nil:
		return nil
	case !headed:
		return r.Rest.Header(row)
	case len(problems) > 0:
		return r.Rest.Row(row, problems)
	default:
		return nil
	}
}

// author is the actor in whose name the operator imports: somebody with a post
// at the LK3.
func (m Imports) author(ctx context.Context, who Machine) (access.Actor, error) {
	all, err := m.Store.AllInstitutions(ctx)
	if err != nil {
		return access.Actor{}, err
	}
	at := slices.IndexFunc(all, func(i registry.Institution) bool { return i.Code == who.Institution && i.IsLK3() })
	if at < 0 {
		return access.Actor{}, fault.Bad("institution", "fault.choice")
	}
	people, err := m.Store.StaffOf(ctx, all[at].ID)
	if err != nil {
		return access.Actor{}, err
	}
	n := slices.IndexFunc(people, func(p staff.Person) bool { return p.Account == who.Account && !p.Ended })
	if n < 0 {
		return access.Actor{}, fault.Bad("as", "fault.choice")
	}
	posts, err := m.Store.PostsOf(ctx, people[n].ID)
	a := access.Actor{Staff: people[n].ID, Institution: all[at].ID, Area: string(all[at].Area), Today: calendar.DayOf(m.now(), m.zone(all[at].Area))}
	if a.Roles = staff.RolesAt(posts, a.Institution, a.Today); err == nil && len(a.Roles) == 0 {
		return access.Actor{}, fault.Bad("as", "fault.choice")
	}
	return a, err
}

// run checks, then writes.
func (i *importer) run(ctx context.Context) (Imported, error) {
	got, err := i.check(ctx)
	if err != nil || got.Table || got.Turned || got.Bad > 0 && !i.GoodOnly {
		return got, err
	}
	i.Writing()
	got.Written, err = i.write(ctx)
	return got, err
}

// says are the sentences that stand where a book is silent, in a language.
func says(l locale.Lang) oldbook.Says {
	w := words.In(l)
	return oldbook.Says{
		SafeContact: w.T("import.says_contact"), PlanAfter: w.T("import.says_plan"), NoApproval: w.T("import.says_approval"),
		NextStep: w.T("import.says_next"), Happened: w.T("import.says_happened"),
	}
}

// each reads the table: the headings, then row by row. It stops when yield
// returns false.
func (i *importer) each(ctx context.Context, all *Imported) iter.Seq2[oldbook.Case, error] {
	return func(yield func(oldbook.Case, error) bool) {
		r := oldbook.NewReader(i.areas, i.form, i.reference(ctx, i.actor), i.says, i.Lang)
		headed := false
		for row, err := range i.Book.Rows(oldbook.Sheet(i.Book)) {
			if err == nil {
				err = ctx.Err()
			}
			if err != nil {
				yield(oldbook.Case{}, err)
				return
			}
			var problems []oldbook.Problem
			got := oldbook.Case{}
			if headed {
				got, problems = r.Case(row)
			} else {
				problems = r.Header(row)
			}
			for _, p := range problems {
				i.Problem(p)
			}
			if all.Table = !headed && len(problems) > 0; all.Table {
				return
			}
			all.Turned = r.MonthFirst()
			if err := i.keep(row, headed, problems); err != nil {
				yield(got, err)
				return
			}
			if headed && !yield(got, badRow(problems)) {
				return
			}
			headed = true
		}
	}
}

// errBadRow marks a row with problems, which were told.
var errBadRow = fault.New(fault.Invalid, "import.bad_row")

func badRow(problems []oldbook.Problem) error {
	if len(problems) > 0 {
		return errBadRow
	}
	return nil
}

// together is how many rows are looked up in one question.
const together = 100

// check is the first pass.
func (i *importer) check(ctx context.Context) (got Imported, err error) {
	var ids []string
	look := func() error {
		here, err := i.handle.Known(ctx, i.actor.Institution, ids)
		maps.Copy(i.here, here)
		got.Here = len(i.here)
		ids = ids[:0]
		return err
	}
	for c, err := range i.each(ctx, &got) {
		if err != nil && err != errBadRow {
			return got, err
		}
		got.Rows++
		if got.Rows%together == 0 {
			i.Progress(got.Rows)
		}
		if err != nil {
			got.Bad++
			continue
		}
		got.Good++
		if ids = append(ids, i.idOf(c)); len(ids) == together {
			if err := look(); err != nil {
				return got, err
			}
		}
	}
	if got.Rows == 0 && !got.Table {
		return got, fault.New(fault.Invalid, "import.no_rows")
	}
	return got, look()
}

func (i *importer) idOf(c oldbook.Case) string {
	return i.handle.OldID(i.actor.Institution, c.Content, c.Day)
}

// prepared is a row ready to be written.
type prepared struct {
	oldbook.Case
	*registration
}

// write is the second pass: one goroutine reads and encrypts, the transaction
// decides, and what it keeps back is written beside. Who imported the same since
// the check is met as an id that is taken, and nothing is written.
func (i *importer) write(ctx context.Context) (written int, err error) {
	i.Problem, i.Rest = func(oldbook.Problem) {}, nil // they were told
	err = i.handle.WriteMany(ctx, i.actor.Institution, i.now(), func(w *store.Work) error {
		if _, err := w.OpenMonth(ctx); err != nil { // holds the institution
			return err
		}
		reading, stop := context.WithCancel(ctx)
		defer stop()
		var group errgroup.Group
		ready := make(chan []prepared, 2)
		group.Go(func() error {
			defer close(ready)
			return i.prepare(reading, ready)
		})
		var failed error
		written = 0
		for batch := range ready { // to its end, so that nobody reads the book when this returns
			if failed == nil {
				failed = i.writeBatch(ctx, w, batch)
				written += len(batch)
				i.Progress(written)
			}
			if failed != nil {
				stop()
			}
		}
		if err := group.Wait(); failed == nil && err != nil {
			failed = err
		}
		if failed != nil {
			return failed
		}
		return w.Audit(ctx, "import", "institution", i.actor.Institution, rows(written)+" import="+i.id+i.detail)
	})
	return written, err
}

// prepare reads all rows and hands on those that are good and not here yet, in
// batches.
func (i *importer) prepare(ctx context.Context, ready chan<- []prepared) error {
	cases := make([]oldbook.Case, 0, together)
	send := func() error {
		batch, err := i.prepareBatch(ctx, cases)
		if err != nil {
			return err
		}
		cases = cases[:0]
		select {
		case ready <- batch:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	for c, err := range i.each(ctx, &Imported{}) {
		if err == errBadRow {
			continue
		}
		if err != nil {
			return err
		}
		if cases = append(cases, c); len(cases) == together {
			if err := send(); err != nil {
				return err
			}
		}
	}
	return send()
}

// prepareBatch encrypts the cases of a batch that are not here yet.
func (i *importer) prepareBatch(ctx context.Context, cases []oldbook.Case) ([]prepared, error) {
	batch := make([]prepared, 0, len(cases))
	for _, c := range cases {
		id := i.idOf(c)
		if i.here[id] {
			continue
		}
		p := &registration{core: i.core, actor: i.actor, handle: i.handle, body: c.Registration,
			request: RegisterRequest{ID: id, Day: c.Day, oldBook: i.id}}
		if err := p.prepare(ctx); err != nil {
			return nil, err
		}
		batch = append(batch, prepared{c, p})
	}
	return batch, nil
}

// writeBatch writes the cases of a batch.
func (i *importer) writeBatch(ctx context.Context, w *store.Work, batch []prepared) error {
	for _, p := range batch {
		if err := p.write(ctx, w, i.says); err != nil {
			return err
		}
		if err := w.Done(ctx, p.made.Case, p.made.Person); err != nil {
			return err
		}
	}
	return nil
}

// write is registration, the last session and the closure of a row.
func (p prepared) write(ctx context.Context, w *store.Work, says oldbook.Says) error {
	if err := p.writeNew(ctx, w); err != nil {
		return err
	}
	if p.SessionDay != 0 {
		if err := p.another(ctx, w, p.made.Case, casefile.Session, p.SessionDay, p.Session); err != nil {
			return err
		}
	}
	if p.ClosedOn == 0 {
		return nil
	}
	o, err := w.Open(ctx, p.made.Case, "")
	if err != nil {
		return err
	}
	if o.State.NeedsApproval() {
		p.Closure.Set("without_approval", says.NoApproval)
	}
	return p.another(ctx, w, p.made.Case, casefile.Closure, p.ClosedOn, p.Closure)
}
