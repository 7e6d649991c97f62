package testkit

import (
	"context"
	"crypto/rand"
	"slices"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/ident"
)

// Stand is where a case can stand: what Next looks at.
type Stand struct {
	Status casefile.Status
	Track  string
	Flags  casefile.Flags
}

// StandOf returns where a case stands.
func StandOf(s *casefile.State) Stand { return Stand{s.Status, s.Track, s.Flags} }

// Flags names what a case is beside its status, in the order of flags.
var Flags = []string{"uncoded", "high risk", "sealed", "referred", "awaiting approval", "restricted", "minor", "managed", "conflict", "alert"}

func (s Stand) flags() []bool {
	f := s.Flags
	return []bool{f.Uncoded, f.HighRisk, f.Sealed, f.Referred, f.AwaitingApproval, f.Restricted, f.Minor, s.Track == casefile.Managed, f.Conflict, f.Alert}
}

func standWith(status casefile.Status, bits int) Stand {
	on := func(n int) bool { return bits&(1<<n) != 0 }
	s := Stand{Status: status, Track: casefile.Short, Flags: casefile.Flags{
		Uncoded: on(0), HighRisk: on(1), Sealed: on(2), Referred: on(3), AwaitingApproval: on(4), Restricted: on(5), Minor: on(6), Conflict: on(8), Alert: on(9),
	}}
	if on(7) {
		s.Track = casefile.Managed
	}
	return s
}

// Statuses lists the statuses of a case.
func Statuses() []casefile.Status {
	return []casefile.Status{casefile.Registered, casefile.Active, casefile.Suspended, casefile.Closed}
}

// Pair is two of Flags as they are together in a status.
type Pair struct {
	Status            casefile.Status
	First, Second     string
	FirstOn, SecondOn bool
}

// Pairs lists the pairs of flags that a stand holds.
func (s Stand) Pairs() []Pair {
	on := s.flags()
	var pairs []Pair
	for i := range on {
		for j := i + 1; j < len(on); j++ {
			pairs = append(pairs, Pair{s.Status, Flags[i], Flags[j], on[i], on[j]})
		}
	}
	return pairs
}

// Stands returns few stands that hold, for every status, every pair of flags
// that a history can reach.
func Stands() []Stand {
	var reached, chosen []Stand
	missing := map[Pair]bool{}
	for _, status := range Statuses() {
		for bits := range 1 << len(Flags) {
			if s := standWith(status, bits); s.reachable() {
				reached = append(reached, s)
				for _, p := range s.Pairs() {
					missing[p] = true
				}
			}
		}
	}
	for len(missing) > 0 {
		best := slices.MaxFunc(reached, func(a, b Stand) int { return a.brings(missing) - b.brings(missing) })
		chosen = append(chosen, best)
		for _, p := range best.Pairs() {
			delete(missing, p)
		}
	}
	return chosen
}

func (s Stand) brings(missing map[Pair]bool) int {
	n := 0
	for _, p := range s.Pairs() {
		if missing[p] {
			n++
		}
	}
	return n
}

// reachable reports whether the way leads there.
func (s Stand) reachable() bool {
	const day calendar.Day = 20160307
	entries := []casefile.Entry{
		{ID: "1", Kind: casefile.Registration, Day: day, Body: s.registration()},
		{ID: "2", Kind: casefile.Assignment, Day: day, Body: casefile.Body{"assigned": {"worker"}}},
	}
	for _, w := range s.way() {
		entries = append(entries, casefile.Entry{ID: string(w.kind), Kind: w.kind, Author: "worker", Day: day, Body: w.body})
	}
	return StandOf(casefile.Fold(taxonomy.Codebook{}, entries)) == s
}

func (s Stand) registration() casefile.Body {
	b := Registration("Contoh Melati", "economic")
	if s.Flags.Uncoded {
		b.Set("presenting")
	}
	if s.Flags.Restricted {
		b.Set("presenting", "sexual_violence")
	}
	if s.Flags.Minor {
		b.Set("age", "12")
	}
	b.Set("track", s.Track)
	return b
}

// written is an entry on the way to a stand.
type written struct {
	kind casefile.Kind
	body casefile.Body
}

func (s Stand) way() []written {
	var way []written
	add := func(wanted bool, k casefile.Kind, body casefile.Body) {
		if wanted {
			way = append(way, written{k, body})
		}
	}
	add(s.Flags.HighRisk, casefile.Screening, casefile.Body{"risk_level": {"high"}, "danger_now": {"no"}, "safety_decision": {"Pulang dengan kakak."}})
	add(s.Status != casefile.Registered, casefile.Session, Session())
	add(s.Flags.AwaitingApproval, casefile.Assessment, casefile.Body{"formulation": {"Contoh."}})
	add(s.Flags.AwaitingApproval, casefile.Plan, casefile.Body{"goals": {"Aman."}, "actions": {"Konseling."}, "review_date": {"2016-06-01"}})
	add(s.Flags.Sealed, casefile.SealedNote, casefile.Body{"sealed_text": {"Contoh."}})
	add(s.Flags.Referred, casefile.Referral, casefile.Body{"referral_target": {"hospital"}, "referral_purpose": {"Visum."}, "share_consent": {"yes"}})
	add(s.Flags.Conflict, casefile.Conflict, casefile.Body{"conflict_relation": {"neighbour"}, "leave_now": {"no"}})
	add(s.Status == casefile.Suspended, casefile.Suspension, casefile.Body{"suspension_reason": {"Menunggu."}})
	closure := Closure()
	closure.Set("without_approval", "Ditinjau bersama.")
	add(s.Status == casefile.Closed, casefile.Closure, closure)
	add(s.Flags.Alert, casefile.Instrument, casefile.Body{"instrument": {"phq9"}, "q-q9": {"1"}, "alerts": {"suicide"}})
	return way
}

// Team is who works on a case: both are assigned.
type Team struct{ Worker, Psychologist, Head access.Actor }

// Stand makes a case that stands there, and returns its file.
func (v *Village) Stand(t testing.TB, team Team, s Stand) string {
	t.Helper()
	made, err := v.Cases.Register(context.Background(), team.Worker, app.RegisterRequest{Body: s.registration()})
	if err != nil {
		t.Fatal(err)
	}
	v.Append(t, team.Head, made.Case, casefile.Assignment, casefile.Body{"assigned": {team.Worker.Staff, team.Psychologist.Staff}})
	for _, w := range s.way() {
		who := team.Worker
		if w.kind == casefile.SealedNote {
			who = team.Psychologist
		}
		v.Append(t, who, made.Case, w.kind, w.body)
	}
	return made.Case
}

// Fitting is a body of a kind that a file accepts when it accepts the kind: its
// required fields answered, its links leading where they must. first is the
// file's first entry.
func (v *Village) Fitting(k casefile.Kind, s *casefile.State, first casefile.Entry) casefile.Body {
	b := v.answered(casefile.Current(k))
	switch k {
	case casefile.Linking:
		b.Set("root", v.twin())
	case casefile.Closure:
		b.Set("without_approval", "Ditinjau bersama.")
	case casefile.PoliceDecision:
		b.Set("police_result", casefile.NotTold)
		b.Set("police_reason", "Ditinjau bersama.")
	case casefile.Assignment:
		b.Set("assigned", v.Donggala.Colleague.Staff)
	case casefile.Tie:
		b.Set("first", v.someone(s, 0))
		b.Set("second", v.someone(s, 1))
	case casefile.Household:
		b.Set("members", v.someone(s, 0))
	case casefile.Plan:
		b.SetRows("measures", Measure())
	case casefile.Done:
		b.Set("tasks_done", first.ID+".1") // of nobody, where nothing is to be done
		for _, t := range s.OpenTasks() {
			b.Set("tasks_done", t.Ref())
		}
	case casefile.Schedule:
		for _, step := range s.Timeline(first.Day) {
			if s.OpenStep(step.Code) {
				b.Set("step", step.Code)
			}
		}
	case casefile.Addendum:
		b.Set("adds_to", first.ID)
	case casefile.Instrument:
		b.Set("instrument", "gad7")
		b.Set(casefile.Asked("q1"), "1")
	case casefile.SafetyAction:
		for _, a := range s.Alerts {
			b.Set("acts_on", a.Entry)
		}
	case casefile.Release:
		b.Set("released", append(s.Assigned, v.Donggala.Colleague.Staff)[0])
	case casefile.Approval:
		b.Set("approves", s.Plan.Entry)
		b.Set("approved_hash", s.Plan.Hash)
	case casefile.Reply:
		b.Set("reply_result", casefile.Completed) // may follow whatever was heard before
		for _, r := range s.Referrals {
			if !r.Settled() {
				b.Set("replies_to", r.Entry)
			}
		}
	case casefile.Correction:
		for _, f := range casefile.Current(first.Kind).Asked() {
			b.Set(f.Name, first.Body.All(f.Name)...)
		}
		b.Set("corrects", first.ID)
	}
	return b
}

// twin is a person at Donggala as whom others can be counted, made once; "" if it
// could not be made, which no file accepts.
func (v *Village) twin() string {
	v.twins.Do(func() {
		made, err := v.Cases.Register(context.Background(), v.Donggala.Head, app.RegisterRequest{Body: Registration("Contoh Kembar", "economic")})
		if err == nil {
			v.twinned = made.Person
		}
	})
	return v.twinned
}

// someone is the n-th person of a case, an id of nobody where there are fewer.
func (v *Village) someone(s *casefile.State, n int) string {
	if people := s.People(); n < len(people) {
		return people[n].ID
	}
	return ident.New(v.Now(), rand.Reader)
}

// answered answers what a form requires.
func (v *Village) answered(f casefile.Form) casefile.Body {
	b := casefile.Body{}
	for _, field := range f.Fields {
		if field.Required {
			b.Set(field.Name, v.answer(field))
		}
	}
	return b
}

func (v *Village) answer(f casefile.Field) string {
	switch f.Type {
	case casefile.Choice, casefile.Choices:
		return taxonomy.List(f.List)[0].Code
	case casefile.YesNo:
		return "no"
	case casefile.Number:
		return "3"
	case casefile.Date, casefile.DueDate:
		return "2016-03-01"
	case casefile.Place:
		return "72.03"
	case casefile.Staff, casefile.Staffs:
		return v.Donggala.Worker.Staff
	case casefile.Office:
		return v.Sigi.ID
	default:
		return "Contoh."
	}
}
