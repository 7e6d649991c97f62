package casefile

import "cmp"

// Goal is what the plans of a case are for, with the actions towards it.
type Goal struct {
	Aim      string // in the worker's words; the action itself where no aim was written
	Done, Of int    // actions
}

// Goals returns the goals of the plan that holds, and of earlier ones what was
// done, each once and in the order in which they were written.
func (s *State) Goals() []Goal {
	var goals []Goal
	at := map[string]int{}
	for _, t := range s.Tasks {
		aim := cmp.Or(t.Aim, t.What)
		if t.Kind != Measure || t.Needless || aim == "" {
			continue
		}
		n, known := at[aim]
		if !known {
			n = len(goals)
			at[aim], goals = n, append(goals, Goal{Aim: aim})
		}
		goals[n].Of++
		if t.Done != 0 {
			goals[n].Done++
		}
	}
	return goals
}

// Unevaluated reports whether the case is one that is evaluated before it is
// closed, and was not since it opened last. It hinders nothing.
func (s *State) Unevaluated() bool { return s.Track == Managed && !s.Evaluated }
