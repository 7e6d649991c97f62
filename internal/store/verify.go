package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"teduh/internal/domain/audit"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/recap"
	"teduh/internal/domain/tally"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Difference is the first place where the database is not what its entries say.
type Difference struct {
	Institution string
	What        string // chain, facts, file, referral, audit, served, position
	Where       string // an id or a position
}

// String names the place, without anybody's name.
func (d Difference) String() string {
	return fmt.Sprintf("%s: %s at %s", d.Institution, d.What, d.Where)
}

// Verified is what a recount went through.
type Verified struct {
	Institutions, Files, Erased, Entries, Facts, AuditLines int
	Difference                                              *Difference // nil when everything agrees
}

// Verify recounts everything from the entries and holds it against what is
// stored: the chains of entries and audit lines, the facts, the files' rows,
// who was served. It stops at the first difference. Files whose key was
// destroyed are checked by their chain only.
func (h *Handle) Verify(ctx context.Context, progress func(done, of int)) (v Verified, err error) {
	defer fault.Wrap(&err, "Verify")
	heads, err := sqldb.Collect(ctx, h.db, sqldb.Scalar[string], `SELECT institution FROM head ORDER BY institution`)
	if err != nil {
		return v, err
	}
	for i, institution := range heads {
		progress(i, len(heads))
		err := h.db.View(ctx, func(view *sqldb.View) error {
			r := &recount{store: h.Store, ctx: ctx, q: view, institution: institution, v: &v}
			return r.run()
		})
		if err != nil || v.Difference != nil {
			return v, err
		}
		if institution != "" { // that is the installation's own chain of audit lines
			v.Institutions++
		}
	}
	progress(len(heads), len(heads))
	return v, nil
}

// recount is the verification of one institution.
type recount struct {
	store       *Store
	ctx         context.Context
	q           sqldb.Reader
	institution string
	v           *Verified

	head   head
	ledger *memory
	files  map[string]*recounted
	facts  factReader
}

type recounted struct {
	state   *casefile.State
	entries []casefile.Entry
	erased  bool
}

func (r *recount) differs(what, where string) {
	if r.v.Difference == nil {
		r.v.Difference = &Difference{r.institution, what, where}
	}
}

func (r *recount) run() error {
	_, err := sqldb.Get(r.ctx, r.q, func(row sqldb.Row) (struct{}, error) { return struct{}{}, row.Scan(r.head.fields()...) },
		`SELECT `+headColumns+` FROM head h WHERE h.institution = $1`, r.institution)
	if err != nil {
		return err
	}
	r.files = map[string]*recounted{}
	r.ledger = newMemory(r.files)
	for _, step := range []func() error{r.entries, r.rows, r.referrals, r.served, r.audit} {
		if err := step(); err != nil || r.v.Difference != nil {
			return err
		}
	}
	return nil
}

// entries walks the chain: each entry's place, facts and hash.
func (r *recount) entries() error {
	stored, err := sqldb.Collect(r.ctx, r.q, func(row sqldb.Row) (chained, error) {
		var c chained
		e, err := scanEntry(prefixed{row, []any{&c.hash}})
		c.storedEntry = e
		return c, err
	}, `SELECT e.hash, `+entryColumns+` FROM entry e WHERE e.institution = $1 ORDER BY e.position`, r.institution)
	if err != nil {
		return err
	}
	if r.facts.rows, err = r.storedFacts(); err != nil {
		return err
	}
	prev, position, chain := audit.Genesis(), int64(0), entryChain{}
	for _, e := range stored {
		position++
		if e.Position != position {
			r.differs("position", fmt.Sprint(position))
			return nil
		}
		facts := r.facts.at(position)
		prev = chain.hash(prev, Sealed{Entry: e.Entry, body: e.body}, facts)
		if !bytes.Equal(prev, e.hash) {
			r.differs("chain", e.ID)
			return nil
		}
		if err := r.recountEntry(e.storedEntry, facts); err != nil || r.v.Difference != nil {
			return err
		}
		r.v.Entries++
	}
	if position != r.head.position || !bytes.Equal(prev, r.head.entryHash) || r.facts.left() {
		r.differs("position", fmt.Sprint(r.head.position))
	}
	return nil
}

type chained struct {
	storedEntry
	hash []byte
}

// recountEntry decides anew what the entry counts.
func (r *recount) recountEntry(e storedEntry, stored []recap.Fact) error {
	f := r.files[e.File]
	if f == nil {
		f = &recounted{}
		r.files[e.File] = f
	}
	key, err := r.store.keys.file(r.ctx, r.q, r.institution, e.File)
	if fault.Is(err, fault.NotFound) {
		f.erased = true
		return nil
	}
	if err != nil {
		return err
	}
	entry, err := e.open(key)
	if err != nil {
		r.differs("entry", e.ID)
		return nil
	}
	before := f.state
	f.entries = append(f.entries, entry)
	if before == nil || entry.Kind == casefile.Correction {
		f.state = casefile.Fold(r.store.book, f.entries)
	} else {
		f.state, _ = casefile.Extend(r.store.book, before, entry)
	}
	facts, err := tally.Facts(r.ledger, before, f.state, entry)
	if err != nil {
		return err
	}
	r.v.Facts += len(facts)
	if !slices.Equal(facts, stored) {
		r.differs("facts", e.ID)
	}
	return nil
}

func (r *recount) storedFacts() ([]positioned, error) {
	return sqldb.Collect(r.ctx, r.q, func(row sqldb.Row) (positioned, error) {
		var p positioned
		var measure, cause int
		err := row.Scan(&p.position, &p.File, &measure, &p.Period, &p.Book, &p.Dims.Area, &p.Dims.Residence, &p.Dims.Problem, &p.Dims.Sex, &p.Dims.Age, &p.Amount, &cause)
		p.Measure, p.Cause = recap.Measure(measure), recap.Cause(cause)
		return p, err
	}, `SELECT position, file, measure, period, book, area, residence, problem, sex, age, amount, cause FROM fact
		WHERE institution = $1 ORDER BY position, n`, r.institution)
}

type positioned struct {
	recap.Fact
	position int64
}

// factReader hands out the stored facts position by position.
type factReader struct {
	rows []positioned
	next int
}

func (f *factReader) at(position int64) []recap.Fact {
	var out []recap.Fact
	for f.next < len(f.rows) && f.rows[f.next].position == position {
		out = append(out, f.rows[f.next].Fact)
		f.next++
	}
	return out
}

func (f *factReader) left() bool { return f.next < len(f.rows) }
