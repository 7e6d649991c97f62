package casefile

import (
	"fmt"
	"slices"
	"strings"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"

	"teduh/internal/web/pages/layout"
)

// PromiseText says what is promised, without a day.
func PromiseText(v layout.View, p casefile.Promise) string {
	text := v.T("kind.due_" + string(p.Kind))
	if p.Kind == casefile.StepDue {
		text = taxonomy.Name("steps", p.Item, v.Lang())
	}
	if p.What != "" {
		text += ": " + p.What
	}
	return text
}

// DatedText says what is promised after its day and time.
func DatedText(v layout.View, p casefile.Promise) string {
	return strings.TrimSpace(v.ShortDay(p.Day)+" "+ClockText(v, p.Minute)) + " · " + PromiseText(v, p)
}

// ClockText is the time of day of something promised, "" without one.
func ClockText(v layout.View, minute int) string {
	if minute < 0 {
		return ""
	}
	if v.Lang() == "id" {
		return fmt.Sprintf("%02d.%02d", minute/60, minute%60)
	}
	return fmt.Sprintf("%02d:%02d", minute/60, minute%60)
}

// TaskText says what is to be done, by whom and until when.
func TaskText(v layout.View, t casefile.Task, names map[string]string) string {
	parts := []string{t.What}
	if t.Aim != "" {
		parts[0] = t.Aim + ": " + t.What
	}
	if name := names[t.Staff]; name != "" {
		parts = append(parts, name)
	}
	if t.Day != 0 {
		parts = append(parts, strings.TrimSpace(v.ShortDay(t.Day)+" "+ClockText(v, t.Minute)))
	}
	return strings.Join(parts, " · ")
}

// PlanText is a plan as a text: what was agreed, a line an action.
func PlanText(v layout.View, e casefile.Entry, f app.FileView) string {
	var lines []string
	for _, a := range Answers(v, e, f) {
		if len(a.Rows) == 0 {
			lines = append(lines, a.Label+": "+a.Text)
		}
		for n, row := range a.Rows {
			said := make([]string, len(row))
			for i, cell := range row {
				said[i] = cell.Text
			}
			lines = append(lines, fmt.Sprintf("%d. %s", n+1, strings.Join(said, " · ")))
		}
	}
	return strings.Join(lines, "\n")
}

// mine reports whether something due is the reader's own, and can be marked as done.
func mine(v layout.View, d app.Due) bool {
	return d.Done == 0 && v.Who != nil && d.Staff == v.Who.Staff && slices.Contains([]casefile.PromiseKind{casefile.ToDo, casefile.Appointment, casefile.Measure}, d.Kind)
}

func beside(f app.FileView, k casefile.Kind) bool { return slices.Contains(f.Beside, k) }

// addable reports whether something can be added to an entry.
func addable(f app.FileView, k casefile.Kind) bool {
	return beside(f, casefile.Addendum) && k != casefile.Correction && k != casefile.Addendum && k != casefile.SealedNote
}

// added is the entry that an addition adds to.
func added(f app.FileView, e casefile.Entry) (casefile.Entry, bool) {
	i := slices.IndexFunc(f.Entries, func(x casefile.Entry) bool { return x.ID == e.Body.Get("adds_to") })
	if i < 0 {
		return casefile.Entry{}, false
	}
	return f.Entries[i], true
}

func lateOn(d, today calendar.Day) bool { return d != 0 && d < today }

// anyLate reports whether a task or step of the file is late, so that its fold
// stands open.
func anyLate(f app.FileView) bool {
	return slices.ContainsFunc(f.State.Promises(), func(p casefile.Promise) bool { return p.Done == 0 && lateOn(p.Day, f.Today) })
}
