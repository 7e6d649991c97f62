package store

import (
	"context"
	"sync"

	"teduh/internal/domain/casefile"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// keyring keeps unwrapped keys in memory: all institutions' keys that were
// asked for, and the files' keys last used.
type keyring struct {
	store        *Store
	mu           sync.Mutex
	institutions map[string]crypt.Key
	files        map[fileID]crypt.Key
	versions     sync.Map // of bodyVersion, written by this process
	derived      sync.Map // purpose → key: a few for each institution
}

type fileID struct{ institution, file string }

const fileKeysKept = 20_000

func newKeyring(s *Store) *keyring {
	return &keyring{store: s, institutions: map[string]crypt.Key{}, files: map[fileID]crypt.Key{}}
}

// derived returns the key that the installation's gives for a purpose, of which
// there are a few and some for each institution.
func (s *Store) derived(purpose string) crypt.Key {
	if key, known := s.keys.derived.Load(purpose); known {
		return key.(crypt.Key)
	}
	key := s.root.Derive(purpose)
	s.keys.derived.Store(purpose, key)
	return key
}

// institution returns the key of an institution.
func (k *keyring) institution(ctx context.Context, q sqldb.Reader, id string) (crypt.Key, error) {
	k.mu.Lock()
	key, ok := k.institutions[id]
	k.mu.Unlock()
	if ok {
		return key, nil
	}
	wrapped, err := sqldb.Get(ctx, q, sqldb.Scalar[[]byte], `SELECT wrapped_key FROM head WHERE institution = $1`, id)
	if err != nil {
		return crypt.Key{}, err
	}
	if key, err = k.store.root.Unwrap(wrapped, id, "head", id, "wrapped_key"); err != nil {
		return crypt.Key{}, err
	}
	k.mu.Lock()
	k.institutions[id] = key
	k.mu.Unlock()
	return key, nil
}

// file returns the key of a file. A destroyed key is fault.Missing.
func (k *keyring) file(ctx context.Context, q sqldb.Reader, institution, file string) (crypt.Key, error) {
	if key, ok := k.cached(institution, file); ok {
		return key, nil
	}
	wrapped, err := sqldb.Get(ctx, q, sqldb.Scalar[[]byte],
		`SELECT wrapped FROM file_key WHERE institution = $1 AND file = $2`, institution, file)
	if err != nil {
		return crypt.Key{}, err
	}
	return k.unwrap(ctx, q, institution, file, wrapped)
}

func (k *keyring) cached(institution, file string) (crypt.Key, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	key, ok := k.files[fileID{institution, file}]
	return key, ok
}

// unwrap opens a wrapped file key that a query brought along.
func (k *keyring) unwrap(ctx context.Context, q sqldb.Reader, institution, file string, wrapped []byte) (crypt.Key, error) {
	if key, ok := k.cached(institution, file); ok {
		return key, nil
	}
	if len(wrapped) == 0 {
		return crypt.Key{}, fault.Missing()
	}
	parent, err := k.institution(ctx, q, institution)
	if err != nil {
		return crypt.Key{}, err
	}
	key, err := parent.Unwrap(wrapped, institution, "file_key", file, "wrapped")
	if err != nil {
		return crypt.Key{}, err
	}
	k.keep(institution, file, key)
	return key, nil
}

func (k *keyring) keep(institution, file string, key crypt.Key) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.files) >= fileKeysKept {
		clear(k.files)
	}
	k.files[fileID{institution, file}] = key
}

// open decrypts a stored entry.
func (e storedEntry) open(key crypt.Key) (casefile.Entry, error) {
	plain, err := key.Open(e.body, e.Institution, "entry", e.ID, "body")
	if err != nil {
		return casefile.Entry{}, err
	}
	out := e.Entry
	out.Body, err = casefile.Decode(plain)
	return out, err
}

// firstUse reports whether a body's kind and version were not yet written by
// this process; used remembers them.
func (s *Store) firstUse(kind casefile.Kind, version int) bool {
	_, known := s.keys.versions.Load(bodyVersion{kind, version})
	return !known
}

func (s *Store) used(kind casefile.Kind, version int) {
	s.keys.versions.Store(bodyVersion{kind, version}, true)
}

type bodyVersion struct {
	kind    casefile.Kind
	version int
}
