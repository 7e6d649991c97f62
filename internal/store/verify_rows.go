package store

import (
	"bytes"
	"fmt"
	"slices"
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
		return nil
	}
	return r.linked()
}

// linked holds who is counted as whom against the persons' files.
func (r *recount) linked() error {
	stored := map[tally.Subject]tally.Subject{}
	err := sqldb.Each(r.ctx, r.q, func(row sqldb.Row) error {
		var subject, root string
		err := row.Scan(&subject, &root)
		if err == nil {
			stored[subjectOf(subject)] = subjectOf(root)
		}
		return err
	}, `SELECT subject, root FROM same_person WHERE institution = $1`, r.institution)
	for id, f := range r.files {
		if f.state == nil || f.state.Kind != casefile.PersonFile {
			continue
		}
		person := tally.Subject{ID: id}
		if f.state.Root != stored[person].ID {
			r.differs("same_person", id)
		}
		delete(stored, person)
	}
	for s, root := range stored { // what is left is of families
		if !s.Family || r.ledger.roots[s] != root {
			r.differs("same_person", "a row of nobody")
		}
	}
	for s := range r.ledger.roots {
		if _, ok := stored[s]; s.Family && !ok {
			r.differs("same_person", s.ID)
		}
	}
	if err != nil {
		return err
	}
	return r.kin()
}

// kin holds which persons make which families one.
func (r *recount) kin() error {
	rows := 0
	err := sqldb.Each(r.ctx, r.q, func(row sqldb.Row) error {
		var person, family, other string
		err := row.Scan(&person, &family, &other)
		if rows++; err == nil && r.ledger.kin[subjectOf(person)] != [2]tally.Subject{subjectOf(family), subjectOf(other)} {
			r.differs("kin", subjectOf(person).ID)
		}
		return err
	}, `SELECT person, family, other FROM kin WHERE institution = $1`, r.institution)
	if rows != len(r.ledger.kin) {
		r.differs("kin", "a missing row")
	}
	return err
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
