// Package store is the memory of the program: all its SQL, and the only place
// that seals and opens what is secret.
//
// Reads and writes hang on a handle made for an actor ([Store.As]) or for a
// named job of the program ([Store.AsSystem]); there is no unscoped read to
// forget. It must never decide whether an act is right: that is access and
// casefile, called by app.
//
// Start at [Store], [Handle] and [Work].
package store

import (
	"context"
	"crypto/rand"
	"embed"
	"io/fs"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations returns the numbered SQL files, for the migrate verb.
func Migrations() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the directory is embedded above
	}
	return sub
}

// Store is an open database with its keys.
type Store struct {
	db      *sqldb.DB
	root    crypt.Key
	keys    *keyring
	states  *states
	grounds grounds
	book    casefile.Codebook
}

// Open prepares a migrated database for use: it proves the installation key
// (fault.WrongKey) and refuses bodies that a newer program wrote
// (fault.Unavailable, key store.newer). The first opening writes the proof.
func Open(ctx context.Context, db *sqldb.DB, root crypt.Key, book casefile.Codebook) (_ *Store, err error) {
	defer fault.Wrap(&err, "store.Open")
	s := &Store{db: db, root: root, book: book, states: newStates()}
	s.keys = newKeyring(s)
	if err := s.proveKey(ctx); err != nil {
		return nil, err
	}
	if err := s.refuseNewer(ctx); err != nil {
		return nil, err
	}
	return s, s.openInstallation(ctx)
}

// openInstallation begins the installation's own chain at the first opening.
func (s *Store) openInstallation(ctx context.Context) error {
	_, found, err := sqldb.Find(ctx, s.db, sqldb.Scalar[string], `SELECT institution FROM head WHERE institution = ''`)
	if err != nil || found {
		return err
	}
	return s.AsSystem("installation").Write(ctx, "", time.Time{}, func(w *Work) error {
		return w.OpenBooks(ctx, "", "", "", 0)
	})
}

// Migrate brings a database to the newest schema, forward only.
func Migrate(ctx context.Context, db *sqldb.DB) error { return db.Migrate(ctx, Migrations()) }

// DB returns the database, for the store's own tests and benchmarks.
func (s *Store) DB() *sqldb.DB { return s.db }

func (s *Store) proveKey(ctx context.Context) error {
	proof, found, err := s.setting(ctx, "key_proof")
	if err != nil {
		return err
	}
	if found {
		return s.root.CheckProof(proof)
	}
	return s.set(ctx, "key_proof", s.root.Proof())
}

func (s *Store) refuseNewer(ctx context.Context) error {
	return sqldb.Each(ctx, s.db, func(r sqldb.Row) error {
		var kind string
		var version int
		if err := r.Scan(&kind, &version); err != nil {
			return err
		}
		if !casefile.Known(casefile.Kind(kind), version) {
			return fault.New(fault.Unavailable, "store.newer").With("kind", kind).With("version", version)
		}
		return nil
	}, `SELECT kind, version FROM body_version`)
}

func (s *Store) setting(ctx context.Context, key string) ([]byte, bool, error) {
	return sqldb.Find(ctx, s.db, sqldb.Scalar[[]byte], `SELECT value FROM installation WHERE key = $1`, key)
}

func (s *Store) set(ctx context.Context, key string, value []byte) error {
	return s.db.Write(ctx, time.Time{}, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO installation (key, value) VALUES ($1, $2)
			ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
		return err
	})
}

// Setting returns a setting of the installation, "" when it was never set.
func (s *Store) Setting(ctx context.Context, key string) (_ string, err error) {
	defer fault.Wrap(&err, "Setting(%s)", key)
	value, _, err := s.setting(ctx, "setting."+key)
	return string(value), err
}

// SetSetting keeps a setting of the installation.
func (s *Store) SetSetting(ctx context.Context, key, value string) (err error) {
	defer fault.Wrap(&err, "SetSetting(%s)", key)
	return s.set(ctx, "setting."+key, []byte(value))
}

// Handle is what an actor, or a job of the program, can reach.
type Handle struct {
	*Store
	actor access.Actor
	job   string
}

// As returns the handle of somebody signed in.
func (s *Store) As(a access.Actor) *Handle { return &Handle{Store: s, actor: a} }

// AsSystem returns the handle of a job of the program: sign-in, verify, demo.
// Its callers are listed in arch_test.go; each use writes an audit line.
func (s *Store) AsSystem(job string) *Handle { return &Handle{Store: s, job: job} }

// Actor returns whose handle it is; the zero actor for a job.
func (h *Handle) Actor() access.Actor { return h.actor }

func newKey() (crypt.Key, error) { return crypt.NewKey(rand.Reader) }

// HasKey reports whether a migrated database was ever opened with a key.
func HasKey(ctx context.Context, db *sqldb.DB) (bool, error) {
	_, found, err := sqldb.Find(ctx, db, sqldb.Scalar[string], `SELECT key FROM installation WHERE key = $1`, "key_proof")
	return found, err
}
