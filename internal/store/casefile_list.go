package store

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/tally"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Line is a file as a list shows it: no name.
type Line struct {
	ID, Number  string
	Kind        casefile.FileKind
	Status      casefile.Status
	Track       string
	Flags       casefile.Flags
	Problem     string
	FirstDay    calendar.Day
	NextDue     calendar.Day
	LastContact calendar.Day
	Assigned    bool
	Undecided   bool   // the head has not said yet whether the police are told
	Label       string // initials and age; "" when the file is erased
}

const lineColumns = `f.id, coalesce(f.number, ''), f.kind, f.status, f.track, f.level, f.problem, f.first_day, f.next_due, f.last_contact, f.label,
	coalesce((SELECT k.wrapped FROM file_key k WHERE k.institution = f.institution AND k.file = f.id), '')`

func (h *Handle) lines(ctx context.Context, institution, text string, args ...any) ([]Line, error) {
	type sealedLine struct {
		Line
		label, wrapped []byte
	}
	rows, err := sqldb.Collect(ctx, h.db, func(r sqldb.Row) (sealedLine, error) {
		var l sealedLine
		var kind, status string
		var bits int
		err := r.Scan(&l.ID, &l.Number, &kind, &status, &l.Track, &bits, &l.Problem, &l.FirstDay, &l.NextDue, &l.LastContact, &l.label, &l.wrapped)
		l.Kind, l.Status, l.Flags, l.Assigned = casefile.FileKind(kind), casefile.Status(status), flags(bits), bits&levelAssigned != 0
		l.Undecided = bits&levelUndecided != 0
		return l, err
	}, text, args...)
	if err != nil {
		return nil, err
	}
	out := make([]Line, len(rows))
	for i, row := range rows {
		out[i] = row.Line
		key, err := h.keys.unwrap(ctx, h.db, institution, row.ID, row.wrapped)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		plain, err := key.Open(row.label, institution, "file", row.ID, "label")
		if err != nil {
			return nil, err
		}
		out[i].Label = string(plain)
	}
	return out, nil
}

// Lines returns files that the actor may read, by id; others are left out.
func (h *Handle) Lines(ctx context.Context, institution string, files []string) (_ map[string]Line, err error) {
	defer fault.Wrap(&err, "Lines(%s)", institution)
	if len(files) == 0 {
		return nil, nil
	}
	places, args := list([]any{institution}, files)
	where, args := h.predicate(access.Read, args)
	lines, err := h.lines(ctx, institution, `SELECT `+lineColumns+` FROM file f WHERE f.institution = $1 AND f.id IN (`+places+`) AND `+where, args...)
	out := make(map[string]Line, len(lines))
	for _, l := range lines {
		out[l.ID] = l
	}
	return out, err
}

// Filter narrows the list of cases.
type Filter string

// The filters of the board.
const (
	Home       Filter = "" // open ones too, those worked on last first
	OpenCases  Filter = "open"
	Soon       Filter = "soon" // something is promised for today or the six days after
	HighRisk   Filter = "high_risk"
	Overdue    Filter = "overdue"
	Uncoded    Filter = "uncoded"
	Awaiting   Filter = "awaiting"
	Undecided  Filter = "undecided" // the head has still to decide whether the police are told; closed ones too
	Unassigned Filter = "unassigned"
	Conflicted Filter = "conflict"   // somebody works on it who declared a conflict of interest
	Silent     Filter = "silent"     // no contact for 30 days
	Follow     Filter = "follow_up"  // closed, and to be asked how it goes
	Unanswered Filter = "unanswered" // a referral should have been answered by now
	AllCases   Filter = "all"
	DoneCases  Filter = "closed"
	GroupWork  Filter = "groups"
	Unsettled  Filter = "contacts" // contacts of which nobody said what came of them
)

// Filters lists the filters that ask for an act, in the order of the board.
func Filters() []Filter {
	return []Filter{HighRisk, Undecided, Overdue, Uncoded, Awaiting, Unassigned, Conflicted, Silent, Unanswered, Follow}
}

const (
	soonDays   = 6
	silentDays = 30
)

// condition is the filter in SQL, over the arguments of dated.
func (f Filter) condition() string {
	switch f {
	case Soon:
		return `f.status <> 'closed' AND f.next_due BETWEEN $2 AND $3`
	case HighRisk:
		return `f.status <> 'closed' AND (f.level & 514) <> 0` // an alert that waits too
	case Overdue:
		return `f.status <> 'closed' AND f.next_due > 0 AND f.next_due < $2`
	case Uncoded:
		return `(f.level & 1) <> 0`
	case Undecided:
		return `(f.level & 1024) <> 0`
	case Awaiting:
		return `f.status <> 'closed' AND (f.level & 16) <> 0`
	case Silent:
		return `f.status <> 'closed' AND f.last_contact < $4`
	case Follow:
		return `f.status = 'closed' AND f.next_due > 0 AND f.next_due <= $3`
	case Unanswered:
		return `f.status <> 'closed' AND (f.level & 8) <> 0 AND EXISTS (SELECT 1 FROM referral r
			WHERE r.institution = f.institution AND r.file = f.id AND r.waits = 1 AND r.due > 0 AND r.due < $2)`
	case Unassigned:
		return `f.status <> 'closed' AND (f.level & 128) = 0`
	case Conflicted:
		return `f.status <> 'closed' AND (f.level & 256) <> 0`
	case AllCases, GroupWork:
		return `1 = 1`
	case DoneCases:
		return `f.status = 'closed'`
	default:
		return `f.status <> 'closed'`
	}
}

// kind is what files the filter lists.
func (f Filter) kind() casefile.FileKind {
	switch f {
	case GroupWork:
		return casefile.GroupFile
	case Unsettled:
		return casefile.ContactFile
	default:
		return casefile.CaseFile
	}
}

// listed is the condition of a list. What is promised soon is found in an index
// first: without it SQLite reads every case there ever was.
func (f Filter) listed() string {
	if f == Soon {
		return `f.id IN (SELECT f.id FROM file f WHERE f.institution = $1 AND f.kind = 'case' AND ` + f.condition() + `)`
	}
	return `f.kind = '` + string(f.kind()) + `' AND ` + f.condition()
}

// dated are the first four arguments of a question with a filter in it.
func dated(institution string, today calendar.Day) []any {
	return []any{institution, today, today.Add(soonDays), today.Add(-silentDays)}
}

// order is that of a list by the filter: the one waiting longest first, what is
// promised first, or the newest first when closed ones are among them.
func (f Filter) order() string {
	switch f {
	case AllCases, DoneCases, GroupWork:
		return `f.first_day DESC, f.id DESC`
	case Home:
		return `f.last_contact DESC, f.id DESC`
	case Soon, Follow:
		return `f.next_due, f.id`
	case Unsettled:
		return inDanger + `, f.last_contact, f.id`
	default:
		return `f.last_contact, f.id`
	}
}

// inDanger is an order: somebody in danger whose contact nobody settled comes first.
const inDanger = `CASE WHEN f.status <> 'closed' AND (f.level & 2) <> 0 THEN 0 ELSE 1 END`

// Cases returns cases of an institution that the actor may read, in the order
// of the filter; at most limit, after an offset.
func (h *Handle) Cases(ctx context.Context, institution string, f Filter, today calendar.Day, limit, offset int) (_ []Line, err error) {
	defer fault.Wrap(&err, "Cases(%s, %s)", institution, f)
	where, args := h.predicate(access.Read, append(dated(institution, today), limit, offset))
	return h.lines(ctx, institution, `SELECT `+lineColumns+` FROM file f WHERE f.institution = $1 AND $2 > 0 AND $3 > 0 AND $4 > 0 AND `+f.listed()+` AND `+where+`
		ORDER BY `+f.order()+` LIMIT $5 OFFSET $6`, args...)
}

// Standing is how an institution stands.
type Standing struct {
	Counts    map[Filter]int // cases of each filter of the board, and how many are open
	OpenMonth calendar.Month // the earliest
	Alike     int            // likenesses that nobody has looked into; ManyAlike are at least so many
}

// ManyAlike is as far as likenesses are counted for a page that only says how
// many there are: two files can be alike for four reasons.
const ManyAlike = 100

// Standing returns how an institution stands, counting what the actor may read.
func (h *Handle) Standing(ctx context.Context, institution string, today calendar.Day) (_ Standing, err error) {
	defer fault.Wrap(&err, "Standing(%s)", institution)
	filters := append([]Filter{OpenCases, Soon}, Filters()...)
	where, args := h.predicate(access.Read, dated(institution, today))
	counts := make([]string, len(filters))
	for i, f := range filters {
		counts[i] = `count(CASE WHEN ` + f.condition() + ` THEN 1 END)`
		if f == Uncoded || f == Follow || f == Undecided { // closed ones too: they have indexes of their own
			counts[i] = `(SELECT count(*) FROM file f WHERE f.institution = $1 AND f.kind = 'case' AND ` + f.condition() + ` AND ` + where + `)`
		}
	}
	return sqldb.Get(ctx, h.db, func(r sqldb.Row) (Standing, error) {
		out := Standing{Counts: make(map[Filter]int, len(filters))}
		found := make([]int, len(filters))
		dest := []any{&out.OpenMonth, &out.Alike}
		for i := range found {
			dest = append(dest, &found[i])
		}
		err := r.Scan(dest...)
		for i, f := range filters {
			out.Counts[f] = found[i]
		}
		return out, err
	}, `SELECT coalesce((SELECT open_month FROM head WHERE institution = $1), 0), (SELECT count(*) FROM (SELECT DISTINCT person, other, other_person FROM (SELECT person, other, other_person FROM likeness
			WHERE institution = $1 AND settled = 0 ORDER BY found DESC LIMIT `+strconv.Itoa(4*ManyAlike)+`) newest LIMIT `+strconv.Itoa(ManyAlike)+`) l), `+strings.Join(counts, ", ")+` FROM file f
		WHERE f.institution = $1 AND $2 > 0 AND $3 > 0 AND $4 > 0 AND f.kind = 'case' AND f.status <> 'closed' AND `+where, args...)
}

// Caseload is how much somebody has in hand.
type Caseload struct {
	Open, HighRisk int
	Weighted       int          // a case of high risk counts three times; 0 where no weights are used
	Oldest         calendar.Day // last contact of the case that waits longest, 0 without a case
}

// Caseloads returns what each of the institution's staff has in hand, counting
// the cases that the actor may give to somebody.
func (h *Handle) Caseloads(ctx context.Context, institution string) (_ map[string]Caseload, err error) {
	defer fault.Wrap(&err, "Caseloads(%s)", institution)
	loads := map[string]Caseload{}
	where, args := h.predicate(access.Append(string(casefile.Assignment)), []any{institution})
	err = sqldb.Each(ctx, h.db, func(r sqldb.Row) error {
		var staff string
		var l Caseload
		err := r.Scan(&staff, &l.Open, &l.HighRisk, &l.Oldest)
		loads[staff] = l
		return err
	}, `SELECT a.staff, count(*), count(CASE WHEN (f.level & 2) <> 0 THEN 1 END), min(f.last_contact) FROM assignment a
		JOIN file f ON f.institution = a.institution AND f.id = a.file WHERE a.institution = $1 AND f.status <> 'closed' AND `+where+` GROUP BY a.staff`, args...)
	return loads, err
}

// Contacts returns contacts the actor may read: those not settled yet, and all
// of a day.
func (h *Handle) Contacts(ctx context.Context, institution string, day calendar.Day, limit int) (_ []Line, err error) {
	defer fault.Wrap(&err, "Contacts(%s)", institution)
	where, args := h.predicate(access.Read, []any{institution, day, limit})
	return h.lines(ctx, institution, `SELECT `+lineColumns+` FROM file f WHERE f.institution = $1 AND f.kind = 'contact' AND f.id IN (
			SELECT id FROM file WHERE institution = $1 AND kind = 'contact' AND first_day = $2
			UNION SELECT id FROM file WHERE institution = $1 AND kind = 'contact' AND status <> 'closed') AND `+where+` ORDER BY `+inDanger+`, f.first_day DESC, f.id DESC LIMIT $3`, args...)
}

// CasesOf returns the cases of persons that the actor may see at least by
// number, newest first, by person.
func (h *Handle) CasesOf(ctx context.Context, institution string, persons []string) (_ map[string][]Line, err error) {
	defer fault.Wrap(&err, "CasesOf")
	if len(persons) == 0 {
		return nil, nil
	}
	places, args := list([]any{institution}, persons)
	files := map[string][]string{} // persons by file
	err = sqldb.Each(ctx, h.db, func(r sqldb.Row) error {
		var file, person string
		err := r.Scan(&file, &person)
		files[file] = append(files[file], person)
		return err
	}, `SELECT file, person FROM party WHERE institution = $1 AND person IN (`+places+`)`, args...)
	if err != nil || len(files) == 0 {
		return nil, err
	}
	places, args = list([]any{institution}, slices.Collect(maps.Keys(files)))
	where, args := h.predicate(access.Number, args)
	lines, err := h.lines(ctx, institution, `SELECT `+lineColumns+` FROM file f WHERE f.institution = $1 AND f.id IN (`+places+`) AND `+where+` ORDER BY f.first_day DESC`, args...)
	cases := make(map[string][]Line, len(persons))
	for _, l := range lines {
		for _, person := range files[l.ID] {
			cases[person] = append(cases[person], l)
		}
	}
	return cases, err
}

// ByNumber returns the id of a case by its number, if the actor may read it.
func (h *Handle) ByNumber(ctx context.Context, institution, number string) (_ string, err error) {
	defer fault.Wrap(&err, "ByNumber")
	where, args := h.predicate(access.Read, []any{institution, number})
	return sqldb.Get(ctx, h.db, sqldb.Scalar[string], `SELECT f.id FROM file f WHERE f.institution = $1 AND f.number = $2 AND `+where, args...)
}

// CasesOfFamily returns the cases that served a family and that the actor may
// read, the newest first.
func (h *Handle) CasesOfFamily(ctx context.Context, institution, family string) (_ []Line, err error) {
	defer fault.Wrap(&err, "CasesOfFamily(%s)", institution)
	where, args := h.predicate(access.Read, []any{institution, subjectKey(tally.Subject{Family: true, ID: family})})
	return h.lines(ctx, institution, `SELECT `+lineColumns+` FROM file f WHERE f.institution = $1
		AND f.id IN (SELECT a.file FROM act a WHERE a.institution = $1 AND a.subject = $2) AND `+where+` ORDER BY f.first_day DESC, f.id DESC`, args...)
}
