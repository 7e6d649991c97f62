package app

import (
	"context"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/store"
)

// Senders is the agencies that send clients to an LK3 by a code of their own.
type Senders struct{ *core }

const senderYears = 1 // how long such a code counts

// Codes lists the codes that the head's LK3 gave to an agency.
func (s Senders) Codes(ctx context.Context, a access.Actor, agency string) (_ []store.SenderCode, err error) {
	defer fault.Wrap(&err, "Codes(%s)", agency)
	if err := s.mayInvite(ctx, a); err != nil {
		return nil, err
	}
	return s.Store.As(a).SenderCodes(ctx, agency)
}

func (s Senders) mayInvite(ctx context.Context, a access.Actor) error {
	return s.may(ctx, a, access.InviteReferrals, access.Place{Institution: a.Institution, Area: a.Area})
}

// Invite makes a code by which an agency of the catalogue sends clients to the
// head's LK3, and shows it once. id is that of the form: sent again it gives "".
func (s Senders) Invite(ctx context.Context, a access.Actor, agency, id string) (code string, err error) {
	defer fault.Wrap(&err, "Invite(%s)", agency)
	if err := s.mayInvite(ctx, a); err != nil {
		return "", err
	}
	if _, err := s.near(ctx, a, agency); err != nil {
		return "", err
	}
	if !ident.Valid(id) {
		return "", fault.Missing()
	}
	made, err := ident.NewCode(s.Chance)
	if err != nil {
		return "", err
	}
	now := s.now()
	err = s.Store.As(a).Write(ctx, a.Institution, now, func(w *store.Work) error {
		code = ""
		fresh, err := w.PutSenderCode(ctx, ident.ReadCode(made), store.SenderCode{ID: id, Agency: agency, Staff: a.Staff, Made: now, Until: now.AddDate(senderYears, 0, 0)})
		if err != nil || !fresh {
			return err
		}
		code = made
		return w.Audit(ctx, "sender_code", "agency", agency, "code="+id)
	})
	return code, err
}

// near returns an agency of the catalogue to which the actor's LK3 can refer.
func (s Senders) near(ctx context.Context, a access.Actor, agency string) (Receiver, error) {
	all, err := s.receivers(ctx, a)
	if err != nil {
		return Receiver{}, err
	}
	for _, r := range all {
		if r.ID == agency && !r.Account {
			return r, nil
		}
	}
	return Receiver{}, s.refuse(ctx, a, string(access.InviteReferrals), "agency", agency)
}

// Revoke ends a code at once.
func (s Senders) Revoke(ctx context.Context, a access.Actor, agency, id string) (err error) {
	defer fault.Wrap(&err, "Revoke(%s)", id)
	if err := s.mayInvite(ctx, a); err != nil {
		return err
	}
	err = s.change(ctx, a, a.Institution, "revoke", "agency", agency, func(w *store.Work) error { return w.RevokeSenderCode(ctx, agency, id) })
	return s.refused(ctx, a, err, "revoke", "agency", agency)
}

// day is how long a sender's numbers are counted together.
const day = 24 * time.Hour
