package app

import (
	"cmp"
	"context"
	"fmt"
	"strconv"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// RegisterRequest begins a case: with a new person, or one who is known here.
type RegisterRequest struct {
	ID      string // of the registration entry; "" makes one
	Contact string // the contact it grows from, "" when none
	Person  string // a person file of this institution, "" for a new person
	Family  string // of an earlier case of the family, "" for a new one
	Beside  string // another case of the same family, which the actor may read; "" for none
	Day     calendar.Day
	Body    casefile.Body // fields of identity and registration together
	Draft   string        // as in AppendRequest
	Read    string        // version of the consent text that was read …
	ReadIn  string        // … and its language
	Ask     bool          // whether to ask first, when the new person resembles one who is here
	Told    casefile.Body // with Person: what was typed of the identity, to be added to what is known

	transferredFrom string // a transfer that waits here …
	sender          string // … and the institution that sent it
	oldBook         string // the import that brings it from an old book
}

// Registered names what a registration made.
type Registered struct {
	Case, Person, Number string
	Alike                []Found // asked about, when nothing was made
}

// RegistrationForm is the one page of registration: who the person is and what
// is fixed for the case.
func RegistrationForm(newPerson bool) casefile.Form {
	f := casefile.Current(casefile.Registration)
	if !newPerson {
		return f
	}
	identity := casefile.Current(casefile.Identity)
	merged := casefile.Form{Kind: casefile.Registration, Version: f.Version, DayIn: f.DayIn}
	for _, field := range append(identity.Asked(), f.Fields...) {
		if _, twice := merged.Field(field.Name); !twice {
			merged.Fields = append(merged.Fields, field)
		}
	}
	merged.Fields = casefile.Parted(merged.Fields)
	return merged
}

// Register begins a case from a contact or without one: the person's file (when
// new), the registration, what was said about consent, and the assignment to
// the registering worker when it is a worker who registers. All or nothing.
func (c Cases) Register(ctx context.Context, a access.Actor, r RegisterRequest) (_ Registered, err error) {
	defer fault.Wrap(&err, "Register")
	if err := c.mayCreate(ctx, a, casefile.CaseFile); err != nil {
		return Registered{}, err
	}
	made, err := c.register(ctx, a, r)
	return made, c.refused(ctx, a, err, creating(casefile.CaseFile), "file", cmp.Or(r.Person, r.Contact))
}

func (c Cases) register(ctx context.Context, a access.Actor, r RegisterRequest) (Registered, error) {
	body, err := casefile.Check(RegistrationForm(r.Person == ""), r.Body, c.reference(ctx, a))
	if err != nil {
		return Registered{}, err
	}
	if err := guarded(body); err != nil {
		return Registered{}, err
	}
	p := &registration{core: c.core, actor: a, request: r, body: body}
	if err := p.prepare(ctx); err != nil {
		return p.made, err
	}
	err = c.writeFrom(ctx, p.handle, r.Draft, func(w *store.Work) error { return p.write(ctx, w) })
	return p.made, err
}

// registration is one registration under way.
type registration struct {
	*core
	actor    access.Actor
	request  RegisterRequest
	body     casefile.Body
	handle   *store.Handle
	identity store.Sealed // of a new person, or what is added to a known one
	tokens   []store.Token
	like     []string // persons here whom the new one resembles
	draft    casefile.Entry
	label    string
	made     Registered
}

// prepare encrypts the new person before the transaction.
func (p *registration) prepare(ctx context.Context) (err error) {
	if p.handle == nil {
		p.handle = p.Store.As(p.actor)
	}
	p.made = Registered{Case: p.newID(), Person: p.request.Person}
	p.draft, err = p.core.draft(p.actor, AppendRequest{File: p.made.Case, ID: p.request.ID, Kind: casefile.Registration, Day: p.request.Day, Body: casefile.Body{}})
	if err != nil {
		return err
	}
	if p.request.Beside != "" {
		other, _, err := p.handle.File(ctx, p.actor.Institution, p.request.Beside)
		if err != nil {
			return err
		}
		p.request.Family = other.Family
	}
	p.copyFields()
	if p.request.Person != "" {
		return p.known(ctx)
	}
	p.made.Person = p.newID()
	who := p.newIdentity()
	if p.request.oldBook == "" { // of a whole book nobody is asked
		if err := p.resembles(ctx, who); err != nil {
			return err
		}
	}
	e, err := p.core.draft(p.actor, AppendRequest{File: p.made.Person, Kind: casefile.Identity, Day: p.request.Day, Body: who})
	if err != nil {
		return err
	}
	p.describe(who)
	p.tokens = p.handle.Tokens(p.actor.Institution, who)
	p.identity, err = p.handle.SealFirst(ctx, e, p.label)
	return err
}

// newIdentity is what the registration says of the person. Without a date or a
// year of birth the year is reckoned from the age.
func (p *registration) newIdentity() casefile.Body {
	who := casefile.Body{}
	for _, f := range casefile.Current(casefile.Identity).Fields {
		who.Copy(f, p.body)
	}
	if age, ok := p.body.Int("age"); ok && !who.Has("birth_date") && !who.Has("birth_year") {
		who.Set("reckoned_year", strconv.Itoa(p.draft.Day.Year()-age))
	}
	return who
}

func (p *registration) copyFields() {
	for _, f := range casefile.Current(casefile.Registration).Fields {
		p.draft.Body.Copy(f, p.body)
	}
	p.draft.Body.Set("contact", p.request.Contact)
	p.draft.Body.Set("family", p.request.Family)
	p.draft.Body.Set("transferred_from", p.request.transferredFrom)
	p.draft.Body.Set("old_book", p.request.oldBook)
}

// known takes the initials from a person who is already here, if the actor may
// read the person, and adds what was told this time.
func (p *registration) known(ctx context.Context) error {
	_, entries, err := p.handle.File(ctx, p.actor.Institution, p.request.Person)
	if err != nil {
		return err
	}
	old := casefile.IdentityOf(entries)
	who := added(old, p.request.Told)
	p.describe(who)
	if casefile.ContentHash(who) == casefile.ContentHash(old) {
		return nil
	}
	if who, err = casefile.CheckEntry(casefile.Identity, "", who, p.reference(ctx, p.actor)); err != nil {
		return err
	}
	p.tokens = p.handle.Tokens(p.actor.Institution, who)
	p.identity.Entry, err = p.core.draft(p.actor, AppendRequest{File: p.request.Person, Kind: casefile.Identity, Day: p.request.Day, Body: who})
	return err
}

// describe writes into the case what its figures and lists need of the person.
func (p *registration) describe(who casefile.Body) {
	if who.Has("disability") {
		p.draft.Body.Set("disabled", "yes")
	}
	initials := Initials(who.Get("name"))
	p.draft.Body.Set("initials", initials)
	p.label = initials
	if age, ok := p.body.Int("age"); ok {
		p.label = fmt.Sprintf("%s, %d", initials, age)
	}
}

func (p *registration) write(ctx context.Context, w *store.Work) (err error) {
	if again, err := w.Seen(ctx, p.draft.ID); err != nil || again != 0 {
		if err == nil {
			p.made.Case, err = w.FileOf(ctx, again)
		}
		return err
	}
	return p.writeNew(ctx, w)
}

// writeNew writes a registration that is not there yet.
func (p *registration) writeNew(ctx context.Context, w *store.Work) (err error) {
	if err := p.writePerson(ctx, w); err != nil {
		return err
	}
	if p.made.Number, err = w.NextNumber(ctx, p.draft.Day.Year()); err != nil {
		return err
	}
	e := p.draft
	e.Body = e.Body.Clone()
	e.Body.Set("client", p.made.Person)
	e.Body.Set("case_number", p.made.Number)
	if err := p.setFamily(ctx, w, e.Body); err != nil {
		return err
	}
	sealed, err := w.SealFirst(ctx, e, p.label)
	if err != nil {
		return err
	}
	if err := accept(ctx, w, &sealed, nil, nil); err != nil {
		return err
	}
	return p.follow(ctx, w, sealed)
}

// setFamily says to which family a case belongs: that of the case it is registered
// beside, else of the newest case of a person who was here before, else a new one.
func (p *registration) setFamily(ctx context.Context, w *store.Work, b casefile.Body) error {
	if b.Has("family") {
		return nil
	}
	known := ""
	if p.request.Person != "" {
		var err error
		if known, err = w.FamilyOf(ctx, p.request.Person); err != nil {
			return err
		}
	}
	b.Set("family", cmp.Or(known, p.made.Case))
	return nil
}

// writePerson writes a new person's file, or what is added to a known one's.
func (p *registration) writePerson(ctx context.Context, w *store.Work) error {
	if p.identity.ID == "" {
		return nil
	}
	person := p.identity
	var before *casefile.State
	if p.request.Person != "" {
		o, err := w.Open(ctx, p.request.Person, "")
		if err != nil {
			return err
		}
		before = o.State
	}
	if err := accept(ctx, w, &person, before, nil); err != nil {
		return err
	}
	if err := putTokens(ctx, w, p.made.Person, p.tokens, p.request.sender); err != nil {
		return err
	}
	return w.TellResembling(ctx, p.made.Person, p.like)
}

// follow writes what a registration brings along: consent as it was given, the
// registering worker as the one assigned, and the contact's outcome.
func (p *registration) follow(ctx context.Context, w *store.Work, first store.Sealed) error {
	if p.request.oldBook == "" && (p.actor.Is(access.Caseworker) || p.actor.Is(access.Psychologist)) {
		body := casefile.Body{"assigned": {p.actor.Staff}}
		if err := p.another(ctx, w, p.made.Case, casefile.Assignment, p.request.Day, body); err != nil {
			return err
		}
	}
	if given := p.body.Get("consent_given"); given != "later" && giver(p.body) != "" {
		if err := p.another(ctx, w, p.made.Case, casefile.Consent, p.request.Day, p.consent(given)); err != nil {
			return err
		}
	}
	if p.request.Contact == "" {
		return nil
	}
	o, err := w.Open(ctx, p.request.Contact, "")
	if err != nil {
		return err
	}
	if !access.Allows(p.actor, access.Append(string(casefile.ContactOutcome)), o.Subject) {
		return fault.Missing()
	}
	body := casefile.Body{"contact_outcome": {"became_case"}, "case": {p.made.Case}}
	return p.another(ctx, w, p.request.Contact, casefile.ContactOutcome, p.request.Day, body)
}

func (p *registration) consent(given string) casefile.Body {
	service, data := "yes", "yes"
	switch given {
	case "service_only":
		data = "no"
	case "refused":
		service, data = "no", "no"
	}
	b := casefile.Body{"service_consent": {service}, "data_consent": {data}, "given_by": {giver(p.body)}}
	b.Set("text_version", p.request.Read)
	b.Set("text_language", p.request.ReadIn)
	return b
}

// another appends an entry that the program writes for the actor in the same
// transaction.
func (p *registration) another(ctx context.Context, w *store.Work, file string, kind casefile.Kind, day calendar.Day, body casefile.Body) error {
	o, err := w.Open(ctx, file, "")
	if err != nil {
		return err
	}
	return p.appendHere(ctx, w, p.actor, o.State, AppendRequest{File: file, Kind: kind, Day: day, Body: body})
}

// Initials shortens a name to what lists may show.
func Initials(name string) string { return casefile.Initials(name) }
