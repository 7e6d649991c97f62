package app_test

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/testkit"
)

// TestEveryKindInEveryStatusByEveryRole writes every kind of entry as everybody
// into cases of every status with the flags in pairs, and into files of the
// other kinds: what Next and access say together is what happens. Where it fails
// for a kind of your own, see testkit.Fitting.
func TestEveryKindInEveryStatusByEveryRole(t *testing.T) {
	v := testkit.New(t)
	w := &steps{t: t, v: v, met: map[string]int{}, pairs: map[testkit.Pair]bool{}}
	d := v.Donggala
	team := testkit.Team{Worker: d.Worker, Psychologist: d.Psychologist, Head: d.Head}
	begun := map[casefile.Status]bool{}
	for _, s := range testkit.Stands() {
		everybody := w.everybody()
		if begun[s.Status] { // who is elsewhere learns nothing of flags
			maps.DeleteFunc(everybody, func(_ string, a access.Actor) bool { return a.Institution != d.ID })
		}
		begun[s.Status] = true
		w.run(everybody, v.At(t, team, s))
		for _, p := range s.Pairs() {
			w.pairs[p] = true
		}
	}
	w.others()
	w.covered()
	agrees(t, v)
}

// steps is the walk over all of it.
type steps struct {
	t     *testing.T
	v     *testkit.Village
	mu    sync.Mutex
	met   map[string]int // status, role, kind and answer → how often
	pairs map[testkit.Pair]bool
}

// everybody is who tries, by what they are to the case.
func (w *steps) everybody() map[string]access.Actor {
	d, c := w.v.Donggala, w.v.Cast
	return map[string]access.Actor{
		"front": d.Front, "worker": d.Worker, "colleague": d.Colleague, "psychologist": d.Psychologist, "head": d.Head, "all": d.All,
		"stranger": c.Stranger, "outside head": w.v.Bantaeng.Head, "district": c.District, "ministry": c.Ministry, "operator": c.Operator, "auditor": c.Auditor,
	}
}

func (w *steps) run(everybody map[string]access.Actor, next func(*testkit.Tried) *testkit.Tried) {
	w.t.Helper()
	w.v.Run(w.t, testkit.Trial{Head: w.v.Donggala.Head, Everybody: everybody, Next: next,
		Allowed: func(who access.Actor, k casefile.Kind, f *testkit.Tried) bool { return w.want(who, k, f) == written },
		Try:     func(role string, k casefile.Kind, f *testkit.Tried) { w.try(role, everybody[role], k, f) },
	})
}

// others tries everything with files that are no cases.
func (w *steps) others() {
	w.t.Helper()
	d := w.v.Donggala
	settled := func() string {
		file := w.v.Contact(w.t, d.Front)
		w.v.Append(w.t, d.Front, file, casefile.ContactOutcome, casefile.Body{"contact_outcome": {"information"}})
		return file
	}
	for _, begin := range []func() string{
		func() string { return w.v.Contact(w.t, d.Front) }, settled,
		func() string { return w.v.Register(w.t, d.Worker, "Contoh Ani", "economic").Person }, func() string { return w.v.Group(w.t, d.Front, 12) },
	} {
		w.run(w.everybody(), func(f *testkit.Tried) *testkit.Tried {
			if f == nil || f.Entries > f.Fresh {
				f = w.v.Read(w.t, d.Head, begin())
			}
			return f
		})
	}
}

const written = "written"

// want is what the tables say.
func (w *steps) want(who access.Actor, k casefile.Kind, f *testkit.Tried) string {
	subject, err := w.v.Store.As(who).Subject(ctx, f.State)
	if err != nil {
		w.t.Error(err)
	}
	switch {
	case !access.Allows(who, access.Append(string(k)), subject):
		return fault.NotFound.String()
	case !slices.Contains(casefile.Next(f.State), k):
		return fault.Conflict.String()
	default:
		return written
	}
}

// try writes one entry and holds the answer against what the tables say.
func (w *steps) try(role string, who access.Actor, k casefile.Kind, f *testkit.Tried) {
	w.t.Helper()
	write := w.v.Cases.Append
	if k == casefile.Transfer {
		write = w.v.Cases.Transfer
	}
	_, err := write(ctx, who, app.AppendRequest{File: f.File, Kind: k, Body: w.v.Fitting(k, f.State, f.First)})
	got := written
	if err != nil {
		got = fault.KindOf(err).String()
	}
	elsewhere := who.Institution != f.Institution && fault.Is(err, fault.Invalid) // names nobody and no place of theirs
	if want := w.want(who, k, f); got != want && !elsewhere {
		w.t.Errorf("%s writes %s into a %s that is %+v: %s, the tables say %s (%v)", role, k, f.Kind, testkit.StandOf(f.State), got, want, err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if f.Kind == casefile.CaseFile {
		w.met[fmt.Sprint(f.Status, " ", role, " ", k)]++
	}
	w.met[got]++
}

// covered says that nothing was left out.
func (w *steps) covered() {
	w.t.Helper()
	for _, status := range testkit.Statuses() {
		for role := range w.everybody() {
			for _, k := range casefile.Kinds() {
				if w.met[fmt.Sprint(status, " ", role, " ", k)] == 0 {
					w.t.Errorf("%s never wrote %s into a case that is %s", role, k, status)
				}
			}
		}
	}
	for _, answer := range []string{written, fault.NotFound.String(), fault.Conflict.String()} {
		if w.met[answer] < 100 {
			w.t.Errorf("%d were answered %s: the test tells nothing", w.met[answer], answer)
		}
	}
	for _, status := range testkit.Statuses() {
		for i, first := range testkit.Flags {
			for _, second := range testkit.Flags[i+1:] {
				if p := (testkit.Pair{Status: status, First: first, Second: second, FirstOn: true, SecondOn: true}); !w.pairs[p] && !never(p) {
					w.t.Errorf("no case was %s, %s and %s", status, first, second)
				}
			}
		}
	}
}

// never reports whether no history leads to a pair: a case that is merely
// registered has no note and no plan yet, a closed one waits for nothing, and
// only what is coded can be restricted.
func never(p testkit.Pair) bool {
	is := func(flag string) bool { return p.First == flag || p.Second == flag }
	switch {
	case p.Status == casefile.Registered && (is("sealed") || is("awaiting approval") || is("alert")):
		return true
	case p.Status == casefile.Closed && (is("referred") || is("awaiting approval") || is("conflict")):
		return true
	default:
		return is("uncoded") && is("restricted")
	}
}
