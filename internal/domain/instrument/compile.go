package instrument

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"

	"teduh/internal/domain/casefile"
	"teduh/internal/domain/rule"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/locale"
)

// Bounds of a definition.
const (
	mostQuestions = 300
	mostOptions   = 100
	mostScores    = 10
	mostAlerts    = 5
	longestText   = 1_000 // letters of a label
)

// types are the types of question.
var types = map[string]casefile.Type{
	"line": casefile.Line, "text": casefile.Text, "choice": casefile.Choice, "choices": casefile.Choices, "yes_no": casefile.YesNo,
	"number": casefile.Number, "decimal": casefile.Decimal, "date": casefile.Date, "note": casefile.Note,
}

// Instrument is a checked definition.
type Instrument struct {
	Definition
	form   casefile.Form
	scores []rule.Rule // of those that have one
	alerts []rule.Rule
}

// Compile checks a definition. It returns one fault for each part that is wrong,
// at the cell it was written in where there is one, so that all are shown at
// once.
func Compile(d Definition) (*Instrument, error) {
	c := compiler{i: &Instrument{Definition: d, form: casefile.Current(casefile.Instrument)}, fields: rule.Fields{}}
	c.head()
	for n := range d.Questions {
		c.question(&d.Questions[n])
	}
	for n := range d.Scores {
		c.score(&d.Scores[n])
	}
	for n := range d.Alerts {
		c.alert(&d.Alerts[n])
	}
	return c.i, c.faults.Err()
}

type compiler struct {
	i      *Instrument
	fields rule.Fields // what expressions may use so far
	faults fault.Many
}

func (c *compiler) bad(cells map[string]string, part, key string) {
	c.faults = append(c.faults, fault.Bad(at(cells, part), key))
}

// at is where a part was written: its cell, else its own name.
func at(cells map[string]string, part string) string {
	if cell := cells[part]; cell != "" {
		return cell
	}
	return part
}

var (
	codeForm = regexp.MustCompile(`^([nl]-)?[a-z][a-z0-9_]{1,39}$`)
	nameForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
	listCode = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,40}$`)
)

// reserved are words of the language of expressions, and of Go.
var reserved = []string{"true", "false", "nil", "func", "map", "chan", "type", "var", "if", "else", "for", "range", "return", "switch", "case",
	"default", "break", "continue", "go", "goto", "defer", "select", "struct", "interface", "package", "import", "const", "fallthrough"}

func (c *compiler) name(cells map[string]string, name string) {
	_, twice := c.fields[name]
	switch {
	case !nameForm.MatchString(name) || slices.Contains(reserved, name):
		c.bad(cells, "name", "instrument.name")
	case twice:
		c.bad(cells, "name", "instrument.twice")
	}
}

// text checks words in both languages.
func (c *compiler) text(cells map[string]string, part string, t locale.Text, needed bool) {
	switch {
	case t == locale.Text{} && !needed:
	case t.ID == "" || t.EN == "":
		c.bad(cells, part, "instrument.both_languages")
	case !plain(t.ID) || !plain(t.EN):
		c.bad(cells, part, "instrument.text")
	}
}

func plain(s string) bool {
	return utf8.ValidString(s) && utf8.RuneCountInString(s) <= longestText && !slices.Contains([]byte(s), 0)
}

func (c *compiler) head() {
	d := c.i.Definition
	if !codeForm.MatchString(d.Code) {
		c.bad(d.Cells, "code", "instrument.code")
	}
	if d.Version < 1 {
		c.bad(d.Cells, "version", "instrument.bad_version")
	}
	if d.For != "" && d.For != "psychologist" {
		c.bad(d.Cells, "for", "instrument.for")
	}
	c.text(d.Cells, "name", d.Name, true)
	c.text(d.Cells, "source", d.Source, true)
	c.text(d.Cells, "licence", d.Licence, true)
	c.text(d.Cells, "about", d.About, false)
	c.text(d.Cells, "intro", d.Intro, false)
	c.text(d.Cells, "remark", d.Remark, false)
	if n := len(d.Questions); n == 0 || n > mostQuestions || len(d.Scores) > mostScores || len(d.Alerts) > mostAlerts {
		c.bad(d.Cells, "questions", "instrument.size")
	}
}

func (c *compiler) question(q *Question) {
	t, ok := types[q.Type]
	if !ok {
		c.bad(q.Cells, "type", "instrument.type")
		return
	}
	c.name(q.Cells, q.Name)
	c.text(q.Cells, "label", q.Label, true)
	c.text(q.Cells, "help", q.Help, false)
	c.text(q.Cells, "section", q.Section, false)
	c.text(q.Cells, "says", q.Says, q.Check != "")
	in := &casefile.Inline{Key: q.Name, Label: q.Label, Help: q.Help, Section: q.Section, Says: q.Says}
	f := casefile.Field{Name: casefile.Asked(q.Name), Type: t, Required: q.Required && t != casefile.Note, Folded: q.Folded, Secrecy: casefile.Story, Inline: in}
	if t == casefile.Text {
		f.Max = 8000
	}
	if t == casefile.Choice || t == casefile.Choices {
		in.Options = c.options(q)
	}
	in.When = c.rule(q.Cells, "when", q.When, rule.Truth)
	if y := f.RuleType(); y != "" {
		c.fields[q.Name] = y
	}
	in.Check = c.rule(q.Cells, "check", q.Check, rule.Truth)
	c.i.form.Fields = append(c.i.form.Fields, f)
}

func (c *compiler) options(q *Question) []casefile.Option {
	list := c.i.Lists[q.List]
	if len(list) == 0 || len(list) > mostOptions {
		c.bad(q.Cells, "list", "instrument.list")
	}
	seen := map[string]bool{}
	out := make([]casefile.Option, len(list))
	for n, o := range list {
		if !listCode.MatchString(o.Code) || seen[o.Code] {
			c.bad(q.Cells, "list", "instrument.option")
		}
		c.text(q.Cells, "list", o.Name, true)
		seen[o.Code] = true
		out[n] = casefile.Option{Code: o.Code, Name: o.Name}
	}
	return out
}

// rule reads an expression; none is fine.
func (c *compiler) rule(cells map[string]string, part, text string, want rule.Type) rule.Rule {
	if text == "" {
		return rule.Rule{}
	}
	r, err := rule.Parse(text, c.fields, want)
	if f := fault.First(err); f != nil {
		c.faults = append(c.faults, f.On(at(cells, part)))
	}
	return r
}

func (c *compiler) score(s *Score) {
	c.name(s.Cells, s.Name)
	c.text(s.Cells, "label", s.Label, true)
	if (len(s.Items) > 0) == (s.Rule != "") {
		c.bad(s.Cells, "rule", "instrument.score")
	}
	for _, item := range s.Items {
		if !c.i.scored(item) {
			c.bad(s.Cells, "items", "instrument.item")
		}
	}
	for n, b := range s.Bands {
		c.text(s.Cells, "bands", b.Label, true)
		if n > 0 && b.From <= s.Bands[n-1].From {
			c.bad(s.Cells, "bands", "instrument.bands")
		}
	}
	if math.IsNaN(s.Most) || s.Most < s.Least {
		c.bad(s.Cells, "most", "instrument.bands")
	}
	c.i.scores = append(c.i.scores, c.rule(s.Cells, "rule", s.Rule, rule.Number))
	c.fields[s.Name] = rule.Number
}

func (c *compiler) alert(a *Alert) {
	if !nameForm.MatchString(a.Code) {
		c.bad(a.Cells, "code", "instrument.name")
	}
	c.text(a.Cells, "says", a.Says, true)
	if a.When == "" {
		c.bad(a.Cells, "when", "instrument.alert")
	}
	c.i.alerts = append(c.i.alerts, c.rule(a.Cells, "when", a.When, rule.Truth))
}

// find returns a question by its name.
func (i *Instrument) find(name string) (Question, bool) {
	for _, q := range i.Questions {
		if q.Name == name {
			return q, true
		}
	}
	return Question{}, false
}

// scored reports whether every choice of a question has a score.
func (i *Instrument) scored(name string) bool {
	q, ok := i.find(name)
	switch {
	case !ok:
		return false
	case q.Type == "yes_no", q.Type == "number", q.Type == "decimal":
		return true
	case q.Type != "choice":
		return false
	}
	return !slices.ContainsFunc(i.Lists[q.List], func(o Option) bool { _, ok := o.points(); return !ok })
}

func (o Option) points() (float64, bool) {
	if o.Score != nil {
		return *o.Score, true
	}
	n, err := strconv.Atoi(o.Code)
	return float64(n), err == nil
}
