package store

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"teduh/internal/domain/casefile"
	"teduh/internal/domain/tally"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
)

// memory is tally's ledger for a recount.
type memory struct {
	acts   map[tally.Subject]map[tally.Acted]bool
	claims map[string]tally.Claim
	of     map[tally.Subject]map[string]tally.Claim // the same, by subject
	roots  map[tally.Subject]tally.Subject
	kin    map[tally.Subject][2]tally.Subject // person → the two families it makes one
	files  map[string]*recounted
}

var _ tally.Ledger = (*memory)(nil)

func newMemory(files map[string]*recounted) *memory {
	return &memory{
		acts: map[tally.Subject]map[tally.Acted]bool{}, claims: map[string]tally.Claim{}, of: map[tally.Subject]map[string]tally.Claim{},
		roots: map[tally.Subject]tally.Subject{}, kin: map[tally.Subject][2]tally.Subject{}, files: files,
	}
}

func claimKey(c tally.Claim) string {
	return fmt.Sprintf("%s %d %s", subjectKey(c.Subject), c.Length, c.Period())
}

func (l *memory) AddAct(s tally.Subject, m calendar.Month, file string) error {
	if l.acts[s] == nil {
		l.acts[s] = map[tally.Acted]bool{}
	}
	l.acts[s][tally.Acted{Month: m, File: file}] = true
	return nil
}

func (l *memory) DropAct(s tally.Subject, m calendar.Month, file string) error {
	delete(l.acts[s], tally.Acted{Month: m, File: file})
	return nil
}

func (l *memory) Acts(s tally.Subject) ([]tally.Acted, error) {
	return slices.SortedFunc(maps.Keys(l.acts[s]), func(a, b tally.Acted) int {
		return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(a.File, b.File))
	}), nil
}

func (l *memory) Claims(s tally.Subject, year int) (tally.Subject, []tally.Claim, error) {
	root := s
	if r, ok := l.roots[s]; ok {
		root = r
	}
	return root, ordered(l.of[root], func(c tally.Claim) bool { return c.Month.Year() == year }), nil
}

func (l *memory) AllClaims(root tally.Subject) ([]tally.Claim, error) {
	return ordered(l.of[root], func(tally.Claim) bool { return true }), nil
}

func (l *memory) ClaimsOf(file string) ([]tally.Claim, error) {
	return ordered(l.claims, func(c tally.Claim) bool { return c.File == file }), nil
}

// ordered lists claims in the order of the database: by subject, length, first
// month.
func ordered(claims map[string]tally.Claim, keep func(tally.Claim) bool) []tally.Claim {
	var out []tally.Claim
	for _, c := range claims {
		if keep(c) {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b tally.Claim) int { return strings.Compare(order(a), order(b)) })
	return out
}

func order(c tally.Claim) string {
	return fmt.Sprintf("%s %d %06d", subjectKey(c.Subject), c.Length, c.Period().From)
}

func (l *memory) Put(c tally.Claim) error {
	if l.of[c.Subject] == nil {
		l.of[c.Subject] = map[string]tally.Claim{}
	}
	l.claims[claimKey(c)], l.of[c.Subject][claimKey(c)] = c, c
	return nil
}

func (l *memory) Drop(c tally.Claim) error {
	delete(l.claims, claimKey(c))
	delete(l.of[c.Subject], claimKey(c))
	return nil
}

func (l *memory) Members(root tally.Subject) ([]tally.Subject, error) {
	var out []tally.Subject
	for s, r := range l.roots {
		if r == root {
			out = append(out, s)
		}
	}
	return out, nil // tally puts their acts in order
}

func (l *memory) SetRoot(s, root tally.Subject) error {
	if s == root {
		delete(l.roots, s)
	} else {
		l.roots[s] = root
	}
	return nil
}

func (l *memory) RootOf(s tally.Subject) (tally.Subject, error) {
	if root, ok := l.roots[s]; ok {
		return root, nil
	}
	return s, nil
}

func (l *memory) PutKin(person, family, other tally.Subject) error {
	l.kin[person] = [2]tally.Subject{family, other}
	return nil
}

func (l *memory) DropKin(person tally.Subject) (family, other tally.Subject, found bool, err error) {
	pair, found := l.kin[person]
	delete(l.kin, person)
	return pair[0], pair[1], found, nil
}

func (l *memory) Kin(family tally.Subject) ([]tally.Subject, error) {
	var out []tally.Subject
	for _, pair := range l.kin {
		switch family {
		case pair[0]:
			out = append(out, pair[1])
		case pair[1]:
			out = append(out, pair[0])
		}
	}
	return out, nil // tally takes them as a set
}

func (l *memory) StateOf(file string) (*casefile.State, error) {
	f := l.files[file]
	if f == nil || f.state == nil {
		return nil, fault.Missing()
	}
	return f.state, nil
}
