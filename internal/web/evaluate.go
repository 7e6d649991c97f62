package web

import (
	"slices"
	"strconv"
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
	f.intro = strings.TrimSpace(strings.Join(slices.Concat(headed(v.t("evaluation.plan"), said), headed(v.t("evaluation.scores"), v.firstAndLast(seen))), "\n"))
}

// headed puts a heading above lines, if there are any.
func headed(heading string, lines []string) []string {
	if len(lines) == 0 {
		return nil
	}
	return append([]string{"", heading}, lines...)
}

// firstAndLast says of each domain and each instrument what was found first and
// last: a line each, with one day where it was measured once.
func (v *visit) firstAndLast(seen app.FileView) []string {
	said := casefile.Effective(seen.Entries)
	var out []string
	for _, domain := range casefile.Domains() {
		var c change
		for _, e := range said {
			if score := e.Body.Get(casefile.ScoreOf(domain)); e.Kind == casefile.Assessment && score != "" {
				need, _ := strconv.ParseFloat(score, 64) // a code of the list: how much is needed
				c.found(taxonomy.Name("need_scores", score, v.p.Lang())+" ("+v.p.ShortDay(e.Day)+")", need, "")
			}
		}
		out = append(out, v.changed(taxonomy.Name("domains", domain, v.p.Lang()), instrument.Score{}, c)...)
	}
	view := v.view("")
	for _, h := range instrument.Histories(said) {
		tool := seen.Tools.Of(casefile.Body{"instrument": {h.Code}, "instrument_version": {h.Last().Version}})
		if tool == nil {
			continue // its words are not here
		}
		for _, score := range tool.Scores {
			var c change
			for _, p := range h.Points {
				if n, known := p.Scores[score.Name]; known {
					c.found(pages.Amount(view, n)+" ("+v.p.ShortDay(p.Day)+")", n, p.Version)
				}
			}
			out = append(out, v.changed(v.scoreName(seen, h, tool, score), score, c)...)
		}
	}
	return out
}

var trends = map[instrument.Trend]string{instrument.Better: "evaluation.better", instrument.Same: "evaluation.same", instrument.Worse: "evaluation.worse"}

// change is what was found, the first and the last of it.
type change struct {
	words    []string
	amounts  []float64
	versions []string
}

func (c *change) found(words string, amount float64, version string) {
	c.words, c.amounts, c.versions = append(c.words, words), append(c.amounts, amount), append(c.versions, version)
}

// changed says what was found first and last on a scale, and which way it went
// unless the scale changed meanwhile.
func (v *visit) changed(name string, scale instrument.Score, c change) []string {
	last := len(c.words) - 1
	switch {
	case last < 0:
		return nil
	case last == 0:
		return []string{name + ": " + c.words[0]}
	case c.versions[0] != c.versions[last]:
		return []string{name + ": " + c.words[0] + " → " + c.words[last]}
	default:
		return []string{name + ": " + v.t(trends[scale.Trend(c.amounts[0], c.amounts[last])]) + "\n" + c.words[0] + " → " + c.words[last]}
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
