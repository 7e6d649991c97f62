package web

import (
	"slices"
	"strings"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/instrument"
	"teduh/internal/domain/taxonomy"

	pages "teduh/internal/web/pages/casefile"
)

// beginEvaluation lays the goals of the plan before whoever evaluates, a row
// each, and says beside them what was measured first and last.
func (v *visit) beginEvaluation(f *form, seen app.FileView) {
	var rows []casefile.Body
	said := []string{}
	for _, g := range seen.State.Goals() {
		row := casefile.Body{}
		row.Set("aim", g.Aim)
		rows = append(rows, row)
		said = append(said, v.t("evaluation.actions", "aim", g.Aim, "done", g.Done, "of", g.Of))
	}
	f.body.SetRows("goal_results", rows...)
	f.intro = strings.Join(slices.Concat(headed(v.t("evaluation.plan"), said), headed(v.t("evaluation.scores"), v.firstAndLast(seen))), "\n")
}

// headed puts a heading above lines, if there are any.
func headed(heading string, lines []string) []string {
	if len(lines) == 0 {
		return nil
	}
	return append([]string{heading}, lines...)
}

// firstAndLast says of each domain and each instrument what was found first and
// last: a line each, with one day where it was measured once.
func (v *visit) firstAndLast(seen app.FileView) []string {
	said := casefile.Effective(seen.Entries)
	var out []string
	for _, domain := range casefile.Domains() {
		var found []string
		for _, e := range said {
			if score := e.Body.Get(casefile.ScoreOf(domain)); e.Kind == casefile.Assessment && score != "" {
				found = append(found, taxonomy.Name("need_scores", score, v.p.Lang())+" ("+v.p.ShortDay(e.Day)+")")
			}
		}
		out = append(out, change(taxonomy.Name("domains", domain, v.p.Lang()), found)...)
	}
	view := v.view("")
	for _, h := range instrument.Histories(said) {
		tool := seen.Tools.Of(casefile.Body{"instrument": {h.Code}, "instrument_version": {h.Last().Version}})
		if tool == nil {
			continue // its words are not here
		}
		for _, score := range tool.Scores {
			var found []string
			for _, p := range h.Points {
				if n, known := p.Scores[score.Name]; known {
					found = append(found, pages.Amount(view, n)+" ("+v.p.ShortDay(p.Day)+")")
				}
			}
			out = append(out, change(v.scoreName(seen, h, tool, score), found)...)
		}
	}
	return out
}

// change is what was found first and last.
func change(name string, found []string) []string {
	switch len(found) {
	case 0:
		return nil
	case 1:
		return []string{name + ": " + found[0]}
	default:
		return []string{name + ": " + found[0] + " → " + found[len(found)-1]}
	}
}

// scoreName names a score by its instrument, and whom it is about.
func (v *visit) scoreName(seen app.FileView, h instrument.History, tool *instrument.Instrument, score instrument.Score) string {
	name := tool.Name.In(v.p.Lang())
	if len(tool.Scores) > 1 {
		name += ", " + score.Label.In(v.p.Lang())
	}
	if whose := pages.Whose(v.view(""), seen, h.About); whose != "" {
		name += " – " + whose
	}
	return name
}
