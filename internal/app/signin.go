package app

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/staff"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/store"
)

// How long a session lasts (NIST SP 800-63B-4, AAL3: 15 minutes idle, 12 hours
// in all).
const (
	idle      = 15 * time.Minute
	absolute  = 12 * time.Hour
	touchEach = time.Minute // a session in use is noted at most once a minute
)

// SignedIn is somebody signed in, as a request sees them.
type SignedIn struct {
	access.Actor
	Session     string
	Account     string
	Name        string
	Institution registry.Institution
	Elsewhere   []registry.Institution // other institutions where a post is held
}

// SignIn checks a password and begins a session. It takes the same time for an
// unknown account. It returns the secret of the cookie.
func (s Staff) SignIn(ctx context.Context, account, password, device string) (_ string, err error) {
	defer fault.Wrap(&err, "SignIn")
	id, hash, found, err := s.Store.PasswordOf(ctx, strings.ToLower(strings.TrimSpace(account)))
	if err != nil {
		return "", err
	}
	if !found || hash == "" {
		hash = s.Passwords.Decoy()
	}
	if !crypt.CheckPassword(hash, password) || !found {
		return "", s.turnAway(ctx, id, "signin.failed")
	}
	posts, err := s.Store.PostsOf(ctx, id)
	if err != nil {
		return "", err
	}
	places := staff.Institutions(posts, calendar.DayOf(s.now(), calendar.WIT))
	if len(places) == 0 {
		return "", s.turnAway(ctx, id, "signin.no_post")
	}
	return s.begin(ctx, id, places[0], device)
}

// turnAway notes a sign-in that failed, in the installation's chain.
func (s Staff) turnAway(ctx context.Context, id, key string) error {
	if err := s.Store.AsSystem("sign-in").Look(ctx, "", s.now(), "sign_in_failed", "staff", id, "why="+key); err != nil {
		return err
	}
	return fault.New(fault.Unauthenticated, key)
}

func (s Staff) begin(ctx context.Context, id, institution, device string) (string, error) {
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return "", err
	}
	token := sha256.Sum256(secret)
	now := s.now()
	session := store.Session{ID: s.newID(), Staff: id, Institution: institution, Device: device, Created: now, Seen: now}
	err := s.Store.AsSystem("sign-in").Write(ctx, institution, now, func(w *store.Work) error {
		if err := w.NewSession(ctx, session, token[:]); err != nil {
			return err
		}
		return w.Audit(ctx, "sign_in", "staff", id, "")
	})
	return base64.RawURLEncoding.EncodeToString(secret), err
}

// Who returns who is signed in by the cookie's secret. Posts are read anew each
// time, so that an ended post ends its rights at once. fault.Unauthenticated
// when the session is over.
func (s Staff) Who(ctx context.Context, secret string) (_ SignedIn, err error) {
	defer fault.Wrap(&err, "Who")
	session, found, err := s.session(ctx, secret)
	if err != nil {
		return SignedIn{}, err
	}
	now := s.now()
	if !found || over(session.Session, now) {
		return SignedIn{}, fault.New(fault.Unauthenticated, "signin.over")
	}
	who, err := s.actor(ctx, session)
	if err == nil && now.Sub(session.Seen) > touchEach {
		err = s.touch(ctx, session.Session, who.Actor.Institution)
	}
	return who, err
}

// session returns the session of a cookie's secret, over or not.
func (s Staff) session(ctx context.Context, secret string) (_ store.SignedIn, found bool, err error) {
	raw, err := base64.RawURLEncoding.DecodeString(secret)
	if err != nil || len(raw) != 32 {
		return store.SignedIn{}, false, nil
	}
	token := sha256.Sum256(raw)
	return s.Store.SessionByToken(ctx, token[:])
}

func over(session store.Session, now time.Time) bool {
	return now.Sub(session.Seen) > idle || now.Sub(session.Created) > absolute
}

func (s Staff) actor(ctx context.Context, in store.SignedIn) (SignedIn, error) {
	posts, err := s.Store.PostsOf(ctx, in.Staff)
	if err != nil {
		return SignedIn{}, err
	}
	who := SignedIn{Session: in.ID, Account: in.Person.Account, Name: in.Person.Name, Institution: in.At}
	today := calendar.DayOf(s.now(), s.areas.Zone(who.Institution.Area))
	roles := staff.RolesAt(posts, in.Institution, today)
	if in.Person.Ended || len(roles) == 0 {
		return who, fault.New(fault.Unauthenticated, "signin.no_post")
	}
	who.Actor = access.Actor{Staff: in.Staff, Institution: in.Institution, Area: string(who.Institution.Area), Roles: roles, Today: today}
	for _, id := range staff.Institutions(posts, today) {
		if id == in.Institution {
			continue
		}
		i, err := s.Store.Institution(ctx, id)
		if err != nil {
			return who, err
		}
		who.Elsewhere = append(who.Elsewhere, i)
	}
	return who, nil
}

func (s Staff) touch(ctx context.Context, session store.Session, institution string) error {
	return s.Store.AsSystem("sign-in").Write(ctx, institution, s.now(), func(w *store.Work) error {
		return w.TouchSession(ctx, session.ID, institution, s.now())
	})
}

// Pick makes the session act for another institution where a post is held. The
// cookie's secret is made anew.
func (s Staff) Pick(ctx context.Context, who SignedIn, institution, device string) (_ string, err error) {
	defer fault.Wrap(&err, "Pick(%s)", institution)
	if !slices.ContainsFunc(who.Elsewhere, func(i registry.Institution) bool { return i.ID == institution }) {
		return "", s.refuse(ctx, who.Actor, "pick", "institution", institution)
	}
	if err := s.End(ctx, who, who.Session); err != nil {
		return "", err
	}
	return s.begin(ctx, who.Staff, institution, device)
}

// Sessions lists the own sessions that last.
func (s Staff) Sessions(ctx context.Context, who SignedIn) (_ []store.Session, err error) {
	defer fault.Wrap(&err, "Sessions")
	all, err := s.Store.SessionsOf(ctx, who.Staff)
	now := s.now()
	return slices.DeleteFunc(all, func(session store.Session) bool { return over(session, now) }), err
}

// End ends one of the own sessions.
func (s Staff) End(ctx context.Context, who SignedIn, session string) (err error) {
	defer fault.Wrap(&err, "End(%s)", session)
	if !ident.Valid(session) {
		return s.refuse(ctx, who.Actor, "end_session", "session", session)
	}
	return s.change(ctx, who.Actor, who.Actor.Institution, "end_session", "session", session, func(w *store.Work) error {
		return w.EndSession(ctx, who.Staff, session)
	})
}

// ChangePassword replaces the own password and ends all other sessions.
func (s Staff) ChangePassword(ctx context.Context, who SignedIn, old, password string) (err error) {
	defer fault.Wrap(&err, "ChangePassword")
	id, hash, found, err := s.Store.PasswordOf(ctx, who.Account)
	if err != nil {
		return err
	}
	if !found || id != who.Staff || !crypt.CheckPassword(hash, old) {
		if err := s.refuse(ctx, who.Actor, "password", "staff", who.Staff); !fault.Is(err, fault.NotFound) {
			return err
		}
		return fault.Bad("old_password", "signin.old_password")
	}
	if err := staff.CheckPassword(password, who.Account); err != nil {
		return err
	}
	if hash, err = s.Passwords.HashPassword(password, rand.Reader); err != nil {
		return err
	}
	return s.change(ctx, who.Actor, who.Actor.Institution, "password", "staff", id, func(w *store.Work) error {
		if err := w.SetPassword(ctx, id, hash); err != nil {
			return err
		}
		return w.EndSessions(ctx, id, who.Session)
	})
}

const setupCode = "setup_code"

// SetupCode makes the one-time code with which the first account is made, when
// there is no account yet; "" when there is one.
func (s Staff) SetupCode(ctx context.Context) (_ string, err error) {
	defer fault.Wrap(&err, "SetupCode")
	exist, err := s.Store.StaffExist(ctx)
	if err != nil || exist {
		return "", err
	}
	code, err := staff.Passphrase(rand.Reader)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(code))
	return code, s.Store.SetSetting(ctx, setupCode, base64.StdEncoding.EncodeToString(sum[:]))
}

// SetupOpen reports whether the first account is still to be made.
func (s Staff) SetupOpen(ctx context.Context) (bool, error) {
	exist, err := s.Store.StaffExist(ctx)
	return !exist && err == nil, err
}

// Setup makes the first account, an operator of the first institution. It works
// once, with the code that the first start printed.
func (s Staff) Setup(ctx context.Context, code string, i registry.Institution, n NewStaff) (err error) {
	defer fault.Wrap(&err, "Setup")
	kept, err := s.Store.Setting(ctx, setupCode)
	if err != nil {
		return err
	}
	exist, err := s.Store.StaffExist(ctx)
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(strings.ToLower(strings.Join(strings.Fields(code), " "))))
	want, _ := base64.StdEncoding.DecodeString(kept)
	h := s.Store.AsSystem("setup")
	if exist || kept == "" || subtle.ConstantTimeCompare(sum[:], want) != 1 {
		if err := h.Look(ctx, "", s.now(), "setup_failed", "installation", "", ""); err != nil {
			return err
		}
		return fault.Bad("code", "signin.setup_code")
	}
	if n.Password == "" {
		return fault.Bad("password", "staff.password_short")
	}
	founded, err := Institutions(s).fresh(i)
	if err := append(ofInstitution(err), fault.All(n.check())...).Err(); err != nil {
		return err
	}
	hash, err := n.hash(s.Passwords)
	if err != nil {
		return err
	}
	n.Institution = founded.ID
	err = h.Write(ctx, "", s.now(), func(w *store.Work) error {
		if err := Institutions(s).foundIn(ctx, w, founded, 0); err != nil {
			return err
		}
		if exist, err := w.StaffExist(ctx); err != nil || exist { // somebody was faster
			return errors.Join(err, fault.Bad("code", "signin.setup_code"))
		}
		return s.createIn(ctx, w, s.newID(), n, hash)
	})
	if err != nil {
		return err
	}
	return s.Store.SetSetting(ctx, setupCode, "")
}

// ofInstitution names the fields of a fault as the form of set-up does, which
// asks for the name of a person and a code of its own too.
func ofInstitution(err error) fault.Many {
	var out fault.Many
	for _, f := range fault.All(err) {
		if f.Field == "name" || f.Field == "code" {
			f = f.On("institution_" + f.Field)
		}
		out = append(out, f)
	}
	return out
}

// zone returns the zone of an institution's area.
func (k *core) zone(a area.Code) *time.Location { return k.areas.Zone(a) }

// Enrol makes an account at the machine, or gives the one there is a new
// password and ends its sessions: what the operator does with the user verb.
func (s Staff) Enrol(ctx context.Context, n NewStaff) (err error) {
	defer fault.Wrap(&err, "Enrol")
	h := s.Store.AsSystem("enrol")
	id, _, found, err := s.Store.PasswordOf(ctx, n.Account)
	if err != nil {
		return err
	}
	if !found {
		_, err := s.create(ctx, h, n)
		return err
	}
	if err := staff.CheckPassword(n.Password, n.Account); err != nil {
		return err
	}
	hash, err := s.Passwords.HashPassword(n.Password, rand.Reader)
	if err != nil {
		return err
	}
	posts, err := s.Store.PostsOf(ctx, id)
	if err != nil {
		return err
	}
	held := staff.RolesAt(posts, n.Institution, calendar.DayOf(s.now(), calendar.WIB))
	n.Roles = slices.DeleteFunc(slices.Clone(n.Roles), func(r access.Role) bool { return slices.Contains(held, r) })
	return h.Write(ctx, "", s.now(), func(w *store.Work) error {
		if err := s.posts(ctx, w, id, n); err != nil {
			return err
		}
		if err := w.SetPassword(ctx, id, hash); err != nil {
			return err
		}
		if err := w.EndSessions(ctx, id, ""); err != nil {
			return err
		}
		return w.Audit(ctx, "password", "staff", id, "")
	})
}
