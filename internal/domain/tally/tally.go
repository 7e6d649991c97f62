// Package tally is the only bridge from files to figures: the rule that turns
// the state of a file into counts, and one more entry into facts.
//
// What a file counts is a function of its state ([Of]); the facts of an entry
// are the difference before and after it ([Facts]). So a correction reverses
// exactly what it changes, opening and closing cancel, and counting all files
// anew gives the same sums as adding all facts: that is what verify compares.
//
// It must never read or write anything itself; who was served when is asked of
// a [Ledger].
package tally

import (
	"cmp"
	"maps"
	"slices"

	"teduh/internal/domain/casefile"
	"teduh/internal/domain/recap"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
)

// Key is one thing counted: a measure in a month with dimensions.
type Key struct {
	Measure recap.Measure
	Period  calendar.Month
	Dims    recap.Dims
}

// Counts is what a file adds to the figures.
type Counts map[Key]int64

var lengths = []calendar.Length{calendar.MonthLength, calendar.Quarter, calendar.Semester, calendar.Year}

// DimsOf returns the dimensions of a file's facts.
func DimsOf(s *casefile.State) recap.Dims {
	return recap.Dims{Area: s.Area, Residence: s.Dims.Residence, Problem: s.Dims.Problem, Sex: s.Dims.Sex, Age: s.Dims.Age}
}

// Of returns what a file counts by itself. Persons and families served are not
// among it, because whose first act it was depends on other files: see [Facts].
func Of(s *casefile.State) Counts {
	c := Counts{}
	if s == nil {
		return c
	}
	switch s.Kind {
	case casefile.CaseFile:
		c.ofCase(s)
	case casefile.ContactFile:
		c.ofContact(s)
	case casefile.GroupFile:
		c.ofGroup(s)
	}
	return c
}

func (c Counts) add(m recap.Measure, d calendar.Day, dims recap.Dims) { c.addMany(m, d, dims, 1) }

func (c Counts) addMany(m recap.Measure, d calendar.Day, dims recap.Dims, n int) {
	if n != 0 {
		c[Key{m, d.Month(), dims}] += int64(n)
	}
}

func (c Counts) ofCase(s *casefile.State) {
	dims := DimsOf(s)
	for i, sp := range s.Spells {
		c.opening(s, i, dims)
		if sp.Close != 0 {
			c.add(recap.Closed, sp.Close, dims)
			c.detail("closure_reasons", sp.Reason, sp.Close, dims)
			c.detail("outcomes", sp.Outcome, sp.Close, dims)
		}
		if sp.Transfer {
			c.add(recap.TransferOut, sp.Close, dims)
		}
	}
	if s.Disabled {
		c.disabled()
	}
	for _, a := range s.Acts {
		if a.Kind == casefile.Session || a.Kind == casefile.SealedNote {
			onDay := dims
			onDay.Age = a.Age
			c.add(recap.Sessions, a.Day, onDay)
			c.detail("services", serviceOf(a), a.Day, onDay)
		}
	}
	for _, r := range s.Referrals {
		c.add(recap.Referrals, r.Day, dims)
		c.detail("referral_targets", r.Target, r.Day, dims)
		if r.Replied {
			c.add(recap.Replies, r.ReplyDay, dims)
			c.detail("reply_results", r.State, r.ReplyDay, dims)
		} else if r.State == casefile.NoAnswer {
			c.detail("reply_results", r.State, r.Heard, dims)
		}
	}
	for _, own := range s.OwnWork {
		c.add(recap.OwnApprovals, own.Day, dims)
	}
	for _, day := range s.Reviewed {
		c.add(recap.Reviews, day, dims)
	}
	for _, problem := range mentions(s) {
		named := dims
		named.Problem = problem
		c.add(recap.Mentions, s.FirstDay, named)
	}
}

// disabled counts the spells once more as those of a client with a disability.
func (c Counts) disabled() {
	for k, n := range maps.Clone(c) {
		if k.Measure <= recap.ReopenedYear {
			k.Measure = k.Measure.OfDisabled()
			c[k] = n
		}
	}
}

func (c Counts) opening(s *casefile.State, i int, dims recap.Dims) {
	sp := s.Spells[i]
	switch {
	case i == 0 && sp.TransferIn:
		c.add(recap.TransferIn, sp.Open, dims)
	case i == 0:
		c.add(recap.New, sp.Open, dims)
		c.detail("origins", s.Origin, sp.Open, dims)
	default:
		c.add(recap.Reopened, sp.Open, dims)
		closed := s.Spells[i-1].BookClose
		for _, l := range lengths {
			if calendar.PeriodOf(closed, l).From < calendar.PeriodOf(sp.BookOpen, l).From {
				c.add(recap.ReopenedFor(l), sp.Open, dims)
			}
		}
	}
}

// detail counts something once more under a code of a list.
func (c Counts) detail(list, code string, d calendar.Day, dims recap.Dims) {
	if n, ok := taxonomy.Measure(list, code); ok {
		c.add(recap.Measure(n), d, dims)
	}
}

func serviceOf(a casefile.Act) string {
	if a.Kind == casefile.SealedNote {
		return taxonomy.SealedNote
	}
	return a.Service
}

func mentions(s *casefile.State) []string {
	all := append([]string{s.Dims.Problem}, s.Secondary...)
	slices.Sort(all)
	return slices.Compact(all)
}

func (c Counts) ofContact(s *casefile.State) {
	dims := DimsOf(s)
	c.add(recap.Contacts, s.FirstDay, dims)
	switch s.Outcome {
	case "information":
		c.add(recap.Information, s.FirstDay, dims)
	case "consultation":
		c.add(recap.Consultations, s.FirstDay, dims)
	case "referred_onward":
		c.add(recap.Onward, s.FirstDay, dims)
	}
}

func (c Counts) ofGroup(s *casefile.State) {
	dims := DimsOf(s)
	if s.Group.Kind == casefile.InformationActivity {
		c.add(recap.Activities, s.FirstDay, dims)
		c.addMany(recap.Reached, s.FirstDay, dims, s.Group.People)
		return
	}
	c.add(recap.GroupSessions, s.FirstDay, dims)
	c.addMany(recap.Attendances, s.FirstDay, dims, s.Group.People)
	c.addMany(recap.GroupMinutes, s.FirstDay, dims, s.Group.Minutes)
}

// own returns the facts that lie between two counts, in a fixed order.
func own(before, after Counts, e casefile.Entry) []recap.Fact {
	var facts []recap.Fact
	for k, n := range after {
		if d := n - before[k]; d != 0 {
			facts = append(facts, fact(e, k, d))
		}
	}
	for k, n := range before {
		if _, still := after[k]; !still {
			facts = append(facts, fact(e, k, -n))
		}
	}
	slices.SortFunc(facts, compare)
	return facts
}

func fact(e casefile.Entry, k Key, amount int64) recap.Fact {
	cause := recap.ByEntry
	switch e.Kind {
	case casefile.Correction:
		cause = recap.ByCorrection
	case casefile.Linking, casefile.Unlinking:
		cause = recap.ByLink
	}
	return recap.Fact{File: e.File, Measure: k.Measure, Period: k.Period, Book: max(k.Period, e.OpenMonth), Dims: k.Dims, Amount: amount, Cause: cause}
}

func compare(a, b recap.Fact) int {
	return cmp.Or(
		cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Period, b.Period), cmp.Compare(a.Amount, b.Amount),
		cmp.Compare(a.File, b.File), cmp.Compare(a.Dims.Problem, b.Dims.Problem), cmp.Compare(a.Dims.Age, b.Dims.Age),
		cmp.Compare(a.Dims.Sex, b.Dims.Sex), cmp.Compare(a.Dims.Residence, b.Dims.Residence), cmp.Compare(a.Dims.Area, b.Dims.Area),
	)
}
