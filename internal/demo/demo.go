// Package demo invents the year 2016: 99 LK3s at real places, 3,252 cases with
// their entries, written through the ordinary verbs, so that the recap is the
// table the ministry published.
//
// Every person, number and address is invented and says so: names begin with
// "Contoh", population numbers with the unassigned province code 99. The split
// of the last published line into "other" and "not coded" is invented too.
//
// Start at [Build].
package demo

import (
	"context"
	"io"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/store"
)

// Clock is where the clock of the demo stands: the day the article was
// published, 14.50 WIB.
var Clock = time.Date(2016, 10, 19, 7, 50, 0, 0, time.UTC)

// Reach is the day to which the data reach: the end of the last meeting.
const Reach = calendar.Day(20161014)

// Setting marks an installation whose data are examples; every page says so.
const Setting = "example_data"

// Options say how the year is made.
type Options struct {
	Seed     uint64
	Progress func(done, of int)
	Plain    io.Writer // gets every invented name, number, address and phrase, one a line; nil for none
}

// Build makes the year in an empty store. The same seed makes the same files
// and the same recap.
func Build(ctx context.Context, s *store.Store, o Options) (err error) {
	defer fault.Wrap(&err, "demo.Build")
	b := &builder{Options: o, store: s, plain: &plain{out: o.Plain}}
	if err := b.found(ctx); err != nil {
		return err
	}
	if err := b.work(ctx); err != nil {
		return err
	}
	if err := b.training(ctx); err != nil {
		return err
	}
	if err := b.plain.err; err != nil {
		return err
	}
	return s.SetSetting(ctx, Setting, "2016")
}

// builder makes the year.
type builder struct {
	Options
	store    *store.Store
	operator access.Actor
	offices  offices
	lk3s     []*lk3
	plain    *plain

	mu   sync.Mutex
	done int
	of   int
}

// offices are the institutions that are no LK3.
type offices struct{ ministry, province, district string }

// writers bounds how many LK3s are written at once: one writer an institution.
const writers = 32

// work writes the cases of all LK3s, then the second halves of transfers.
func (b *builder) work(ctx context.Context) error {
	for _, l := range b.lk3s {
		b.of += len(l.cases)
	}
	group, together := errgroup.WithContext(ctx)
	group.SetLimit(writers)
	for _, l := range b.lk3s {
		group.Go(func() error { return l.live(together, b) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for _, l := range b.lk3s {
		if err := l.takeIn(ctx); err != nil {
			return err
		}
	}
	b.Progress(b.of, b.of)
	return nil
}

func (b *builder) progress() {
	b.mu.Lock()
	b.done++
	done := b.done
	b.mu.Unlock()
	if done%25 == 0 {
		b.Progress(done, b.of)
	}
}

// timed is the verbs with a clock that the story sets.
type timed struct {
	*app.App
	now time.Time
}

func (b *builder) timed(label string) *timed {
	t := &timed{now: Clock}
	t.App = app.New(app.Config{Store: b.store, Clock: func() time.Time { return t.now }, Chance: ident.Seeded(b.Seed, label)})
	return t
}

// plain writes each invented text once.
type plain struct {
	mu   sync.Mutex
	out  io.Writer
	seen map[string]bool
	err  error
}

func (p *plain) say(texts ...string) {
	if p.out == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.seen == nil {
		p.seen = map[string]bool{}
	}
	for _, t := range texts {
		if t == "" || p.seen[t] || p.err != nil {
			continue
		}
		p.seen[t] = true
		_, p.err = io.WriteString(p.out, t+"\n")
	}
}
