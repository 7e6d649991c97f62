package store

import (
	"context"
	"slices"
	"strconv"
	"time"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Upload is a spreadsheet that was sent to be imported.
type Upload struct {
	ID, Staff string
	At        time.Time
	State     string // checking, checked, writing, done, failed
	Found     []byte // what the check found
}

// partSize is how much of a spreadsheet lies in a row.
const partSize = 256 << 10

// PutUpload keeps a spreadsheet, encrypted, and forgets what was sent before a
// time.
func (w *Work) PutUpload(ctx context.Context, u Upload, data []byte, forget time.Time) (err error) {
	defer fault.Wrap(&err, "PutUpload(%s)", u.ID)
	key, err := w.h.keys.institution(ctx, w.tx, w.head.institution)
	if err != nil {
		return err
	}
	if err := w.forgetUploads(ctx, forget); err != nil {
		return err
	}
	at := w.head.institution
	if err := w.tx.Queue(ctx, `INSERT INTO import (institution, id, staff, at, state, found) VALUES ($1, $2, $3, $4, $5, $6)`,
		at, u.ID, w.h.actor.Staff, w.Now.UnixMilli(), u.State, key.Seal(u.Found, at, "import", u.ID, "found")); err != nil {
		return err
	}
	n := 0
	for part := range slices.Chunk(data, partSize) {
		sealed := key.Seal(part, at, "import_part", u.ID+" "+strconv.Itoa(n), "data")
		if _, err := w.tx.Exec(ctx, `INSERT INTO import_part (institution, id, n, data) VALUES ($1, $2, $3, $4)`, at, u.ID, n, sealed); err != nil {
			return err
		}
		n++
	}
	return nil
}

// OldUploads returns the institutions that hold spreadsheets sent before a time.
func (s *Store) OldUploads(ctx context.Context, before time.Time) (_ []string, err error) {
	defer fault.Wrap(&err, "OldUploads")
	return sqldb.Collect(ctx, s.db, sqldb.Scalar[string], `SELECT DISTINCT i.institution FROM import i JOIN import_part p ON p.institution = i.institution AND p.id = i.id
		WHERE i.at < $1 ORDER BY i.institution`, before.UnixMilli())
}

// ForgetUploads removes what the spreadsheets sent before a time hold.
func (w *Work) ForgetUploads(ctx context.Context, before time.Time) error {
	return w.forgetUploads(ctx, before)
}

// forgetUploads removes what the spreadsheets sent before a time hold.
func (w *Work) forgetUploads(ctx context.Context, before time.Time) error {
	return w.tx.Queue(ctx, `DELETE FROM import_part WHERE institution = $1 AND id IN (SELECT i.id FROM import i WHERE i.institution = $1 AND i.at < $2)`,
		w.head.institution, before.UnixMilli())
}

// ForgetUpload removes what a spreadsheet holds.
func (w *Work) ForgetUpload(ctx context.Context, id string) error {
	return w.tx.Queue(ctx, `DELETE FROM import_part WHERE institution = $1 AND id = $2`, w.head.institution, id)
}

// SetUpload notes how far an import came.
func (w *Work) SetUpload(ctx context.Context, id, state string, found []byte) (err error) {
	defer fault.Wrap(&err, "SetUpload(%s)", id)
	key, err := w.h.keys.institution(ctx, w.tx, w.head.institution)
	if err != nil {
		return err
	}
	return w.tx.Queue(ctx, `UPDATE import SET state = $1, found = $2 WHERE institution = $3 AND id = $4`,
		state, key.Seal(found, w.head.institution, "import", id, "found"), w.head.institution, id)
}

// Upload returns a spreadsheet sent to the actor's institution, without what it
// holds. fault.Missing when there is none.
func (h *Handle) Upload(ctx context.Context, id string) (u Upload, err error) {
	defer fault.Wrap(&err, "Upload(%s)", id)
	at := h.actor.Institution
	key, err := h.keys.institution(ctx, h.db, at)
	if err != nil {
		return u, err
	}
	u, err = sqldb.Get(ctx, h.db, func(r sqldb.Row) (Upload, error) {
		u := Upload{ID: id}
		var ms int64
		err := r.Scan(&u.Staff, &ms, &u.State, &u.Found)
		u.At = time.UnixMilli(ms).UTC()
		return u, err
	}, `SELECT staff, at, state, found FROM import WHERE institution = $1 AND id = $2`, at, id)
	if err != nil {
		return u, err
	}
	u.Found, err = key.Open(u.Found, at, "import", id, "found")
	return u, err
}

// UploadData returns what a spreadsheet holds. fault.Missing when it is
// forgotten.
func (h *Handle) UploadData(ctx context.Context, id string) (data []byte, err error) {
	defer fault.Wrap(&err, "UploadData(%s)", id)
	at := h.actor.Institution
	key, err := h.keys.institution(ctx, h.db, at)
	if err != nil {
		return nil, err
	}
	n := 0
	err = sqldb.Each(ctx, h.db, func(r sqldb.Row) error {
		var sealed []byte
		if err := r.Scan(&sealed); err != nil {
			return err
		}
		part, err := key.Open(sealed, at, "import_part", id+" "+strconv.Itoa(n), "data")
		data = append(data, part...)
		n++
		return err
	}, `SELECT data FROM import_part WHERE institution = $1 AND id = $2 ORDER BY n`, at, id)
	if err == nil && n == 0 {
		return nil, fault.Missing()
	}
	return data, err
}
