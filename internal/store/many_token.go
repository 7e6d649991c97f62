package store

import (
	"bytes"
	"cmp"
	"context"
	"iter"
	"slices"
	"strconv"

	"teduh/internal/kit/crypt"
	"teduh/internal/kit/sqldb"
)

// tokens are the keyed hashes of many files, kept back until there are very
// many. Their order has nothing to do with that of the files: written a few at a
// time, they would touch every page of their tables again and again.
type tokens struct {
	files []any    // ids of those they are of
	own   []hashed // by which a person is found
	named []hashed // by whom a case names
	match []matching
}

// hashed is a token of a file.
type hashed struct {
	hash [crypt.TokenLen]byte
	file int32 // its place in files
}

// matching is a token by which persons of all institutions are held against each
// other.
type matching struct {
	hashed
	why string
}

// tokensMost bounds the tokens kept back, to some ten megabytes.
var tokensMost = 300_000 // tests lower it

func (t *tokens) full() bool { return len(t.own)+len(t.named)+len(t.match) >= tokensMost }

func (t *tokens) keepPerson(person string, tokens []Token) {
	file := t.begin(person)
	for _, token := range tokens {
		h := hashed{[crypt.TokenLen]byte(token.hash), file}
		if token.match {
			t.match = append(t.match, matching{h, token.why})
		} else {
			t.own = append(t.own, h)
		}
	}
}

func (t *tokens) keepNamed(file string, tokens [][]byte) {
	if len(tokens) == 0 {
		return
	}
	at := t.begin(file)
	for _, hash := range tokens {
		t.named = append(t.named, hashed{[crypt.TokenLen]byte(hash), at})
	}
}

// begin gives a file the next place, unless it has the last.
func (t *tokens) begin(file string) int32 {
	if last := len(t.files) - 1; last < 0 || t.files[last] != any(file) {
		t.files = append(t.files, file)
	}
	return int32(len(t.files) - 1)
}

// emptied is room for as many again.
func (t tokens) emptied() tokens {
	clear(t.files) // for the collector
	return tokens{t.files[:0], t.own[:0], t.named[:0], t.match[:0]}
}

func byHash(a, b hashed) int {
	return cmp.Or(bytes.Compare(a.hash[:], b.hash[:]), cmp.Compare(a.file, b.file))
}

// flushTokens sends the tokens kept back and tells whom their persons are like,
// while the caller goes on with the next files.
func (w *Work) flushTokens(ctx context.Context) error {
	m := w.many
	full := m.tokens
	beside := &Work{Now: w.Now, h: w.h, head: w.head}
	err := w.tx.Aside(func(tx *sqldb.Tx) error {
		beside.tx = tx
		slices.SortFunc(full.match, func(a, b matching) int { return byHash(a.hashed, b.hashed) })
		match := make([]hashed, len(full.match))
		for i, t := range full.match {
			match[i] = t.hashed
		}
		for in, rows := range map[*insertion][]hashed{intoToken: full.own, intoNamed: full.named, intoMatch: match} {
			slices.SortFunc(rows, byHash)
			if err := tx.Bulk(ctx, in.table, in.columns, full.rows(w.head.institution, slices.Compact(rows))); err != nil {
				return err
			}
		}
		return beside.tellAlike(ctx, full)
	})
	m.tokens, m.sentTokens = m.sentTokens.emptied(), full
	return err
}

// rows are tokens as rows, each in the place of the one before.
func (t tokens) rows(institution string, tokens []hashed) iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		row := []any{institution, nil, nil}
		for i := range tokens {
			row[1], row[2] = tokens[i].hash[:], t.files[tokens[i].file]
			if !yield(row) {
				return
			}
		}
	}
}

// tellAlike is TellLikenesses for the newcomers whose tokens were just written:
// one question for many. Of two newcomers the later one tells.
func (w *Work) tellAlike(ctx context.Context, t tokens) error {
	const together = 1_500 // tokens in one question
	place := make(map[string]int32, len(t.files))
	for i, file := range t.files {
		place[file.(string)] = int32(i)
	}
	var told [][]any
	for some := range slices.Chunk(t.match, together) {
		hits, err := w.sharing(ctx, some)
		if err != nil {
			return err
		}
		for _, m := range some {
			for _, h := range hits[m.hash] {
				if later, is := place[h.OtherPerson]; is && later >= m.file {
					continue
				}
				if h.Other == w.head.institution {
					told = append(told, w.likeness(h.Other, t.files[m.file].(string), h.Other, h.OtherPerson, m.why))
				} else if err := w.alike(ctx, t.files[m.file].(string), h, m.why); err != nil {
					return err
				}
			}
		}
		if len(told) >= keptMost {
			if told, err = w.putLikenesses(ctx, told); err != nil {
				return err
			}
		}
	}
	_, err := w.putLikenesses(ctx, told)
	return err
}

// putLikenesses writes likenesses of newcomers here to others here, which cannot
// be there yet, and returns room for others.
func (w *Work) putLikenesses(ctx context.Context, told [][]any) ([][]any, error) {
	slices.SortFunc(told, intoLikeness.ordered)
	return told[:0], w.tx.Bulk(ctx, intoLikeness.table, intoLikeness.columns, slices.Values(told))
}

// sharing returns who has the match tokens of newcomers, themselves among them.
func (w *Work) sharing(ctx context.Context, some []matching) (map[[crypt.TokenLen]byte][]Likeness, error) {
	hashes := make([][]byte, 0, len(some))
	for i := range some {
		if i == 0 || some[i].hash != some[i-1].hash {
			hashes = append(hashes, some[i].hash[:])
		}
	}
	places, args := list(nil, hashes)
	hits := map[[crypt.TokenLen]byte][]Likeness{}
	return hits, sqldb.Each(ctx, w.tx, func(r sqldb.Row) error {
		var hash []byte
		var h Likeness
		if err := r.Scan(&hash, &h.Other, &h.OtherPerson); err != nil {
			return err
		}
		key := [crypt.TokenLen]byte(hash)
		hits[key] = append(hits[key], h)
		return nil
	}, `SELECT token, institution, person FROM match_token WHERE token IN (
		SELECT token FROM match_token WHERE token IN (`+places+`) GROUP BY token HAVING count(*) BETWEEN 2 AND `+strconv.Itoa(mostAlike+1)+`
	) ORDER BY token, institution, person`, args...)
}
