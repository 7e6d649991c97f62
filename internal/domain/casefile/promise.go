package casefile

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"teduh/internal/kit/calendar"
	"teduh/internal/kit/ident"
)

// PromiseKind is what somebody is to do by a day.
type PromiseKind string

// The kinds of promise.
const (
	Meeting     PromiseKind = "meeting"     // the next time the client is met
	Appointment PromiseKind = "appointment" // a task that is a meeting with the client
	ToDo        PromiseKind = "task"
	Measure     PromiseKind = "measure"  // an action of the plan
	StepDue     PromiseKind = "step"     // of the template of steps
	ReplyDue    PromiseKind = "reply"    // of a referral
	Resume      PromiseKind = "resume"   // a suspended case is looked at again
	AskAfter    PromiseKind = "followup" // how it goes after a closure
	Decision    PromiseKind = "decision" // of the head; it tells nothing of what about
)

// Promise is something to be done in a case, by a day.
type Promise struct {
	Kind   PromiseKind
	Entry  string       // that promises it
	Item   string       // which of those the entry promises; the code of a step
	What   string       // in the words of who wrote it; "" where the kind says it all
	Staff  string       // who does it, "" for whoever has the case, or TheHead
	Day    calendar.Day // 0 without a day
	Minute int          // of the day, NoTime without a time
	Done   calendar.Day // 0 while it is open
}

// NoTime is the minute of what has a day and no time of day.
const NoTime = -1

// Task is something to be done that a person wrote down: a task, an appointment
// or an action of the plan.
type Task struct {
	Promise
	Aim, Domain string // of an action: what it is for
	Needless    bool   // it was not done but dropped
}

// Ref names a task in the forms that say it is done.
func (t Task) Ref() string { return t.Entry + "." + t.Item }

// validRef reports whether a text could name a task.
func validRef(ref string) bool {
	entry, item, ok := strings.Cut(ref, ".")
	n, err := strconv.Atoi(item)
	return ok && ident.Valid(entry) && err == nil && n > 0
}

// Minute returns the minute of the day of a time field, NoTime when there is
// none.
func (b Body) Minute(field string) int {
	m, ok := minuteOf(b.Get(field))
	if !ok {
		return NoTime
	}
	return m
}

// minuteOf reads hh:mm.
func minuteOf(text string) (int, bool) {
	hours, minutes, ok := strings.Cut(text, ":")
	h, bad := strconv.Atoi(hours)
	m, worse := strconv.Atoi(minutes)
	if !ok || bad != nil || worse != nil || len(hours) != 2 || len(minutes) != 2 || h < 0 || h > 23 || m < 0 || m > 59 {
		return NoTime, false
	}
	return h*60 + m, true
}

// IsTask reports whether a person wrote it down as something to be done.
func (p Promise) IsTask() bool { return p.Kind == ToDo || p.Kind == Appointment || p.Kind == Measure }

// FarAhead is a day after all that can be promised.
const FarAhead calendar.Day = 99991231

// pledge is what the last entry of its sort promised.
type pledge struct {
	entry  string
	day    calendar.Day
	minute int
}

func promised(e Entry) pledge {
	return pledge{e.ID, e.Body.Day("next_date"), e.Body.Minute("next_time")}
}

// tasks adds what an entry asks to be done: itself, or each of its rows.
func (s *State) tasks(e Entry) {
	switch e.Kind {
	case ToDoTask:
		s.task(e, e.Body, ToDo)
	case Plan:
		s.drop(func(t Task) bool { return t.Kind == Measure })
		s.measures(e)
	default:
		for _, row := range e.Body.Rows("tasks") {
			s.task(e, row, ToDo)
		}
	}
}

// drop lets go of open tasks: a new plan takes the place of the old one, and
// with a closure the work ends.
func (s *State) drop(which func(Task) bool) {
	s.Tasks = slices.DeleteFunc(s.Tasks, func(t Task) bool { return t.Done == 0 && which(t) })
}

func (s *State) task(e Entry, b Body, k PromiseKind) {
	if b.Yes("with_client") {
		k = Appointment
	}
	s.Tasks = append(s.Tasks, Task{Promise: Promise{
		Kind: k, Entry: e.ID, Item: cmp.Or(b.Get(rowID), "1"), What: b.Get("task"), Staff: staffOf(b.Get("doer")), Day: b.Day("due_on"), Minute: b.Minute("due_at"),
	}})
}

func (s *State) measures(e Entry) {
	aim, domain := "", ""
	for _, row := range e.Body.Rows("measures") {
		aim, domain = cmp.Or(row.Get("aim"), aim), cmp.Or(row.Get("domain"), domain)
		s.Tasks = append(s.Tasks, Task{Aim: aim, Domain: domain, Promise: Promise{
			Kind: Measure, Entry: e.ID, Item: cmp.Or(row.Get(rowID), "1"), What: row.Get("measure"), Staff: staffOf(row.Get("doer")), Day: row.Day("until"), Minute: NoTime,
		}})
	}
}

// staffOf is who does a task, "" when it is nobody of the staff.
func staffOf(doer string) string {
	if !ident.Valid(doer) {
		return ""
	}
	return doer
}

// done marks the tasks that an entry names.
func (s *State) done(e Entry) {
	for i := range s.Tasks {
		if t := &s.Tasks[i]; t.Done == 0 && slices.Contains(e.Body.All("tasks_done"), t.Ref()) {
			t.Done, t.Needless = e.Day, e.Body.Get("done_how") == "needless"
		}
	}
}

// handBack gives the open tasks of those who leave to whoever has the case.
func (s *State) handBack(staff []string) {
	for i := range s.Tasks {
		if t := &s.Tasks[i]; t.Done == 0 && slices.Contains(staff, t.Staff) {
			t.Staff = ""
		}
	}
}

// OpenTasks returns what is still to be done, the earliest first; what has no
// day comes last.
func (s *State) OpenTasks() []Task {
	var open []Task
	for _, t := range s.Tasks {
		if t.Done == 0 {
			open = append(open, t)
		}
	}
	slices.SortStableFunc(open, func(a, b Task) int {
		return cmp.Or(cmp.Compare(lastIfNone(a.Day), lastIfNone(b.Day)), cmp.Compare(a.Minute, b.Minute))
	})
	return open
}

func lastIfNone(d calendar.Day) calendar.Day {
	if d == 0 {
		return FarAhead
	}
	return d
}

// Promises returns everything that was promised with a day: what is open, and
// the tasks that are done.
func (s *State) Promises() []Promise {
	var out []Promise
	for _, t := range s.Tasks {
		if t.Day != 0 && !t.Needless {
			out = append(out, t.Promise)
		}
	}
	out = s.decisionDue(out)
	if s.Status == Closed {
		return s.after.onto(out, AskAfter)
	}
	if s.Status == Suspended {
		return s.pause.onto(out, Resume)
	}
	out = s.meeting.onto(out, Meeting)
	for _, r := range s.Referrals {
		if r.Waits() {
			out = pledge{r.Entry, r.By, NoTime}.onto(out, ReplyDue)
		}
	}
	return append(out, s.stepsDue()...)
}

func (a pledge) onto(out []Promise, k PromiseKind) []Promise {
	if a.day == 0 {
		return out
	}
	return append(out, Promise{Kind: k, Entry: a.entry, Day: a.day, Minute: a.minute})
}

// Doers returns who of the staff is to do something by a day that is not done yet.
func (s *State) Doers() []string {
	var out []string
	for _, p := range s.Promises() {
		if p.Done == 0 && p.Staff != "" && !slices.Contains(out, p.Staff) {
			out = append(out, p.Staff)
		}
	}
	return out
}

// Theirs reports whether all that an entry says is done was somebody's to do.
func (s *State) Theirs(e Entry, staff string) bool {
	return !slices.ContainsFunc(e.Body.All("tasks_done"), func(ref string) bool {
		return !slices.ContainsFunc(s.Tasks, func(t Task) bool { return t.Ref() == ref && t.Staff == staff })
	})
}

// NextPromise returns the earliest of what is open, ok false when nothing is
// promised.
func (s *State) NextPromise() (first Promise, ok bool) {
	for _, p := range s.Promises() {
		if p.Done == 0 && (!ok || p.Day < first.Day || p.Day == first.Day && p.Minute < first.Minute) {
			first, ok = p, true
		}
	}
	return first, ok
}

// NextMeeting returns the next appointment with the client from a day on, ok
// false when there is none.
func (s *State) NextMeeting(from calendar.Day) (first Promise, ok bool) {
	for _, p := range s.Promises() {
		if p.Done == 0 && (p.Kind == Meeting || p.Kind == Appointment) && p.Day >= from && (!ok || p.Day < first.Day) {
			first, ok = p, true
		}
	}
	return first, ok
}
