package store

import (
	"context"
	"strconv"

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
			Token{hash: all.Token(exact.purpose, exact.text), match: true})
	}
	return tokens
}

type exactKey struct{ purpose, text string }

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

const candidates = 50

// FindPersons returns the person files of an institution that share the most
// tokens with what was typed, and that the actor may read; at most 50, to be
// ranked after decryption.
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

func (h *Handle) withTokens(ctx context.Context, institution string, hashes [][]byte) ([]string, error) {
	args := []any{institution}
	places := ""
	for i, hash := range hashes {
		args = append(args, hash)
		if i > 0 {
			places += ", "
		}
		places += arg(len(args))
	}
	where, args := h.predicate("read", args)
	return sqldb.Collect(ctx, h.db, sqldb.Scalar[string], `SELECT f.id FROM
		(SELECT person, count(*) AS hits FROM token WHERE institution = $1 AND token IN (`+places+`) GROUP BY person) t
		JOIN file f ON f.institution = $1 AND f.id = t.person WHERE `+where+` ORDER BY t.hits DESC, f.id LIMIT `+strconv.Itoa(candidates), args...)
}
