package app

import (
	"cmp"
	"context"
	"slices"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/family"
	"teduh/internal/store"
)

// Mention is a case that names somebody who may be sought: found only by who may
// open it.
type Mention struct {
	Line
	Name  string
	Roles []string // of the list party_roles
	Quiet bool     // not for the eyes of whoever stands beside the screen

	like float64
}

// mentions finds the cases of the own institution by those whom they name beside
// their first client. Those of found are passed over with their cases.
func (c Cases) mentions(ctx context.Context, a access.Actor, s store.Sought, found []Found) ([]Mention, error) {
	h := c.Store.As(a)
	cases, err := h.FindNamed(ctx, a.Institution, s)
	if err != nil || len(cases) == 0 {
		return nil, err
	}
	named, clients, err := h.NamedIn(ctx, a.Institution, cases)
	if err != nil {
		return nil, err
	}
	var out []Mention
	for _, id := range cases {
		for _, n := range named[id] {
			like := likenessOf(n, s)
			if like < likeEnough || slices.ContainsFunc(found, func(f Found) bool { return f.Person == n.Person }) {
				continue
			}
			out = with(out, Mention{Line: Line{ID: id}, Name: n.Name, Roles: n.Roles, Quiet: n.Quiet, like: like})
		}
	}
	if out, err = c.narrowed(ctx, a, out, clients, s); err != nil {
		return nil, err
	}
	slices.SortStableFunc(out, func(x, y Mention) int { return cmp.Compare(y.like, x.like) })
	return out, c.line(ctx, a, out)
}

// line says of each case what a list may say.
func (c Cases) line(ctx context.Context, a access.Actor, all []Mention) error {
	ids := make([]string, len(all))
	for i, m := range all {
		ids[i] = m.ID
	}
	lines, err := c.Store.As(a).Lines(ctx, a.Institution, ids)
	for i, m := range all {
		if l, ok := lines[m.ID]; ok {
			all[i].Line = l
		}
	}
	return err
}

// with adds a mention; who is named twice in a case is one.
func with(all []Mention, m Mention) []Mention {
	i := slices.IndexFunc(all, func(o Mention) bool { return o.ID == m.ID && family.FullName(o.Name) == family.FullName(m.Name) })
	if i < 0 {
		return append(all, m)
	}
	for _, role := range m.Roles {
		if !slices.Contains(all[i].Roles, role) {
			all[i].Roles = append(slices.Clone(all[i].Roles), role)
		}
	}
	all[i].Quiet = all[i].Quiet || m.Quiet
	return all
}

func likenessOf(n casefile.Named, s store.Sought) float64 {
	if p := family.Phone(s.Text); p != "" && p == family.Phone(n.Phone) {
		return 1
	}
	return family.NameLikeness(s.Text, n.Name)
}

// narrowed leaves out cases whose client lives in another district, or with
// another head of family, than was asked for.
func (c Cases) narrowed(ctx context.Context, a access.Actor, all []Mention, clients map[string]string, s store.Sought) ([]Mention, error) {
	if s.District == "" && s.Head == "" || len(all) == 0 {
		return all, nil
	}
	var ids []string
	for _, m := range all {
		ids = append(ids, clients[m.ID])
	}
	slices.Sort(ids)
	people, err := c.Store.As(a).Identities(ctx, a.Institution, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(m Mention) bool {
		who := casefile.IdentityOf(people[clients[m.ID]])
		return otherDistrict(s.District, who) || other(s.Head, who.Get("family_head"))
	}), nil
}
