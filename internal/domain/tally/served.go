package tally

import (
	"cmp"
	"slices"

	"teduh/internal/domain/casefile"
	"teduh/internal/domain/recap"
	"teduh/internal/kit/calendar"
)

// Subject is who was served: a person file or a family, within an institution.
type Subject struct {
	Family bool
	ID     string
}

// Claim is the one fact "served in this period" of a subject: it belongs to the
// file whose act came first, and keeps the dimensions it was counted with.
type Claim struct {
	Subject Subject
	Length  calendar.Length
	Month   calendar.Month // of the act
	File    string
	Dims    recap.Dims
}

// Period returns the period the claim covers.
func (c Claim) Period() calendar.Period { return calendar.PeriodOf(c.Month, c.Length) }

// Ledger remembers, within one institution, in which months which file served
// whom, which persons are one, and the claims made. Acts are those of a person's
// own file, claims those of the root that it is counted as. The store has one
// ledger on the database, verify one in memory.
type Ledger interface {
	AddAct(s Subject, m calendar.Month, file string) error
	DropAct(s Subject, m calendar.Month, file string) error
	Acts(s Subject) ([]Acted, error)                                 // by month, then by file
	Claims(s Subject, year int) (root Subject, _ []Claim, err error) // of the root, of all lengths
	AllClaims(root Subject) ([]Claim, error)
	ClaimsOf(file string) ([]Claim, error)
	Put(c Claim) error // replaces the claim of the same subject and period
	Drop(c Claim) error

	Members(root Subject) ([]Subject, error) // those counted as it, without itself
	SetRoot(s, root Subject) error           // the same twice: counted as itself again
	RootOf(s Subject) (Subject, error)

	PutKin(person, family, other Subject) error // a person counted as another makes two families one
	DropKin(person Subject) (family, other Subject, found bool, err error)
	Kin(family Subject) ([]Subject, error) // the families it was made one with

	StateOf(file string) (*casefile.State, error) // of a case, as it stands
}

// Acted is a month in which a file served somebody.
type Acted struct {
	Month calendar.Month
	File  string
}

// act is a month in which a file served a subject.
type act struct {
	Acted
	by Subject
}

type month struct {
	subject Subject
	month   calendar.Month
}

// served lists the months in which a case served each of its clients, and the
// family.
func served(s *casefile.State) []month {
	if s == nil || s.Kind != casefile.CaseFile {
		return nil
	}
	var out []month
	add := func(subject Subject, m calendar.Month) {
		if subject.ID != "" && !slices.Contains(out, month{subject, m}) {
			out = append(out, month{subject, m})
		}
	}
	for _, a := range s.Acts {
		for _, c := range s.Served(a) {
			add(Subject{ID: c.ID}, a.Day.Month())
		}
		add(Subject{Family: true, ID: s.Family}, a.Day.Month())
	}
	return out
}

// dimsFor are the dimensions by which a case counts somebody whom it serves:
// those of the case, but a client's own sex and age.
func dimsFor(s *casefile.State, who Subject) (d recap.Dims, found bool) {
	d = DimsOf(s)
	if who.Family {
		return d, true
	}
	for _, c := range s.AllClients() {
		if c.ID == who.ID {
			d.Sex, d.Age = c.Sex, c.Age
			return d, true
		}
	}
	return d, false
}

// sameDims reports whether the file counts all by the same dimensions as before.
func sameDims(before, after *casefile.State) bool {
	if DimsOf(before) != DimsOf(after) {
		return false
	}
	for _, c := range before.AllClients() {
		was, _ := dimsFor(before, Subject{ID: c.ID})
		if is, still := dimsFor(after, Subject{ID: c.ID}); still && is != was {
			return false
		}
	}
	return true
}

// Facts returns the facts of an entry: the difference of what the file counts,
// and what it changes in who was served when.
func Facts(l Ledger, before, after *casefile.State, e casefile.Entry) ([]recap.Fact, error) {
	facts := own(Of(before), Of(after), e)
	had, has := served(before), served(after)
	b := booking{ledger: l, entry: e, file: after}
	if before != nil && after.Kind == casefile.CaseFile && !sameDims(before, after) {
		b.redo()
	}
	for _, m := range has {
		if !slices.Contains(had, m) {
			dims, _ := dimsFor(after, m.subject)
			b.claim(m, dims)
		}
	}
	for _, m := range had {
		if !slices.Contains(has, m) {
			b.release(m)
		}
	}
	if after.Kind == casefile.PersonFile && before != nil && before.Root != after.Root {
		b.link(Subject{ID: after.File}, before.Root, after.Root)
	}
	return append(facts, b.facts...), b.err
}

type booking struct {
	ledger Ledger
	entry  casefile.Entry
	file   *casefile.State // of the entry, after it
	facts  []recap.Fact
	err    error
}

func (b *booking) try(err error) bool {
	if b.err == nil {
		b.err = err
	}
	return b.err == nil
}

func (b *booking) book(c Claim, amount int64) {
	m := recap.PersonsFor(c.Length)
	if c.Subject.Family {
		m = recap.FamiliesFor(c.Length)
	}
	f := fact(b.entry, Key{m, c.Month, c.Dims}, amount)
	f.File = c.File
	b.facts = append(b.facts, f)
}

// redo counts the file's claims anew under changed dimensions.
func (b *booking) redo() {
	claims, err := b.ledger.ClaimsOf(b.entry.File)
	if !b.try(err) {
		return
	}
	acts := map[Subject][]act{} // a subject has many claims
	for _, c := range claims {
		if _, known := acts[c.Subject]; !known {
			acts[c.Subject] = b.actsOf(c.Subject)
		}
		b.fit(c, within(acts[c.Subject], c.Period()))
	}
}

// fit counts a claim by the dimensions of whom its file served in the period: two
// who are counted as one can be of one case, and not both be served any more.
func (b *booking) fit(c Claim, acts []act) {
	i := slices.IndexFunc(acts, func(a act) bool { return a.File == c.File })
	if i < 0 {
		return
	}
	state, err := b.stateOf(c.File)
	if !b.try(err) {
		return
	}
	dims, found := dimsFor(state, acts[i].by)
	if !found || dims == c.Dims { // who is served no more is released below
		return
	}
	b.book(c, -1)
	c.Dims = dims
	b.book(c, 1)
	b.try(b.ledger.Put(c))
}

// stateOf is a file as it stands, after the entry.
func (b *booking) stateOf(file string) (*casefile.State, error) {
	if file == b.entry.File {
		return b.file, nil
	}
	return b.ledger.StateOf(file)
}

func (b *booking) claim(m month, dims recap.Dims) {
	if !b.try(b.ledger.AddAct(m.subject, m.month, b.entry.File)) {
		return
	}
	root, taken, err := b.ledger.Claims(m.subject, m.month.Year())
	if !b.try(err) {
		return
	}
	for _, l := range lengths {
		c := Claim{Subject: root, Length: l, Month: m.month, File: b.entry.File, Dims: dims}
		if slices.ContainsFunc(taken, func(t Claim) bool { return t.Length == l && t.Period() == c.Period() }) {
			continue
		}
		b.book(c, 1)
		b.try(b.ledger.Put(c))
	}
}

// release gives up the claims of a month that a correction emptied, unless
// another act still supports them: then they belong to the file of that.
func (b *booking) release(m month) {
	if !b.try(b.ledger.DropAct(m.subject, m.month, b.entry.File)) {
		return
	}
	root, claims, err := b.ledger.Claims(m.subject, m.month.Year())
	if !b.try(err) {
		return
	}
	acts := b.actsOf(root)
	for _, c := range claims {
		left := within(acts, c.Period())
		if !c.Period().Contains(m.month) {
			continue
		}
		if hasFile(left, c.File) {
			b.fit(c, left)
			continue
		}
		b.drop(c)
		b.anew(root, c.Length, left)
	}
}

// drop gives up a claim and its fact.
func (b *booking) drop(c Claim) {
	b.book(c, -1)
	b.try(b.ledger.Drop(c))
}

// anew claims a period for a subject by the first of the acts in it, if there is
// any.
func (b *booking) anew(s Subject, l calendar.Length, acts []act) {
	if len(acts) == 0 {
		return
	}
	state, err := b.stateOf(acts[0].File)
	if !b.try(err) {
		return
	}
	dims, _ := dimsFor(state, acts[0].by)
	c := Claim{Subject: s, Length: l, Month: acts[0].Month, File: acts[0].File, Dims: dims}
	b.book(c, 1)
	b.try(b.ledger.Put(c))
}

// actsOf lists the acts of a root and of all who are counted as it, in the order
// of their months.
func (b *booking) actsOf(root Subject) []act {
	members, err := b.ledger.Members(root)
	if !b.try(err) {
		return nil
	}
	var all []act
	for _, s := range append(members, root) {
		acts, err := b.ledger.Acts(s)
		b.try(err)
		for _, a := range acts {
			all = append(all, act{a, s})
		}
	}
	slices.SortFunc(all, func(x, y act) int {
		return cmp.Or(cmp.Compare(x.Month, y.Month), cmp.Compare(x.File, y.File), cmp.Compare(x.by.ID, y.by.ID))
	})
	return all
}

func within(acts []act, p calendar.Period) []act {
	var in []act
	for _, a := range acts {
		if p.Contains(a.Month) {
			in = append(in, a)
		}
	}
	return in
}

func hasFile(acts []act, file string) bool {
	return slices.ContainsFunc(acts, func(a act) bool { return a.File == file })
}
