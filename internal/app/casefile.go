package app

import (
	"context"
	"slices"
	"strconv"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/instrument"
	"teduh/internal/domain/staff"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/store"
)

// Cases is what is done with case files.
type Cases struct{ *core }

// AppendRequest is one more entry in an existing file.
type AppendRequest struct {
	File   string
	ID     string // made by the author's side, so that sending twice writes once; "" makes one
	Kind   casefile.Kind
	Day    calendar.Day // when it happened; 0 means today
	Body   casefile.Body
	Device string
	Draft  string // address of the form it was typed into: its draft goes with the entry
}

// Append adds an entry to a file. It may be sent again with the same id: the
// first answer comes back. Faults: fault.not_found when the file is not there
// or not for the actor, faults of fields, casefile.not_now and the others of
// casefile.Accept, casefile.id_taken.
func (c Cases) Append(ctx context.Context, a access.Actor, r AppendRequest) (_ casefile.Entry, err error) {
	defer fault.Wrap(&err, "Append(%s, %s)", r.File, r.Kind)
	e, err := c.append(ctx, a, r)
	return e, c.refused(ctx, a, err, string(access.Append(string(r.Kind))), "file", r.File)
}

func (c Cases) append(ctx context.Context, a access.Actor, r AppendRequest) (casefile.Entry, error) {
	e, err := c.draft(a, r)
	if err != nil {
		return casefile.Entry{}, err
	}
	if err := c.aim(ctx, &e); err != nil {
		return casefile.Entry{}, err
	}
	h := c.Store.As(a)
	if e.Kind != casefile.Correction { // what is corrected decides which form holds
		if e.Body, err = c.checked(ctx, a, e); err != nil {
			return casefile.Entry{}, err
		}
	}
	if err := c.mayName(ctx, h, e); err != nil {
		return casefile.Entry{}, err
	}
	sealed, err := c.sealIfKnown(ctx, h, e)
	if err != nil {
		return casefile.Entry{}, err
	}
	var here []staff.Person
	if e.Kind == casefile.Reopening {
		if here, err = Staff(c).Workers(ctx, a); err != nil {
			return casefile.Entry{}, err
		}
	}
	err = c.writeFrom(ctx, h, r.Draft, func(w *store.Work) error {
		var again bool
		if e, again, err = c.appendIn(ctx, w, a, sealed); err != nil || again || e.Kind != casefile.Reopening {
			return err
		}
		return c.gone(ctx, w, a, e.File, here)
	})
	return e, err
}

// draft fills what the author's side left open.
func (k *core) draft(a access.Actor, r AppendRequest) (casefile.Entry, error) {
	if r.ID == "" {
		r.ID = k.newID()
	}
	if !ident.Valid(r.ID) || !ident.Valid(r.File) || !slices.Contains(casefile.Kinds(), r.Kind) {
		return casefile.Entry{}, fault.Missing()
	}
	now, today := k.now(), k.today(a)
	if r.Day == 0 {
		r.Day = today
	}
	if r.Day > today {
		return casefile.Entry{}, fault.Bad("day", "fault.future")
	}
	if r.Day < casefile.LongAgo {
		return casefile.Entry{}, fault.Bad("day", "fault.long_ago")
	}
	if r.Body == nil {
		r.Body = casefile.Body{}
	}
	return casefile.Entry{
		Institution: a.Institution, File: r.File, ID: r.ID, Kind: r.Kind, Version: casefile.Current(r.Kind).Version,
		Occurred: k.occurred(a, r.Day, today, now), Day: r.Day, Author: a.Staff, Device: r.Device, Body: r.Body,
	}, nil
}

// occurred is now for what happened today, and noon of the day for what
// happened before.
func (k *core) occurred(a access.Actor, day, today calendar.Day, now time.Time) time.Time {
	if day == today {
		return now
	}
	zone := k.areas.Zone(area.Code(a.Area))
	return time.Date(day.Year(), time.Month(day.Month().Number()), int(day%100), 12, 0, 0, 0, zone).UTC()
}

// sealIfKnown encrypts before the transaction. A file without a key is not
// there: refused as every file that is not for the actor.
func (c Cases) sealIfKnown(ctx context.Context, h *store.Handle, e casefile.Entry) (store.Sealed, error) {
	if e.Kind == casefile.Correction {
		return store.Sealed{Entry: e}, nil
	}
	return h.Seal(ctx, e)
}

// appendIn is the part of Append inside the transaction: right, state, rule,
// facts, audit. again says that the entry was there already.
func (c Cases) appendIn(ctx context.Context, w *store.Work, a access.Actor, s store.Sealed) (e casefile.Entry, again bool, err error) {
	o, err := w.Open(ctx, s.File, s.ID)
	if err != nil {
		return s.Entry, false, err
	}
	if !access.Allows(a, access.Append(string(s.Kind)), o.Subject) {
		return s.Entry, false, fault.Missing()
	}
	if s.Kind == casefile.Done && !access.Allows(a, access.Read, o.Subject) && !o.State.Theirs(s.Entry, a.Staff) {
		return s.Entry, false, fault.Missing() // who reads no file ends only what was theirs to do
	}
	var entries []casefile.Entry
	if s.Kind == casefile.Correction {
		if entries, s, err = c.correction(ctx, w, a, s, o.State); err != nil {
			return s.Entry, false, err
		}
	}
	if s.Kind == casefile.Linking && o.Again == 0 {
		if err := c.mayJoin(ctx, w, a, o.State, s.Body.Get("root")); err != nil {
			return s.Entry, false, err
		}
	}
	if o.Again != 0 {
		e, err = w.EntryAgain(ctx, s.Entry, o.Again)
		return e, true, err
	}
	if err := accept(ctx, w, &s, o.State, entries); err != nil || o.State.Kind != casefile.PersonFile {
		return s.Entry, false, err
	}
	return s.Entry, false, putTokens(ctx, w, s.File, c.Store.As(a).Tokens(a.Institution, s.Body), "")
}

// appendHere writes an entry that another verb makes beside its own, in its
// transaction and with its right.
func (k *core) appendHere(ctx context.Context, w *store.Work, a access.Actor, before *casefile.State, r AppendRequest) error {
	e, err := k.draft(a, r)
	if err != nil {
		return err
	}
	s, err := w.Seal(ctx, e)
	if err != nil {
		return err
	}
	return accept(ctx, w, &s, before, nil)
}

// accept stamps, decides and writes one entry, and its audit line.
func accept(ctx context.Context, w *store.Work, s *store.Sealed, before *casefile.State, entries []casefile.Entry) error {
	if err := w.Stamp(ctx, &s.Entry); err != nil {
		return err
	}
	after, err := casefile.Accept(w.Book(), before, entries, s.Entry)
	if err != nil {
		return err
	}
	if err := w.Append(ctx, *s, before, after); err != nil {
		return err
	}
	return w.Audit(ctx, "append", "file", s.File, "kind="+string(s.Kind)+" entry="+s.ID+overridden(before, s.Entry))
}

// overridden says in the audit that something leaves without the client's
// consent; why is in the file.
func overridden(before *casefile.State, e casefile.Entry) string {
	if before != nil && before.Overrides(e) {
		return " shared=without_consent"
	}
	return ""
}

// aim names the kind of the agency that a referral goes to: whoever picks it from
// the catalogue need not say.
func (c Cases) aim(ctx context.Context, e *casefile.Entry) error {
	if e.Kind != casefile.Referral || !ident.Valid(e.Body.Get("agency")) {
		return nil
	}
	to, err := c.receiver(ctx, e.Body.Get("agency"))
	if err == nil && to.Kind != "" {
		e.Body = e.Body.Clone()
		e.Body.Set("referral_target", to.Kind)
	}
	return err
}

// checked holds the body of an entry against its form. Answers to an instrument
// are signed with what they come to.
func (c Cases) checked(ctx context.Context, a access.Actor, e casefile.Entry) (casefile.Body, error) {
	if e.Kind != casefile.Instrument {
		return casefile.Check(casefile.Current(e.Kind), e.Body, c.reference(ctx, a))
	}
	i, err := c.inUse(ctx, a, e.Body.Get("instrument"))
	if err != nil {
		return nil, err
	}
	if v := e.Body.Get("instrument_version"); v != "" && v != strconv.Itoa(i.Version) {
		return nil, fault.New(fault.Conflict, "instrument.changed")
	}
	body, err := casefile.Check(i.Form(), e.Body, c.reference(ctx, a))
	if err != nil {
		return nil, err
	}
	if len(casefile.Given(body)) == 0 {
		return nil, fault.New(fault.Invalid, "instrument.empty")
	}
	i.Sign(body)
	return body, nil
}

// correction checks a correction against the form of what it corrects. Only
// the author of a sealed note may correct it, and only who may read answers may
// correct them.
func (c Cases) correction(ctx context.Context, w *store.Work, a access.Actor, s store.Sealed, st *casefile.State) ([]casefile.Entry, store.Sealed, error) {
	kind, ok := st.KindOf(s.Body.Get("corrects"))
	if !ok || kind == casefile.Correction {
		return nil, s, fault.Bad("corrects", "casefile.nothing_to_correct")
	}
	entries, err := w.Entries(ctx, s.File)
	if err != nil {
		return nil, s, err
	}
	ref, form := c.reference(ctx, a), casefile.Current(kind)
	var i *instrument.Instrument
	for _, old := range casefile.Effective(entries) {
		if old.ID != s.Body.Get("corrects") {
			continue
		}
		if kind == casefile.SealedNote && old.Author != a.Staff || !reads(a, old.Body) {
			return nil, s, fault.Missing()
		}
		s.Body = s.Body.Clone() // the form may be shown again as it was typed
		if kind == casefile.Instrument {
			if i, err = c.known(ctx, a, old.Body); err != nil {
				return nil, s, err
			}
			form = i.Form()
		}
		casefile.KeepLinks(form, s.Body, old.Body)
		ref.HasStaff = func(id string) bool { // who had the case then may have left
			return slices.Contains(old.Body.All("assigned"), id) || c.hasWorker(ctx, a, id)
		}
		ref.HasDoer = func(id string) bool { return old.Body.Says(id) || c.hasDoer(ctx, a, id) }
		casefile.KeepRows(casefile.Current(kind), s.Body, said(entries, old.ID)...)
	}
	if s.Body, err = casefile.Check(casefile.Correcting(form), s.Body, ref); err != nil {
		return nil, s, err
	}
	if i != nil {
		i.Sign(s.Body)
	}
	s, err = w.Seal(ctx, s.Entry)
	return entries, s, err
}

// mayName refuses a party that names a person's own file which the actor may not
// read: who is a client of a case opens to those who work on it.
func (c Cases) mayName(ctx context.Context, h *store.Handle, e casefile.Entry) error {
	if e.Kind != casefile.Party || !e.Body.Has("person") {
		return nil
	}
	found, err := h.Identities(ctx, e.Institution, []string{e.Body.Get("person")})
	if err == nil && len(found) == 0 {
		err = fault.Missing()
	}
	return err
}

// said is everything an entry ever said: its body, and those of its corrections.
func said(entries []casefile.Entry, id string) []casefile.Body {
	var bodies []casefile.Body
	for _, e := range entries {
		if e.ID == id || e.Body.Get("corrects") == id {
			bodies = append(bodies, e.Body)
		}
	}
	return bodies
}
