package web_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"sync"
	"testing"

	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/casefile"
	"teduh/internal/testkit"
)

// TestEveryKindInEveryStatusByEveryRoleThroughTheDoor posts the form of every
// kind of entry as everybody into cases of every status with the flags in pairs:
// what Written and access say together is what the door answers. Where it fails
// for a kind of your own, see testkit.Fitting.
func TestEveryKindInEveryStatusByEveryRoleThroughTheDoor(t *testing.T) {
	d := openDoor(t)
	p := &posting{door: d, met: map[string]int{}}
	everybody := map[string]access.Actor{}
	for _, name := range names("front worker colleague psychologist head stranger outsider district auditor") {
		everybody[name] = d.actor(d.visitor(name))
	}
	team := testkit.Team{Worker: everybody["worker"], Psychologist: everybody["psychologist"], Head: everybody["head"]}
	begun := map[casefile.Status]bool{}
	for _, s := range stands() {
		who := maps.Clone(everybody)
		if begun[s.Status] { // who is elsewhere learns nothing of flags
			maps.DeleteFunc(who, func(_ string, a access.Actor) bool { return a.Institution != d.Donggala.ID })
		}
		begun[s.Status] = true
		d.Run(t, testkit.Trial{Head: team.Head, Everybody: who, Next: d.At(t, team, s),
			Allowed: func(a access.Actor, k casefile.Kind, f *testkit.Tried) bool {
				return p.want(a, k, f) == http.StatusSeeOther
			},
			Try: func(role string, k casefile.Kind, f *testkit.Tried) { p.try(d.people[role], k, f) },
		})
	}
	for _, status := range testkit.Statuses() {
		for name := range everybody {
			for _, k := range casefile.Kinds() {
				if p.met[fmt.Sprint(status, " ", name, " ", k)] == 0 {
					t.Errorf("%s never sent %s into a case that is %s", name, k, status)
				}
			}
		}
	}
	for _, code := range []int{http.StatusSeeOther, http.StatusNotFound, http.StatusConflict} {
		if p.met[fmt.Sprint(code)] < 100 {
			t.Errorf("%d were answered %d: the test tells nothing", p.met[fmt.Sprint(code)], code)
		}
	}
	d.agrees()
}

// stands are two of each status, and every pair of flags where TEDUH_TEST_STANDS
// says all, as continuous integration does: the verbs behind the door are tried in
// every one whoever runs the tests.
func stands() []testkit.Stand {
	all := testkit.Stands()
	if os.Getenv("TEDUH_TEST_STANDS") == "all" {
		return all
	}
	taken := map[casefile.Status]int{}
	return slices.DeleteFunc(all, func(s testkit.Stand) bool {
		taken[s.Status]++
		return taken[s.Status] > 2
	})
}

type posting struct {
	*door
	mu  sync.Mutex
	met map[string]int // status, visitor and kind, or answer → how often
}

// actor is a visitor as access knows them.
func (d *door) actor(v *visitor) access.Actor {
	for _, c := range cast {
		if c.name == v.name {
			return access.Actor{Staff: v.staff, Institution: c.where(d.Village), Area: "72.03", Roles: []access.Role{c.role}, Today: 20160307}
		}
	}
	d.t.Fatalf("%s is not in the cast", v.name)
	return access.Actor{}
}

// want is what the tables say.
func (p *posting) want(a access.Actor, k casefile.Kind, f *testkit.Tried) int {
	subject, err := p.Store.As(a).Subject(ctx, f.State)
	if err != nil {
		p.t.Error(err)
	}
	switch {
	case !access.Allows(a, access.Read, subject) || !access.Allows(a, access.Append(string(k)), subject):
		return http.StatusNotFound
	case k != casefile.Correction && !slices.Contains(casefile.Written(f.State), k):
		return http.StatusConflict
	default:
		return http.StatusSeeOther
	}
}

func (p *posting) try(who *visitor, k casefile.Kind, f *testkit.Tried) {
	p.t.Helper()
	at := "/files/" + f.File + "/new/" + string(k)
	if k == casefile.Correction {
		at = "/files/" + f.File + "/correct/" + f.First.ID
	}
	answer, want := who.post(at, p.typed(p.Fitting(k, f.State, f.First))), p.want(p.actor(who), k, f)
	if answer.Code != want {
		p.t.Errorf("%s sends %s into a case that is %+v: %d, the tables say %d: %s", who.name, k, testkit.StandOf(f.State), answer.Code, want, answer.said())
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.met[fmt.Sprint(f.Status, " ", who.name, " ", k)]++
	p.met[fmt.Sprint(answer.Code)]++
}

// typed is a body as its form sends it: places by name.
func (p *posting) typed(b casefile.Body) url.Values {
	form := url.Values{}
	for name, answers := range b {
		form[name] = slices.Clone(answers)
	}
	if place, ok := p.Areas().Get(area.Code(b.Get("residence"))); ok && b.Has("residence") {
		form.Set("residence", place.Name)
	}
	return form
}
