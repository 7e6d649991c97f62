package xlsform

import (
	"regexp"
	"strings"

	"teduh/internal/kit/fault"
)

// translate turns an XLSForm expression into one of our own (package rule). self
// is the question that a lone point means, "" where none is meant; types say how
// each question is taken.
func translate(text, self string, types map[string]string) (string, *fault.Error) {
	p := parser{self: self, types: types}
	for rest := strings.TrimSpace(text); rest != ""; rest = strings.TrimSpace(rest) {
		t := token.FindString(rest)
		if t == "" {
			return "", bad("", "xlsform.expression", rest)
		}
		p.all = append(p.all, t)
		rest = rest[len(t):]
	}
	out := p.or(0)
	if p.err == nil && p.at < len(p.all) {
		p.refuse(p.all[p.at])
	}
	return out.text, p.err
}

// token is one word of an expression: a number, a text in quotes, ${name}, a
// name, or a sign.
var token = regexp.MustCompile(`^(?:[0-9]+(?:\.[0-9]+)?|'[^']*'|"[^"]*"|\$\{[^}]*\}|[A-Za-z_][A-Za-z0-9_-]*|!=|<=|>=|[=<>+*(),.-])`)

type parser struct {
	all   []string
	at    int
	self  string
	types map[string]string
	err   *fault.Error
}

// term is a translated part, with what it is where that matters.
type term struct {
	text   string
	field  string // the name of a question
	quoted bool   // a text in quotes
	value  string // what stands in them
}

func (p *parser) refuse(text string) {
	if p.err == nil {
		p.err = bad("", "xlsform.expression", text)
	}
}

// peek is the next token, "" at the end and after a fault.
func (p *parser) peek() string {
	if p.at < len(p.all) && p.err == nil {
		return p.all[p.at]
	}
	return ""
}

func (p *parser) expect(sign string) {
	if p.peek() != sign {
		p.refuse(p.peek())
		return
	}
	p.at++
}

const deepest = 40 // parts within each other

func (p *parser) or(depth int) term {
	if depth > deepest {
		p.refuse("(")
		return term{}
	}
	return p.chain(depth, map[string]string{"or": "||"}, p.and)
}

func (p *parser) and(depth int) term {
	return p.chain(depth, map[string]string{"and": "&&"}, p.compared)
}

func (p *parser) sum(depth int) term {
	return p.chain(depth, map[string]string{"+": "+", "-": "-"}, p.product)
}

func (p *parser) product(depth int) term {
	return p.chain(depth, map[string]string{"*": "*", "div": "/"}, p.unary)
}

// chain reads parts joined by signs of one rank.
func (p *parser) chain(depth int, signs map[string]string, part func(int) term) term {
	out := part(depth)
	for sign, ok := signs[p.peek()]; ok; sign, ok = signs[p.peek()] {
		p.at++
		out = term{text: "(" + out.text + " " + sign + " " + part(depth).text + ")"}
	}
	return out
}

var (
	comparisons = map[string]string{"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
	turned      = map[string]string{"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
	plainNumber = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?$`)
)

// compared lets an empty text ask whether something was answered, and a number in
// quotes be a number where a number is compared.
func (p *parser) compared(depth int) term {
	left := p.sum(depth)
	sign, ok := comparisons[p.peek()]
	if !ok {
		return left
	}
	p.at++
	right := p.sum(depth)
	if left.quoted && !right.quoted {
		left, right, sign = right, left, turned[sign]
	}
	switch {
	case !right.quoted || left.field == "":
	case right.value == "" && sign == "==":
		return term{text: "!answered(" + left.text + ")"}
	case right.value == "" && sign == "!=":
		return term{text: "answered(" + left.text + ")"}
	case p.types[left.field] == "number" && plainNumber.MatchString(right.value):
		right.text = right.value
	}
	return term{text: "(" + left.text + " " + sign + " " + right.text + ")"}
}

func (p *parser) unary(depth int) term {
	if p.peek() != "-" {
		return p.primary(depth)
	}
	p.at++
	if depth > deepest {
		p.refuse("-")
		return term{}
	}
	return term{text: "-(" + p.unary(depth+1).text + ")"}
}

func (p *parser) primary(depth int) term {
	next := p.peek()
	if next == "" {
		p.refuse("…")
		return term{}
	}
	switch next[0] {
	case '(':
		p.at++
		out := p.or(depth + 1)
		p.expect(")")
		return term{text: "(" + out.text + ")"}
	case '.':
		p.at++
		if p.self == "" {
			p.refuse(".")
		}
		return term{text: p.self, field: p.self}
	case '$':
		p.at++
		return p.question(strings.TrimSpace(next[2 : len(next)-1]))
	case '\'', '"':
		p.at++
		inside := next[1 : len(next)-1]
		return term{text: quoted(inside), quoted: true, value: inside}
	}
	if next[0] >= '0' && next[0] <= '9' {
		p.at++
		return term{text: next}
	}
	return p.function(depth)
}

// quoted writes a text as our own expressions do.
func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`).Replace(text) + `"`
}

// question is a name in ${}; it must have been asked before.
func (p *parser) question(name string) term {
	if p.types[name] == "" && p.err == nil {
		p.err = bad("", "rule.unknown_field", name)
	}
	return term{text: name, field: name}
}

// functions are those of XLSForm that are understood, what they become and how
// many parts they take.
var functions = map[string]struct {
	becomes string
	takes   int
}{
	"selected": {"has", 2}, "count-selected": {"count", 1}, "not": {"!", 1}, "if": {"pick", 3}, "string-length": {"length", 1}, "true": {"true", 0}, "false": {"false", 0},
}

func (p *parser) function(depth int) term {
	name := p.peek()
	f, ok := functions[name]
	if !ok {
		p.refuse(name)
		return term{}
	}
	p.at++
	p.expect("(")
	var args []term
	for p.err == nil && p.peek() != ")" && len(args) <= f.takes {
		if len(args) > 0 {
			p.expect(",")
		}
		args = append(args, p.or(depth+1))
	}
	p.expect(")")
	if len(args) != f.takes {
		p.refuse(name)
		return term{}
	}
	return term{text: p.called(name, f.becomes, args)}
}

func (p *parser) called(name, becomes string, args []term) string {
	switch {
	case len(args) == 0:
		return becomes
	case name == "not":
		return "!(" + args[0].text + ")"
	case name == "selected" && p.types[args[0].field] == "number" && plainNumber.MatchString(args[1].value):
		return "(" + args[0].text + " == " + args[1].value + ")"
	}
	texts := make([]string, len(args))
	for n, a := range args {
		texts[n] = a.text
	}
	return becomes + "(" + strings.Join(texts, ", ") + ")"
}
