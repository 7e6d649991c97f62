package store

import (
	"context"
	"slices"

	"teduh/internal/domain/casefile"
	"teduh/internal/domain/tally"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/sqldb"
)

// ledger is tally's memory of who was served when, on the database.
type ledger struct {
	ctx context.Context
	w   *Work
}

var _ tally.Ledger = ledger{}

const personKey = "p:"

// subjectKey tells persons and families apart in one column.
func subjectKey(s tally.Subject) string {
	if s.Family {
		return "f:" + s.ID
	}
	return personKey + s.ID
}

func subjectOf(key string) tally.Subject {
	return tally.Subject{Family: key[0] == 'f', ID: key[2:]}
}

func (l ledger) institution() string { return l.w.head.institution }

func (l ledger) AddAct(s tally.Subject, m calendar.Month, file string) error {
	return l.w.insert(l.ctx, intoAct, l.institution(), subjectKey(s), m, file)
}

func (l ledger) DropAct(s tally.Subject, m calendar.Month, file string) error {
	return l.w.tx.Queue(l.ctx, `DELETE FROM act WHERE institution = $1 AND subject = $2 AND month = $3 AND file = $4`,
		l.institution(), subjectKey(s), m, file)
}

func (l ledger) Acts(s tally.Subject) ([]tally.Acted, error) {
	return sqldb.Collect(l.ctx, l.w.tx, func(r sqldb.Row) (a tally.Acted, err error) { return a, r.Scan(&a.Month, &a.File) },
		`SELECT month, file FROM act WHERE institution = $1 AND subject = $2 ORDER BY month, file`, l.institution(), subjectKey(s))
}

func (l ledger) Members(root tally.Subject) ([]tally.Subject, error) {
	return sqldb.Collect(l.ctx, l.w.tx, scanSubject, `SELECT subject FROM same_person WHERE institution = $1 AND root = $2 ORDER BY subject`, l.institution(), subjectKey(root))
}

func (l ledger) SetRoot(s, root tally.Subject) error {
	err := l.w.tx.Queue(l.ctx, `DELETE FROM same_person WHERE institution = $1 AND subject = $2`, l.institution(), subjectKey(s))
	if err != nil || s == root {
		return err
	}
	return l.w.tx.Queue(l.ctx, `INSERT INTO same_person (institution, subject, root) VALUES ($1, $2, $3)`, l.institution(), subjectKey(s), subjectKey(root))
}

func (l ledger) RootOf(s tally.Subject) (tally.Subject, error) {
	root, found, err := sqldb.Find(l.ctx, l.w.tx, sqldb.Scalar[string], `SELECT root FROM same_person WHERE institution = $1 AND subject = $2`, l.institution(), subjectKey(s))
	if err != nil || !found {
		return s, err
	}
	return subjectOf(root), nil
}

func (l ledger) PutKin(person, family, other tally.Subject) error {
	return l.w.tx.Queue(l.ctx, `INSERT INTO kin (institution, person, family, other) VALUES ($1, $2, $3, $4)`, l.institution(), subjectKey(person), subjectKey(family), subjectKey(other))
}

func (l ledger) DropKin(person tally.Subject) (family, other tally.Subject, found bool, err error) {
	pair, found, err := sqldb.Find(l.ctx, l.w.tx, func(r sqldb.Row) (p [2]string, err error) { return p, r.Scan(&p[0], &p[1]) },
		`SELECT family, other FROM kin WHERE institution = $1 AND person = $2`, l.institution(), subjectKey(person))
	if err != nil || !found {
		return family, other, found, err
	}
	err = l.w.tx.Queue(l.ctx, `DELETE FROM kin WHERE institution = $1 AND person = $2`, l.institution(), subjectKey(person))
	return subjectOf(pair[0]), subjectOf(pair[1]), true, err
}

func (l ledger) Kin(family tally.Subject) ([]tally.Subject, error) {
	key := subjectKey(family)
	return sqldb.Collect(l.ctx, l.w.tx, scanSubject, `SELECT other FROM kin WHERE institution = $1 AND family = $2
		UNION SELECT family FROM kin WHERE institution = $1 AND other = $2 ORDER BY 1`, l.institution(), key)
}

func scanSubject(r sqldb.Row) (tally.Subject, error) {
	var key string
	err := r.Scan(&key)
	return subjectOf(key), err
}

func (l ledger) StateOf(file string) (*casefile.State, error) {
	if s := l.w.files[file]; s != nil {
		return s, nil
	}
	entries, err := l.w.h.entries(l.ctx, l.w.tx, l.institution(), file)
	if err != nil {
		return nil, err
	}
	return casefile.Fold(l.w.h.book, entries), nil
}

// FamilyOf returns the family of the newest case that served a person, "" when
// there is none.
func (w *Work) FamilyOf(ctx context.Context, person string) (string, error) {
	family, _, err := tally.FamilyOf(ledger{ctx, w}, tally.Subject{ID: person})
	return family.ID, err
}

const claimColumns = `subject, length, month, file, area, residence, problem, sex, age`

func scanClaim(r sqldb.Row) (tally.Claim, error) {
	var c tally.Claim
	var subject string
	err := r.Scan(&subject, &c.Length, &c.Month, &c.File, &c.Dims.Area, &c.Dims.Residence, &c.Dims.Problem, &c.Dims.Sex, &c.Dims.Age)
	if err == nil {
		c.Subject = subjectOf(subject)
	}
	return c, err
}

// Claims reads the root and its claims in one answer: the root comes also when it
// has none.
func (l ledger) Claims(s tally.Subject, year int) (root tally.Subject, claims []tally.Claim, err error) {
	if l.w.began(s) {
		return s, slices.DeleteFunc(slices.Clone(l.w.many.claims[subjectKey(s)]), func(c tally.Claim) bool { return c.Month.Year() != year }), nil
	}
	root = s
	err = sqldb.Each(l.ctx, l.w.tx, func(r sqldb.Row) error {
		var key string
		c, err := scanClaim(prefixed{r, []any{&key}})
		if err != nil {
			return err
		}
		if root = subjectOf(key); c.File != "" {
			claims = append(claims, c)
		}
		return nil
	}, `SELECT r.root, r.root, coalesce(s.length, 0), coalesce(s.month, 0), coalesce(s.file, ''), coalesce(s.area, ''), coalesce(s.residence, ''), coalesce(s.problem, ''), coalesce(s.sex, ''), coalesce(s.age, '')
		FROM (SELECT coalesce((SELECT p.root FROM same_person p WHERE p.institution = $1 AND p.subject = $2), $3) AS root) r
		LEFT JOIN served s ON s.institution = $4 AND s.subject = r.root AND s.year = $5 ORDER BY s.length, s.first`,
		l.institution(), subjectKey(s), subjectKey(s), l.institution(), year)
	return root, claims, err
}

func (l ledger) AllClaims(root tally.Subject) ([]tally.Claim, error) {
	return sqldb.Collect(l.ctx, l.w.tx, scanClaim, `SELECT `+claimColumns+` FROM served
		WHERE institution = $1 AND subject = $2 ORDER BY length, first`, l.institution(), subjectKey(root))
}

func (l ledger) ClaimsOf(file string) ([]tally.Claim, error) {
	return sqldb.Collect(l.ctx, l.w.tx, scanClaim, `SELECT `+claimColumns+` FROM served
		WHERE institution = $1 AND file = $2 ORDER BY subject, length, first`, l.institution(), file)
}

func (l ledger) Put(c tally.Claim) error {
	if l.w.began(c.Subject) {
		l.w.many.claims[subjectKey(c.Subject)] = append(l.w.many.claims[subjectKey(c.Subject)], c)
	}
	return l.w.insert(l.ctx, intoServed,
		l.institution(), subjectKey(c.Subject), c.Month.Year(), int(c.Length), c.Period().From, c.Month, c.File,
		c.Dims.Area, c.Dims.Residence, c.Dims.Problem, c.Dims.Sex, c.Dims.Age)
}

func (l ledger) Drop(c tally.Claim) error {
	return l.w.tx.Queue(l.ctx, `DELETE FROM served WHERE institution = $1 AND subject = $2 AND length = $3 AND first = $4`,
		l.institution(), subjectKey(c.Subject), int(c.Length), c.Period().From)
}

func (w *Work) counter(ctx context.Context, year int) (int, error) {
	if w.many != nil {
		return w.nextOf(ctx, year)
	}
	return sqldb.Get(ctx, w.tx, sqldb.Scalar[int], `INSERT INTO case_number (institution, year, last) VALUES ($1, $2, 1)
		ON CONFLICT (institution, year) DO UPDATE SET last = case_number.last + 1 RETURNING last`, w.head.institution, year)
}
