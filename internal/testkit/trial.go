package testkit

import (
	"context"
	"sync"
	"testing"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
)

// Tried is a file that somebody writes in.
type Tried struct {
	*casefile.State
	First casefile.Entry
	Fresh int // entries it had when it was made
}

// Read returns a file as it stands, to somebody who may read it.
func (v *Village) Read(t testing.TB, head access.Actor, file string) *Tried {
	t.Helper()
	state, entries, err := v.Store.As(head).File(context.Background(), head.Institution, file)
	if err != nil {
		t.Fatal(err)
	}
	return &Tried{state, entries[0], len(entries)}
}

// Trial is every kind of entry, tried as everybody in files that stand
// somewhere.
type Trial struct {
	Head      access.Actor // who reads the files
	Everybody map[string]access.Actor
	Next      func(*Tried) *Tried // the file for the next try; nil begins
	Allowed   func(who access.Actor, k casefile.Kind, f *Tried) bool
	Try       func(role string, k casefile.Kind, f *Tried)
}

// Run tries. What is not allowed is tried all together, for it must change
// nothing; what is allowed must add one entry.
func (v *Village) Run(t testing.TB, trial Trial) {
	t.Helper()
	var f *Tried
	for _, k := range casefile.Kinds() {
		f = trial.Next(f)
		var refused sync.WaitGroup
		var allowed []string
		for role, who := range trial.Everybody {
			if trial.Allowed(who, k, f) {
				allowed = append(allowed, role)
				continue
			}
			refused.Go(func() { trial.Try(role, k, f) })
		}
		refused.Wait()
		if after := v.Read(t, trial.Head, f.File); after.Entries != f.Entries {
			t.Errorf("%s into a %s that is %+v was refused and written", k, f.Kind, StandOf(f.State))
		}
		for _, role := range allowed {
			f = trial.Next(f)
			trial.Try(role, k, f)
			before := f
			if f = v.Read(t, trial.Head, f.File); f.Entries != before.Entries+1 {
				t.Errorf("%s wrote %s into a %s that is %+v: %d entries more", role, k, f.Kind, StandOf(before.State), f.Entries-before.Entries)
			}
			f.Fresh = before.Fresh
		}
	}
}

// At makes the files of a trial: a case that stands somewhere, again when an
// entry moved it.
func (v *Village) At(t testing.TB, team Team, s Stand) func(*Tried) *Tried {
	return func(f *Tried) *Tried {
		t.Helper()
		if f == nil || StandOf(f.State) != s || f.State.Leaving.Entry != "" {
			f = v.Read(t, team.Head, v.Stand(t, team, s))
		}
		if StandOf(f.State) != s {
			t.Fatalf("%+v was made as %+v", s, StandOf(f.State))
		}
		return f
	}
}
