// Package head is the pages of whoever leads an LK3: what is handed over when
// somebody leaves, which files are reviewed, talks of supervision.
package head

import (
	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/document"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/staff"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/web/pages/layout"

	cases "teduh/internal/web/pages/casefile"
)

// HandoverView is what somebody leaves behind and to whom it goes.
type HandoverView struct {
	app.Handover
	Institution string
	Load        func(string) string // what somebody has in hand
	Chosen      map[string][]string // what was typed
	Faults      map[string]string   // by field
	Fault       string              // of the whole form
	Note        string
}

// Address is where the handover is.
func (h HandoverView) Address() string {
	return "/institutions/" + h.Institution + "/staff/" + h.From.ID + "/handover"
}

// Is reports whether a worker was chosen in a field.
func (h HandoverView) Is(field, worker string) bool {
	return len(h.Chosen[field]) > 0 && h.Chosen[field][0] == worker
}

// Open says what is to be done in a case, a line each: tasks first, then what
// else is promised.
func (h HandoverView) Open(v layout.View, c app.Handed) []string {
	var out []string
	for _, t := range c.Tasks {
		out = append(out, cases.TaskText(v, t, h.Names))
	}
	for _, p := range c.Promises {
		out = append(out, cases.DatedText(v, p))
	}
	return out
}

// Name is a worker as a choice says it, with what bars the choice.
func (h HandoverView) Name(v layout.View, w staff.Person, c app.Handed) string {
	if relation := c.Barred[w.ID]; relation != "" {
		return w.Name + " · " + v.T("head.barred", "relation", taxonomy.Name("conflict_relations", relation, v.Lang()))
	}
	return w.Name
}

// Paper is what the printed list begins and ends with.
type Paper struct {
	Letterhead  document.Letterhead
	Institution registry.Institution
}

// Noted is who takes note of a handover: the head of the LK3.
func (p Paper) Noted(v layout.View) document.Signatory {
	s := p.Letterhead.Head
	if s.Post == "" {
		s.Post = v.T("document.head")
	}
	return s
}

// EndView is a post that would leave cases behind.
type EndView struct {
	Institution, Post string
	Person            string // to hand over first, "" for who may not
	Text              string
}

// ReviewsView is the sample of a month.
type ReviewsView struct {
	app.ReviewMonth
	Last     calendar.Month // the newest that can be drawn
	Settings layout.Form
}

// Sum says what a review came to, "" of one without marks.
func Sum(v layout.View, review casefile.Body) string {
	n, of := casefile.Checked(review)
	if of == 0 {
		return ""
	}
	return v.T("review.sum", "n", n, "of", of)
}
