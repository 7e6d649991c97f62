package store

import (
	"cmp"
	"context"
	"slices"

	"teduh/internal/domain/casefile"
	"teduh/internal/domain/family"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Resembling returns the person files of an institution that may be of the
// person whom an identity describes, the likeliest first, whether the actor may
// read them or not: what is shown of them is asked for with the actor's rights.
func (h *Handle) Resembling(ctx context.Context, institution string, identity casefile.Body) (_ []string, err error) {
	defer fault.Wrap(&err, "Resembling")
	var all [][]byte
	for _, t := range h.Tokens(institution, identity) {
		if !t.match {
			all = append(all, t.hash)
		}
	}
	near, err := h.sharing(ctx, institution, byPerson, all, family.LookedAt)
	if err != nil || len(near) == 0 {
		return nil, err
	}
	near = near[:min(len(near), family.Compared)]
	places, args := list([]any{institution}, near)
	stored, err := sqldb.Collect(ctx, h.db, scanKeyed, `SELECT `+keyedColumns+` FROM entry e WHERE e.institution = $1 AND e.file IN (`+places+`) ORDER BY e.file, e.position`, args...)
	if err != nil {
		return nil, err
	}
	files, err := h.opened(ctx, stored)
	who := whoIs(identity)
	return slices.DeleteFunc(near, func(person string) bool {
		return files[person] == nil || !family.Resembles(who, whoIs(casefile.IdentityOf(files[person])))
	}), err
}

func whoIs(b casefile.Body) family.Who {
	return family.Who{
		Name: b.Get("name"), Alias: b.Get("alias"), Head: b.Get("family_head"), District: b.Get("district"),
		NIK: b.Get("nik"), Phone: b.Get("phone"), Sex: b.Get("sex"), Born: b.Day("birth_date"), BornIn: cmp.Or(bornIn(b), reckoned(b)),
	}
}

// bornIn is the year of birth as it was said, 0 when it was not.
func bornIn(b casefile.Body) int {
	if d := b.Day("birth_date"); d != 0 {
		return d.Year()
	}
	year, _ := b.Int("birth_year") // 0 when nothing was said
	return year
}

// reckoned is the year of birth as it follows from an age: good enough to ask
// here, not to tell another institution.
func reckoned(b casefile.Body) int {
	year, _ := b.Int("reckoned_year")
	return year
}

// TellResembling notes for the head that a person may be the one of other files
// here.
func (w *Work) TellResembling(ctx context.Context, person string, like []string) error {
	for _, other := range like {
		if err := w.insertLikeness(ctx, w.head.institution, person, w.head.institution, other, "resembles"); err != nil {
			return err
		}
	}
	return nil
}
