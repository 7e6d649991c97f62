package app

import (
	"context"
	"slices"

	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/store"
)

// Referrals is what lies between an LK3 and the agencies it refers to.
type Referrals struct{ *core }

// LetterCode is the code by which the agency answers a referral letter.
type LetterCode struct {
	Number string       // of the referral
	Code   string       // on the one answer that shows it, "" on every other
	Until  calendar.Day // how long it counts
}

// letterDays is how long the code of a letter counts.
const letterDays = 90

// Code makes the code that stands on a referral letter and shows it once; the
// one before no longer counts. request is the id of the form that asks: asked
// again it gives no code. Fault: casefile.not_now when nothing more is to be
// heard of the referral.
func (r Referrals) Code(ctx context.Context, a access.Actor, file, referral, request string) (_ LetterCode, err error) {
	defer fault.Wrap(&err, "Code(%s)", referral)
	sent, err := r.sent(ctx, a, file, referral)
	if err != nil {
		return LetterCode{}, r.refused(ctx, a, err, "letter_code", "file", file)
	}
	if !ident.Valid(request) {
		return LetterCode{}, fault.Missing()
	}
	if sent.Settled() {
		return LetterCode{}, fault.New(fault.Conflict, "casefile.not_now")
	}
	code, err := ident.NewCode(r.Chance)
	if err != nil {
		return LetterCode{}, err
	}
	now, fresh := r.now(), false
	made := store.LetterCode{Request: request, Made: now, Until: now.AddDate(0, 0, letterDays)}
	err = r.Store.As(a).Write(ctx, a.Institution, now, func(w *store.Work) error {
		if fresh, err = w.PutLetterCode(ctx, referral, ident.ReadCode(code), made); err != nil || !fresh {
			return err
		}
		return w.Audit(ctx, "letter_code", "file", file, "entry="+referral)
	})
	shown := LetterCode{Number: sent.Number, Until: calendar.DayOf(made.Until, r.areas.Zone(area.Code(a.Area)))}
	if err == nil && fresh {
		shown.Code = code
	}
	return shown, err
}

// sent returns a referral of a case to whoever sees to its referrals.
func (r Referrals) sent(ctx context.Context, a access.Actor, file, referral string) (casefile.Sent, error) {
	h := r.Store.As(a)
	state, _, err := h.File(ctx, a.Institution, file)
	if err != nil {
		return casefile.Sent{}, err
	}
	subject, err := h.Subject(ctx, state)
	if err != nil {
		return casefile.Sent{}, err
	}
	sent, ok := state.Referral(referral)
	if !ok || !access.Allows(a, access.Append(string(casefile.Reply)), subject) {
		return casefile.Sent{}, fault.Missing()
	}
	return sent, nil
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
