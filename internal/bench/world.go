package bench

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/store"
)

// The ten years of the world, and when its clock begins: the last year is not
// over yet.
const (
	firstYear = 2016
	lastYear  = 2025
)

var begins = time.Date(lastYear, 12, 15, 2, 0, 0, 0, time.UTC)

// made is the setting that marks a complete world.
const made = "bench_world"

// world is a database with many cases, opened.
type world struct {
	Place
	engine string
	cases  int
	key    crypt.Key
	db     *sqldb.DB
	store  *store.Store
	*app.App
	people
}

// people are who acts in a world.
type people struct {
	Ministry access.Actor
	LK3s     []access.Actor // one at each LK3 in all posts there, largest LK3 first
}

// password is that of everybody who signs in; the worlds hold nothing real.
const password = "contoh dunia ukuran besar"

// clock goes on from the day on which the world begins.
func clock() func() time.Time {
	started := time.Now()
	return func() time.Time { return begins.Add(time.Since(started)) }
}

// world opens a world, and makes it when it is not there or not complete.
func (r *run) world(ctx context.Context, engine string, cases int) (*world, error) {
	place, err := r.place(engine, cases)
	if err != nil {
		return nil, err
	}
	w, err := enter(ctx, place)
	if err == nil && w.cases == cases {
		return w, nil
	}
	if err == nil {
		err = w.close()
	}
	if err != nil && !fault.Is(err, fault.Unavailable) && !fault.Is(err, fault.WrongKey) && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	if err := r.clear(ctx, engine, place); err != nil {
		return nil, err
	}
	started := time.Now()
	if err := build(ctx, place, cases, r.say); err != nil {
		return nil, err
	}
	r.say("  made in %.0f s", time.Since(started).Seconds())
	return enter(ctx, place)
}

func (r *run) place(engine string, cases int) (Place, error) {
	name := fmt.Sprintf("teduh_bench_%d", cases)
	p := Place{URL: "sqlite:" + filepath.Join(r.Dir, name+".db"), Key: filepath.Join(r.Dir, name+"."+engine+".key")}
	if engine == "postgres" {
		u, err := url.Parse(r.Postgres)
		if err != nil {
			return p, fault.Bad("postgres", "fault.database_url")
		}
		u.Path = "/" + name
		p.URL = u.String()
	}
	return p, nil
}

// clear removes what is left of a world.
func (r *run) clear(ctx context.Context, engine string, p Place) error {
	if err := os.Remove(p.Key); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if engine == "sqlite" {
		path := strings.TrimPrefix(p.URL, "sqlite:")
		for _, end := range []string{"", "-wal", "-shm"} {
			if err := os.Remove(path + end); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
		return nil
	}
	server, err := sqldb.Open(ctx, r.Postgres, sqldb.Options{MaxReaders: 1})
	if err != nil {
		return err
	}
	name := p.URL[strings.LastIndex(p.URL, "/teduh_bench_")+1:]
	name, _, _ = strings.Cut(name, "?")
	err = sqldb.Administer(ctx, server, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)")
	if err == nil {
		err = sqldb.Administer(ctx, server, "CREATE DATABASE "+name)
	}
	return errors.Join(err, server.Close())
}

// enter opens a complete world; cases is 0 when it is not complete.
func enter(ctx context.Context, p Place) (_ *world, err error) {
	w := &world{Place: p}
	if w.key, err = crypt.Source("file:" + p.Key).Load(nil); err != nil {
		return nil, err
	}
	if w.db, err = sqldb.Open(ctx, p.URL, sqldb.Options{}); err != nil {
		return nil, err
	}
	w.engine = w.db.Engine().String()
	if err := w.prepare(ctx); err != nil {
		return nil, errors.Join(err, w.db.Close())
	}
	return w, nil
}

func (w *world) prepare(ctx context.Context) error {
	if err := store.Migrate(ctx, w.db); err != nil {
		return err
	}
	if err := w.reopen(ctx); err != nil {
		return err
	}
	text, err := w.store.Setting(ctx, made)
	if err != nil || text == "" {
		return err
	}
	if _, err := fmt.Sscan(text, &w.cases); err != nil {
		return err
	}
	return w.meet(ctx)
}

// reopen forgets everything kept in memory.
func (w *world) reopen(ctx context.Context) (err error) {
	if w.store, err = store.Open(ctx, w.db, w.key, taxonomy.Codebook{}); err != nil {
		return err
	}
	w.App = app.New(app.Config{Store: w.store, Clock: clock(), Chance: rand.Reader})
	return nil
}

func (w *world) close() error { return w.db.Close() }
