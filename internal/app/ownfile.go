package app

import (
	"context"
	"fmt"
	"slices"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// OwnFileRequest gives another client of a case a person file of their own, with
// a safe contact of their own.
type OwnFileRequest struct {
	Case  string
	Party string // whom the case knows by name only
	ID    string // of the identity; "" makes one
	Day   calendar.Day
	Body  casefile.Body // an identity
	Draft string        // as in AppendRequest
}

// OwnFileForm shows what a case knows of one of its persons to somebody about to
// give that person a file of their own.
func (c Cases) OwnFileForm(ctx context.Context, a access.Actor, file, party string) (_ casefile.Entry, err error) {
	defer fault.Wrap(&err, "OwnFileForm(%s)", file)
	v, err := c.Form(ctx, a, file, casefile.Party)
	if err != nil {
		return casefile.Entry{}, err
	}
	if e, ok := casefile.Latest(v.Entries, casefile.Party, party); ok {
		return e, nil
	}
	return casefile.Entry{}, c.refuse(ctx, a, string(access.Append(string(casefile.Party))), "file", file)
}

// OwnFile begins the person file of another client of a case, and says in the
// case whose it is; both or neither. It returns the person's file. Faults:
// fault.not_found, faults of fields, casefile.not_now when the person is no
// client of the case or has a file already.
func (c Cases) OwnFile(ctx context.Context, a access.Actor, r OwnFileRequest) (_ string, err error) {
	defer fault.Wrap(&err, "OwnFile(%s)", r.Case)
	if err := c.mayCreate(ctx, a, casefile.PersonFile); err != nil {
		return "", err
	}
	person, err := c.ownFile(ctx, a, r)
	return person, c.refused(ctx, a, err, string(access.Append(string(casefile.Party))), "file", r.Case)
}

func (c Cases) ownFile(ctx context.Context, a access.Actor, r OwnFileRequest) (string, error) {
	e, err := c.draft(a, AppendRequest{File: c.newID(), ID: r.ID, Kind: casefile.Identity, Day: r.Day, Body: r.Body})
	if err != nil {
		return "", err
	}
	if e.Body, err = casefile.CheckEntry(e.Kind, "", e.Body, c.reference(ctx, a)); err != nil {
		return "", err
	}
	h := c.Store.As(a)
	label := Initials(e.Body.Get("name"))
	if born := e.Body.Day("birth_date"); born != 0 {
		label = fmt.Sprintf("%s, %d", label, casefile.Member{Age: -1, Birth: born}.AgeOn(e.Day))
	}
	identity, err := h.SealFirst(ctx, e, label)
	if err != nil {
		return "", err
	}
	tokens := h.Tokens(a.Institution, e.Body)
	person := e.File
	err = c.writeFrom(ctx, h, r.Draft, func(w *store.Work) error {
		if again, err := w.Seen(ctx, e.ID); err != nil || again != 0 {
			if err == nil {
				person, err = w.FileOf(ctx, again)
			}
			return err
		}
		return c.giveFile(ctx, w, a, r, identity, tokens)
	})
	return person, err
}

// giveFile writes the person's file, and the party anew with it.
func (c Cases) giveFile(ctx context.Context, w *store.Work, a access.Actor, r OwnFileRequest, identity store.Sealed, tokens []store.Token) error {
	o, err := w.Open(ctx, r.Case, "")
	if err != nil {
		return err
	}
	if !access.Allows(a, access.Append(string(casefile.Party)), o.Subject) {
		return fault.Missing()
	}
	i := slices.IndexFunc(o.State.Parties, func(m casefile.Member) bool { return m.ID == r.Party })
	if i < 0 {
		return fault.Missing()
	}
	if m := o.State.Parties[i]; !m.Is(casefile.ClientRole) || m.Person != "" {
		return fault.New(fault.Conflict, "casefile.not_now")
	}
	if err := accept(ctx, w, &identity, nil, nil); err != nil {
		return err
	}
	if err := putTokens(ctx, w, identity.File, tokens, ""); err != nil {
		return err
	}
	entries, err := w.Entries(ctx, r.Case)
	if err != nil {
		return err
	}
	latest, _ := casefile.Latest(entries, casefile.Party, r.Party) // the state says it is there
	body := latest.Body.Clone()
	body.Set("party", r.Party)
	body.Set("person", identity.File)
	return c.appendHere(ctx, w, a, o.State, AppendRequest{File: r.Case, Kind: casefile.Party, Day: r.Day, Body: body})
}
