package demo

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/ident"
)

// lk3 is one institution and the year it lives through.
type lk3 struct {
	*timed
	id     string
	where  area.Code
	index  int
	random *rand.Rand

	worker, head, psychologist access.Actor
	cases                      []*story
	expects                    int               // transfers it will take in
	receivers                  map[string]string // of the catalogue: kind → id; only where told in full
	finer                      []registry.SecondLevel
}

// habit is how punctual an LK3 is.
type habit int

const (
	ordinary habit = iota
	punctual       // closes every month on the third of the next
	silent         // writes nothing from May to August
)

func (l *lk3) habit() habit {
	switch l.index {
	case 1:
		return punctual
	case 10, 20:
		return silent
	default:
		return ordinary
	}
}

// full reports whether the LK3's files are told in full: those of the three
// regencies that the article names.
func (l *lk3) full() bool { return slices.Contains(named, l.where) }

// plan invents the cases of an LK3.
func (l *lk3) plan(b *builder, problems []string) {
	for i, problem := range problems {
		serial := l.index*1000 + i
		r := random(b.Seed, fmt.Sprintf("case %s %d", l.where, i))
		s := &story{lk3: l, random: r, problem: problem, serial: serial, who: invent(r, problem, string(l.where), serial)}
		l.cases = append(l.cases, s)
	}
}

// step is something that happens at the LK3 at a moment.
type step struct {
	at time.Time
	do func(context.Context) error
}

// live writes everything that happens at the LK3, in the order it is written
// down.
func (l *lk3) live(ctx context.Context, b *builder) error {
	var steps []step
	for _, s := range l.cases {
		if s.arrives {
			continue
		}
		steps = append(steps, s.steps(b)...)
	}
	steps = append(steps, l.desk(b)...)
	steps = append(steps, l.gatherings(b)...)
	steps = append(steps, l.closings()...)
	steps = append(steps, l.renewals(b)...)
	slices.SortStableFunc(steps, func(a, b step) int { return cmp.Compare(a.at.UnixMilli(), b.at.UnixMilli()) })
	for _, st := range steps {
		l.now = st.at
		if err := st.do(ctx); err != nil {
			return fmt.Errorf("%s, %s: %w", l.where, st.at.Format(time.DateOnly), err)
		}
	}
	return nil
}

// as is an actor on the day of the clock.
func (l *lk3) as(a access.Actor) access.Actor {
	a.Today = calendar.DayOf(l.now, l.Areas().Zone(l.where))
	return a
}

// morning is a working hour of a day at the LK3.
func (l *lk3) morning(d calendar.Day, r *rand.Rand) time.Time {
	return time.Date(d.Year(), time.Month(d.Month().Number()), int(d%100), 8+r.IntN(7), r.IntN(60), r.IntN(60), 0, l.Areas().Zone(l.where)).UTC()
}

// desk is the contacts that stay information or a consultation.
func (l *lk3) desk(b *builder) []step {
	n := len(l.cases)/6 + 1
	steps := make([]step, 0, n)
	for i := range n {
		r := random(b.Seed, fmt.Sprintf("desk %s %d", l.where, i))
		day := between(r, 20160104, 20161012)
		if l.habit() == silent {
			day = between(r, 20160104, 20160420)
		}
		if i == 0 && l.habit() != silent {
			day = Reach
		}
		caller := invent(r, taxonomy.Other, string(l.where), 900000+l.index*100+i)
		b.plain.say(caller.name, "Contoh: diberi penjelasan.")
		steps = append(steps, step{l.morning(day, r), func(ctx context.Context) error { return l.visit(ctx, r, caller) }})
	}
	return steps
}

func (l *lk3) visit(ctx context.Context, r *rand.Rand, caller person) error {
	problem := pick(r, []string{"economic", "separation", "domestic_violence", "neglect", "disability_illness", "drug_abuse"})
	file, err := l.Contacts.Record(ctx, l.as(l.worker), app.AppendRequest{Body: casefile.Body{
		"channel": {pick(r, []string{"walk_in", "phone", "message"})}, "caller": {caller.name}, "presenting": {problem},
		"danger_now": {"no"}, "action_taken": {"Contoh: diberi penjelasan."}, "sex": {caller.sex}, "age": {fmt.Sprint(caller.age)}, "residence": {string(l.where)},
	}})
	if err != nil {
		return err
	}
	outcome := pick(r, []string{"consultation", "consultation", "information", "referred_onward"})
	_, err = l.Cases.Append(ctx, l.as(l.worker), app.AppendRequest{File: file, Kind: casefile.ContactOutcome, Body: casefile.Body{
		"contact_outcome": {outcome}, "service": {"consultation"},
	}})
	return err
}

// gatherings are work with many: a session or a talk in some months.
func (l *lk3) gatherings(b *builder) []step {
	if l.habit() == silent {
		return nil
	}
	var steps []step
	for i := range 1 + len(l.cases)/25 {
		r := random(b.Seed, fmt.Sprintf("group %s %d", l.where, i))
		kind := pick(r, []string{"group_session", "outreach", casefile.InformationActivity, casefile.InformationActivity})
		people := 8 + r.IntN(15)
		if kind == casefile.InformationActivity {
			people = 25 + r.IntN(120)
		}
		body := casefile.Body{"group_kind": {kind}, "activity": {"Contoh: pengasuhan tanpa kekerasan."}, "presenting": {pick(r, []string{"neglect", "domestic_violence", "drug_abuse"})},
			"people": {fmt.Sprint(people)}, "minutes": {fmt.Sprint(60 + 30*r.IntN(3))}, "venue": {"Contoh: balai desa"}}
		steps = append(steps, step{l.morning(between(r, 20160201, 20161012), r), func(ctx context.Context) error {
			_, err := l.Groups.Record(ctx, l.as(l.worker), app.AppendRequest{Body: body})
			return err
		}})
	}
	return steps
}

// closings are the days on which the head closes a month.
func (l *lk3) closings() []step {
	lag := 0
	switch {
	case l.habit() == punctual:
		lag = 3
	case l.habit() == silent, l.index%2 == 0:
		return nil
	default:
		lag = 8 + l.index%17
	}
	var steps []step
	for m := calendar.Month(201507); m <= 201609; m = m.Next() {
		day := m.Next().First().Add(lag - 1)
		if day > Reach {
			break
		}
		steps = append(steps, step{l.morning(day, l.random), func(ctx context.Context) error { return l.Recaps.CloseMonth(ctx, l.as(l.head), m) }})
	}
	return steps
}

// takeIn accepts the transfers that wait, the day before the data end.
func (l *lk3) takeIn(ctx context.Context) error {
	if l.expects == 0 {
		return nil
	}
	l.now = l.morning(20161013, l.random)
	board, err := l.Cases.Board(ctx, l.as(l.head), "open", 0)
	if err != nil {
		return err
	}
	for _, in := range board.Incoming {
		if _, err := l.Cases.Accept(ctx, l.as(l.head), in.ID); err != nil {
			return err
		}
	}
	return nil
}

// between picks a day.
func between(r *rand.Rand, from, to calendar.Day) calendar.Day {
	return from.Add(r.IntN(to.Sub(from) + 1))
}

// halfUncoded lets one LK3 have half its cases without a type, by trading
// problems with others, so that the national figures stay.
func (b *builder) halfUncoded() {
	const which = 5
	l := b.lk3s[which]
	want := len(l.cases) / 2
	var coded []*story
	for _, s := range l.cases {
		if s.problem == taxonomy.NotCoded {
			want--
		} else {
			coded = append(coded, s)
		}
	}
	for i, other := range b.lk3s {
		for _, s := range other.cases {
			if want > 0 && i != which && s.problem == taxonomy.NotCoded {
				s.problem, coded[want-1].problem = coded[want-1].problem, taxonomy.NotCoded
				want--
			}
		}
	}
}

// pairTransfers makes three cases travel: each is a file at both LK3s, so it
// takes the place of a case of the same problem at the receiver.
func (b *builder) pairTransfers() {
	const pairs = 3
	made := 0
	for i := 30; i < len(b.lk3s)-1 && made < pairs; i++ {
		from, to := b.lk3s[i], b.lk3s[i+1]
		for _, leaving := range from.cases {
			arriving := slices.IndexFunc(to.cases, func(s *story) bool { return s.problem == leaving.problem && !s.arrives && s.goesTo == "" })
			if leaving.problem == taxonomy.NotCoded || leaving.arrives || restricted(leaving.problem) || arriving < 0 {
				continue
			}
			leaving.goesTo = to.id
			to.cases[arriving].arrives = true
			to.expects++
			made++
			break
		}
	}
}

func restricted(problem string) bool { return taxonomy.Codebook{}.Restricted(problem) }

// chance is a source of ids that repeats for a case.
func chance(seed uint64, serial int) ident.Chance {
	return ident.Seeded(seed, fmt.Sprint("ids ", serial))
}
