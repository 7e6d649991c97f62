package store

import (
	"context"
	"slices"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/staff"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

func (s *Store) staffKey() crypt.Key { return s.root.Derive("staff") }

// staffRow is an account as it is stored.
type staffRow struct {
	staff.Person
	name  []byte
	ended int64
}

func (p *staffRow) fields() []any { return []any{&p.ID, &p.Account, &p.name, &p.Profession, &p.ended} }

func (s *Store) openStaff(p staffRow) (staff.Person, error) {
	plain, err := s.staffKey().Open(p.name, "", "staff", p.ID, "name")
	p.Name, p.Ended = string(plain), p.ended != 0
	return p.Person, err
}

func (s *Store) scanStaff(r sqldb.Row) (staff.Person, error) {
	var p staffRow
	if err := r.Scan(p.fields()...); err != nil {
		return p.Person, err
	}
	return s.openStaff(p)
}

const staffColumns = `s.id, s.account, s.name, s.profession, s.ended`

// Staff returns somebody with an account.
func (s *Store) Staff(ctx context.Context, id string) (_ staff.Person, err error) {
	defer fault.Wrap(&err, "Staff(%s)", id)
	return sqldb.Get(ctx, s.db, s.scanStaff, `SELECT `+staffColumns+` FROM staff s WHERE s.id = $1`, id)
}

// StaffOf returns everybody who ever held a post at an institution, by account.
func (s *Store) StaffOf(ctx context.Context, institution string) (_ []staff.Person, err error) {
	defer fault.Wrap(&err, "StaffOf(%s)", institution)
	return sqldb.Collect(ctx, s.db, s.scanStaff, `SELECT `+staffColumns+` FROM staff s
		WHERE s.id IN (SELECT p.staff FROM post p WHERE p.institution = $1) ORDER BY s.account`, institution)
}

// PasswordOf returns the id and password hash of an account that lives.
func (s *Store) PasswordOf(ctx context.Context, account string) (id, hash string, found bool, err error) {
	defer fault.Wrap(&err, "PasswordOf")
	type pair struct{ id, hash string }
	p, found, err := sqldb.Find(ctx, s.db, func(r sqldb.Row) (pair, error) {
		var p pair
		return p, r.Scan(&p.id, &p.hash)
	}, `SELECT id, password FROM staff WHERE account = $1 AND ended = 0`, account)
	return p.id, p.hash, found, err
}

// StaffExist reports whether there is any account.
func (s *Store) StaffExist(ctx context.Context) (bool, error) { return staffExist(ctx, s.db) }

// StaffExist is Store.StaffExist as this transaction sees it.
func (w *Work) StaffExist(ctx context.Context) (bool, error) { return staffExist(ctx, w.tx) }

func staffExist(ctx context.Context, q sqldb.Reader) (bool, error) {
	_, found, err := sqldb.Find(ctx, q, sqldb.Scalar[string], `SELECT id FROM staff LIMIT 1`)
	return found, err
}

// NewStaff keeps a new account. Fault: staff.account_taken.
func (w *Work) NewStaff(ctx context.Context, p staff.Person, hash string) (err error) {
	defer fault.Wrap(&err, "NewStaff(%s)", p.ID)
	sealed := w.h.staffKey().Seal([]byte(p.Name), "", "staff", p.ID, "name")
	_, err = w.tx.Exec(ctx, `INSERT INTO staff (id, account, name, profession, password, created, ended) VALUES ($1, $2, $3, $4, $5, $6, 0)`,
		p.ID, p.Account, sealed, p.Profession, hash, w.Now.UnixMilli())
	if fault.Is(err, fault.Conflict) {
		return fault.Bad("account", "staff.account_taken")
	}
	return err
}

// SetPassword replaces the password hash of an account.
func (w *Work) SetPassword(ctx context.Context, id, hash string) error {
	return w.tx.Queue(ctx, `UPDATE staff SET password = $1 WHERE id = $2`, hash, id)
}

func scanPost(r sqldb.Row) (staff.Post, error) {
	var p staff.Post
	var role string
	err := r.Scan(&p.ID, &p.Staff, &p.Institution, &role, &p.FirstDay, &p.LastDay)
	p.Role = access.Role(role)
	return p, err
}

const postColumns = `id, staff, institution, role, first_day, last_day`

// PostsOf returns the posts of somebody, oldest first.
func (s *Store) PostsOf(ctx context.Context, person string) (_ []staff.Post, err error) {
	defer fault.Wrap(&err, "PostsOf(%s)", person)
	return sqldb.Collect(ctx, s.db, scanPost, `SELECT `+postColumns+` FROM post WHERE staff = $1 ORDER BY first_day, id`, person)
}

// PostsAt returns the posts at an institution, oldest first.
func (s *Store) PostsAt(ctx context.Context, institution string) (_ []staff.Post, err error) {
	defer fault.Wrap(&err, "PostsAt(%s)", institution)
	return sqldb.Collect(ctx, s.db, scanPost, `SELECT `+postColumns+` FROM post WHERE institution = $1 ORDER BY first_day, id`, institution)
}

// NewPost gives somebody a post.
func (w *Work) NewPost(ctx context.Context, p staff.Post) error {
	return w.tx.Queue(ctx, `INSERT INTO post (`+postColumns+`) VALUES ($1, $2, $3, $4, $5, $6)`,
		p.ID, p.Staff, p.Institution, string(p.Role), p.FirstDay, p.LastDay)
}

// EndPost ends a post at an institution after its last day. fault.Missing when
// there is none that lasts.
func (w *Work) EndPost(ctx context.Context, id, institution string, last calendar.Day) error {
	n, err := w.tx.Exec(ctx, `UPDATE post SET last_day = $1 WHERE id = $2 AND institution = $3 AND last_day = 0`, last, id, institution)
	if err == nil && n == 0 {
		return fault.Missing()
	}
	return err
}

// Credentials returns what somebody has shown.
func (s *Store) Credentials(ctx context.Context, person string) (_ []staff.Credential, err error) {
	defer fault.Wrap(&err, "Credentials(%s)", person)
	return sqldb.Collect(ctx, s.db, func(r sqldb.Row) (staff.Credential, error) {
		var c staff.Credential
		var number []byte
		if err := r.Scan(&c.Kind, &number, &c.Issuer, &c.ValidUntil); err != nil {
			return c, err
		}
		plain, err := s.staffKey().Open(number, "", "credential", person, "number")
		c.Number = string(plain)
		return c, err
	}, `SELECT kind, number, issuer, valid_until FROM credential WHERE staff = $1 ORDER BY n`, person)
}

// AddCredential keeps one more credential.
func (w *Work) AddCredential(ctx context.Context, person string, c staff.Credential) error {
	sealed := w.h.staffKey().Seal([]byte(c.Number), "", "credential", person, "number")
	return w.tx.Queue(ctx, `INSERT INTO credential (staff, n, kind, number, issuer, valid_until)
		SELECT $1, coalesce(max(n), 0) + 1, $2, $3, $4, $5 FROM credential WHERE staff = $1`, person, c.Kind, sealed, c.Issuer, c.ValidUntil)
}

// Session is a sign-in that lasts.
type Session struct {
	ID, Staff, Institution, Device string
	Created, Seen                  time.Time
}

// sessionRow is a session as it is stored.
type sessionRow struct {
	Session
	created, seen int64
}

func (x *sessionRow) fields() []any {
	return []any{&x.ID, &x.Staff, &x.Institution, &x.Device, &x.created, &x.seen}
}

func (x sessionRow) session() Session {
	x.Created, x.Seen = time.UnixMilli(x.created), time.UnixMilli(x.seen)
	return x.Session
}

func scanSession(r sqldb.Row) (Session, error) {
	var x sessionRow
	err := r.Scan(x.fields()...)
	return x.session(), err
}

const sessionColumns = `id, staff, institution, device, created, seen`

// SignedIn is a session with whose it is and for which institution.
type SignedIn struct {
	Session
	Person staff.Person
	At     registry.Institution
}

// SessionByToken returns the session of a cookie's hash.
func (s *Store) SessionByToken(ctx context.Context, token []byte) (_ SignedIn, found bool, err error) {
	return sqldb.Find(ctx, s.db, func(r sqldb.Row) (in SignedIn, err error) {
		var x sessionRow
		var p staffRow
		if err := r.Scan(slices.Concat(x.fields(), p.fields(), institutionFields(&in.At))...); err != nil {
			return in, err
		}
		in.Session = x.session()
		in.Person, err = s.openStaff(p)
		return in, err
	}, `SELECT x.id, x.staff, x.institution, x.device, x.created, x.seen, `+staffColumns+`, `+institutionColumns+`
		FROM session x JOIN staff s ON s.id = x.staff JOIN institution i ON i.id = x.institution
		JOIN institution_version v ON v.institution = i.id AND v.version = i.version WHERE x.token = $1`, token)
}

// SessionsOf lists the sessions of somebody, newest first.
func (s *Store) SessionsOf(ctx context.Context, person string) (_ []Session, err error) {
	defer fault.Wrap(&err, "SessionsOf(%s)", person)
	return sqldb.Collect(ctx, s.db, scanSession, `SELECT `+sessionColumns+` FROM session WHERE staff = $1 ORDER BY created DESC`, person)
}

// NewSession keeps a sign-in.
func (w *Work) NewSession(ctx context.Context, s Session, token []byte) error {
	return w.tx.Queue(ctx, `INSERT INTO session (`+sessionColumns+`, token) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		s.ID, s.Staff, s.Institution, s.Device, s.Created.UnixMilli(), s.Seen.UnixMilli(), token)
}

// TouchSession notes that a session was used, and for which institution.
func (w *Work) TouchSession(ctx context.Context, id, institution string, seen time.Time) error {
	return w.tx.Queue(ctx, `UPDATE session SET seen = $1, institution = $2 WHERE id = $3`, seen.UnixMilli(), institution, id)
}

// EndSession ends a session of somebody.
func (w *Work) EndSession(ctx context.Context, person, id string) error {
	return w.tx.Queue(ctx, `DELETE FROM session WHERE staff = $1 AND id = $2`, person, id)
}

// EndSessions ends all sessions of somebody but one.
func (w *Work) EndSessions(ctx context.Context, person, but string) error {
	return w.tx.Queue(ctx, `DELETE FROM session WHERE staff = $1 AND id <> $2`, person, but)
}
