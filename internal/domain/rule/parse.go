package rule

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"unicode/utf8"

	"teduh/internal/kit/fault"
)

const (
	longest = 2_000 // bytes of an expression
	deepest = 60    // levels of it
)

func compile(text string, fields Fields) (*node, Type, error) {
	if len(text) > longest {
		return nil, "", fault.New(fault.Invalid, "rule.too_long").With("n", longest)
	}
	tree, err := parser.ParseExpr(text)
	if err != nil || !utf8.ValidString(text) {
		return nil, "", fault.New(fault.Invalid, "rule.syntax").With("text", shortened(text))
	}
	c := compiler{text: text, fields: fields}
	return c.expr(tree, 0)
}

// shortened keeps a message readable.
func shortened(text string) string {
	const most = 80
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most-1]) + "…"
	}
	return text
}

type compiler struct {
	text   string
	fields Fields
}

// bad is a fault that quotes a part of the expression.
func (c compiler) bad(key string, e ast.Expr) error {
	from, to := max(int(e.Pos())-1, 0), min(int(e.End())-1, len(c.text))
	if from > to {
		from = to
	}
	return fault.New(fault.Invalid, key).With("text", shortened(c.text[from:to]))
}

func (c compiler) expr(e ast.Expr, depth int) (*node, Type, error) {
	if depth > deepest {
		return nil, "", fault.New(fault.Invalid, "rule.too_deep").With("n", deepest)
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return c.expr(e.X, depth+1)
	case *ast.BasicLit:
		return c.literal(e)
	case *ast.Ident:
		return c.name(e)
	case *ast.UnaryExpr:
		return c.unary(e, depth)
	case *ast.BinaryExpr:
		return c.binary(e, depth)
	case *ast.CallExpr:
		return c.call(e, depth)
	default:
		return nil, "", c.bad("rule.construct", e)
	}
}

var plainNumber = regexp.MustCompile(`^(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?$`)

func (c compiler) literal(e *ast.BasicLit) (*node, Type, error) {
	switch e.Kind {
	case token.INT, token.FLOAT:
		n, err := strconv.ParseFloat(e.Value, 64)
		if err == nil && plainNumber.MatchString(e.Value) {
			return &node{lit: number(n)}, Number, nil
		}
	case token.STRING:
		if s, err := strconv.Unquote(e.Value); err == nil && utf8.ValidString(s) {
			return &node{lit: Value{Type: Text, Text: s}}, Text, nil
		}
	}
	return nil, "", c.bad("rule.construct", e)
}

func (c compiler) name(e *ast.Ident) (*node, Type, error) {
	if e.Name == "true" || e.Name == "false" {
		return &node{lit: truth(e.Name == "true")}, Truth, nil
	}
	t, ok := c.fields[e.Name]
	if !ok {
		return nil, "", c.bad("rule.unknown_field", e)
	}
	return &node{op: "field", name: e.Name}, t, nil
}

func (c compiler) unary(e *ast.UnaryExpr, depth int) (*node, Type, error) {
	want, op := Truth, "!"
	switch e.Op {
	case token.NOT:
	case token.SUB:
		want, op = Number, "neg"
	default:
		return nil, "", c.bad("rule.construct", e)
	}
	x, t, err := c.expr(e.X, depth+1)
	if err != nil {
		return nil, "", err
	}
	if t != want {
		return nil, "", c.bad("rule.types", e)
	}
	return &node{op: op, args: []*node{x}}, want, nil
}

// operators says of each operator what stands on both sides and what it yields.
var operators = map[token.Token]struct {
	sides []Type
	is    Type
}{
	token.LAND: {[]Type{Truth}, Truth}, token.LOR: {[]Type{Truth}, Truth},
	token.EQL: {[]Type{Number, Text, Truth}, Truth}, token.NEQ: {[]Type{Number, Text, Truth}, Truth},
	token.LSS: {[]Type{Number, Text}, Truth}, token.LEQ: {[]Type{Number, Text}, Truth},
	token.GTR: {[]Type{Number, Text}, Truth}, token.GEQ: {[]Type{Number, Text}, Truth},
	token.ADD: {[]Type{Number}, Number}, token.SUB: {[]Type{Number}, Number},
	token.MUL: {[]Type{Number}, Number}, token.QUO: {[]Type{Number}, Number},
}

func (c compiler) binary(e *ast.BinaryExpr, depth int) (*node, Type, error) {
	op, ok := operators[e.Op]
	if !ok {
		return nil, "", c.bad("rule.construct", e)
	}
	x, left, err := c.expr(e.X, depth+1)
	if err != nil {
		return nil, "", err
	}
	y, right, err := c.expr(e.Y, depth+1)
	if err != nil {
		return nil, "", err
	}
	if left != right || !oneOf(left, op.sides) {
		return nil, "", c.bad("rule.types", e)
	}
	return &node{op: e.Op.String(), args: []*node{x, y}}, op.is, nil
}

func oneOf(t Type, types []Type) bool {
	for _, other := range types {
		if t == other {
			return true
		}
	}
	return false
}
