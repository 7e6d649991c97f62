package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/sqldb"
	"teduh/internal/store"
	"teduh/internal/testkit"
)

var ctx = context.Background()

// TestTheRuleInSQLIsTheRuleInGo compares access.Allows with the condition the
// store puts into its queries, on 100,000 seeded triples of actor, file and
// verb.
func TestTheRuleInSQLIsTheRuleInGo(t *testing.T) {
	const triples = 100_000
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		r := rand.New(rand.NewPCG(573121, 2016))
		files := invent(t, v, r)
		verbs := allVerbs()
		done, allowed := 0, 0
		compare := func(a access.Actor, verb access.Verb) {
			t.Helper()
			got, err := store.Reachable(ctx, v.Store.As(a), verb)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				want := access.Allows(a, verb, f.Subject)
				if slices.Contains(got, f.id) != want {
					t.Fatalf("%v, %s, %+v: Go says %v", a, verb, f.Subject, want)
				}
				if want {
					allowed++
				}
				done++
			}
		}
		for _, place := range []testkit.Place{v.Donggala, v.Sigi, v.Bantaeng} { // few verbs reach by what somebody is to do
			for _, a := range []access.Actor{place.Worker, place.Colleague, place.Psychologist, place.Front, place.All} {
				compare(a, access.Append(string(casefile.Done)))
			}
		}
		for done < triples {
			compare(someActor(v, r, files), verbs[r.IntN(len(verbs))])
		}
		if allowed == 0 || allowed == done {
			t.Fatalf("%d of %d allowed: the test tells nothing", allowed, done)
		}
	})
}

type known struct {
	id string
	access.Subject
}

// invent fills the village with files of every kind, day and assignment.
func invent(t *testing.T, v *testkit.Village, r *rand.Rand) []known {
	t.Helper()
	for i := range 40 {
		place := []testkit.Place{v.Donggala, v.Sigi, v.Bantaeng}[r.IntN(3)]
		v.Pass(24 * 3600 * 1e9)
		made := v.Register(t, []access.Actor{place.Worker, place.Front, place.Head, place.Psychologist}[r.IntN(4)], fmt.Sprint("Contoh ", i), "economic")
		if r.IntN(2) == 0 {
			team := []string{place.Worker.Staff, place.Colleague.Staff, place.Psychologist.Staff}[:1+r.IntN(3)]
			v.Append(t, place.Head, made.Case, casefile.Assignment, casefile.Body{"assigned": team})
		}
		if r.IntN(3) == 0 {
			doer := []access.Actor{place.Worker, place.Colleague, place.Psychologist, place.Front, place.Head}[r.IntN(5)]
			task := casefile.Body{"task": {"Contoh: telepon."}, "due_on": {"2016-06-01"}, "doer": {doer.Staff}}
			e := v.Append(t, place.Head, made.Case, casefile.ToDoTask, task)
			if r.IntN(3) == 0 {
				v.Append(t, place.Head, made.Case, casefile.Done, casefile.Body{"tasks_done": {e.ID + ".1"}})
			}
		}
		v.Contact(t, place.Front)
		v.Group(t, place.Front, 12)
	}
	return subjects(t, v)
}

// subjects reads what access must know of every file, the plain way.
func subjects(t *testing.T, v *testkit.Village) []known {
	t.Helper()
	assigned := map[string][]string{}
	scan := func(r sqldb.Row) ([2]string, error) {
		var p [2]string
		return p, r.Scan(&p[0], &p[1])
	}
	pairs, err := sqldb.Collect(ctx, v.DB, scan, `SELECT file, staff FROM assignment`)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pairs {
		assigned[p[0]] = append(assigned[p[0]], p[1])
	}
	open, err := sqldb.Collect(ctx, v.DB, scan, `SELECT file, staff FROM due WHERE done = 0`)
	if err != nil {
		t.Fatal(err)
	}
	doers := map[string][]string{}
	for _, p := range open {
		doers[p[0]] = append(doers[p[0]], p[1])
	}
	parties, err := sqldb.Collect(ctx, v.DB, scan, `SELECT person, file FROM party`)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parties {
		assigned[p[0]] = append(assigned[p[0]], assigned[p[1]]...)
	}
	files, err := sqldb.Collect(ctx, v.DB, func(r sqldb.Row) (known, error) {
		var k known
		return k, r.Scan(&k.id, &k.Institution, &k.Kind, &k.Author, &k.FirstDay)
	}, `SELECT id, institution, kind, author, first_day FROM file ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	for i := range files {
		files[i].Assigned, files[i].Doers = assigned[files[i].id], doers[files[i].id]
	}
	return files
}

func allVerbs() []access.Verb {
	verbs := []access.Verb{access.Read, access.Number, access.Survey}
	for _, k := range casefile.Kinds() {
		verbs = append(verbs, access.Append(string(k)))
	}
	return verbs
}

func someActor(v *testkit.Village, r *rand.Rand, files []known) access.Actor {
	place := []testkit.Place{v.Donggala, v.Sigi, v.Bantaeng}[r.IntN(3)]
	cast := []access.Actor{place.Worker, place.Colleague, place.Psychologist, place.Front, place.Head, place.All,
		v.Cast.District, v.Cast.Province, v.Cast.Ministry, v.Cast.Auditor, v.Cast.Operator}
	a := cast[r.IntN(len(cast))]
	if r.IntN(3) == 0 {
		a.Roles = nil
		for _, role := range access.Roles() {
			if r.IntN(4) == 0 {
				a.Roles = append(a.Roles, role)
			}
		}
	}
	a.Today = files[r.IntN(len(files))].FirstDay
	return a
}
