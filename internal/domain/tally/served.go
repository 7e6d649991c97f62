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
	DimsOf(file string) (recap.Dims, error)  // of a case, as it stands
}

// Acted is a month in which a file served somebody.
type Acted struct {
	Month calendar.Month
	File  string
}

type month struct {
	subject Subject
	month   calendar.Month
}

// served lists the months in which a case served its client and family.
func served(s *casefile.State) []month {
	if s == nil || s.Kind != casefile.CaseFile {
		return nil
	}
	var out []month
	for _, a := range s.Acts {
		for _, subject := range []Subject{{ID: s.Client}, {Family: true, ID: s.Family}} {
			m := month{subject, a.Day.Month()}
			if subject.ID != "" && !slices.Contains(out, m) {
				out = append(out, m)
			}
		}
	}
	return out
}

// Facts returns the facts of an entry: the difference of what the file counts,
// and what it changes in who was served when.
func Facts(l Ledger, before, after *casefile.State, e casefile.Entry) ([]recap.Fact, error) {
	facts := own(Of(before), Of(after), e)
	had, has := served(before), served(after)
	b := booking{ledger: l, entry: e}
	if before != nil && DimsOf(before) != DimsOf(after) {
		b.redo(DimsOf(after))
	}
	for _, m := range has {
		if !slices.Contains(had, m) {
			b.claim(m, DimsOf(after))
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
func (b *booking) redo(dims recap.Dims) {
	claims, err := b.ledger.ClaimsOf(b.entry.File)
	if !b.try(err) {
		return
	}
	for _, c := range claims {
		b.book(c, -1)
		c.Dims = dims
		b.book(c, 1)
		b.try(b.ledger.Put(c))
	}
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
// another act still supports them.
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
		if c.Period().Contains(m.month) && len(within(acts, c.Period())) == 0 {
			b.book(c, -1)
			b.try(b.ledger.Drop(c))
		}
	}
}

// actsOf lists the acts of a root and of all who are counted as it, in the order
// of their months.
func (b *booking) actsOf(root Subject) []Acted {
	members, err := b.ledger.Members(root)
	if !b.try(err) {
		return nil
	}
	var all []Acted
	for _, s := range append(members, root) {
		acts, err := b.ledger.Acts(s)
		b.try(err)
		all = append(all, acts...)
	}
	slices.SortFunc(all, func(x, y Acted) int { return cmp.Or(cmp.Compare(x.Month, y.Month), cmp.Compare(x.File, y.File)) })
	return all
}

func within(acts []Acted, p calendar.Period) []Acted {
	var in []Acted
	for _, a := range acts {
		if p.Contains(a.Month) {
			in = append(in, a)
		}
	}
	return in
}
