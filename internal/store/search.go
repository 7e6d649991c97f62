package store

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"

	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/family"
	"teduh/internal/kit/crypt"
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
	own, all := h.derived("search "+institution).Tokens(), h.derived("match").Tokens()
	var tokens []Token
	add := func(hashes [][]byte) {
		for _, hash := range hashes {
			tokens = withToken(tokens, Token{hash: hash})
		}
	}
	for _, name := range []string{identity.Get("name"), identity.Get("alias")} {
		add(hashes(own, "name", family.NameTokens(name)))
		add(hashes(own, "loose", family.LooseTokens(name)))
	}
	add(hashes(own, "head", family.NameTokens(identity.Get("family_head"))))
	for _, district := range DistrictsOf(identity) {
		add(hashes(own, "district", family.NameTokens(district)))
	}
	add(hashes(own, "part", family.NumberParts(identity.Get("nik"), identity.Get("phone"))))
	for _, exact := range exactKeys(identity) {
		tokens = append(tokens,
			Token{hash: own.Token(exact.purpose, exact.text)},
			Token{hash: all.Token(exact.purpose, exact.text), match: true, why: exact.why()})
	}
	return tokens
}

// DistrictsOf returns the names of the district (kecamatan) in which somebody
// lives: as it was said, and that of the village.
func DistrictsOf(identity casefile.Body) []string {
	var out []string
	if said := identity.Get("district"); said != "" {
		out = append(out, said)
	}
	if d, ok := area.Indonesia().DistrictOf(area.Code(identity.Get("village"))); ok && !slices.Contains(out, d.Name) {
		out = append(out, d.Name)
	}
	return out
}

func hashes(key *crypt.Tokens, purpose string, texts []string) [][]byte {
	out := make([][]byte, len(texts))
	for i, t := range texts {
		out[i] = key.Token(purpose, t)
	}
	return out
}

// withToken adds a token that is not there yet: an alias often repeats the name.
func withToken(tokens []Token, t Token) []Token {
	if slices.ContainsFunc(tokens, func(o Token) bool { return bytes.Equal(o.hash, t.hash) }) {
		return tokens
	}
	return append(tokens, t)
}

type exactKey struct{ purpose, text string }

// why names the key for the heads.
func (k exactKey) why() string {
	if k.purpose == "pair" {
		return "name"
	}
	return k.purpose
}

// wordsOfFullName is how many words tell people of the whole country apart.
const wordsOfFullName = 2

func exactKeys(identity casefile.Body) []exactKey {
	var keys []exactKey
	if nik := family.Digits(identity.Get("nik")); nik != "" {
		keys = append(keys, exactKey{"nik", nik})
	}
	if phone := family.Phone(identity.Get("phone")); phone != "" {
		keys = append(keys, exactKey{"phone", phone})
	}
	name := family.NameTokens(identity.Get("name"))
	if born := bornIn(identity); born != 0 && len(name) >= wordsOfFullName {
		keys = append(keys, exactKey{"pair", strings.Join(name, " ") + "|" + strconv.Itoa(born) + "|" + identity.Get("sex")})
	}
	return keys
}

// PutTokens keeps what a person can be found by.
func (w *Work) PutTokens(ctx context.Context, person string, tokens []Token) error {
	if w.many != nil {
		w.many.tokens.keepPerson(person, tokens)
		return nil
	}
	for _, t := range tokens {
		in := intoToken
		if t.match {
			in = intoMatch
		}
		if err := w.insert(ctx, in, w.head.institution, t.hash, person); err != nil {
			return err
		}
	}
	return nil
}

// A search considers the persons with most tokens, whether the actor may read
// them or not, and shows some of them. It looks at so many at most, that it costs
// the same in a large institution.
const (
	considered = 200
	candidates = 50
	lookedAt   = 200
	wordsMost  = 12 // of what somebody typed
)

// Sought is who is looked for: a name or number, narrowed by the district and by
// the head of the family.
type Sought struct {
	Text, District, Head string
}

// index is a table of tokens, and what in it is found by them.
type index struct{ table, column string }

var (
	byPerson = index{"token", "person"}
	byCase   = index{"case_token", "file"}
)

// FindPersons returns the person files of an institution that share most tokens
// with who is sought, and that the actor may read; at most 50, the likeliest
// first: who has more of its words, then whose name is more like it.
func (h *Handle) FindPersons(ctx context.Context, institution string, s Sought) (_ []string, err error) {
	defer fault.Wrap(&err, "FindPersons")
	own := h.derived("search " + institution).Tokens()
	words := hashes(own, "name", family.NameTokens(s.Text))
	if d := family.Digits(s.Text); d != "" {
		words = append(words, own.Token("nik", d))
	}
	if p := family.Phone(s.Text); p != "" {
		words = append(words, own.Token("phone", p))
	}
	words = words[:min(len(words), wordsMost)]
	exact := slices.Concat(words, hashes(own, "district", family.NameTokens(s.District)), hashes(own, "head", family.NameTokens(s.Head)))
	loose := slices.Concat(hashes(own, "loose", family.LooseTokens(s.Text)), hashes(own, "part", family.NumberParts(s.Text, s.Text)))
	telling, err := h.telling(ctx, institution, byPerson, slices.Concat(exact, loose), lookedAt)
	if err != nil {
		return nil, err
	}
	few, many := parted(exact, telling)
	var found []string
	if len(few) == 0 { // nobody is found by one word that so many have
		found, err = h.havingAll(ctx, institution, byPerson, many)
		if err == nil && len(found) == 0 && len(words) < len(exact) {
			found, err = h.havingAll(ctx, institution, byPerson, words)
		}
		if err != nil {
			return nil, err
		}
	}
	like, err := h.ranked(ctx, institution, byPerson, telling, few, many)
	if err != nil {
		return nil, err
	}
	if like, err = h.readableOf(ctx, institution, byPerson, like); err != nil {
		return nil, err
	}
	for _, person := range like {
		if !slices.Contains(found, person) {
			found = append(found, person)
		}
	}
	return found[:min(len(found), candidates)], nil
}

// havingAll returns those who have every token, as far as the actor may read
// them.
func (h *Handle) havingAll(ctx context.Context, institution string, in index, hashes [][]byte) ([]string, error) {
	if len(hashes) == 0 {
		return nil, nil
	}
	one, args := make([]string, len(hashes)), []any{institution}
	for i, hash := range hashes {
		args = append(args, hash)
		one[i] = `SELECT ` + in.column + ` FROM ` + in.table + ` WHERE institution = $1 AND token = ` + arg(len(args))
	}
	all, err := sqldb.Collect(ctx, h.db, sqldb.Scalar[string], strings.Join(one, " INTERSECT ")+` ORDER BY 1 LIMIT `+strconv.Itoa(considered), args...)
	if err != nil {
		return nil, err
	}
	return h.readableOf(ctx, institution, in, all)
}

// sharing returns the persons who share most of the tokens that tell, whoever
// may read them; it looks at so many at most.
func (s *Store) sharing(ctx context.Context, institution string, in index, hashes [][]byte, most int) ([]string, error) {
	hashes, err := s.telling(ctx, institution, in, hashes, most)
	if err != nil || len(hashes) == 0 {
		return nil, err
	}
	return s.ranked(ctx, institution, in, hashes, nil, nil)
}

// ranked returns those who share most of some tokens. One of the few, which are
// among them, or of the many, which are not, weighs more than all others.
func (s *Store) ranked(ctx context.Context, institution string, in index, tokens, few, many [][]byte) ([]string, error) {
	if len(tokens) == 0 {
		return nil, nil
	}
	places, args := list([]any{institution}, filled(tokens))
	weight := `sum(1)`
	if len(few) > 0 {
		var of string
		of, args = list(args, filled(few))
		weight = `sum(CASE WHEN t.token IN (` + of + `) THEN 100 ELSE 1 END)`
	}
	for _, token := range many {
		args = append(args, token)
		weight += ` + CASE WHEN EXISTS (SELECT 1 FROM ` + in.table + ` m WHERE m.institution = $1 AND m.token = ` + arg(len(args)) + ` AND m.` + in.column + ` = t.` + in.column + `) THEN 100 ELSE 0 END`
	}
	return sqldb.Collect(ctx, s.db, sqldb.Scalar[string], `SELECT t.`+in.column+` FROM `+in.table+` t
		WHERE t.institution = $1 AND t.token IN (`+places+`) GROUP BY t.`+in.column+` ORDER BY `+weight+` DESC, 1 LIMIT `+strconv.Itoa(considered), args...)
}

// filled adds tokens that nobody has until there are a multiple of eight, so that
// few statements differ in the number of their arguments: each is planned once.
func filled(tokens [][]byte) [][]byte {
	const step = 8
	out := slices.Clone(tokens)
	for len(out)%step != 0 {
		out = append(out, []byte{})
	}
	return out
}

// parted returns the tokens that are among others, and those that are not.
func parted(tokens, others [][]byte) (among, not [][]byte) {
	for _, t := range tokens {
		if slices.ContainsFunc(others, func(o []byte) bool { return bytes.Equal(o, t) }) {
			among = append(among, t)
		} else {
			not = append(not, t)
		}
	}
	return among, not
}

// telling returns the tokens by which to look, see family.Telling.
func (s *Store) telling(ctx context.Context, institution string, in index, hashes [][]byte, most int) ([][]byte, error) {
	if len(hashes) == 0 {
		return nil, nil
	}
	asked, args := `SELECT -1 AS place, token FROM `+in.table+` WHERE 1 = 0`, []any{institution} // gives the columns their types
	for i, hash := range filled(hashes) {
		args = append(args, hash)
		asked += ` UNION ALL SELECT ` + strconv.Itoa(i) + `, ` + arg(len(args))
	}
	people := make([]int, len(args)-1)
	err := sqldb.Each(ctx, s.db, func(r sqldb.Row) error {
		var place, n int
		err := r.Scan(&place, &n)
		if err == nil {
			people[place] = n
		}
		return err
	}, `SELECT a.place, (SELECT count(*) FROM (SELECT 1 FROM `+in.table+` t WHERE t.institution = $1 AND t.token = a.token LIMIT `+strconv.Itoa(most+1)+`) h) FROM (`+asked+`) a`, args...)
	if err != nil {
		return nil, err
	}
	var telling [][]byte
	for _, i := range family.Telling(people[:len(hashes)], most) {
		telling = append(telling, hashes[i])
	}
	return telling, nil
}

// readableOf keeps those of what was found whose files the actor may read, in
// their order.
func (h *Handle) readableOf(ctx context.Context, institution string, in index, found []string) ([]string, error) {
	if len(found) == 0 || h.readsAll(institution, in) {
		return found, nil
	}
	places, args := list([]any{institution}, found)
	where, args := h.predicate(access.Read, args)
	files, err := sqldb.Collect(ctx, h.db, sqldb.Scalar[string], `SELECT f.id FROM file f WHERE f.institution = $1 AND f.id IN (`+places+`) AND `+where, args...)
	return slices.DeleteFunc(found, func(p string) bool { return !slices.Contains(files, p) }), err
}

// readsAll reports whether nothing about such files could forbid reading them.
func (h *Handle) readsAll(institution string, in index) bool {
	kind := casefile.PersonFile
	if in == byCase {
		kind = casefile.CaseFile
	}
	return h.actor.Institution == institution && slices.Contains(access.Reach(h.actor, access.Read, string(kind)), access.All)
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
	return h.opened(ctx, stored)
}

// opened decrypts entries by file; an erased one is left out.
func (s *Store) opened(ctx context.Context, stored []keyedEntry) (map[string][]casefile.Entry, error) {
	byFile := map[string][]keyedEntry{}
	for _, e := range stored {
		byFile[e.File] = append(byFile[e.File], e)
	}
	found := make(map[string][]casefile.Entry, len(byFile))
	for file, all := range byFile {
		entries, err := s.decrypt(ctx, s.db, all)
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
