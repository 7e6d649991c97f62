package store

import (
	"context"
	"slices"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Referral is a referral as lists show it.
type Referral struct {
	casefile.Sent
	Institution string // that refers
	File        string
}

const referralColumns = `r.institution, r.id, r.file, r.number, r.target, r.agency, r.urgency, r.day, r.due, r.state, r.heard, r.waits, r.overridden`

func scanReferral(row sqldb.Row) (r Referral, err error) {
	var waits, overridden int
	err = row.Scan(&r.Institution, &r.Entry, &r.File, &r.Number, &r.Target, &r.Agency, &r.Urgency, &r.Day, &r.Due, &r.State, &r.Heard, &waits, &overridden)
	r.Override, r.Replied = overridden == 1, waits == 0
	return r, err
}

// referralRow is what the table says of a referral.
type referralRow struct {
	file, number, target, agency, urgency, state string
	day, due, heard                              calendar.Day
	waits, overridden                            bool
}

func referralRowOf(file string, r casefile.Sent) referralRow {
	return referralRow{file, r.Number, r.Target, r.Agency, r.Urgency, r.State, r.Day, r.Due, r.Heard, r.Waits(), r.Override}
}

// referrals writes what changed of a case's referrals: derived, compared by
// verify.
func (w *Work) referrals(ctx context.Context, before, after *casefile.State) error {
	var had []casefile.Sent
	if before != nil {
		had = before.Referrals
	}
	for _, r := range after.Referrals {
		if slices.Contains(had, r) {
			continue
		}
		v := referralRowOf(after.File, r)
		err := w.tx.Queue(ctx, `INSERT INTO referral (institution, id, file, number, target, agency, urgency, day, due, state, heard, waits, overridden)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
			ON CONFLICT (institution, id) DO UPDATE SET target = excluded.target, agency = excluded.agency, urgency = excluded.urgency, day = excluded.day,
				due = excluded.due, state = excluded.state, heard = excluded.heard, waits = excluded.waits, overridden = excluded.overridden`,
			after.Institution, r.Entry, v.file, v.number, v.target, v.agency, v.urgency, v.day, v.due, v.state, v.heard, bit(v.waits), bit(v.overridden))
		if err != nil {
			return err
		}
	}
	return nil
}

func bit(set bool) int {
	if set {
		return 1
	}
	return 0
}

// Referrals returns the referrals of cases that the actor may read: those that
// wait first, the one due longest ago on top.
func (h *Handle) Referrals(ctx context.Context, institution string, limit, offset int) (_ []Referral, err error) {
	defer fault.Wrap(&err, "Referrals(%s)", institution)
	where, args := h.predicate(access.Read, []any{institution, limit, offset})
	return sqldb.Collect(ctx, h.db, scanReferral, `SELECT `+referralColumns+` FROM referral r
		JOIN file f ON f.institution = r.institution AND f.id = r.file
		WHERE r.institution = $1 AND `+where+` ORDER BY r.waits DESC, CASE WHEN r.waits = 1 AND r.due > 0 THEN r.due ELSE 99999999 END, r.day DESC, r.id DESC LIMIT $2 OFFSET $3`, args...)
}

// ReferralsTo returns the referrals addressed to the actor's own institution, by
// any LK3. They tell of no client: what is of the file is left out.
func (h *Handle) ReferralsTo(ctx context.Context, limit, offset int) (_ []Referral, err error) {
	defer fault.Wrap(&err, "ReferralsTo")
	if h.actor.Institution == "" {
		return nil, nil
	}
	found, err := sqldb.Collect(ctx, h.db, scanReferral, `SELECT `+referralColumns+` FROM referral r WHERE r.agency = $1 ORDER BY r.day DESC, r.id DESC LIMIT $2 OFFSET $3`,
		h.actor.Institution, limit, offset)
	for i := range found {
		found[i].File, found[i].Target, found[i].Override = "", "", false
	}
	return found, err
}

// ReferralTo returns a referral addressed to the actor's own institution.
func (h *Handle) ReferralTo(ctx context.Context, id string) (_ Referral, err error) {
	defer fault.Wrap(&err, "ReferralTo(%s)", id)
	if h.actor.Institution == "" {
		return Referral{}, fault.Missing()
	}
	return sqldb.Get(ctx, h.db, scanReferral, `SELECT `+referralColumns+` FROM referral r WHERE r.agency = $1 AND r.id = $2`, h.actor.Institution, id)
}

// LetterCode is when the code of a letter was made and how long it counts.
type LetterCode struct {
	Request     string // id of the form that asked for it
	Made, Until time.Time
}

func (s *Store) codeHash(purpose, code string) []byte {
	return s.root.Derive("code").Token(purpose, code)
}

const letterPurpose = "letter"

// PutLetterCode keeps the hash of a new code instead of the one before. It
// reports false when the same form asked for it already.
func (w *Work) PutLetterCode(ctx context.Context, referral, code string, c LetterCode) (fresh bool, err error) {
	n, err := w.tx.Exec(ctx, `INSERT INTO letter_code (institution, referral, hash, request, made, until) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (institution, referral) DO UPDATE SET hash = excluded.hash, request = excluded.request, made = excluded.made, until = excluded.until
		WHERE letter_code.request <> excluded.request`,
		w.head.institution, referral, w.h.codeHash(letterPurpose, code), c.Request, c.Made.UnixMilli(), c.Until.UnixMilli())
	return n > 0, err
}

// ByLetterCode returns the referral of a code that counts at a time, for a job
// of the program: who holds the letter is nobody with an account.
func (h *Handle) ByLetterCode(ctx context.Context, code string, now time.Time) (_ Referral, found bool, err error) {
	defer fault.Wrap(&err, "ByLetterCode")
	if h.job == "" {
		return Referral{}, false, fault.Missing()
	}
	return sqldb.Find(ctx, h.db, scanReferral, `SELECT `+referralColumns+` FROM letter_code c
		JOIN referral r ON r.institution = c.institution AND r.id = c.referral WHERE c.hash = $1 AND c.until > $2`,
		h.codeHash(letterPurpose, code), now.UnixMilli())
}
