package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/exchange/directory"
	"teduh/internal/exchange/oldbook"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/kit/locale"
	"teduh/internal/kit/sheet"
	"teduh/internal/store"
)

// The states of an upload.
const (
	ImportChecking = "checking"
	ImportChecked  = "checked"
	ImportWriting  = "writing"
	ImportDone     = "done"
	ImportFailed   = "failed"  // the file cannot be read
	ImportStopped  = "stopped" // the program ended meanwhile; nothing was written
)

// LargestImport is how large a spreadsheet may be that is sent to the page, in
// bytes.
const LargestImport = 16 << 20

// uploadKept is how long a spreadsheet waits to be imported.
const uploadKept = 24 * time.Hour

// problemsShown is how many problems the page lists; the file of the rest has
// all.
const problemsShown = 100

// changesShown is how many of the rows that add or change something it lists.
const changesShown = 200

// Uploads keeps the spreadsheets of one sort that are sent to a page, from their
// check until they are written.
type Uploads struct {
	*core
	running *running
	what    string      // they hold
	task    access.Task // that lets somebody send them
	open    func(a access.Actor, id string, r ImportRequest) table
	rest    func(io.Writer, locale.Lang) *oldbook.Rest
}

// table is a spreadsheet that can be checked, and written.
type table interface {
	check(context.Context) (Imported, error)
	run(context.Context) (Imported, error) // checks, then writes
}

// Upload is a spreadsheet that was sent, and what is known of it.
type Upload struct {
	ID    string
	State string
	Imported
	Problems []oldbook.Problem  // the first of them
	Changes  []directory.Change // the first of them, of a list of LK3s
	Told     int                // how many there are
	Progress int                // rows read or written so far, while it is under way
	Fault    *fault.Error       // why it cannot be read
	Kept     bool               // what it holds is still there
}

// Waits reports whether the upload is under way.
func (u Upload) Waits() bool { return u.State == ImportChecking || u.State == ImportWriting }

// running is the jobs under way in this process.
type running struct {
	mu   sync.Mutex
	jobs map[string]*job
}

type job struct {
	rows atomic.Int64
	done chan struct{}
	err  error // once done: what is no fault
}

func (r *running) get(id string) *job {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.jobs[id]
}

// start begins a job, unless one is under way for the upload.
func (r *running) start(id string, do func(*job) error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if j := r.jobs[id]; j != nil && !j.over() {
		return
	}
	j := &job{done: make(chan struct{})}
	r.jobs[id] = j
	go func() {
		defer close(j.done)
		defer func() {
			if p := recover(); p != nil {
				j.err = fmt.Errorf("panic in an import") // what it says may quote the file
			}
		}()
		j.err = do(j)
	}()
}

func (j *job) over() bool {
	select {
	case <-j.done:
		return true
	default:
		return false
	}
}

// Take keeps a spreadsheet, encrypted, and begins to check it. Faults: those of
// [sheet.Open].
func (m Uploads) Take(ctx context.Context, a access.Actor, data []byte, l locale.Lang) (id string, err error) {
	defer fault.Wrap(&err, "Take")
	if err := m.mayUpload(ctx, a); err != nil {
		return "", err
	}
	if _, err := sheet.Open(bytes.NewReader(data), int64(len(data)), sheet.Limits{}); err != nil {
		return "", err
	}
	id = m.newID()
	text, err := json.Marshal(found{What: m.what})
	if err != nil {
		return "", err
	}
	u := store.Upload{ID: id, State: ImportChecking, Found: text}
	err = m.change(ctx, a, a.Institution, "upload", "import", id, func(w *store.Work) error {
		return w.PutUpload(ctx, u, data, m.now().Add(-uploadKept))
	})
	if err != nil {
		return "", err
	}
	time.AfterFunc(uploadKept, func() { _ = m.forget(context.WithoutCancel(ctx), a, id) }) // else [Uploads.ForgetOld] does it
	m.checkUpload(ctx, a, id, data, l)
	return id, nil
}

// ForgetOld removes, at every institution, what spreadsheets hold whose day is
// over: for a program that was stopped meanwhile.
func (m Uploads) ForgetOld(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "ForgetOld")
	before := m.now().Add(-uploadKept)
	at, err := m.Store.OldUploads(ctx, before)
	if err != nil {
		return err
	}
	for _, institution := range at {
		err := m.Store.AsSystem("forget").Write(ctx, institution, m.now(), func(w *store.Work) error {
			if err := w.ForgetUploads(ctx, before); err != nil {
				return err
			}
			return w.Audit(ctx, "forget", "import", "", "old")
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (m Uploads) forget(ctx context.Context, a access.Actor, id string) error {
	return m.change(ctx, a, a.Institution, "forget", "import", id, func(w *store.Work) error { return w.ForgetUpload(ctx, id) })
}

// found is what is kept of a check.
type found struct {
	What string
	Imported
	Problems []told
	Changes  []directory.Change
	Plan     string // what stands for all changes
	Told     int
	Fault    *told
}

type told struct {
	Sheet, Cell, Column, Value, Key, Field string
	Row                                    int
	Args                                   map[string]string
}

func tell(p oldbook.Problem) told {
	t := told{Sheet: p.Sheet, Cell: p.Cell, Column: p.Column, Value: p.Value, Row: p.Row, Key: p.Fault.Key, Field: p.Fault.Field, Args: map[string]string{}}
	for k, v := range p.Fault.Args {
		t.Args[k] = fmt.Sprint(v)
	}
	return t
}

func (t told) fault() *fault.Error {
	f := fault.Bad(t.Field, t.Key)
	for k, v := range t.Args {
		f = f.With(k, v)
	}
	return f
}

// checkUpload checks an upload in the background.
func (m Uploads) checkUpload(ctx context.Context, a access.Actor, id string, data []byte, l locale.Lang) {
	m.mine(ctx, a, id, func(ctx context.Context, j *job, f *found) error {
		plan := newPlan()
		change := func(c directory.Change) { f.change(c); plan.add(c) }
		t, err := m.bytes(a, id, data, ImportRequest{Lang: l, Progress: j.progress, Problem: f.problem, Change: change})
		if err != nil {
			return err
		}
		f.Imported, err = t.check(ctx)
		f.Plan = plan.String()
		return err
	}, ImportChecked)
}

// writeUpload writes an upload in the background.
func (m Uploads) writeUpload(ctx context.Context, a access.Actor, id string, data []byte, l locale.Lang, goodOnly bool, was found) {
	m.mine(ctx, a, id, func(ctx context.Context, j *job, f *found) error {
		t, err := m.bytes(a, id, data, ImportRequest{Lang: l, GoodOnly: goodOnly, Agreed: was.Plan, Progress: j.progress})
		if err != nil {
			return err
		}
		*f = was
		f.Imported, err = t.run(ctx)
		return err
	}, ImportDone)
}

func (j *job) progress(rows int) { j.rows.Store(int64(rows)) }

func (f *found) problem(p oldbook.Problem) {
	if f.Told++; len(f.Problems) < problemsShown {
		f.Problems = append(f.Problems, tell(p))
	}
}

func (f *found) change(c directory.Change) {
	if len(f.Changes) < changesShown {
		f.Changes = append(f.Changes, c)
	}
}

func (m Uploads) bytes(a access.Actor, id string, data []byte, r ImportRequest) (table, error) {
	book, err := sheet.Open(bytes.NewReader(data), int64(len(data)), sheet.Limits{})
	if err != nil {
		return nil, err
	}
	r.Book = book
	return m.open(a, id, r), nil
}

// mine runs a job and keeps what it found. A fault is kept too: somebody will
// look.
func (m Uploads) mine(ctx context.Context, a access.Actor, id string, do func(context.Context, *job, *found) error, then string) {
	ctx = context.WithoutCancel(ctx) // whoever asked may be gone
	m.running.start(id, func(j *job) error {
		f := found{What: m.what}
		err := do(ctx, j, &f)
		state := then
		if first := fault.First(err); first != nil {
			why := tell(oldbook.Problem{Fault: first})
			f.Fault, state, err = &why, ImportFailed, nil
		}
		if err != nil {
			return err
		}
		text, err := json.Marshal(f)
		if err != nil {
			return err
		}
		return m.change(ctx, a, a.Institution, state, "import", id, func(w *store.Work) error {
			if state == ImportDone && f.Bad == 0 {
				if err := w.ForgetUpload(ctx, id); err != nil {
					return err
				}
			}
			return w.SetUpload(ctx, id, state, text)
		})
	})
}

// Finished is closed when the job of an upload is over, or there is none.
func (m Uploads) Finished(id string) <-chan struct{} {
	if j := m.running.get(id); j != nil {
		return j.done
	}
	over := make(chan struct{})
	close(over)
	return over
}

// mayUpload refuses who may not send such spreadsheets.
func (m Uploads) mayUpload(ctx context.Context, a access.Actor) error {
	if access.Holds(a, m.task) { // what a row is about is asked at the row
		return nil
	}
	return m.refuse(ctx, a, string(m.task), "place", a.Institution)
}

// Get shows how far an upload is, and what was found in it: to those who may send
// such spreadsheets at the institution it was sent to.
func (m Uploads) Get(ctx context.Context, a access.Actor, id string) (_ Upload, err error) {
	defer fault.Wrap(&err, "Get(%s)", id)
	if err := m.mayUpload(ctx, a); err != nil {
		return Upload{}, err
	}
	u, _, err := m.upload(ctx, a, id)
	if err != nil {
		return Upload{}, m.refused(ctx, a, err, "read", "import", id)
	}
	if u.Waits() {
		return u, nil // nothing of anybody is shown yet
	}
	return u, m.look(ctx, a, "read", "import", id, rows(len(u.Problems)))
}

func (m Uploads) upload(ctx context.Context, a access.Actor, id string) (u Upload, f found, err error) {
	if !ident.Valid(id) {
		return u, f, fault.Missing()
	}
	kept, err := m.Store.As(a).Upload(ctx, id)
	if err != nil {
		return u, f, err
	}
	if err := json.Unmarshal(kept.Found, &f); err != nil {
		return u, f, err
	}
	if f.What != m.what {
		return u, found{}, fault.Missing()
	}
	u = Upload{ID: id, State: kept.State, Imported: f.Imported, Changes: f.Changes, Told: f.Told, Kept: f.Written+f.Edited == 0 || f.Bad > 0}
	u.Kept = u.Kept && m.now().Sub(kept.At) < uploadKept
	for _, t := range f.Problems {
		u.Problems = append(u.Problems, oldbook.Problem{Sheet: t.Sheet, Row: t.Row, Cell: t.Cell, Column: t.Column, Value: t.Value, Fault: t.fault()})
	}
	if f.Fault != nil {
		u.Fault = f.Fault.fault()
	}
	j := m.running.get(id)
	switch {
	case j != nil && j.over() && j.err != nil:
		return u, f, j.err
	case j != nil && !j.over():
		u.Progress = int(j.rows.Load())
	case u.Waits():
		u.State = ImportStopped
	}
	return u, f, nil
}

// Confirm writes a checked upload in the background: all of it, or its good rows
// only. Fault: import.not_ready when it was not checked, has problems, or is
// written already.
func (m Uploads) Confirm(ctx context.Context, a access.Actor, id string, l locale.Lang, goodOnly bool) (err error) {
	defer fault.Wrap(&err, "Confirm(%s)", id)
	if err := m.mayUpload(ctx, a); err != nil {
		return err
	}
	u, f, err := m.upload(ctx, a, id)
	if err != nil {
		return m.refused(ctx, a, err, "confirm", "import", id)
	}
	if u.State != ImportChecked || u.Table || u.Turned || u.Good == 0 || u.Bad > 0 && !goodOnly {
		return fault.New(fault.Conflict, "import.not_ready")
	}
	data, err := m.Store.As(a).UploadData(ctx, id)
	if err != nil {
		return m.refused(ctx, a, err, "confirm", "import", id)
	}
	text, err := json.Marshal(f)
	if err != nil {
		return err
	}
	if err := m.change(ctx, a, a.Institution, "confirm", "import", id, func(w *store.Work) error { return w.SetUpload(ctx, id, ImportWriting, text) }); err != nil {
		return err
	}
	m.writeUpload(ctx, a, id, data, l, goodOnly, f)
	return nil
}

// Rest writes the rows of an upload that have problems, and why, as a workbook.
func (m Uploads) Rest(ctx context.Context, a access.Actor, id string, l locale.Lang, out io.Writer) (err error) {
	defer fault.Wrap(&err, "Rest(%s)", id)
	if err := m.mayUpload(ctx, a); err != nil {
		return err
	}
	if _, _, err := m.upload(ctx, a, id); err != nil {
		return m.refused(ctx, a, err, "rest", "import", id)
	}
	data, err := m.Store.As(a).UploadData(ctx, id)
	if err != nil {
		return m.refused(ctx, a, err, "rest", "import", id)
	}
	rest := m.rest(out, l)
	t, err := m.bytes(a, id, data, ImportRequest{Lang: l, Rest: rest})
	if err != nil {
		return err
	}
	got, err := t.check(ctx)
	if err != nil {
		return err
	}
	if err := rest.Close(); err != nil {
		return err
	}
	return m.look(ctx, a, "rest", "import", id, rows(got.Bad))
}

// Forget removes what an upload holds before its day is over.
func (m Uploads) Forget(ctx context.Context, a access.Actor, id string) (err error) {
	defer fault.Wrap(&err, "Forget(%s)", id)
	if err := m.mayUpload(ctx, a); err != nil {
		return err
	}
	if _, _, err := m.upload(ctx, a, id); err != nil {
		return m.refused(ctx, a, err, "forget", "import", id)
	}
	return m.forget(ctx, a, id)
}
