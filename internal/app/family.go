package app

import (
	"context"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
)

// FamilyView is the family of a case as somebody may see it.
type FamilyView struct {
	FileView
	casefile.Family
	Others []Line                   // other cases of the family that the reader may open, the newest first
	Own    map[string]casefile.Body // identity of further clients with a file of their own, by person of the case
}

// Family shows who belongs to a case, how they are tied to each other and what
// surrounds them. Other cases of the family stand beside it only for those who
// may read them: to anybody else there are none.
func (c Cases) Family(ctx context.Context, a access.Actor, file string) (_ FamilyView, err error) {
	defer fault.Wrap(&err, "Family(%s)", file)
	seen, err := c.Open(ctx, a, file)
	if err != nil {
		return FamilyView{}, err
	}
	if seen.State.Kind != casefile.CaseFile {
		return FamilyView{}, c.refuse(ctx, a, "read", "file", file)
	}
	v := FamilyView{FileView: seen, Family: casefile.FamilyOf(seen.State, seen.Entries)}
	if err := c.identities(ctx, a, &v); err != nil {
		return FamilyView{}, err
	}
	others, err := c.Store.As(a).CasesOfFamily(ctx, a.Institution, seen.State.Family)
	if err != nil {
		return FamilyView{}, err
	}
	for _, l := range others {
		if l.ID != file {
			v.Others = append(v.Others, l)
		}
	}
	if len(v.Others) == 0 {
		return v, nil
	}
	return v, c.look(ctx, a, "list", "family", file, rows(len(v.Others)))
}

// identities reads who the further clients of a case are, as far as the reader
// may.
func (c Cases) identities(ctx context.Context, a access.Actor, v *FamilyView) error {
	h := c.Store.As(a)
	v.Own = map[string]casefile.Body{}
	for _, m := range v.State.Parties {
		if m.Person == "" || !m.Is(casefile.ClientRole) {
			continue
		}
		who, err := c.person(ctx, h, a, m.Person)
		if err != nil {
			return err
		}
		if who != nil {
			v.Own[m.ID] = who
		}
	}
	return nil
}
