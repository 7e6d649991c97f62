package xlsform

import (
	"strconv"
	"strings"

	"teduh/internal/domain/instrument"
)

// group is an open group of questions.
type group struct {
	heading  line
	relevant string
	begun    bool // its heading stands above a question
}

const deepestGroup = 5

// types are the types of question without a list.
var types = map[string]string{"text": "line", "integer": "number", "decimal": "decimal", "date": "date", "note": "note"}

// question reads one row of survey.
func (x *reader) question(l line) {
	kind := strings.Join(strings.Fields(l.get("type")), " ")
	switch kind {
	case "begin_group", "begin group":
		x.begin(l)
	case "end_group", "end group":
		x.end(l)
	case "calculate":
		x.calculate(l)
	default:
		x.asked(l, kind)
	}
}

func (x *reader) asked(l line, kind string) {
	word, list, _ := strings.Cut(kind, " ")
	q := instrument.Question{Name: l.get("name"), Label: l.text("label"), Help: l.text("hint"), Says: l.text("constraint_message"),
		Cells: l.cells(map[string]string{"type": "type", "list": "type", "name": "name", "label": "label", "help": "hint", "section": "label",
			"when": "relevant", "check": "constraint", "says": "constraint_message"})}
	switch {
	case word == "select_one" && list != "":
		q.Type, q.List = "choice", list
	case word == "select_multiple" && list != "":
		q.Type, q.List = "choices", list
	case types[kind] != "":
		q.Type = types[kind]
	default:
		x.refuse(bad(l.at("type"), "xlsform.type", kind))
		return
	}
	if text := l.get("calculation"); text != "" {
		x.refuse(bad(l.at("calculation"), "xlsform.calculation", text))
	}
	q.Required = x.yes(l, "required")
	x.grouped(&q)
	q.When = join(q.When, x.expression(l, "relevant", ""))
	if q.Type != "note" {
		x.types[q.Name] = x.typeOf(q)
	}
	q.Check = x.expression(l, "constraint", q.Name)
	if q.Check != "" && q.Says.ID == "" {
		q.Says.ID, q.Says.EN = "Jawaban ini tidak dapat diterima.", "This answer cannot be accepted."
	}
	x.d.Questions = append(x.d.Questions, q)
}

// typeOf is how expressions take a question: a choice whose codes are all whole
// numbers is a number.
func (x *reader) typeOf(q instrument.Question) string {
	switch q.Type {
	case "number", "decimal":
		return "number"
	case "choices":
		return "list"
	case "choice":
		for _, o := range x.d.Lists[q.List] {
			if n, err := strconv.Atoi(o.Code); err != nil || strconv.Itoa(n) != o.Code {
				return "text"
			}
		}
		return "number"
	default:
		return "text"
	}
}

func (x *reader) begin(l line) {
	if len(x.groups) == deepestGroup {
		x.refuse(bad(l.at("type"), "xlsform.group_deep", "").With("n", deepestGroup))
	}
	if len(x.groups) > mostFaults {
		return
	}
	x.groups = append(x.groups, group{heading: l, relevant: x.expression(l, "relevant", "")})
}

func (x *reader) end(l line) {
	if len(x.groups) == 0 {
		x.refuse(bad(l.at("type"), "xlsform.group_end", ""))
		return
	}
	x.groups = x.groups[:len(x.groups)-1]
}

// grouped gives a question what its groups say: the heading of the innermost one
// that begins with it, and when they apply.
func (x *reader) grouped(q *instrument.Question) {
	for n := range x.groups {
		g := &x.groups[n]
		q.When = join(q.When, g.relevant)
		if heading := g.heading.text("label"); !g.begun && heading.ID != "" {
			q.Section = heading
		}
		g.begun = true
	}
}

func join(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	default:
		return "(" + a + ") && (" + b + ")"
	}
}

// calculate is a score that is an expression.
func (x *reader) calculate(l line) {
	s := instrument.Score{Name: l.get("name"), Label: l.text("label"), Most: 100, Rule: x.expression(l, "calculation", ""),
		Cells: l.cells(map[string]string{"name": "name", "label": "label", "rule": "calculation", "items": "calculation", "bands": "name", "most": "name"})}
	if l.get("calculation") == "" {
		x.refuse(bad(l.at("calculation"), "xlsform.no_calculation", s.Name))
	}
	x.types[s.Name] = "number"
	x.d.Scores = append(x.d.Scores, s)
}
