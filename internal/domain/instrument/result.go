package instrument

import (
	"strconv"
	"strings"

	"teduh/internal/domain/casefile"
	"teduh/internal/domain/rule"
)

// Form is the field table that the renderer, the checks and the timeline use.
func (i *Instrument) Form() casefile.Form { return i.form }

// Scored is one score of somebody's answers.
type Scored struct {
	Score
	Value   float64
	Known   bool // false: too little was answered
	Missing int  // questions without an answer
}

// Band is what the score means, false where it is not known or nothing is said.
func (s Scored) Band() (Band, bool) {
	if !s.Known {
		return Band{}, false
	}
	for n := len(s.Bands) - 1; n >= 0; n-- {
		if s.Value >= s.Bands[n].From {
			return s.Bands[n], true
		}
	}
	return Band{}, false
}

// Result is what answers come to. It is no diagnosis.
type Result struct {
	Scores []Scored
	Alerts []Alert
}

// Result works scores and alerts out of checked answers.
func (i *Instrument) Result(b casefile.Body) Result {
	answers := i.form.Answers(b)
	var r Result
	for n, s := range i.Scores {
		scored := i.add(s, i.scores[n], answers)
		if scored.Known {
			answers[s.Name] = rule.Value{Type: rule.Number, Number: scored.Value}
		}
		r.Scores = append(r.Scores, scored)
	}
	for n, a := range i.Alerts {
		if i.alerts[n].Holds(answers) {
			r.Alerts = append(r.Alerts, a)
		}
	}
	return r
}

func (i *Instrument) add(s Score, by rule.Rule, answers map[string]rule.Value) Scored {
	if !by.None() {
		v := by.Value(answers)
		return Scored{Score: s, Value: v.Number, Known: !v.Nil()}
	}
	out := Scored{Score: s}
	for _, item := range s.Items {
		points, answered := i.pointsOf(item, answers)
		if !answered {
			out.Missing++
		}
		out.Value += points
	}
	if s.Times != 0 {
		out.Value *= s.Times
	}
	out.Known = out.Missing == 0
	return out
}

// pointsOf is what the answer to a question adds to a score.
func (i *Instrument) pointsOf(name string, answers map[string]rule.Value) (points float64, answered bool) {
	q, _ := i.find(name) // Compile looked
	v, asked := answers[name]
	switch {
	case !asked: // it did not apply
		return 0, true
	case v.Nil():
		return 0, false
	case q.Type == "yes_no":
		return map[string]float64{"yes": 1}[v.Text], true
	case q.Type == "choice":
		return i.pointsOfChoice(q, v), true
	default:
		return v.Number, true
	}
}

func (i *Instrument) pointsOfChoice(q Question, v rule.Value) float64 {
	code := v.Text
	if v.Type == rule.Number {
		code = strconv.Itoa(int(v.Number))
	}
	for _, o := range i.Lists[q.List] {
		if o.Code == code {
			points, _ := o.points()
			return points
		}
	}
	return 0
}

// Sign writes into a body what the program works out of its answers.
func (i *Instrument) Sign(b casefile.Body) {
	r := i.Result(b)
	b.Set("instrument", i.Code)
	b.Set("instrument_version", strconv.Itoa(i.Version))
	b.Set("reserved_for", i.For)
	var scores, alerts []string
	raises := ""
	for _, s := range r.Scores {
		if s.Known {
			scores = append(scores, s.Name+":"+strconv.FormatFloat(s.Value, 'f', -1, 64))
		}
	}
	for _, a := range r.Alerts {
		alerts = append(alerts, a.Code)
		if a.RaisesRisk {
			raises = "yes"
		}
	}
	b.Set("scores", strings.Join(scores, " "))
	b.Set("alerts", strings.Join(alerts, " "))
	b.Set("raises_risk", raises)
}

// Kept returns the scores that were kept with answers, by name.
func Kept(b casefile.Body) map[string]float64 {
	out := map[string]float64{}
	for _, part := range strings.Fields(b.Get("scores")) {
		name, number, _ := strings.Cut(part, ":")
		if n, err := strconv.ParseFloat(number, 64); err == nil {
			out[name] = n
		}
	}
	return out
}

// Says returns the words of an alert by its code.
func (i *Instrument) Says(code string) (Alert, bool) {
	for _, a := range i.Alerts {
		if a.Code == code {
			return a, true
		}
	}
	return Alert{}, false
}
