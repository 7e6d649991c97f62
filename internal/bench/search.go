package bench

import (
	"context"
	"fmt"

	"teduh/internal/kit/sqldb"
	"teduh/internal/store"
)

// search measures how quickly a person is found by name in the largest LK3, and
// how quickly matches of a person are found between all.
func (r *run) search(ctx context.Context, w *world) error {
	h := w.store.As(w.LK3s[0])
	names := make([]string, 200)
	for i := range names {
		names[i] = first[i%len(first)] + endings[i%len(endings)] + " " + second[i*7%len(second)] + endings[i*3%len(endings)]
	}
	found := 0
	took, err := times(400, func(i int) error {
		got, err := h.FindPersons(ctx, w.LK3s[0].Institution, store.Sought{Text: names[i%len(names)]})
		found += len(got)
		return err
	})
	if err != nil || found == 0 {
		return fmt.Errorf("nobody found: %w", err)
	}
	r.note(latency(w, "name_search_candidates", took).atMost(1))
	took, err = times(400, func(i int) error {
		_, err := h.FindNamed(ctx, w.LK3s[0].Institution, store.Sought{Text: names[i%len(names)]})
		return err
	})
	if err != nil {
		return err
	}
	r.note(latency(w, "name_search_cases_by_others", took).atMost(2))
	took, err = times(200, func(i int) error {
		_, err := w.Cases.Search(ctx, w.LK3s[0], store.Sought{Text: names[i%len(names)]})
		return err
	})
	if err != nil {
		return err
	}
	r.note(latency(w, "name_search_verb_with_audit", took))
	return r.matches(ctx, w, names)
}

// matches are found by the hash of full name, birth year and sex: the look-up
// that a registration makes for the heads.
func (r *run) matches(ctx context.Context, w *world, names []string) error {
	key := w.key.Derive("match")
	found := 0
	took, err := times(400, func(i int) error {
		token := key.Token("pair", pair(names[i%len(names)], 1950+i%60, "female"))
		got, err := sqldb.Collect(ctx, w.db, sqldb.Scalar[string], `SELECT person FROM match_token WHERE token = $1 LIMIT 200`, token)
		found += len(got)
		return err
	})
	if err == nil && found == 0 {
		err = fmt.Errorf("no match found")
	}
	if err != nil {
		return err
	}
	r.note(latency(w, "match_between_institutions", took).atMost(3))
	return nil
}
