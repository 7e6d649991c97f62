// Package testkit is the village and the cast: one small region with three
// LK3s and named people in every role, on a real database, for tests only.
package testkit

import (
	"context"
	"crypto/rand"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/ident"
	"teduh/internal/kit/sqldb"
	"teduh/internal/kit/sqldb/sqltest"
	"teduh/internal/store"
)

// Village is a running Teduh with three LK3s in two regencies of one province.
type Village struct {
	*app.App
	Store    *store.Store
	DB       *sqldb.DB
	Key      crypt.Key
	Donggala Place // two workers, a psychologist, a front officer and a head
	Sigi     Place // one person in all posts
	Bantaeng Place // in another province
	Cast     Cast
	clock    atomic.Int64
	twins    sync.Once
	twinned  string
}

// Place is an institution with its people as actors.
type Place struct {
	ID                                                string
	Area                                              area.Code
	Front, Worker, Colleague, Psychologist, Head, All access.Actor
}

// Cast is the people outside the LK3s.
type Cast struct {
	District, Province, Ministry, Trainer, Operator, Auditor, Stranger access.Actor
}

// Start is when the village's clock begins.
var Start = time.Date(2016, 3, 7, 2, 0, 0, 0, time.UTC)

// Each runs a test in a fresh village on every engine.
func Each(t *testing.T, run func(t *testing.T, v *Village)) {
	t.Helper()
	sqltest.Each(t, store.Migrations(), func(t *testing.T, db *sqldb.DB) { run(t, Settle(t, db)) })
}

// New returns a village on SQLite.
func New(t testing.TB) *Village {
	t.Helper()
	return Settle(t, sqltest.Open(t, sqldb.SQLite, store.Migrations()))
}

// Settle founds the village in a migrated database.
func Settle(t testing.TB, db *sqldb.DB) *Village {
	t.Helper()
	ctx := context.Background()
	key, err := crypt.NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, db, key, taxonomy.Codebook{})
	if err != nil {
		t.Fatal(err)
	}
	v := Empty(s, db, key)
	v.found(t)
	return v
}

// Empty is a village with nobody in it but the operator.
func Empty(s *store.Store, db *sqldb.DB, key crypt.Key) *Village {
	v := &Village{Store: s, DB: db, Key: key}
	v.clock.Store(Start.UnixMilli())
	v.App = app.New(app.Config{Store: s, Clock: v.Now, Chance: rand.Reader, Passwords: crypt.Cost{MemoryKiB: 64, Passes: 1}})
	v.Cast.Operator = access.Actor{Staff: ident.New(Start, rand.Reader), Institution: "", Roles: []access.Role{access.Operator}}
	return v
}

// Now is the village's clock.
func (v *Village) Now() time.Time { return time.UnixMilli(v.clock.Load()).UTC() }

// Pass lets time pass.
func (v *Village) Pass(d time.Duration) { v.clock.Add(d.Milliseconds()) }

// GoTo sets the clock to the morning of a day.
func (v *Village) GoTo(d calendar.Day) { v.clock.Store(d.Time().Add(2 * time.Hour).UnixMilli()) }

func (v *Village) found(t testing.TB) {
	t.Helper()
	v.Donggala = v.lk3(t, "DGL", "Contoh LK3 Donggala", "72.03")
	v.Sigi = v.lk3(t, "SGI", "Contoh LK3 Sigi", "72.10")
	v.Bantaeng = v.lk3(t, "BTG", "Contoh LK3 Bantaeng", "73.03")
	v.Cast.District = v.officer(t, "DDG", "dinas_regency", "72.03", access.DistrictOfficer)
	v.Cast.Province = v.officer(t, "DSG", "dinas_province", "72", access.ProvinceOfficer)
	v.Cast.Ministry = v.officer(t, "KMS", "ministry", "", access.MinistryOfficer)
	v.Cast.Trainer = v.join(t, v.Cast.Ministry.Institution, "", access.Trainer)
	v.Cast.Auditor = v.join(t, v.Cast.Ministry.Institution, "", access.Auditor)
	v.Cast.Stranger = v.Bantaeng.Worker
}

func (v *Village) institution(t testing.TB, code, name, kind string, where area.Code) string {
	t.Helper()
	id, err := v.Institutions.Found(context.Background(), v.Cast.Operator, registry.Institution{Code: code, Name: name, Kind: kind, Area: where, Status: "active"}, 201601)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (v *Village) lk3(t testing.TB, code, name string, where area.Code) Place {
	t.Helper()
	p := Place{ID: v.institution(t, code, name, "lk3_community", where), Area: where}
	p.Front = v.join(t, p.ID, where, access.FrontOfficer)
	p.Worker = v.join(t, p.ID, where, access.Caseworker)
	p.Colleague = v.join(t, p.ID, where, access.Caseworker)
	p.Psychologist = v.join(t, p.ID, where, access.Psychologist)
	p.Head = v.join(t, p.ID, where, access.Head)
	p.All = v.join(t, p.ID, where, access.FrontOfficer, access.Caseworker, access.Head)
	return p
}

// Settlement founds one more LK3 with one person in all posts.
func (v *Village) Settlement(t testing.TB, code string) Place {
	t.Helper()
	const where = "72.03"
	p := Place{ID: v.institution(t, code, "Contoh LK3 "+code, "lk3_community", where), Area: where}
	p.All = v.join(t, p.ID, where, access.FrontOfficer, access.Caseworker, access.Head)
	return p
}

func (v *Village) officer(t testing.TB, code, kind string, where area.Code, r access.Role) access.Actor {
	t.Helper()
	return v.join(t, v.institution(t, code, "Contoh "+code, kind, where), where, r)
}

// join makes an account with posts and returns it as an actor.
func (v *Village) join(t testing.TB, institution string, where area.Code, roles ...access.Role) access.Actor {
	t.Helper()
	id, err := v.Staff.Create(context.Background(), v.Cast.Operator, app.NewStaff{
		Account: "contoh." + ident.New(v.Now(), rand.Reader)[24:], Name: "Contoh Petugas", Profession: "social_worker",
		Institution: institution, Roles: roles, From: 20160101,
	})
	if err != nil {
		t.Fatal(err)
	}
	return access.Actor{Staff: id, Institution: institution, Area: string(where), Roles: roles, Today: 20160307}
}

// Registration is a complete registration body.
func Registration(name, problem string) casefile.Body {
	b := casefile.Body{
		"name": {name}, "sex": {"female"}, "age": {"34"}, "residence": {"72.03"}, "origin": {"self"},
		"safe_contact": {"WA pagi"}, "consent_given": {"both"},
	}
	b.Set("presenting", problem)
	return b
}

// Register begins a case and returns what it made.
func (v *Village) Register(t testing.TB, a access.Actor, name, problem string) app.Registered {
	t.Helper()
	made, err := v.Cases.Register(context.Background(), a, app.RegisterRequest{Body: Registration(name, problem)})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// Contact records a first contact and returns its file.
func (v *Village) Contact(t testing.TB, a access.Actor) string {
	t.Helper()
	file, err := v.Contacts.Record(context.Background(), a, app.AppendRequest{Body: casefile.Body{
		"channel": {"phone"}, "caller": {"Contoh Penelepon"}, "presenting": {"economic"}, "danger_now": {"no"}, "action_taken": {"Dijelaskan."},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// Group records a group session and returns its file.
func (v *Village) Group(t testing.TB, a access.Actor, people int) string {
	t.Helper()
	file, err := v.Groups.Record(context.Background(), a, app.AppendRequest{Body: casefile.Body{
		"group_kind": {"group_session"}, "activity": {"Contoh: pengasuhan."}, "people": {strconv.Itoa(people)}, "minutes": {"90"}, "presenting": {"parenting"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// Append writes an entry that must be accepted.
func (v *Village) Append(t testing.TB, a access.Actor, file string, k casefile.Kind, body casefile.Body) casefile.Entry {
	t.Helper()
	e, err := v.Cases.Append(context.Background(), a, app.AppendRequest{File: file, Kind: k, Body: body})
	if err != nil {
		t.Fatalf("%s: %v", k, err)
	}
	return e
}

// Session is a session's body.
func Session() casefile.Body {
	return casefile.Body{"service": {"counselling"}, "what_happened": {"Bercerita."}, "next_step": {"Bertemu lagi."}}
}

// Closure is a closure's body.
func Closure() casefile.Body {
	return casefile.Body{"closure_reason": {"goals_reached"}, "outcome": {"stable"}, "plan_after": {"Tidak ada."}}
}

// Measure is an action of a plan, as a row of its form.
func Measure() casefile.Body {
	return casefile.Body{"domain": {"social"}, "aim": {"Anak sekolah lagi."}, "measure": {"Bertemu kepala sekolah."}}
}
