// Package app is the verbs: each exported method is one thing somebody can do.
// It alone checks the right, opens the transaction, loads, decides, appends,
// audits and commits; pages, the command line and the demo call it.
//
// It must never print, render or read a request. Start at [New].
package app

import (
	"context"
	"io"
	"slices"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/staff"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/ident"
	"teduh/internal/store"
)

// Config is what the verbs work with.
type Config struct {
	Store  *store.Store
	Clock  func() time.Time
	Chance io.Reader // crypto/rand, but for invented data

	Passwords crypt.Cost // none means what is recommended; less is for tests only
}

// App is all verbs, by noun.
type App struct {
	Cases        Cases
	Contacts     Contacts
	Drafts       Drafts
	Feeds        Feeds
	Reminders    Reminders
	Groups       Groups
	Staff        Staff
	Institutions Institutions
	Agencies     Agencies
	Referrals    Referrals
	Senders      Senders
	Training     Training
	Recaps       *Recaps
	Reports      Reports
	Letterheads  Letterheads
	Surveys      Surveys
	Reviews      Reviews
	Supervisions Supervisions
	Complaints   Complaints
	Documents    Documents
	Check        Check
	Imports      Imports
	Lists        Lists
	core         *core

	Instruments Instruments
}

type core struct {
	Config
	areas *area.Tree
}

// New returns the verbs.
func New(c Config) *App {
	if c.Passwords == (crypt.Cost{}) {
		c.Passwords = crypt.Recommended
	}
	k := &core{Config: c, areas: area.Indonesia()}
	recaps, jobs := newRecaps(k), &running{jobs: map[string]*job{}}
	return &App{
		Surveys: Surveys{k}, Reviews: Reviews{k}, Supervisions: Supervisions{k}, Complaints: Complaints{k},
		Instruments: Instruments{k},

		Cases: Cases{k}, Contacts: Contacts{k}, Drafts: Drafts{k}, Feeds: Feeds{k}, Reminders: Reminders{k}, Groups: Groups{k}, Staff: Staff{k}, Institutions: Institutions{k}, Agencies: Agencies{k}, Referrals: Referrals{k}, Senders: Senders{k}, Training: Training{k},
		Recaps: recaps, Reports: Reports{recaps}, Letterheads: Letterheads{k}, Documents: Documents{Cases{k}}, Check: Check{k}, Imports: newImports(k, jobs), Lists: newLists(k, jobs), core: k,
	}
}

// Areas returns the tree of places.
func (a *App) Areas() *area.Tree { return a.core.areas }

// Now returns the time of the clock the verbs go by.
func (a *App) Now() time.Time { return a.core.Clock() }

func (k *core) now() time.Time { return k.Clock().UTC().Truncate(time.Millisecond) }

func (k *core) newID() string { return ident.New(k.now(), k.Chance) }

// today is the day in the zone of the actor's institution.
func (k *core) today(a access.Actor) calendar.Day {
	return calendar.DayOf(k.now(), k.areas.Zone(area.Code(a.Area)))
}

// reference is what checking a body must know on this day.
func (k *core) reference(ctx context.Context, a access.Actor) casefile.Reference {
	return casefile.Reference{
		HasCode: func(list, code string) bool {
			return taxonomy.Has(list, code) || list == "second_level" && k.hasFiner(ctx, a.Institution, code)
		},
		HasPlace:  func(code string) bool { return k.hasRegency(code) },
		HasStaff:  func(id string) bool { return k.hasWorker(ctx, a, id) },
		HasDoer:   func(id string) bool { return k.hasDoer(ctx, a, id) },
		HasAgency: func(id string) bool { return k.hasReceiver(ctx, a, id) },
		Today:     k.today(a),
	}
}

// hasFiner reports whether an LK3 has a finer code of its own. What cannot be
// read is not accepted.
func (k *core) hasFiner(ctx context.Context, institution, code string) bool {
	own, err := k.Store.SecondLevels(ctx, institution)
	return err == nil && slices.ContainsFunc(own, func(l registry.SecondLevel) bool { return l.Code == code })
}

// hasWorker reports whether a case can be given to somebody at the actor's LK3.
func (k *core) hasWorker(ctx context.Context, a access.Actor, id string) bool {
	workers, err := Staff{k}.Workers(ctx, a)
	return err == nil && slices.ContainsFunc(workers, func(p staff.Person) bool { return p.ID == id })
}

// hasReceiver reports whether the actor's LK3 can refer to somebody.
func (k *core) hasReceiver(ctx context.Context, a access.Actor, id string) bool {
	all, err := k.receivers(ctx, a)
	return err == nil && slices.ContainsFunc(all, func(r Receiver) bool { return r.ID == id })
}

// hasDoer reports whether somebody at the actor's LK3 can be given a task.
func (k *core) hasDoer(ctx context.Context, a access.Actor, id string) bool {
	doers, err := Staff{k}.Doers(ctx, a)
	return err == nil && slices.ContainsFunc(doers, func(p staff.Person) bool { return p.ID == id })
}

func (k *core) hasRegency(code string) bool {
	c := area.Code(code)
	_, ok := k.areas.Get(c)
	return ok && c.Level() >= area.Regency
}
