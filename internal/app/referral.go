package app

import (
	"context"
	"slices"

	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/registry"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/store"
)

// Referrals is what lies between an LK3 and the agencies it refers to.
type Referrals struct{ *core }

// Letter is a referral letter: what the file says, from whom and to whom, and
// its code while that is shown.
type Letter struct {
	casefile.Letter
	File    string
	Case    string // number of the case
	From    registry.Institution
	To      Receiver // the zero value when the agency is in no catalogue
	Writer  string
	Code    string       // on the one answer that shows it, "" on every other
	Printed calendar.Day // when the code was made, 0 when there is none
	Until   calendar.Day // how long it counts
	MayCode bool         // a code can be made: something is still to be heard
}

// Letter returns a referral letter without its code. It returns when the look is
// in the audit.
func (r Referrals) Letter(ctx context.Context, a access.Actor, file, referral string) (_ Letter, err error) {
	defer fault.Wrap(&err, "Letter(%s)", referral)
	v, err := Cases(r).Open(ctx, a, file)
	if err != nil {
		return Letter{}, err
	}
	told, ok := casefile.LetterOf(v.State, v.Entries, v.Person, referral)
	if !ok || !access.Allows(a, access.Append(string(casefile.Reply)), v.subject) {
		return Letter{}, r.refuse(ctx, a, "letter", "file", file)
	}
	l := Letter{Letter: told, File: file, Case: v.State.Number, Writer: v.Authors[told.Author], MayCode: !told.Settled()}
	if l.From, err = r.Store.Institution(ctx, a.Institution); err != nil {
		return l, err
	}
	if l.To, err = r.receiver(ctx, told.Agency); err != nil {
		return l, err
	}
	code, found, err := r.Store.As(a).LetterCode(ctx, a.Institution, referral)
	if err == nil && found {
		r.dated(&l, a, code)
	}
	return l, err
}

func (r Referrals) dated(l *Letter, a access.Actor, code store.LetterCode) {
	zone := r.areas.Zone(area.Code(a.Area))
	l.Printed, l.Until = calendar.DayOf(code.Made, zone), calendar.DayOf(code.Until, zone)
}

// letterDays is how long the code of a letter counts.
const letterDays = 90

// Code makes the code of a referral letter and shows it once; the one before no
// longer counts. request is the id of the form that asks: asked again it gives
// the letter without a code.
func (r Referrals) Code(ctx context.Context, a access.Actor, file, referral, request string) (_ Letter, err error) {
	defer fault.Wrap(&err, "Code(%s)", referral)
	l, err := r.Letter(ctx, a, file, referral)
	if err != nil {
		return l, err
	}
	if !l.MayCode {
		return l, fault.New(fault.Conflict, "casefile.not_now")
	}
	if !ident.Valid(request) {
		return l, fault.Missing()
	}
	code, err := ident.NewCode(r.Chance)
	if err != nil {
		return l, err
	}
	now, fresh := r.now(), false
	made := store.LetterCode{Request: request, Made: now, Until: now.AddDate(0, 0, letterDays)}
	err = r.Store.As(a).Write(ctx, a.Institution, now, func(w *store.Work) error {
		if fresh, err = w.PutLetterCode(ctx, referral, ident.ReadCode(code), made); err != nil || !fresh {
			return err
		}
		return w.Audit(ctx, "letter_code", "file", file, "entry="+referral)
	})
	if err == nil && fresh {
		l.Code = code
		r.dated(&l, a, made)
	}
	return l, err
}

const listed = 50

// List shows the referrals of the cases the actor may read, those that wait
// first.
func (r Referrals) List(ctx context.Context, a access.Actor, page int) (_ []ReferralLine, more bool, err error) {
	defer fault.Wrap(&err, "List")
	if !access.MayCreate(a, string(casefile.ContactFile)) {
		return nil, false, r.refuse(ctx, a, "list", "referral", "")
	}
	h := r.Store.As(a)
	found, err := h.Referrals(ctx, a.Institution, listed+1, page*listed)
	if err != nil {
		return nil, false, err
	}
	if more = len(found) > listed; more {
		found = found[:listed]
	}
	files := make([]string, len(found))
	for i, f := range found {
		files[i] = f.File
	}
	lines, err := h.Lines(ctx, a.Institution, slices.Compact(slices.Sorted(slices.Values(files))))
	if err != nil {
		return nil, false, err
	}
	out := make([]ReferralLine, len(found))
	for i, f := range found {
		to, err := r.receiver(ctx, f.Agency)
		if err != nil {
			return nil, false, err
		}
		out[i] = ReferralLine{Referral: f, Case: lines[f.File], To: to.Name}
	}
	return out, more, r.look(ctx, a, "list", "referral", "", rows(len(out)))
}

// ReferralLine is a referral in a list of the LK3's own.
type ReferralLine struct {
	store.Referral
	Case store.Line
	To   string // name of the agency, "" when it is in no catalogue
}
