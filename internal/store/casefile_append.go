package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/recap"
	"teduh/internal/domain/tally"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Sealed is an entry with its body encrypted, made before the transaction so
// that the writer's queue does not wait for it. Without a body it is encrypted
// when it is appended.
type Sealed struct {
	casefile.Entry
	body []byte
	key  *newFileKey // of a file that begins with this entry
}

type newFileKey struct {
	key     crypt.Key
	wrapped []byte
	label   []byte
}

// Seal encrypts the body of an entry that follows in an existing file. It brings
// the file into memory for the transaction that follows, unless that can read it
// as well in the answer it needs anyway: then the transaction encrypts too.
func (h *Handle) Seal(ctx context.Context, e casefile.Entry) (_ Sealed, err error) {
	defer fault.Wrap(&err, "Seal(%s)", e.ID)
	if !h.states.has(e.Institution, e.File) {
		if !h.db.OneWriter() {
			return Sealed{Entry: e}, nil
		}
		if err := h.load(ctx, e.Institution, e.File); err != nil {
			return Sealed{}, err
		}
	}
	key, err := h.keys.file(ctx, h.db, e.Institution, e.File)
	if err != nil {
		return Sealed{}, err
	}
	return seal(key, e)
}

// SealFirst encrypts the first entry of a new file under a key of its own.
// label is what lists show of the file: initials and age, never a name.
func (h *Handle) SealFirst(ctx context.Context, e casefile.Entry, label string) (_ Sealed, err error) {
	defer fault.Wrap(&err, "SealFirst(%s)", e.ID)
	return h.sealFirst(ctx, h.db, e, label)
}

func (h *Handle) sealFirst(ctx context.Context, q sqldb.Reader, e casefile.Entry, label string) (Sealed, error) {
	parent, err := h.keys.institution(ctx, q, e.Institution)
	if err != nil {
		return Sealed{}, err
	}
	key, err := newKey()
	if err != nil {
		return Sealed{}, err
	}
	s, err := seal(key, e)
	s.key = &newFileKey{
		key:     key,
		wrapped: parent.Wrap(key, e.Institution, "file_key", e.File, "wrapped"),
		label:   key.Seal([]byte(label), e.Institution, "file", e.File, "label"),
	}
	return s, err
}

func seal(key crypt.Key, e casefile.Entry) (Sealed, error) {
	plain, err := e.Body.Encode()
	if err != nil {
		return Sealed{}, err
	}
	return Sealed{Entry: e, body: key.Seal(plain, e.Institution, "entry", e.ID, "body")}, nil
}

// Opened is a file as this transaction sees it.
type Opened struct {
	State   *casefile.State
	Subject access.Subject
	Again   int64 // position of an earlier entry with the id asked for, 0 when there is none
}

// Open locks the institution and returns the state of a file in it. entry is
// the id about to be appended: when it is already there, Again says where. A
// file that does not exist is fault.Missing.
func (w *Work) Open(ctx context.Context, file, entry string) (_ Opened, err error) {
	defer fault.Wrap(&err, "Open(%s)", file)
	var o Opened
	if st := w.files[file]; st != nil && w.many != nil && entry == "" {
		o.State = st
		o.Subject, err = w.h.subject(ctx, w.tx, st)
		return o, err
	}
	if !w.loaded {
		if err := w.tx.Lock(ctx, "head", "institution", w.head.institution); err != nil {
			return o, err
		}
	}
	hd := w.head
	if w.files[file] != nil || w.h.states.has(hd.institution, file) {
		err = w.openKnown(ctx, file, entry, &hd, &o)
	} else {
		err = w.openNew(ctx, file, entry, &hd, &o)
	}
	if err != nil {
		return o, err
	}
	if !w.loaded {
		w.head, w.loaded = hd, true
	}
	o.Subject, err = w.h.subject(ctx, w.tx, o.State)
	return o, err
}

const (
	openColumns = headColumns + `, f.last, coalesce((SELECT x.position FROM entry x WHERE x.institution = $1 AND x.id = $3), 0)`
	openFrom    = ` FROM head h JOIN file f ON f.institution = h.institution AND f.id = $2`
)

// openKnown opens a file whose state is in memory, and reads it again if that
// state is an old one.
func (w *Work) openKnown(ctx context.Context, file, entry string, hd *head, o *Opened) error {
	var last int64
	_, err := sqldb.Get(ctx, w.tx, func(r sqldb.Row) (struct{}, error) {
		return struct{}{}, r.Scan(append(hd.fields(), &last, &o.Again)...)
	}, `SELECT `+openColumns+openFrom+` WHERE h.institution = $1`, hd.institution, file, entry)
	if err != nil {
		return err
	}
	if o.State = w.files[file]; o.State == nil {
		o.State = w.h.states.get(hd.institution, file, last)
	}
	if o.State != nil {
		return nil
	}
	entries, err := w.h.entries(ctx, w.tx, hd.institution, file)
	if err == nil {
		o.State = casefile.Fold(w.h.book, entries)
	}
	return err
}

// openNew opens a file with all its entries in one answer.
func (w *Work) openNew(ctx context.Context, file, entry string, hd *head, o *Opened) error {
	var last int64
	first := append(hd.fields(), &last, &o.Again)
	stored, err := sqldb.Collect(ctx, w.tx, func(r sqldb.Row) (keyedEntry, error) { return scanKeyed(prefixed{r, first}) },
		`SELECT `+openColumns+`, `+keyedOnce+openFrom+` JOIN entry e ON e.institution = f.institution AND e.file = f.id
		WHERE h.institution = $1 ORDER BY e.position`, hd.institution, file, entry)
	if err != nil {
		return err
	}
	entries, err := w.h.decrypt(ctx, w.tx, stored)
	if err == nil {
		o.State = casefile.Fold(w.h.book, entries)
	}
	return err
}

// subject is what access must know of a file. Staff assigned to any case of a
// person may read the person.
func (s *Store) subject(ctx context.Context, q sqldb.Reader, st *casefile.State) (access.Subject, error) {
	sub := access.Subject{Institution: st.Institution, Kind: string(st.Kind), Author: st.Author, FirstDay: st.FirstDay, Assigned: st.Assigned, Doers: st.Doers()}
	if st.Kind != casefile.PersonFile {
		return sub, nil
	}
	var err error
	sub.Assigned, err = sqldb.Collect(ctx, q, sqldb.Scalar[string], `SELECT DISTINCT a.staff FROM party p
		JOIN assignment a ON a.institution = p.institution AND a.file = p.file WHERE p.institution = $1 AND p.person = $2`,
		st.Institution, st.File)
	return sub, err
}

// Entries returns the decrypted entries of a file inside the transaction, for
// a correction, which must fold them all.
func (w *Work) Entries(ctx context.Context, file string) ([]casefile.Entry, error) {
	return w.h.entries(ctx, w.tx, w.head.institution, file)
}

// Stamp fills what the server adds to an entry on accepting it.
func (w *Work) Stamp(ctx context.Context, e *casefile.Entry) error {
	if err := w.lock(ctx); err != nil {
		return err
	}
	e.Recorded, e.Position, e.OpenMonth, e.Area = w.Now, w.head.position+1, w.head.openMonth, w.head.area
	return nil
}

// Append writes a stamped entry that was accepted: itself, its facts, the
// file's row and what is derived from it. before is nil for a new file.
func (w *Work) Append(ctx context.Context, s Sealed, before, after *casefile.State) (err error) {
	defer fault.Wrap(&err, "Append(%s)", s.ID)
	if s.body == nil {
		if s, err = w.Seal(ctx, s.Entry); err != nil {
			return err
		}
	}
	if s.key != nil {
		w.fresh[s.File] = s.key.key
	}
	facts, err := tally.Facts(ledger{ctx, w}, before, after, s.Entry)
	if err != nil {
		return err
	}
	hash := w.chain.hash(w.head.entryHash, s, facts)
	if err := w.insertEntry(ctx, s, hash); err != nil {
		return err
	}
	if err := w.insertFacts(ctx, s, facts); err != nil {
		return err
	}
	if err := w.fileRow(ctx, s, before, after); err != nil {
		return err
	}
	if err := w.putNamed(ctx, s.Entry, after); err != nil {
		return err
	}
	w.head.position, w.head.entryHash = s.Position, hash
	w.head.lastDay = max(w.head.lastDay, s.Day)
	w.files[s.File] = after
	return nil
}

func (w *Work) insertEntry(ctx context.Context, s Sealed, hash []byte) error {
	if v := (bodyVersion{s.Kind, s.Version}); w.h.firstUse(s.Kind, s.Version) && !w.told[v] {
		w.told[v] = true
		if err := w.tx.Queue(ctx, `INSERT INTO body_version (kind, version) VALUES ($1, $2) ON CONFLICT DO NOTHING`, string(s.Kind), s.Version); err != nil {
			return err
		}
		w.tx.After(func() { w.h.used(s.Kind, s.Version) })
	}
	return w.insert(ctx, intoEntry,
		s.Institution, s.Position, s.File, s.ID, string(s.Kind), s.Version, s.Occurred.UnixMilli(), s.Day, s.Area, s.Author, s.Device,
		s.Recorded.UnixMilli(), s.OpenMonth, s.body, hash)
}

func (w *Work) insertFacts(ctx context.Context, s Sealed, facts []recap.Fact) error {
	for n, f := range facts {
		err := w.insert(ctx, intoFact,
			s.Institution, s.Position, n, f.File, int(f.Measure), f.Period, f.Book, f.Dims.Area, f.Dims.Residence, f.Dims.Problem, f.Dims.Sex, f.Dims.Age, f.Amount, int(f.Cause))
		if err != nil {
			return err
		}
	}
	return nil
}

// entryChain hashes entry after entry, in the same room.
type entryChain struct{ room []byte }

// hash chains an entry: SHA-256 over the previous hash, the header, the
// stored bytes of the body and the facts, so that the chain verifies without a
// key and after erasure.
func (c *entryChain) hash(prev []byte, s Sealed, facts []recap.Fact) []byte {
	b := append(c.room[:0], prev...)
	for _, text := range []string{s.Institution, s.File, s.ID, string(s.Kind), s.Area, s.Author, s.Device} {
		b = appendText(b, text)
	}
	for _, n := range []int64{int64(s.Version), s.Occurred.UnixMilli(), int64(s.Day), s.Recorded.UnixMilli(), s.Position, int64(s.OpenMonth)} {
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	b = appendText(b, string(s.body))
	for _, f := range facts {
		for _, n := range []int64{int64(f.Measure), int64(f.Period), int64(f.Book), f.Amount, int64(f.Cause)} {
			b = binary.BigEndian.AppendUint64(b, uint64(n))
		}
		for _, text := range []string{f.File, f.Dims.Area, f.Dims.Residence, f.Dims.Problem, f.Dims.Sex, f.Dims.Age} {
			b = appendText(b, text)
		}
	}
	c.room = b
	sum := sha256.Sum256(b)
	return sum[:]
}

func appendText(b []byte, s string) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(s)))
	return append(b, s...)
}

// Seal encrypts inside the transaction, for an entry whose body is known only
// there.
func (w *Work) Seal(ctx context.Context, e casefile.Entry) (Sealed, error) {
	if key, ok := w.fresh[e.File]; ok {
		return seal(key, e)
	}
	key, err := w.h.keys.file(ctx, w.tx, e.Institution, e.File)
	if err != nil {
		return Sealed{}, err
	}
	return seal(key, e)
}

// Book returns the codebook by which files are folded.
func (w *Work) Book() casefile.Codebook { return w.h.book }

// SealFirst is Handle.SealFirst inside the transaction.
func (w *Work) SealFirst(ctx context.Context, e casefile.Entry, label string) (Sealed, error) {
	return w.h.sealFirst(ctx, w.tx, e, label)
}

// Seen returns the position of an entry with an id, 0 when there is none.
func (w *Work) Seen(ctx context.Context, entry string) (int64, error) {
	if err := w.lock(ctx); err != nil {
		return 0, err
	}
	position, _, err := sqldb.Find(ctx, w.tx, sqldb.Scalar[int64], `SELECT position FROM entry WHERE institution = $1 AND id = $2`, w.head.institution, entry)
	return position, err
}

// FileOf returns the file of the entry at a position.
func (w *Work) FileOf(ctx context.Context, position int64) (string, error) {
	return sqldb.Get(ctx, w.tx, sqldb.Scalar[string], `SELECT file FROM entry WHERE institution = $1 AND position = $2`, w.head.institution, position)
}
