package bench

import (
	"context"
	"crypto/rand"
	"errors"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/ident"
	"teduh/internal/kit/sqldb"
)

const (
	appended = 1200
	writers  = 64
	spell    = 3 * time.Second // how long many writers write
)

// appends measures one writer: an entry to a case of 6 entries against a bare
// insert of two rows, in turns. Cold, the file is read and folded first, as after
// a restart; warm, its state is in memory, as after opening its page.
func (r *run) appends(ctx context.Context, w *world) error {
	if err := w.bareTable(ctx); err != nil {
		return err
	}
	a := w.LK3s[1]
	cold, err := w.casesOfSix(ctx, a, appended)
	if err != nil {
		return err
	}
	if err := w.reopen(ctx); err != nil {
		return err
	}
	bare, batched, added, err := w.inTurns(ctx, a, cold)
	if err != nil {
		return err
	}
	r.note(w.figure("bare_two_rows_per_second", bare, "/s"))
	r.note(w.figure("bare_two_rows_batched_per_second", batched, "/s"))
	r.note(w.figure("append_cold_per_second", added, "/s"))
	r.note(w.figure("append_cold_to_bare", added/bare, "times"))
	warm, err := w.casesOfSix(ctx, a, appended)
	if err != nil {
		return err
	}
	if bare, batched, added, err = w.inTurns(ctx, a, warm); err != nil {
		return err
	}
	r.note(w.figure("append_per_second", added, "/s"))
	r.note(w.figure("append_to_bare", added/bare, "times").atLeast(map[string]float64{"sqlite": 0.4, "postgres": 0.6}[w.engine]))
	r.note(w.figure("append_to_bare_batched", added/batched, "times"))
	return nil
}

// bareTable makes the table of the bare inserts.
func (w *world) bareTable(ctx context.Context) error {
	return w.db.Write(ctx, begins, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, `CREATE TABLE IF NOT EXISTS bare (id TEXT NOT NULL PRIMARY KEY, n BIGINT NOT NULL, data BYTEA NOT NULL)`)
		return err
	})
}

// bareData is as large as a stored row of an entry.
var bareData = make([]byte, 600)

// bare inserts two rows in a durable transaction, one statement after the other
// as a plain program does. batched sends them together, where the engine can.
func (w *world) bare(ctx context.Context, batched bool) error {
	ids := [2]string{ident.New(begins, rand.Reader), ident.New(begins, rand.Reader)}
	return w.db.Write(ctx, begins, func(tx *sqldb.Tx) error {
		insert := func(text string, args ...any) error { _, err := tx.Exec(ctx, text, args...); return err }
		if batched {
			insert = func(text string, args ...any) error { return tx.Queue(ctx, text, args...) }
		}
		for n, id := range ids {
			if err := insert(`INSERT INTO bare (id, n, data) VALUES ($1, $2, $3)`, id, n, bareData); err != nil {
				return err
			}
		}
		return nil
	})
}

// casesOfSix registers cases by the verbs and writes until each has six
// entries.
func (w *world) casesOfSix(ctx context.Context, a access.Actor, n int) ([]string, error) {
	cases := make([]string, n)
	group, together := errgroup.WithContext(ctx)
	group.SetLimit(16)
	for i := range cases {
		group.Go(func() (err error) {
			cases[i], err = w.caseOf(together, a, 6)
			return err
		})
	}
	return cases, group.Wait()
}

// caseOf registers a case and adds sessions until it has so many entries:
// registration, assignment and consent are the first three.
func (w *world) caseOf(ctx context.Context, a access.Actor, entries int) (string, error) {
	body := casefile.Body{"name": {somebody()}, "sex": {"female"}, "age": {"34"}, "residence": {a.Area}, "origin": {"self"},
		"safe_contact": {"WA pagi"}, "consent_given": {"both"}, "presenting": {"economic"}}
	made, err := w.Cases.Register(ctx, a, app.RegisterRequest{Body: body})
	if err != nil {
		return "", err
	}
	for range entries - 3 {
		if err := w.session(ctx, a, made.Case); err != nil {
			return "", err
		}
	}
	return made.Case, nil
}

const told = "Contoh: klien bercerita tentang keadaan di rumah, utang di warung, dan anak yang tidak mau sekolah; disepakati bertemu lagi bersama suami."

func (w *world) session(ctx context.Context, a access.Actor, file string) error {
	body := casefile.Body{"service": {"counselling"}, "what_happened": {told}, "next_step": {"Bertemu lagi."}}
	_, err := w.Cases.Append(ctx, a, app.AppendRequest{File: file, Kind: casefile.Session, Body: body})
	return err
}

// inTurns returns the rates of bare inserts, of such inserts in a batch, and of
// appends, measured in blocks by turns.
func (w *world) inTurns(ctx context.Context, a access.Actor, cases []string) (bare, batched, added float64, err error) {
	var took [3]time.Duration
	for i := range cases {
		for turn, do := range []func() error{
			func() error { return w.bare(ctx, false) },
			func() error { return w.bare(ctx, true) },
			func() error { return w.session(ctx, a, cases[i]) },
		} {
			start := time.Now()
			err = errors.Join(err, do())
			took[turn] += time.Since(start)
		}
	}
	n := float64(len(cases))
	return n / took[0].Seconds(), n / took[1].Seconds(), n / took[2].Seconds(), err
}

// writers measures many writers at many institutions against one, and many bare
// inserts beside them.
func (r *run) writers(ctx context.Context, w *world) error {
	cases := make([][]string, writers)
	for i := range cases {
		var err error
		if cases[i], err = w.casesOfSix(ctx, w.LK3s[2+i], 20); err != nil {
			return err
		}
	}
	write := func(ctx context.Context, writer, n int) error {
		return w.session(ctx, w.LK3s[2+writer], cases[writer][n%len(cases[writer])])
	}
	one, err := rate(ctx, 1, write)
	if err != nil {
		return err
	}
	many, err := rate(ctx, writers, write)
	if err != nil {
		return err
	}
	bare, err := rate(ctx, writers, func(ctx context.Context, _, _ int) error { return w.bare(ctx, true) })
	if err != nil {
		return err
	}
	r.note(w.figure("append_one_writer_per_second", one, "/s"))
	r.note(w.figure("append_64_writers_per_second", many, "/s"))
	r.note(w.figure("append_64_to_one", many/one, "times").atLeast(2))
	r.note(w.figure("bare_64_writers_per_second", bare, "/s"))
	return nil
}

// rate returns how often a second so many writers write together.
func rate(ctx context.Context, many int, write func(ctx context.Context, writer, n int) error) (float64, error) {
	var done atomic.Int64
	until := time.Now().Add(spell)
	start := time.Now()
	group, together := errgroup.WithContext(ctx)
	for i := range many {
		group.Go(func() error {
			for n := 0; time.Now().Before(until); n++ {
				if err := write(together, i, n); err != nil {
					return err
				}
				done.Add(1)
			}
			return nil
		})
	}
	err := group.Wait()
	return float64(done.Load()) / time.Since(start).Seconds(), err
}
