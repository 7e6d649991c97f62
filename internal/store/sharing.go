package store

import (
	"context"
	"slices"
	"strconv"

	"teduh/internal/kit/sqldb"
)

// shared is what was found by tokens: ids, the likeliest first.
type shared struct {
	found []string
	own   bool // at least one of the own tokens was looked by
}

// sharing returns those who share most of some tokens, whoever may read them, in
// one question, since a search waits for it: which tokens tell is [family.Telling],
// given that at most so many are looked at; having one of the own tokens, which
// they are said to have, weighs more than all others together.
func (s *Store) sharing(ctx context.Context, institution string, in index, own, others [][]byte, most int) (shared, error) {
	asked, args := `SELECT -1 AS place, token, 0 AS own FROM `+in.table+` WHERE 1 = 0`, []any{institution} // gives the columns their types
	for place, token := range filled(slices.Concat(own, others)) {
		args = append(args, token)
		asked += ` UNION ALL SELECT ` + strconv.Itoa(place) + `, ` + arg(len(args)) + `, `
		if place < len(own) {
			asked += `1`
		} else {
			asked += `0`
		}
	}
	if len(args) == 1 {
		return shared{}, nil
	}
	having := func(token string) string { return in.table + ` h WHERE h.institution = $1 AND h.token = ` + token }
	var out shared
	err := sqldb.Each(ctx, s.db, func(r sqldb.Row) error {
		var id string
		var owns int
		err := r.Scan(&id, &owns)
		out.found, out.own = append(out.found, id), owns > 0
		return err
	}, `WITH asked AS (`+asked+`),
		counted AS MATERIALIZED (SELECT a.place, a.token, a.own, (SELECT count(*) FROM (SELECT 1 FROM `+having(`a.token`)+` LIMIT `+strconv.Itoa(most+1)+`) n) AS people FROM asked a),
		inturn AS (SELECT place, token, own, row_number() OVER (ORDER BY people, place) AS turn, sum(people) OVER (ORDER BY people, place) AS looked FROM counted WHERE people > 0),
		telling AS (SELECT place, token, own FROM inturn WHERE turn = 1 OR looked <= `+strconv.Itoa(most)+`),
		many AS MATERIALIZED (SELECT token FROM asked WHERE own = 1 AND place NOT IN (SELECT place FROM telling))
		SELECT t.`+in.column+`, (SELECT max(own) FROM telling) FROM telling l JOIN `+in.table+` t ON t.institution = $1 AND t.token = l.token
		GROUP BY t.`+in.column+` ORDER BY sum(1 + 99 * l.own) + 100 * (SELECT count(*) FROM many m WHERE EXISTS (SELECT 1 FROM `+having(`m.token`)+` AND h.`+in.column+` = t.`+in.column+`)) DESC, 1
		LIMIT `+strconv.Itoa(considered), args...)
	return out, err
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

// distinct keeps the first of equal tokens.
func distinct(tokens [][]byte) [][]byte {
	seen := map[string]bool{}
	return slices.DeleteFunc(tokens, func(t []byte) bool {
		was := seen[string(t)]
		seen[string(t)] = true
		return was
	})
}
