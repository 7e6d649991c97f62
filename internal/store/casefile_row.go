package store

import (
	"context"
	"slices"

	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
)

// The flags of a file as bits of file.level. Assigned and undecided are no
// flags of the state, but lists ask for them.
const (
	levelUncoded = 1 << iota
	levelHighRisk
	levelSealed
	levelReferred
	levelAwaitingApproval
	levelRestricted
	levelMinor
	levelAssigned
	levelConflict
	levelAlert
	levelUndecided
)

func level(s *casefile.State) int {
	f, bits := s.Flags, 0
	if len(s.Assigned) > 0 {
		bits = levelAssigned
	}
	if f.Conflict {
		bits |= levelConflict
	}
	if f.Alert {
		bits |= levelAlert
	}
	if s.Police.Waits() {
		bits |= levelUndecided
	}
	for i, set := range []bool{f.Uncoded, f.HighRisk, f.Sealed, f.Referred, f.AwaitingApproval, f.Restricted, f.Minor} {
		if set {
			bits |= 1 << i
		}
	}
	return bits
}

func flags(level int) casefile.Flags {
	return casefile.Flags{
		Uncoded: level&levelUncoded != 0, HighRisk: level&levelHighRisk != 0, Sealed: level&levelSealed != 0,
		Referred: level&levelReferred != 0, AwaitingApproval: level&levelAwaitingApproval != 0,
		Restricted: level&levelRestricted != 0, Minor: level&levelMinor != 0, Conflict: level&levelConflict != 0, Alert: level&levelAlert != 0,
	}
}

// fileRow writes what Fold says of the file: derived, compared by verify.
func (w *Work) fileRow(ctx context.Context, s Sealed, before, after *casefile.State) error {
	if before == nil {
		if err := w.newFile(ctx, s, after); err != nil {
			return err
		}
	} else if err := w.oldFile(ctx, before, after); err != nil {
		return err
	}
	if err := w.referrals(ctx, before, after); err != nil {
		return err
	}
	if err := w.parties(ctx, before, after); err != nil {
		return err
	}
	if err := w.promises(ctx, before, after); err != nil {
		return err
	}
	return w.assigned(ctx, before, after)
}

// parties keeps whose person files open to who works on the case.
func (w *Work) parties(ctx context.Context, before, after *casefile.State) error {
	var had []string
	if before != nil {
		had = before.Clients()
	}
	has := after.Clients()
	for _, person := range had {
		if !slices.Contains(has, person) {
			if err := w.tx.Queue(ctx, `DELETE FROM party WHERE institution = $1 AND file = $2 AND person = $3`, after.Institution, after.File, person); err != nil {
				return err
			}
		}
	}
	for _, person := range has {
		if !slices.Contains(had, person) {
			if err := w.insert(ctx, intoParty, after.Institution, after.File, person); err != nil {
				return err
			}
		}
	}
	return nil
}

// oldFile writes what changed. The second session of a day changes nothing that
// lists show, and no index is touched.
func (w *Work) oldFile(ctx context.Context, before, after *casefile.State) error {
	if w.many != nil {
		return nil // see Done
	}
	r := row(after)
	if r == row(before) {
		return w.tx.Queue(ctx, `UPDATE file SET entries = $1, last = $2 WHERE institution = $3 AND id = $4`, after.Entries, after.Last, after.Institution, after.File)
	}
	return w.tx.Queue(ctx, `UPDATE file SET status = $1, track = $2, level = $3, problem = $4, next_due = $5, last_contact = $6, entries = $7, last = $8
		WHERE institution = $9 AND id = $10`,
		r.status, r.track, r.level, r.problem, r.nextDue, r.lastContact, after.Entries, after.Last, after.Institution, after.File)
}

// listed is what lists show of a file and what they are ordered by.
type listed struct {
	status, track, problem string
	level                  int
	nextDue, lastContact   calendar.Day
}

func row(st *casefile.State) listed {
	return listed{string(st.Status), st.Track, st.Dims.Problem, level(st), st.NextDue, st.LastContact}
}

func (w *Work) newFile(ctx context.Context, s Sealed, st *casefile.State) error {
	if w.many != nil {
		w.many.labels[s.File] = s.key.label // its row is written once, when it is done
	} else if err := w.insertFile(ctx, st, s.key.label); err != nil {
		return err
	}
	if err := w.insert(ctx, intoKey, s.Institution, s.File, s.key.wrapped); err != nil {
		return err
	}
	return nil
}

func (w *Work) assigned(ctx context.Context, before, after *casefile.State) error {
	var had []string
	if before != nil {
		had = before.Assigned
	}
	for _, staff := range had {
		if !slices.Contains(after.Assigned, staff) {
			if err := w.tx.Queue(ctx, `DELETE FROM assignment WHERE institution = $1 AND file = $2 AND staff = $3`, after.Institution, after.File, staff); err != nil {
				return err
			}
		}
	}
	for _, staff := range after.Assigned {
		if !slices.Contains(had, staff) {
			if err := w.insert(ctx, intoStaff, after.Institution, after.File, staff); err != nil {
				return err
			}
		}
	}
	return nil
}

// NextNumber returns the next case number of the institution in a year.
func (w *Work) NextNumber(ctx context.Context, year int) (string, error) {
	if err := w.lock(ctx); err != nil {
		return "", err
	}
	running, err := w.counter(ctx, year)
	return casefile.CaseNumber(year, running, w.head.code), err
}
