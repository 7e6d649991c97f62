package store

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"teduh/internal/domain/audit"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/tally"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/sqldb"
)

// row is what the file table says of a file.
type fileRowValues struct {
	kind, status, track, problem string
	level, entries               int
	due, contact                 calendar.Day
	last                         int64
}

func rowOf(s *casefile.State) fileRowValues {
	return fileRowValues{string(s.Kind), string(s.Status), s.Track, s.Dims.Problem, level(s), s.Entries, s.NextDue, s.LastContact, s.Last}
}

// rows holds every file's row and assignments against its folded state.
func (r *recount) rows() error {
	seen := 0
	err := sqldb.Each(r.ctx, r.q, func(row sqldb.Row) error {
		var id string
		var v fileRowValues
		if err := row.Scan(&id, &v.kind, &v.status, &v.track, &v.problem, &v.level, &v.entries, &v.due, &v.contact, &v.last); err != nil {
			return err
		}
		seen++
		f := r.files[id]
		switch {
		case f == nil:
			r.differs("file", id)
		case f.erased:
			r.v.Erased++
		case v != rowOf(f.state):
			r.differs("file", id)
		default:
			r.v.Files++
		}
		return nil
	}, `SELECT id, kind, status, track, problem, level, entries, next_due, last_contact, last FROM file WHERE institution = $1 ORDER BY id`, r.institution)
	if err == nil && seen != len(r.files) {
		r.differs("file", "a missing row")
	}
	if err != nil || r.v.Difference != nil {
		return err
	}
	if err := r.beside("assignment", `SELECT file, staff FROM assignment WHERE institution = $1 ORDER BY file, staff`,
		func(s *casefile.State) []string { return s.Assigned }); err != nil {
		return err
	}
	if err := r.beside("party", `SELECT file, person FROM party WHERE institution = $1 ORDER BY file, person`, (*casefile.State).Clients); err != nil {
		return err
	}
	return r.due()
}

// beside holds rows that stand beside a file against what its state says.
func (r *recount) beside(table, text string, said func(*casefile.State) []string) error {
	stored := map[string][]string{}
	err := sqldb.Each(r.ctx, r.q, func(row sqldb.Row) error {
		var file, beside string
		err := row.Scan(&file, &beside)
		stored[file] = append(stored[file], beside)
		return err
	}, text, r.institution)
	for id, f := range r.files {
		if f.state == nil || f.erased {
			continue
		}
		want := slices.Sorted(slices.Values(said(f.state)))
		if !slices.Equal(slices.Compact(want), stored[id]) {
			r.differs(table, id)
		}
	}
	return err
}

// served holds the claims against those of the recount. Claims of erased files
// cannot be recounted, so an institution with erased files is passed over.
func (r *recount) served() error {
	stored, err := sqldb.Collect(r.ctx, r.q, scanClaim, `SELECT `+claimColumns+` FROM served WHERE institution = $1`, r.institution)
	if err != nil || r.v.Erased > 0 {
		return err
	}
	for _, c := range stored {
		if r.ledger.claims[claimKey(c)] != c {
			r.differs("served", c.File)
			return nil
		}
	}
	if len(stored) != len(r.ledger.claims) {
		r.differs("served", fmt.Sprint(len(stored)))
	}
	return nil
}

// audit walks the institution's audit chain.
func (r *recount) audit() error {
	prev, seq := audit.Genesis(), int64(0)
	err := sqldb.Each(r.ctx, r.q, func(row sqldb.Row) error {
		l := audit.Line{Institution: r.institution}
		var at int64
		if err := row.Scan(&l.Seq, &at, &l.Staff, &l.Job, &l.Verb, &l.Kind, &l.Subject, &l.Detail, &l.Prev, &l.Hash); err != nil {
			return err
		}
		l.At = time.UnixMilli(at)
		seq++
		if l.Seq != seq || !bytes.Equal(l.Prev, prev) || !l.Holds() {
			r.differs("audit", fmt.Sprint(seq))
		}
		prev = l.Hash
		r.v.AuditLines++
		return nil
	}, `SELECT seq, at, staff, job, verb, kind, subject, detail, prev, hash FROM audit WHERE institution = $1 ORDER BY seq`, r.institution)
	if err == nil && (seq != r.head.audit || !bytes.Equal(prev, r.head.auditHash)) {
		r.differs("audit", fmt.Sprint(r.head.audit))
	}
	return err
}

// memory is tally's ledger for a recount.
type memory struct {
	acts   map[string]bool
	claims map[string]tally.Claim
}

func newMemory() *memory { return &memory{acts: map[string]bool{}, claims: map[string]tally.Claim{}} }

func claimKey(c tally.Claim) string {
	return fmt.Sprintf("%s %d %s", subjectKey(c.Subject), c.Length, c.Period())
}

func actKey(s tally.Subject, m calendar.Month) string { return subjectKey(s) + " " + m.String() + " " }

func (l *memory) AddAct(s tally.Subject, m calendar.Month, file string) error {
	l.acts[actKey(s, m)+file] = true
	return nil
}

func (l *memory) DropAct(s tally.Subject, m calendar.Month, file string) error {
	delete(l.acts, actKey(s, m)+file)
	return nil
}

func (l *memory) Acted(s tally.Subject, p calendar.Period) (bool, error) {
	for _, m := range p.Months() {
		for act := range l.acts {
			if strings.HasPrefix(act, actKey(s, m)) {
				return true, nil
			}
		}
	}
	return false, nil
}

func (l *memory) Claims(s tally.Subject, year int) ([]tally.Claim, error) {
	return l.where(func(c tally.Claim) bool { return c.Subject == s && c.Month.Year() == year }), nil
}

func (l *memory) ClaimsOf(file string) ([]tally.Claim, error) {
	return l.where(func(c tally.Claim) bool { return c.File == file }), nil
}

// where lists claims in the order of the database: by subject, length, first
// month.
func (l *memory) where(keep func(tally.Claim) bool) []tally.Claim {
	var out []tally.Claim
	for _, c := range l.claims {
		if keep(c) {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b tally.Claim) int { return strings.Compare(order(a), order(b)) })
	return out
}

func order(c tally.Claim) string {
	return fmt.Sprintf("%s %d %06d", subjectKey(c.Subject), c.Length, c.Period().From)
}

func (l *memory) Put(c tally.Claim) error {
	l.claims[claimKey(c)] = c
	return nil
}

func (l *memory) Drop(c tally.Claim) error {
	delete(l.claims, claimKey(c))
	return nil
}
