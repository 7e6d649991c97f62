package store

import (
	"context"
	"slices"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

type storedEntry struct {
	casefile.Entry
	body []byte
}

const entryColumns = `e.institution, e.position, e.file, e.id, e.kind, e.version, e.occurred, e.day, e.area, e.author, e.device, e.recorded, e.open_month, e.body`

func scanEntry(r sqldb.Row) (storedEntry, error) {
	var e storedEntry
	var kind string
	var occurred, recorded int64
	err := r.Scan(&e.Institution, &e.Position, &e.File, &e.ID, &kind, &e.Version, &occurred, &e.Day, &e.Area, &e.Author, &e.Device,
		&recorded, &e.OpenMonth, &e.body)
	e.Kind, e.Occurred, e.Recorded = casefile.Kind(kind), time.UnixMilli(occurred).UTC(), time.UnixMilli(recorded).UTC()
	return e, err
}

// keyedEntry is a stored entry with the wrapped key of its file, none when the
// file is erased.
type keyedEntry struct {
	storedEntry
	wrapped []byte
}

const keyedColumns = `coalesce((SELECT k.wrapped FROM file_key k WHERE k.institution = e.institution AND k.file = e.file), ''), ` + entryColumns

// keyedOnce are keyedColumns of the file $2 of institution $1: the key is looked
// up once, not for every entry.
const keyedOnce = `coalesce((SELECT k.wrapped FROM file_key k WHERE k.institution = $1 AND k.file = $2), ''), ` + entryColumns

func scanKeyed(r sqldb.Row) (k keyedEntry, err error) {
	k.storedEntry, err = scanEntry(prefixed{r, []any{&k.wrapped}})
	return k, err
}

// prefixed scans more columns before the others.
type prefixed struct {
	sqldb.Row
	first []any
}

func (p prefixed) Scan(dest ...any) error { return p.Row.Scan(slices.Concat(p.first, dest)...) }

// entries returns all decrypted entries of a file, in order. Callers have
// checked the right.
func (s *Store) entries(ctx context.Context, q sqldb.Reader, institution, file string) ([]casefile.Entry, error) {
	stored, err := sqldb.Collect(ctx, q, scanKeyed, `SELECT `+keyedOnce+` FROM entry e
		WHERE e.institution = $1 AND e.file = $2 ORDER BY e.position`, institution, file)
	if err != nil {
		return nil, err
	}
	return s.decrypt(ctx, q, stored)
}

// decrypt opens the entries of a file. One that has none, or is erased, is
// fault.Missing.
func (s *Store) decrypt(ctx context.Context, q sqldb.Reader, stored []keyedEntry) ([]casefile.Entry, error) {
	if len(stored) == 0 {
		return nil, fault.Missing()
	}
	key, err := s.keys.unwrap(ctx, q, stored[0].Institution, stored[0].File, stored[0].wrapped)
	if err != nil {
		return nil, err
	}
	entries := make([]casefile.Entry, len(stored))
	for i, e := range stored {
		if entries[i], err = e.open(key); err != nil {
			return nil, err
		}
	}
	return entries, nil
}

// load brings the key and the state of a file into memory, so that the
// transaction that follows need not read the file while it holds the
// institution.
func (s *Store) load(ctx context.Context, institution, file string) error {
	entries, err := s.entries(ctx, s.db, institution, file)
	if err == nil {
		s.states.put(casefile.Fold(s.book, entries))
	}
	return err
}

// File returns the state and the entries of a file the actor may read; sealed
// text of other authors is left out. fault.Missing when it does not exist or
// is not for the actor.
func (h *Handle) File(ctx context.Context, institution, file string) (_ *casefile.State, _ []casefile.Entry, err error) {
	defer fault.Wrap(&err, "File(%s)", file)
	where, args := h.readable(file)
	args = append(args, institution)
	if _, err := sqldb.Get(ctx, h.db, sqldb.Scalar[string],
		`SELECT f.id FROM file f WHERE f.id = $1 AND `+where+` AND f.institution = `+arg(len(args)), args...); err != nil {
		return nil, nil, err
	}
	entries, err := h.entries(ctx, h.db, institution, file)
	if err != nil {
		return nil, nil, err
	}
	state := casefile.Fold(h.book, entries)
	h.states.put(state) // who opens a file is likely to append to it
	for i := range entries {
		h.withhold(&entries[i])
	}
	return state, entries, nil
}

// Subject returns what access must know of a file: of a person, who is assigned
// to any case the person is in.
func (h *Handle) Subject(ctx context.Context, st *casefile.State) (access.Subject, error) {
	return h.subject(ctx, h.db, st)
}

// withhold removes what a sealed note keeps from all but its author, and the
// answers to an instrument from all but the role it is for. Until they have keys
// of their own this is the wall.
func (h *Handle) withhold(e *casefile.Entry) {
	if h.job == "" && e.Author == h.actor.Staff {
		return
	}
	if role := e.Body.Get("reserved_for"); role != "" && !h.actor.Is(access.Role(role)) {
		casefile.Withhold(e.Body)
	}
	for name := range e.Body {
		if f, ok := casefile.Current(e.Kind).Field(name); ok && f.Secrecy == casefile.Hidden {
			delete(e.Body, name)
		}
	}
	if e.Kind == casefile.Correction {
		if f, ok := casefile.Current(casefile.SealedNote).Field("sealed_text"); ok {
			delete(e.Body, f.Name)
		}
	}
}

// Written reports whether an entry with an id is there: nothing more of it.
func (h *Handle) Written(ctx context.Context, institution, entry string) (_ bool, err error) {
	defer fault.Wrap(&err, "Written(%s)", entry)
	_, found, err := sqldb.Find(ctx, h.db, sqldb.Scalar[int64], `SELECT position FROM entry WHERE institution = $1 AND id = $2`, institution, entry)
	return found, err
}

// EntryAgain compares an entry with the one already stored under its id: the
// same file, author and body give that entry again, anything else is
// fault.Conflict.
func (w *Work) EntryAgain(ctx context.Context, e casefile.Entry, position int64) (_ casefile.Entry, err error) {
	defer fault.Wrap(&err, "EntryAgain(%s)", e.ID)
	stored, err := sqldb.Get(ctx, w.tx, scanEntry, `SELECT `+entryColumns+` FROM entry e WHERE e.institution = $1 AND e.position = $2`,
		w.head.institution, position)
	if err != nil {
		return casefile.Entry{}, err
	}
	key, err := w.h.keys.file(ctx, w.tx, w.head.institution, stored.File)
	if err != nil {
		return casefile.Entry{}, err
	}
	old, err := stored.open(key)
	if err != nil {
		return casefile.Entry{}, err
	}
	if old.File != e.File || old.Author != e.Author || old.Kind != e.Kind || casefile.ContentHash(old.Body) != casefile.ContentHash(e.Body) {
		return casefile.Entry{}, fault.New(fault.Conflict, "casefile.id_taken")
	}
	return old, nil
}
