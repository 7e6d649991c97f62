package store

import (
	"context"
	"slices"

	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// PutFeed keeps the hash of the secret of somebody's calendar feed, instead of
// one made before.
func (w *Work) PutFeed(ctx context.Context, staff string, token []byte) error {
	return w.tx.Queue(ctx, `INSERT INTO feed (institution, staff, token, made) VALUES ($1, $2, $3, $4)
		ON CONFLICT (institution, staff) DO UPDATE SET token = excluded.token, made = excluded.made`, w.head.institution, staff, token, w.Now.UnixMilli())
}

// DropFeed revokes somebody's calendar feed.
func (w *Work) DropFeed(ctx context.Context, staff string) error {
	return w.tx.Queue(ctx, `DELETE FROM feed WHERE institution = $1 AND staff = $2`, w.head.institution, staff)
}

// FeedOf reports whether somebody has a calendar feed at an institution.
func (s *Store) FeedOf(ctx context.Context, institution, staff string) (bool, error) {
	_, found, err := sqldb.Find(ctx, s.db, sqldb.Scalar[int64], `SELECT made FROM feed WHERE institution = $1 AND staff = $2`, institution, staff)
	return found, err
}

// FeedByToken returns whose feed a hash is of, and at which institution.
func (s *Store) FeedByToken(ctx context.Context, token []byte) (_ SignedIn, found bool, err error) {
	return s.atWork(ctx, `SELECT x.staff, x.institution, `+staffColumns+`, `+institutionColumns+` FROM feed x `+atWorkJoins+` WHERE x.token = $1`, token)
}

const atWorkJoins = `JOIN staff s ON s.id = x.staff JOIN institution i ON i.id = x.institution
	JOIN institution_version v ON v.institution = i.id AND v.version = i.version`

// atWork reads somebody at an institution, as a session would.
func (s *Store) atWork(ctx context.Context, text string, args ...any) (SignedIn, bool, error) {
	return sqldb.Find(ctx, s.db, func(r sqldb.Row) (in SignedIn, err error) {
		var p staffRow
		if err := r.Scan(slices.Concat([]any{&in.Session.Staff, &in.Session.Institution}, p.fields(), institutionFields(&in.At))...); err != nil {
			return in, err
		}
		in.Person, err = s.openStaff(p)
		return in, err
	}, text, args...)
}

// Reminder is somebody who wants to be reminded by e-mail.
type Reminder struct {
	Institution, Staff string
	Address            string
	Language           string
	LastDay            calendar.Day // for which it was done last
}

// PutReminder keeps where somebody wants to be reminded, instead of what was
// kept before.
func (w *Work) PutReminder(ctx context.Context, r Reminder) error {
	sealed := w.h.staffKey().Seal([]byte(r.Address), "", "reminder", r.Institution+" "+r.Staff, "address")
	return w.tx.Queue(ctx, `INSERT INTO reminder (institution, staff, address, language, last_day) VALUES ($1, $2, $3, $4, 0)
		ON CONFLICT (institution, staff) DO UPDATE SET address = excluded.address, language = excluded.language`, r.Institution, r.Staff, sealed, r.Language)
}

// DropReminder ends somebody's reminders.
func (w *Work) DropReminder(ctx context.Context, staff string) error {
	return w.tx.Queue(ctx, `DELETE FROM reminder WHERE institution = $1 AND staff = $2`, w.head.institution, staff)
}

// ClaimReminder notes that somebody is reminded for a day, and reports whether
// nobody had noted it before.
func (w *Work) ClaimReminder(ctx context.Context, staff string, day calendar.Day) (bool, error) {
	n, err := w.tx.Exec(ctx, `UPDATE reminder SET last_day = $1 WHERE institution = $2 AND staff = $3 AND last_day < $1`, day, w.head.institution, staff)
	return n > 0, err
}

// Reminders lists who wants to be reminded.
func (h *Handle) Reminders(ctx context.Context) (_ []Reminder, err error) {
	defer fault.Wrap(&err, "Reminders")
	return sqldb.Collect(ctx, h.db, h.scanReminder, `SELECT institution, staff, address, language, last_day FROM reminder ORDER BY institution, staff`)
}

// ReminderOf returns where the actor wants to be reminded.
func (h *Handle) ReminderOf(ctx context.Context) (_ Reminder, found bool, err error) {
	defer fault.Wrap(&err, "ReminderOf")
	return sqldb.Find(ctx, h.db, h.scanReminder, `SELECT institution, staff, address, language, last_day FROM reminder WHERE institution = $1 AND staff = $2`, h.actor.Institution, h.actor.Staff)
}

func (h *Handle) scanReminder(r sqldb.Row) (m Reminder, err error) {
	var sealed []byte
	if err := r.Scan(&m.Institution, &m.Staff, &sealed, &m.Language, &m.LastDay); err != nil {
		return m, err
	}
	plain, err := h.staffKey().Open(sealed, "", "reminder", m.Institution+" "+m.Staff, "address")
	m.Address = string(plain)
	return m, err
}

// AtWork returns somebody at an institution, as a session would.
func (h *Handle) AtWork(ctx context.Context, institution, staff string) (_ SignedIn, found bool, err error) {
	return h.atWork(ctx, `SELECT `+`s.id, i.id, `+staffColumns+`, `+institutionColumns+` FROM staff s JOIN institution i ON i.id = $1
		JOIN institution_version v ON v.institution = i.id AND v.version = i.version WHERE s.id = $2`, institution, staff)
}
