// Package instrument is the pages of screening tools and other forms that are
// data: choosing one for a case, what answers came to, how that changed, and the
// registry in which the ministry and the LK3s keep them.
package instrument

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/instrument"
	"teduh/internal/web/pages/layout"

	files "teduh/internal/web/pages/casefile"
)

// tool is the newest known version that a history's results were given to.
func tool(m app.MeasureView, h instrument.History) *instrument.Instrument {
	for n := len(h.Points) - 1; n >= 0; n-- {
		if i := m.Tools.Of(casefile.Body{"instrument": {h.Code}, "instrument_version": {h.Points[n].Version}}); i != nil {
			return i
		}
	}
	return nil
}

func name(v layout.View, m app.MeasureView, h instrument.History) string {
	title := h.Code
	if i := tool(m, h); i != nil {
		title = i.Name.In(v.Lang())
	}
	if who := files.Whose(v, m.FileView, h.About); who != "" {
		title += " · " + who
	}
	return title
}

// The drawing is as wide as a phone, so that its letters are as large there as
// all others.
const (
	plotLeft, plotRight = 34, 318
	plotTop, plotBottom = 18, 118
	chartBox            = "0 0 336 140"
	mostPoints          = 10
)

// curve is one score over time, in units of the drawing.
type curve struct {
	score  instrument.Score
	points []dot
	least  float64
	most   float64
}

type dot struct {
	x, y  int
	text  string
	day   string
	value float64
}

// curves lays out each score that has a number, the newest results at the right.
func curves(v layout.View, i *instrument.Instrument, h instrument.History) []curve {
	var all []curve
	for _, s := range i.Scores {
		c := curve{score: s, least: s.Least, most: s.Most}
		for _, p := range h.Points {
			if n, ok := p.Scores[s.Name]; ok {
				c.least, c.most = min(c.least, n), max(c.most, n)
				c.points = append(c.points, dot{value: n, text: files.Amount(v, n), day: v.ShortDay(p.Day)})
			}
		}
		if len(c.points) > mostPoints {
			c.points = c.points[len(c.points)-mostPoints:]
		}
		for k := range c.points {
			c.points[k].x, c.points[k].y = c.x(k), c.y(c.points[k].value)
		}
		if len(c.points) > 0 {
			all = append(all, c)
		}
	}
	return all
}

func (c curve) x(n int) int {
	if len(c.points) == 1 {
		return (plotLeft + plotRight) / 2
	}
	return plotLeft + 12 + n*(plotRight-plotLeft-24)/(len(c.points)-1)
}

func (c curve) y(value float64) int {
	if c.most == c.least {
		return plotBottom
	}
	return plotBottom - int((value-c.least)*float64(plotBottom-plotTop)/(c.most-c.least))
}

// path joins the points.
func (c curve) path() string {
	parts := make([]string, len(c.points))
	for n, p := range c.points {
		parts[n] = fmt.Sprintf("%d,%d", p.x, p.y)
	}
	return strings.Join(parts, " ")
}

// cutoff is the first score at which something should be done, false without one.
func (c curve) cutoff() (float64, bool) {
	for _, b := range c.score.Bands {
		if b.Act && b.From > c.least {
			return b.From, true
		}
	}
	return 0, false
}

// told says a curve in words.
func (c curve) told(v layout.View) string {
	parts := make([]string, len(c.points))
	for n, p := range c.points {
		parts[n] = p.day + " " + p.text
	}
	return strings.Join(parts, "; ")
}

func num(n int) string { return strconv.Itoa(n) }

// newest returns the results, the newest first.
func newest(h instrument.History) []instrument.Point {
	out := slices.Clone(h.Points)
	slices.Reverse(out)
	return out
}

// amount is a result's score, a dash where it is not known.
func amount(v layout.View, p instrument.Point, score string) string {
	n, ok := p.Scores[score]
	if !ok {
		return "–"
	}
	return files.Amount(v, n)
}
