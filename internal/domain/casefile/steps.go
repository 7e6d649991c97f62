package casefile

import (
	"slices"

	"teduh/internal/kit/calendar"
)

// A managed case goes by steps: each is due some days after the one it hangs on,
// sooner when the risk is high. What was done stays as it was; what somebody set
// a day for stays there; the others move with the step they hang on.

// ManagedSince is what the first step hangs on: the day on which the case became
// a managed one.
const ManagedSince = "managed"

// StepRule is a step of the template.
type StepRule struct {
	Code  string         `json:"code"`
	Kind  Kind           `json:"kind"`  // the entry that does it
	After string         `json:"after"` // a kind of entry, or ManagedSince
	Days  map[string]int `json:"days"`  // by level of risk; "" while nobody screened
	Each  bool           `json:"each"`  // anew after each of what it hangs on
	Field string         `json:"field"` // of what it hangs on: a day that somebody set
	Needs bool           `json:"needs"` // only where the head's approval is needed
}

// step is a step as it stands in a case.
type step struct {
	base  calendar.Day // when what it hangs on was done, 0 before
	entry string       // that did it
	set   calendar.Day // by a person
	due   calendar.Day // what it was when it was done
	done  calendar.Day
}

// TimelineStep is a step as it is shown.
type TimelineStep struct {
	Code string
	Due  calendar.Day // 0 when it was done before it was due
	Done calendar.Day // 0 while it is open
	Set  bool         // somebody set the day
	Sure bool         // what it hangs on is done; else it is only what is expected
}

// managed notes that a case became a managed one.
func (s *State) managed(e Entry) {
	s.ManagedOn = e.Day
	for _, r := range s.Rules {
		if r.After == ManagedSince {
			st := s.steps[r.Code]
			st.base, st.entry = e.Day, e.ID
			s.steps[r.Code] = st
		}
	}
}

// advance moves the steps by an entry.
func (s *State) advance(e Entry) {
	for _, r := range s.Rules {
		st := s.steps[r.Code]
		switch {
		case r.After == string(e.Kind) && (st.base == 0 || r.Each):
			if r.Each {
				st = step{}
			}
			st.base, st.entry = e.Day, e.ID
			if r.Field != "" {
				st.set = e.Body.Day(r.Field)
			}
		case e.Kind == Schedule && e.Body.Get("step") == r.Code && st.done == 0:
			st.set = e.Body.Day("due_on")
		case r.Kind == e.Kind && st.done == 0 && (st.base != 0 || r.After == ManagedSince) && (e.Kind != Approval || s.Plan.Valid()):
			if st.base != 0 || st.set != 0 {
				st.due = st.day(r, s.Risk)
			}
			st.done = e.Day
		default:
			continue
		}
		s.steps[r.Code] = st
	}
}

// day is when a step is due whose base is known.
func (st step) day(r StepRule, risk string) calendar.Day {
	if st.set != 0 {
		return st.set
	}
	days, ok := r.Days[risk]
	if !ok {
		days = r.Days[""]
	}
	return st.base.Add(days)
}

// demands reports whether a step is one of this case.
func (s *State) demands(r StepRule) bool {
	return s.Track == Managed && (!r.Needs || s.NeedsApproval())
}

// Timeline returns the steps of a managed case in the order of the template, as
// they are expected on a day: what hangs on a late step moves on with it.
func (s *State) Timeline(today calendar.Day) []TimelineStep {
	var out []TimelineStep
	at := map[string]calendar.Day{ManagedSince: s.ManagedOn} // when what steps hang on was done, or is expected
	for _, r := range s.Rules {
		st := s.steps[r.Code]
		line := TimelineStep{Code: r.Code, Done: st.done, Set: st.set != 0, Sure: st.base != 0}
		switch {
		case st.done != 0:
			line.Due = st.due
		case st.base != 0:
			line.Due = st.day(r, s.Risk)
		default:
			line.Due = step{base: at[r.After], set: st.set}.day(r, s.Risk)
		}
		at[string(r.Kind)] = st.done
		if st.done == 0 {
			at[string(r.Kind)] = max(line.Due, today)
		}
		if s.demands(r) {
			out = append(out, line)
		}
	}
	return out
}

// stepsDue returns the steps that are open and sure.
func (s *State) stepsDue() []Promise {
	var out []Promise
	for _, r := range s.Rules {
		if st := s.steps[r.Code]; s.demands(r) && st.done == 0 && (st.base != 0 || st.set != 0) {
			out = append(out, Promise{Kind: StepDue, Entry: st.entry, Item: r.Code, Day: st.day(r, s.Risk), Minute: NoTime})
		}
	}
	return out
}

// OpenStep reports whether a day can be set for a step.
func (s *State) OpenStep(code string) bool {
	return slices.ContainsFunc(s.Rules, func(r StepRule) bool {
		return r.Code == code && s.demands(r) && s.steps[code].done == 0
	})
}

func (s *State) hasOpenStep() bool {
	return slices.ContainsFunc(s.Rules, func(r StepRule) bool { return s.OpenStep(r.Code) })
}
