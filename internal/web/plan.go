package web

import (
	"cmp"
	"slices"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/casefile"
)

// planned prepares the forms of assessment, plan and tasks from the file as it
// was seen: what was found before, what to begin with, what is still to be done.
func (v *visit) planned(f *form, seen app.FileView, k casefile.Kind) {
	f.tasks = v.ticks(seen, nil)
	switch k {
	case casefile.Assessment:
		f.notes = v.scoredBefore(seen)
	case casefile.Plan:
		v.beginPlan(f, seen)
	case casefile.Evaluation:
		v.beginEvaluation(f, seen)
	case casefile.Closure:
		if seen.State.Unevaluated() && slices.Contains(seen.Offered, casefile.Evaluation) {
			f.intro, f.link = v.t("evaluation.missing"), layout.MenuItem{Path: f.back + "/new/" + string(casefile.Evaluation), Key: "act.evaluation"}
		}
	case casefile.Schedule:
		for _, step := range seen.State.Timeline(v.who.Today) {
			if seen.State.OpenStep(step.Code) {
				f.steps = append(f.steps, layout.Option{Code: step.Code, Name: taxonomy.Name("steps", step.Code, v.p.Lang()) + " · " + v.p.ShortDay(step.Due)})
			}
		}
	case casefile.Addendum:
		f.hidden["adds_to"] = cmp.Or(v.r.URL.Query().Get("to"), v.r.PostForm.Get("adds_to"))
		f.draft += "?to=" + f.hidden["adds_to"] // what was typed for one entry is not for another
		f.intro = v.entryName(seen, f.hidden["adds_to"])
	}
}

// entryName names an entry by its kind and day.
func (v *visit) entryName(seen app.FileView, id string) string {
	for _, e := range seen.Entries {
		if e.ID == id {
			return v.t("kind."+string(e.Kind)) + " · " + v.p.Day(e.Day)
		}
	}
	return ""
}

// ticks offers the open tasks of a file, and those that an entry says are done.
func (v *visit) ticks(seen app.FileView, done []string) []layout.Option {
	view := v.view("")
	var out []layout.Option
	for _, t := range seen.State.Tasks {
		if t.Done == 0 || slices.Contains(done, t.Ref()) {
			out = append(out, layout.Option{Code: t.Ref(), Name: pages.TaskText(view, t, seen.Authors)})
		}
	}
	return out
}

// scoredBefore says beside each domain what the last assessment found.
func (v *visit) scoredBefore(seen app.FileView) map[string]string {
	notes := map[string]string{}
	table := casefile.Current(casefile.Assessment)
	for _, e := range casefile.Effective(seen.Entries) {
		if e.Kind != casefile.Assessment {
			continue
		}
		for _, domain := range casefile.Domains() {
			if score := e.Body.Get(casefile.ScoreOf(domain)); score != "" {
				note := v.t("plan.before", "day", v.p.ShortDay(e.Day), "score", taxonomy.Name("need_scores", score, v.p.Lang()))
				if reason := e.Body.Get(reasonOf(table, domain)); reason != "" {
					note += " — " + reason
				}
				notes[casefile.ScoreOf(domain)] = note
			}
		}
	}
	return notes
}

// reasonOf is the field in which the reason of a domain's score stands.
func reasonOf(table casefile.Form, domain string) string {
	for _, f := range table.Fields {
		if f.Group == domain && f.Type == casefile.Text {
			return f.Name
		}
	}
	return ""
}

// begins reports whether a form is to begin with what its address names.
func (v *visit) begins() bool { return v.r.URL.Query().Get("with") != "" }

// beginPlan offers the templates, fills in the one that was chosen, and says what
// was assessed. A plan that takes the place of another begins with what is still
// open of it.
func (v *visit) beginPlan(f *form, seen app.FileView) {
	f.intro = v.assessed(seen)
	for _, t := range taxonomy.PlanTemplates(seen.State.Dims.Problem) {
		f.begins = append(f.begins, layout.Option{Code: f.action + "?with=" + t.Code, Name: t.Name.In(v.p.Lang())})
		if t.Code == v.r.URL.Query().Get("with") {
			f.body.SetRows("measures", t.Begin(v.p.Lang(), v.who.Today)...)
		}
	}
	if !v.begins() {
		f.body.SetRows("measures", openMeasures(seen)...)
	}
}

// openMeasures is what is still to be done of the plan that holds.
func openMeasures(seen app.FileView) []casefile.Body {
	var rows []casefile.Body
	for _, t := range seen.State.Tasks {
		if t.Kind == casefile.Measure && t.Done == 0 {
			row := casefile.Body{}
			for column, text := range map[string]string{"domain": t.Domain, "aim": t.Aim, "measure": t.What, "doer": t.Staff} {
				row.Set(column, text)
			}
			if t.Day != 0 {
				row.Set("until", t.Day.String())
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// assessed is what the last assessment found to be needed, the most first.
func (v *visit) assessed(seen app.FileView) string {
	var last casefile.Body
	for _, e := range casefile.Effective(seen.Entries) {
		if e.Kind == casefile.Assessment {
			last = e.Body
		}
	}
	text := ""
	for _, score := range []string{"4", "3", "2", "1"} {
		for _, domain := range casefile.Domains() {
			if last.Get(casefile.ScoreOf(domain)) == score {
				text += "\n" + taxonomy.Name("domains", domain, v.p.Lang()) + ": " + taxonomy.Name("need_scores", score, v.p.Lang())
			}
		}
	}
	if text == "" {
		return ""
	}
	return v.t("plan.assessed") + text
}
