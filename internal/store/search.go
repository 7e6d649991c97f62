package store

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/family"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// Token is a keyed hash by which a person can be found: within the institution,
// or (match) between institutions, for the two heads only.
type Token struct {
	hash  []byte
	match bool
	why   string // of a match: what is the same
}

// Tokens returns the tokens of an identity at an institution. Names are keyed
// by the institution; NIK, phone and full name with birth year and sex also by
// the installation.
func (h *Handle) Tokens(institution string, identity casefile.Body) []Token {
	own := h.root.Derive("search " + institution)
	all := h.root.Derive("match")
	var tokens []Token
	for _, name := range []string{identity.Get("name"), identity.Get("alias")} {
		for _, t := range family.NameTokens(name) {
			tokens = append(tokens, Token{hash: own.Token("name", t)})
		}
	}
	for _, exact := range exactKeys(identity) {
		tokens = append(tokens,
			Token{hash: own.Token(exact.purpose, exact.text)},
			Token{hash: all.Token(exact.purpose, exact.text), match: true, why: exact.why()})
	}
	return tokens
}

type exactKey struct{ purpose, text string }

// why names the key for the heads.
func (k exactKey) why() string {
	if k.purpose == "pair" {
		return "name"
	}
	return k.purpose
}

func exactKeys(identity casefile.Body) []exactKey {
	var keys []exactKey
	if nik := family.Digits(identity.Get("nik")); nik != "" {
		keys = append(keys, exactKey{"nik", nik})
	}
	if phone := family.Phone(identity.Get("phone")); phone != "" {
		keys = append(keys, exactKey{"phone", phone})
	}
	if born := identity.Day("birth_date"); born != 0 {
		keys = append(keys, exactKey{"pair", family.FullName(identity.Get("name")) + "|" + strconv.Itoa(born.Year()) + "|" + identity.Get("sex")})
	}
	return keys
}

// PutTokens keeps what a person can be found by.
func (w *Work) PutTokens(ctx context.Context, person string, tokens []Token) error {
	for _, t := range tokens {
		text := `INSERT INTO token (institution, token, person) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`
		if t.match {
			text = `INSERT INTO match_token (institution, token, person) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`
		}
		if err := w.tx.Queue(ctx, text, w.head.institution, t.hash, person); err != nil {
			return err
		}
	}
	return nil
}

// A search considers the persons with most tokens, whether the actor may read
// them or not, and shows some of them.
const (
	considered = 200
	candidates = 50
)

// FindPersons returns the person files of an institution that share the most
// tokens with what was typed, and that the actor may read; at most 50. Who
// shares fewer than the best is left out: who types two names looks for
// somebody with both.
func (h *Handle) FindPersons(ctx context.Context, institution, typed string) (_ []string, err error) {
	defer fault.Wrap(&err, "FindPersons")
	own := h.root.Derive("search " + institution)
	var hashes [][]byte
	for _, t := range family.NameTokens(typed) {
		hashes = append(hashes, own.Token("name", t))
	}
	if d := family.Digits(typed); d != "" {
		hashes = append(hashes, own.Token("nik", d))
	}
	if p := family.Phone(typed); p != "" {
		hashes = append(hashes, own.Token("phone", p))
	}
	if len(hashes) == 0 {
		return nil, nil
	}
	return h.withTokens(ctx, institution, hashes)
}

// withTokens tries the persons that share most tokens first, and takes those of
// them that the actor may read; only if there are none, those that share fewer.
func (h *Handle) withTokens(ctx context.Context, institution string, hashes [][]byte) ([]string, error) {
	type hit struct {
		person string
		tokens int
	}
	places, args := list([]any{institution}, hashes)
	hits, err := sqldb.Collect(ctx, h.db, func(r sqldb.Row) (t hit, err error) { return t, r.Scan(&t.person, &t.tokens) },
		`SELECT person, count(*) FROM token WHERE institution = $1 AND token IN (`+places+`) GROUP BY person ORDER BY 2 DESC, 1 LIMIT `+strconv.Itoa(considered), args...)
	for err == nil && len(hits) > 0 {
		var alike []string
		for best := hits[0].tokens; len(hits) > 0 && len(alike) < candidates && hits[0].tokens == best; hits = hits[1:] {
			alike = append(alike, hits[0].person)
		}
		if h.readsAllPersons(institution) {
			return alike, nil
		}
		var ids []string
		if ids, err = h.readablePersons(ctx, institution, alike); len(ids) > 0 {
			return ids, err
		}
	}
	return nil, err
}

// readsAllPersons reports whether nothing about a person's file could forbid
// reading it.
func (h *Handle) readsAllPersons(institution string) bool {
	return h.actor.Institution == institution && slices.Contains(access.Reach(h.actor, access.Read, string(casefile.PersonFile)), access.All)
}

func (h *Handle) readablePersons(ctx context.Context, institution string, persons []string) ([]string, error) {
	places, args := list([]any{institution}, persons)
	where, args := h.predicate(access.Read, args)
	return sqldb.Collect(ctx, h.db, sqldb.Scalar[string], `SELECT f.id FROM file f WHERE f.institution = $1 AND f.id IN (`+places+`) AND `+where+` ORDER BY f.id`, args...)
}

// list adds values to arguments and returns their places, for IN.
func list[T any](args []any, values []T) (string, []any) {
	places := make([]string, len(values))
	for i, v := range values {
		args = append(args, v)
		places[i] = arg(len(args))
	}
	return strings.Join(places, ", "), args
}

// Identities returns the entries of person files that the actor may read, by
// person. An erased one has none.
func (h *Handle) Identities(ctx context.Context, institution string, persons []string) (_ map[string][]casefile.Entry, err error) {
	defer fault.Wrap(&err, "Identities")
	if len(persons) == 0 {
		return nil, nil
	}
	places, args := list([]any{institution}, persons)
	where, args := h.predicate(access.Read, args)
	stored, err := sqldb.Collect(ctx, h.db, scanKeyed, `SELECT `+keyedColumns+` FROM file f JOIN entry e ON e.institution = f.institution AND e.file = f.id
		WHERE f.institution = $1 AND f.id IN (`+places+`) AND f.kind = 'person' AND `+where+` ORDER BY e.file, e.position`, args...)
	if err != nil {
		return nil, err
	}
	byFile := map[string][]keyedEntry{}
	for _, e := range stored {
		byFile[e.File] = append(byFile[e.File], e)
	}
	found := make(map[string][]casefile.Entry, len(persons))
	for file, all := range byFile {
		entries, err := h.decrypt(ctx, h.db, all)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		found[file] = entries
	}
	return found, nil
}
