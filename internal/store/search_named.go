package store

import (
	"bytes"
	"context"
	"slices"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/family"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

// putNamed keeps whom an entry of a case names, so that the case is found by
// them: a token a word as it sounds, and one for the telephone.
func (w *Work) putNamed(ctx context.Context, e casefile.Entry, after *casefile.State) error {
	names := casefile.NamesIn(e)
	if after.Kind != casefile.CaseFile || len(names) == 0 {
		return nil
	}
	key := w.h.derived("search " + w.head.institution).Tokens()
	var tokens [][]byte
	for _, n := range names {
		tokens = append(tokens, hashes(key, "named", family.NameTokens(n.Name))...)
		if p := family.Phone(n.Phone); p != "" {
			tokens = append(tokens, key.Token("named phone", p))
		}
	}
	if w.many != nil {
		w.many.tokens.keepNamed(e.File, tokens)
		return nil
	}
	slices.SortFunc(tokens, bytes.Compare)
	for _, token := range slices.CompactFunc(tokens, bytes.Equal) {
		if err := w.insert(ctx, intoNamed, w.head.institution, token, e.File); err != nil {
			return err
		}
	}
	return nil
}

// namedMost is how many cases are opened to see whom they name.
const namedMost = 12

// FindNamed returns the cases that name somebody who may be sought beside their
// first client, and that the actor may open; at most 12, the likeliest first.
func (h *Handle) FindNamed(ctx context.Context, institution string, s Sought) (_ []string, err error) {
	defer fault.Wrap(&err, "FindNamed")
	key := h.derived("search " + institution).Tokens()
	tokens := hashes(key, "named", family.NameTokens(s.Text))
	if p := family.Phone(s.Text); p != "" {
		tokens = append(tokens, key.Token("named phone", p))
	}
	tokens = tokens[:min(len(tokens), wordsMost)]
	found, err := h.havingAll(ctx, institution, byCase, tokens)
	slices.Reverse(found) // the newest first
	if err == nil && len(found) == 0 {
		if found, err = h.sharing(ctx, institution, byCase, tokens, lookedAt); err == nil {
			found, err = h.readableOf(ctx, institution, byCase, found)
		}
	}
	return found[:min(len(found), namedMost)], err
}

// NamedIn returns whom cases name, by case, of those that the actor may open, and
// the person file of each first client.
func (h *Handle) NamedIn(ctx context.Context, institution string, cases []string) (_ map[string][]casefile.Named, clients map[string]string, err error) {
	defer fault.Wrap(&err, "NamedIn")
	if len(cases) == 0 {
		return nil, nil, nil
	}
	places, args := list([]any{institution}, cases)
	where, args := h.predicate(access.Read, args)
	stored, err := sqldb.Collect(ctx, h.db, scanKeyed, `SELECT `+keyedColumns+` FROM file f JOIN entry e ON e.institution = f.institution AND e.file = f.id
		WHERE f.institution = $1 AND f.id IN (`+places+`) AND f.kind = 'case' AND e.kind IN ('registration', 'party', 'correction') AND `+where+` ORDER BY e.file, e.position`, args...)
	if err != nil {
		return nil, nil, err
	}
	byFile, err := h.opened(ctx, stored)
	named := make(map[string][]casefile.Named, len(byFile))
	clients = make(map[string]string, len(byFile))
	for file, entries := range byFile {
		named[file] = casefile.NamedIn(entries)
		clients[file] = entries[0].Body.Get("client")
	}
	return named, clients, err
}
