package tally

import (
	"cmp"
	"slices"
)

// link counts two files of one person as one from now on, or as two again, and
// their families with them. Only who was served is counted by person: everything
// else stays.
func (b *booking) link(person Subject, before, after string) {
	if before != "" {
		b.part([]Subject{person}, person, Subject{ID: before})
		b.partFamilies(person)
	}
	if after != "" {
		b.join(person, Subject{ID: after})
		b.joinFamilies(person, Subject{ID: after})
	}
}

// join gives the claims of a subject, and of those counted as it, to the root.
// Where the root was served in the same period, one of the two goes.
func (b *booking) join(s, root Subject) {
	claims, err := b.ledger.AllClaims(s)
	if !b.try(err) {
		return
	}
	taken, err := b.ledger.AllClaims(root)
	if !b.try(err) {
		return
	}
	for _, c := range claims {
		if slices.ContainsFunc(taken, func(t Claim) bool { return t.Length == c.Length && t.Period() == c.Period() }) {
			b.drop(c)
			continue
		}
		b.try(b.ledger.Drop(c))
		c.Subject = root
		b.try(b.ledger.Put(c))
	}
	members, err := b.ledger.Members(s)
	b.try(err)
	for _, m := range append(members, s) {
		b.try(b.ledger.SetRoot(m, root))
	}
}

// part counts some of those counted as a root as one of them from now on: it gets
// the claims that their files support alone, and what either side has lost is
// made anew.
func (b *booking) part(leaving []Subject, to, root Subject) {
	for _, s := range leaving {
		b.try(b.ledger.SetRoot(s, to))
	}
	claims, err := b.ledger.AllClaims(root)
	if !b.try(err) {
		return
	}
	own, rest := b.actsOf(to), b.actsOf(root)
	for _, c := range claims {
		mine, theirs := within(own, c.Period()), within(rest, c.Period())
		if hasFile(theirs, c.File) {
			b.fit(c, theirs)
			b.anew(to, c.Length, mine)
			continue
		}
		b.try(b.ledger.Drop(c))
		c.Subject = to
		b.try(b.ledger.Put(c))
		b.anew(root, c.Length, theirs)
	}
}

// FamilyOf returns the family of the newest case that served a person, false when
// there is none.
func FamilyOf(l Ledger, person Subject) (_ Subject, found bool, err error) {
	acts, err := l.Acts(person)
	if err != nil || len(acts) == 0 {
		return Subject{}, false, err
	}
	newest := slices.MaxFunc(acts, func(x, y Acted) int { return cmp.Compare(x.File, y.File) })
	s, err := l.StateOf(newest.File)
	if err != nil || s.Family == "" {
		return Subject{}, false, err
	}
	return Subject{Family: true, ID: s.Family}, true, nil
}

// joinFamilies counts the families of two files of one person as one.
func (b *booking) joinFamilies(person, root Subject) {
	family, found, err := FamilyOf(b.ledger, person)
	other, also, err2 := FamilyOf(b.ledger, root)
	if !b.try(err) || !b.try(err2) || !found || !also || family == other {
		return
	}
	one, err := b.ledger.RootOf(family)
	two, err2 := b.ledger.RootOf(other)
	if b.try(err) && b.try(err2) && b.try(b.ledger.PutKin(person, family, other)) && one != two {
		b.join(one, two)
	}
}

// partFamilies takes back what joined two families, unless another person still
// does.
func (b *booking) partFamilies(person Subject) {
	family, other, found, err := b.ledger.DropKin(person)
	if !b.try(err) || !found {
		return
	}
	side := b.kinOf(family)
	if slices.Contains(side, other) {
		return
	}
	root, err := b.ledger.RootOf(family)
	if !b.try(err) {
		return
	}
	to := family
	if slices.Contains(side, root) { // the other side leaves
		side, to = b.kinOf(other), other
	}
	b.part(side, to, root)
}

// kinOf returns a family and all that others made one with it.
func (b *booking) kinOf(family Subject) []Subject {
	all := []Subject{family}
	for i := 0; i < len(all); i++ {
		more, err := b.ledger.Kin(all[i])
		if !b.try(err) {
			return all
		}
		for _, f := range more {
			if !slices.Contains(all, f) {
				all = append(all, f)
			}
		}
	}
	return all
}
