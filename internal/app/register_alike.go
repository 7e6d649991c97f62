package app

import (
	"context"

	"teduh/internal/domain/casefile"
	"teduh/internal/domain/family"
	"teduh/internal/kit/fault"
)

// resembles looks whether the new person may be one who is here. Those whom the
// actor may read are asked about once, if that is wanted; whoever they are, the
// head is told. Nobody is kept from registering.
func (p *registration) resembles(ctx context.Context, who casefile.Body) (err error) {
	if p.like, err = p.handle.Resembling(ctx, p.actor.Institution, who); err != nil || !p.request.Ask || len(p.like) == 0 {
		return err
	}
	if sent, err := p.handle.Written(ctx, p.actor.Institution, p.draft.ID); err != nil || sent { // it is the person this registration made
		return err
	}
	if p.made.Alike, err = (Cases{p.core}).found(ctx, p.actor, p.like); err != nil || len(p.made.Alike) == 0 {
		return err
	}
	if err := p.look(ctx, p.actor, "search", "person", "", rows(len(p.made.Alike))); err != nil {
		return err
	}
	return fault.New(fault.Conflict, "register.same_person").On("same_as")
}

// added is what is known of a person with what was told this time. The name stays
// as it was written first; a new one is kept as an alias, if there was none.
func added(old, told casefile.Body) casefile.Body {
	who := old.Clone()
	for _, f := range casefile.Current(casefile.Identity).Asked() {
		switch {
		case !told.Has(f.Name):
		case f.Name == "name":
			if !old.Has("alias") && family.FullName(told.Get("name")) != family.FullName(old.Get("name")) {
				who.Set("alias", told.Get("name"))
			}
		case f.Type == casefile.National && old.Has(f.Name): // which of two is right is not for a form to say
		default:
			who.Set(f.Name, told.All(f.Name)...)
		}
	}
	return who
}
