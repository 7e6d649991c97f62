package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
	"teduh/internal/store"
)

// place is where the data and the key lie; every verb takes it.
type place struct {
	DB  string `name:"db" default:"sqlite:teduh.db" env:"TEDUH_DB" help:"sqlite:PATH or postgres://…"`
	Key string `name:"key" env:"TEDUH_KEY" help:"Installation key: file:PATH, env:NAME or prompt. Default: teduh.key beside the SQLite file."`
}

// source returns where the key lies.
func (p place) source() crypt.Source {
	if p.Key != "" {
		return crypt.Source(p.Key)
	}
	folder := "."
	if path, ok := strings.CutPrefix(p.DB, "sqlite:"); ok {
		folder = filepath.Dir(path)
	}
	return crypt.Source("file:" + filepath.Join(folder, "teduh.key"))
}

// opened is a database ready for verbs.
type opened struct {
	db    *sqldb.DB
	store *store.Store
}

func (o *opened) close() error { return o.db.Close() }

// app returns the verbs by the machine's clock.
func (o *opened) app(clock func() time.Time) *app.App {
	return app.New(app.Config{Store: o.store, Clock: clock, Chance: rand.Reader})
}

// open opens and migrates the database and proves the key. A database that is
// new gets a new key file.
func (p place) open(c *console) (*opened, error) {
	db, err := sqldb.Open(c.ctx, p.DB, sqldb.Options{})
	if err != nil {
		return nil, err
	}
	if err := store.Migrate(c.ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	key, err := p.key(c, db)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	s, err := store.Open(c.ctx, db, key, taxonomy.Codebook{})
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &opened{db, s}, nil
}

// opens is open for a verb that needs what is there: an address mistyped must
// not become a new database in which everything agrees.
func (p place) opens(c *console) (*opened, error) {
	if err := p.used(c); err != nil {
		return nil, err
	}
	return p.open(c)
}

// used refuses an address at which no data of Teduh are.
func (p place) used(c *console) error {
	db, err := sqldb.Open(c.ctx, p.DB, sqldb.Options{ReadOnly: true})
	if errors.Is(err, sqldb.ErrNoFile) {
		return fault.Bad("db", "cli.no_data")
	}
	if err != nil {
		return err
	}
	used, err := store.HasKey(c.ctx, db)
	if f := fault.First(err); c.ctx.Err() != nil || f != nil && f.Kind == fault.Unavailable {
		return errors.Join(err, db.Close())
	}
	if err := db.Close(); err != nil {
		return err
	}
	if !used { // not even the table for it, where another program's are
		return fault.Bad("db", "cli.no_data")
	}
	return nil
}

// key loads the installation key, and makes one only for a database that has
// none yet.
func (p place) key(c *console, db *sqldb.DB) (crypt.Key, error) {
	key, err := p.source().Load(c.askKey)
	if f := fault.First(err); f == nil || f.Key != "fault.key_missing" {
		return key, err
	}
	used, usedErr := store.HasKey(c.ctx, db)
	if usedErr != nil || used {
		return key, errors.Join(err, usedErr)
	}
	key, err = p.source().Create(rand.Reader)
	if err == nil {
		fmt.Fprintln(c.err, c.words().T("cli.key_made"))
	}
	return key, err
}

func (c *console) askKey() (string, error) {
	fmt.Fprint(c.err, c.words().T("cli.key_prompt"))
	line, err := bufio.NewReader(c.in).ReadString('\n')
	if err != nil && line == "" {
		return "", fault.New(fault.WrongKey, "fault.key_missing")
	}
	return line, nil
}

type migrateCmd struct {
	place
}

// Run brings the schema up to date.
func (m *migrateCmd) Run(c *console) error {
	db, err := sqldb.Open(c.ctx, m.DB, sqldb.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	if err := store.Migrate(c.ctx, db); err != nil {
		return err
	}
	fmt.Fprintln(c.out, c.words().T("cli.migrated"))
	return nil
}

type verifyCmd struct {
	place
}

// Run recounts and prints what it went through.
func (v *verifyCmd) Run(c *console) error {
	o, err := v.opens(c)
	if err != nil {
		return err
	}
	defer o.close()
	got, err := o.app(time.Now).Check.Verify(context.WithoutCancel(c.ctx), c.progress("cli.verifying"))
	if err != nil {
		return err
	}
	w := c.words()
	fmt.Fprintln(c.out, w.T("cli.verified", "institutions", got.Institutions, "files", got.Files, "erased", got.Erased,
		"entries", got.Entries, "facts", got.Facts, "lines", got.AuditLines))
	if got.Difference != nil {
		fmt.Fprintln(c.out, w.T("cli.difference", "what", got.Difference.String()))
		return errFound
	}
	fmt.Fprintln(c.out, w.T("cli.agrees"))
	return nil
}
