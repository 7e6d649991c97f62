package store

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/domain/tally"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Likeness says that a client may be the one of another file.
type Likeness struct {
	Person      string // a file here
	Other       string // institution of the other file
	OtherPerson string // the other file when it is here too, else ""
	Why         []string
	Found       time.Time
}

// Here reports whether the other file is of the same institution.
func (l Likeness) Here() bool { return l.OtherPerson != "" }

// mostAlike bounds how many files one number may point at: a telephone that
// everybody gives tells nothing.
const mostAlike = 20

// TellLikenesses notes whose number, or name with birth year and sex, a client
// shares with whom: for the head here, and for the head there. Who registers the
// client learns nothing of it. The institution a case was taken over from knows
// already; "" when it was not.
func (w *Work) TellLikenesses(ctx context.Context, person string, tokens []Token, takenFrom string) error {
	if w.many != nil {
		return nil // see flushTokens
	}
	here := w.head.institution
	for _, t := range tokens {
		if !t.match {
			continue
		}
		hits, err := sqldb.Collect(ctx, w.tx, func(r sqldb.Row) (h Likeness, err error) { return h, r.Scan(&h.Other, &h.OtherPerson) },
			`SELECT institution, person FROM match_token WHERE token = $1 AND NOT (institution = $2 AND person = $3) ORDER BY institution, person LIMIT $4`,
			t.hash, here, person, mostAlike+1)
		if err != nil {
			return err
		}
		if len(hits) > mostAlike {
			continue
		}
		for _, h := range hits {
			if h.Other == takenFrom {
				continue
			}
			if err := w.alike(ctx, person, h, t.why); err != nil {
				return err
			}
		}
	}
	return nil
}

// alike writes the message: one for both files when they lie here, else one to
// each head. Files of another institution are not named.
func (w *Work) alike(ctx context.Context, person string, other Likeness, why string) error {
	here := w.head.institution
	if other.Other == here {
		_, told, err := sqldb.Find(ctx, w.tx, sqldb.Scalar[string], `SELECT why FROM likeness WHERE institution = $1 AND person = $2 AND other = $1 AND other_person = $3 AND why = $4`,
			here, other.OtherPerson, person, why)
		if err != nil || told { // the other way round, when the other one came
			return err
		}
		return w.insertLikeness(ctx, here, person, here, other.OtherPerson, why)
	}
	if err := w.insertLikeness(ctx, here, person, other.Other, "", why); err != nil {
		return err
	}
	return w.insertLikeness(ctx, other.Other, other.OtherPerson, here, "", why)
}

func (w *Work) insertLikeness(ctx context.Context, institution, person, other, otherPerson, why string) error {
	return w.tx.Queue(ctx, intoLikeness.text, w.likeness(institution, person, other, otherPerson, why)...)
}

func (w *Work) likeness(institution, person, other, otherPerson, why string) []any {
	return []any{institution, person, other, otherPerson, why, w.Now.UnixMilli(), 0}
}

const reasonsAtMost = 4 // nik, phone, name, resembles

// Likenesses returns what nobody has looked into yet, newest first, of the
// clients whose files the actor may read: at most limit pairs, after some to
// skip. A pair is as new as the last reason for it.
func (h *Handle) Likenesses(ctx context.Context, institution string, skip, limit int) (_ []Likeness, err error) {
	defer fault.Wrap(&err, "Likenesses(%s)", institution)
	where, args := h.predicate(access.Read, []any{institution})
	var out []Likeness
	seen := map[pair]bool{}
	err = sqldb.Each(ctx, h.db, func(r sqldb.Row) error {
		var p pair
		var found int64
		err := r.Scan(&p.person, &p.other, &p.otherPerson, &found)
		if !seen[p] { // else this is an older reason
			seen[p] = true
			out = append(out, Likeness{Person: p.person, Other: p.other, OtherPerson: p.otherPerson, Found: time.UnixMilli(found)})
		}
		return err
	}, `SELECT l.person, l.other, l.other_person, l.found FROM likeness l JOIN file f ON f.institution = l.institution AND f.id = l.person
		WHERE l.institution = $1 AND l.settled = 0 AND `+where+` ORDER BY l.found DESC, l.person, l.other, l.other_person LIMIT `+strconv.Itoa((skip+limit)*reasonsAtMost), args...)
	if err != nil {
		return nil, err
	}
	out = out[min(skip, len(out)):min(skip+limit, len(out))]
	return out, h.reasons(ctx, institution, out)
}

// pair is two files that are alike, as they are kept.
type pair struct{ person, other, otherPerson string }

// reasons fills in why each is alike.
func (h *Handle) reasons(ctx context.Context, institution string, of []Likeness) error {
	if len(of) == 0 {
		return nil
	}
	at, persons := map[pair]int{}, []string{}
	for i, l := range of {
		at[pair{l.Person, l.Other, l.OtherPerson}] = i
		persons = append(persons, l.Person)
	}
	places, args := list([]any{institution}, slices.Compact(slices.Sorted(slices.Values(persons))))
	return sqldb.Each(ctx, h.db, func(r sqldb.Row) error {
		var p pair
		var why string
		err := r.Scan(&p.person, &p.other, &p.otherPerson, &why)
		if i, shown := at[p]; shown {
			of[i].Why = append(of[i].Why, why)
		}
		return err
	}, `SELECT person, other, other_person, why FROM likeness WHERE institution = $1 AND settled = 0 AND person IN (`+places+`) ORDER BY why`, args...)
}

// SettlePair settles what was told of two persons here, if anything was.
func (w *Work) SettlePair(ctx context.Context, one, other string) error {
	return w.tx.Queue(ctx, `UPDATE likeness SET settled = $1 WHERE institution = $2 AND settled = 0 AND other = institution AND (person = $3 AND other_person = $4 OR person = $4 AND other_person = $3)`,
		w.Now.UnixMilli(), w.head.institution, one, other)
}

// CountedAs returns how many other persons are counted as one.
func (w *Work) CountedAs(ctx context.Context, person string) (int, error) {
	members, err := ledger{ctx, w}.Members(tally.Subject{ID: person})
	return len(members), err
}

// Linked is a person here who is counted as another.
type Linked struct{ Person, Root string }

// Linkings returns who is counted as whom, of the files the actor may read; at
// most limit.
func (h *Handle) Linkings(ctx context.Context, institution string, limit int) (_ []Linked, err error) {
	defer fault.Wrap(&err, "Linkings(%s)", institution)
	where, args := h.predicate(access.Read, []any{institution})
	return sqldb.Collect(ctx, h.db, func(r sqldb.Row) (Linked, error) {
		var subject, root string
		err := r.Scan(&subject, &root)
		return Linked{Person: subject, Root: strings.TrimPrefix(root, personKey)}, err
	}, `SELECT f.id, s.root FROM same_person s JOIN file f ON f.institution = s.institution AND f.id = substr(s.subject, 3)
		WHERE s.institution = $1 AND f.kind = 'person' AND `+where+` ORDER BY f.id DESC LIMIT `+strconv.Itoa(limit), args...)
}

// SettleLikeness notes that somebody looked into it. fault.Missing when it is
// not open.
func (w *Work) SettleLikeness(ctx context.Context, l Likeness) (err error) {
	defer fault.Wrap(&err, "SettleLikeness(%s)", l.Person)
	n, err := w.tx.Exec(ctx, `UPDATE likeness SET settled = $1 WHERE institution = $2 AND person = $3 AND other = $4 AND other_person = $5 AND settled = 0`,
		w.Now.UnixMilli(), w.head.institution, l.Person, l.Other, l.OtherPerson)
	if err == nil && n == 0 {
		return fault.Missing()
	}
	return err
}
