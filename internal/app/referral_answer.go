package app

import (
	"context"
	"slices"
	"unicode/utf8"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/store"
)

// Addressed is a referral as a receiving agency sees it. It names neither
// client, problem nor kind of service.
type Addressed struct {
	ID      string // for an office with an account
	Number  string
	From    string // name of the LK3
	Sent    casefile.Sent
	Choices []string // what can be answered now
}

// Answer is what a receiving agency says.
type Answer struct {
	ID     string // of the form, so that sending twice writes once
	Result string // one of casefile.FromOutside
	Reason string // of the list decline_reasons, when it is declined
	Text   string
}

const longestAnswer = 400 // characters that somebody without an account can write

// body is the reply it makes.
func (n Answer) body(referral string) (casefile.Body, error) {
	var faults fault.Many
	if !slices.Contains(casefile.FromOutside(), n.Result) {
		faults = append(faults, fault.Bad("reply_result", "fault.required"))
	}
	if n.Result == casefile.Declined && !taxonomy.Has("decline_reasons", n.Reason) {
		faults = append(faults, fault.Bad("decline_reason", "fault.required"))
	}
	if utf8.RuneCountInString(n.Text) > longestAnswer {
		faults = append(faults, fault.Bad("reply_text", "fault.too_long").With("n", longestAnswer))
	}
	body := casefile.Body{"reply_result": {n.Result}, "replies_to": {referral}}
	body.Set("reply_text", n.Text)
	if n.Result == casefile.Declined {
		body.Set("decline_reason", n.Reason)
	}
	return body, faults.Err()
}

// ByCode shows a referral to whoever holds its letter. Whatever is wrong with a
// code (unknown, too old, its referral over) has one answer, the fault
// referral.code, and leaves an audit line.
func (r Referrals) ByCode(ctx context.Context, code string) (_ Addressed, err error) {
	defer fault.Wrap(&err, "ByCode")
	h := r.Store.AsSystem("reply")
	found, err := r.byCode(ctx, h, code)
	if err != nil {
		return Addressed{}, err
	}
	if found.Settled() {
		return Addressed{}, r.wrongCode(ctx, h)
	}
	shown, err := r.addressed(ctx, found)
	if err != nil {
		return Addressed{}, err
	}
	return shown, h.Look(ctx, found.Institution, r.now(), "reply_opened", "referral", found.Entry, "")
}

func (r Referrals) byCode(ctx context.Context, h *store.Handle, code string) (store.Referral, error) {
	found, ok, err := h.ByLetterCode(ctx, ident.ReadCode(code), r.now())
	if err == nil && !ok {
		err = r.wrongCode(ctx, h)
	}
	return found, err
}

func (k *core) wrongCode(ctx context.Context, h *store.Handle) error {
	if err := h.Look(ctx, "", k.now(), "code_failed", "installation", "", ""); err != nil {
		return err
	}
	return fault.Bad("code", "referral.code")
}

func (r Referrals) addressed(ctx context.Context, f store.Referral) (Addressed, error) {
	from, err := r.Store.Institution(ctx, f.Institution)
	shown := Addressed{ID: f.Entry, Number: f.Number, From: from.Name,
		Sent: casefile.Sent{Day: f.Day, State: f.State, Due: f.Due, Heard: f.Heard, Replied: f.Replied}}
	for _, result := range casefile.FromOutside() {
		if f.MayHear(result) {
			shown.Choices = append(shown.Choices, result)
		}
	}
	return shown, err
}

// AnswerByCode writes what the agency says into the case file, in a transaction
// of its own, for whoever holds the letter. Sent again it writes once. Faults:
// those of ByCode, of fields, and casefile.already_heard.
func (r Referrals) AnswerByCode(ctx context.Context, code string, n Answer) (_ Addressed, err error) {
	defer fault.Wrap(&err, "AnswerByCode")
	h := r.Store.AsSystem("reply")
	found, err := r.byCode(ctx, h, code)
	if err != nil {
		return Addressed{}, err
	}
	err = r.hear(ctx, h, found, casefile.Outside, n)
	if f := fault.First(err); f != nil && f.Key == "casefile.no_such_referral" { // it was over before
		return Addressed{}, r.wrongCode(ctx, h)
	}
	if err != nil {
		return Addressed{}, err
	}
	found.State = n.Result
	return r.addressed(ctx, found)
}

// hear appends a reply to the file of a referral.
func (r Referrals) hear(ctx context.Context, h *store.Handle, f store.Referral, author string, n Answer) error {
	body, err := n.body(f.Entry)
	if err != nil {
		return err
	}
	from, err := r.Store.Institution(ctx, f.Institution)
	if err != nil {
		return err
	}
	at := access.Actor{Staff: author, Institution: f.Institution, Area: string(from.Area)}
	at.Today = r.today(at)
	e, err := r.draft(at, AppendRequest{File: f.File, ID: n.ID, Kind: casefile.Reply, Body: body})
	if err != nil {
		return err
	}
	if e.Body, err = casefile.CheckEntry(e.Kind, "", e.Body, r.reference(ctx, at)); err != nil {
		return err
	}
	return h.Write(ctx, f.Institution, r.now(), func(w *store.Work) error {
		o, err := w.Open(ctx, f.File, e.ID)
		if err != nil {
			return err
		}
		if o.Again != 0 {
			_, err := w.EntryAgain(ctx, e, o.Again)
			return err
		}
		if sent, ok := o.State.Referral(f.Entry); !ok || sent.Settled() {
			return fault.Bad("replies_to", "casefile.no_such_referral")
		}
		s, err := w.Seal(ctx, e)
		if err != nil {
			return err
		}
		return accept(ctx, w, &s, o.State, nil)
	})
}

// Addressed lists the referrals addressed to the actor's own office: what any
// receiving agency sees, and nothing of a client.
func (r Referrals) Addressed(ctx context.Context, a access.Actor, page int) (_ []Addressed, more bool, err error) {
	defer fault.Wrap(&err, "Addressed")
	if err := r.may(ctx, a, access.AnswerReferrals, access.Place{Institution: a.Institution, Area: a.Area}); err != nil {
		return nil, false, err
	}
	found, err := r.Store.As(a).ReferralsTo(ctx, listed+1, page*listed)
	if err != nil {
		return nil, false, err
	}
	if more = len(found) > listed; more {
		found = found[:listed]
	}
	out := make([]Addressed, len(found))
	for i, f := range found {
		if out[i], err = r.addressed(ctx, f); err != nil {
			return nil, false, err
		}
	}
	return out, more, r.look(ctx, a, "list", "referral", "", rows(len(out)))
}

// AddressedOne shows one of them, to be answered.
func (r Referrals) AddressedOne(ctx context.Context, a access.Actor, referral string) (_ Addressed, err error) {
	defer fault.Wrap(&err, "AddressedOne(%s)", referral)
	f, err := r.to(ctx, a, referral)
	if err != nil {
		return Addressed{}, err
	}
	shown, err := r.addressed(ctx, f)
	if err != nil {
		return shown, err
	}
	return shown, r.look(ctx, a, "read", "referral", referral, "")
}

func (r Referrals) to(ctx context.Context, a access.Actor, referral string) (store.Referral, error) {
	if err := r.may(ctx, a, access.AnswerReferrals, access.Place{Institution: a.Institution, Area: a.Area}); err != nil {
		return store.Referral{}, err
	}
	f, err := r.Store.As(a).ReferralTo(ctx, referral)
	return f, r.refused(ctx, a, err, string(access.AnswerReferrals), "referral", referral)
}

// AnswerAs writes what the actor's own office says of a referral addressed to it.
func (r Referrals) AnswerAs(ctx context.Context, a access.Actor, referral string, n Answer) (err error) {
	defer fault.Wrap(&err, "AnswerAs(%s)", referral)
	f, err := r.to(ctx, a, referral)
	if err != nil {
		return err
	}
	if err := r.hear(ctx, r.Store.AsSystem("reply"), f, a.Staff, n); err != nil {
		return err
	}
	return r.look(ctx, a, "reply", "referral", referral, "result="+n.Result)
}
