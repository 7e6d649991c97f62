package tally

import (
	"slices"

	"teduh/internal/kit/calendar"
)

// link counts two files of one person as one from now on, or as two again. Only
// who was served is counted by person: everything else stays.
func (b *booking) link(person Subject, before, after string) {
	if before != "" {
		b.part(person, Subject{ID: before})
	}
	if after != "" {
		b.join(person, Subject{ID: after})
	}
}

// join gives the claims of a person to the root. Where the root was served in the
// same period, one of the two goes.
func (b *booking) join(person, root Subject) {
	claims, err := b.ledger.AllClaims(person)
	if !b.try(err) {
		return
	}
	taken, err := b.ledger.AllClaims(root)
	if !b.try(err) {
		return
	}
	for _, c := range claims {
		b.try(b.ledger.Drop(c))
		if slices.ContainsFunc(taken, func(t Claim) bool { return t.Length == c.Length && t.Period() == c.Period() }) {
			b.book(c, -1)
			continue
		}
		c.Subject = root
		b.try(b.ledger.Put(c))
	}
	b.try(b.ledger.SetRoot(person, root))
}

// part gives a person the claims that the own files support, and makes anew what
// the other side has lost.
func (b *booking) part(person, root Subject) {
	b.try(b.ledger.SetRoot(person, person))
	claims, err := b.ledger.AllClaims(root)
	if !b.try(err) {
		return
	}
	own, err := b.ledger.Acts(person)
	if !b.try(err) {
		return
	}
	rest := b.actsOf(root)
	for _, c := range claims {
		mine, theirs := within(own, c.Period()), within(rest, c.Period())
		if !slices.ContainsFunc(own, func(a Acted) bool { return a.File == c.File }) {
			b.anew(person, c.Length, mine)
			continue
		}
		b.try(b.ledger.Drop(c))
		c.Subject = person
		b.try(b.ledger.Put(c))
		b.anew(root, c.Length, theirs)
	}
}

// anew claims a period for a subject by the first of the acts in it, if there is
// any.
func (b *booking) anew(s Subject, l calendar.Length, acts []Acted) {
	if len(acts) == 0 {
		return
	}
	dims, err := b.ledger.DimsOf(acts[0].File)
	if !b.try(err) {
		return
	}
	c := Claim{Subject: s, Length: l, Month: acts[0].Month, File: acts[0].File, Dims: dims}
	b.book(c, 1)
	b.try(b.ledger.Put(c))
}
