package rule

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// value works a node out. Types were held together by Parse, so that only nil
// needs looking after.
func (n *node) value(answers map[string]Value) Value {
	switch n.op {
	case "":
		return n.lit
	case "field":
		return answers[n.name]
	case "answered":
		return truth(!n.args[0].value(answers).Nil())
	case "&&":
		return truth(n.args[0].value(answers).Truth && n.args[1].value(answers).Truth)
	case "||":
		return truth(n.args[0].value(answers).Truth || n.args[1].value(answers).Truth)
	case "!":
		return truth(!n.args[0].value(answers).Truth)
	case "pick":
		if n.args[0].value(answers).Truth {
			return n.args[1].value(answers)
		}
		return n.args[2].value(answers)
	case "sum":
		return n.sum(answers)
	}
	x := n.args[0].value(answers)
	switch n.op {
	case "in", "has":
		return truth(slices.ContainsFunc(n.args[1:], func(a *node) bool { return holds(x, a.lit) }))
	case "count":
		return number(float64(len(x.List)))
	case "neg", "length":
		return one(n.op, x)
	}
	return two(n.op, x, n.args[1].value(answers))
}

func (n *node) sum(answers map[string]Value) Value {
	total := 0.0
	for _, a := range n.args {
		total += a.value(answers).Number // nil is nought
	}
	return number(total)
}

// holds reports whether x is a literal, or a list that holds it.
func holds(x, literal Value) bool {
	if x.Type == List {
		return slices.Contains(x.List, literal.Text)
	}
	return !x.Nil() && x.Number == literal.Number && x.Text == literal.Text
}

func one(op string, x Value) Value {
	switch {
	case x.Nil():
		return x
	case op == "neg":
		return number(-x.Number)
	default:
		return number(float64(utf8.RuneCountInString(x.Text)))
	}
}

func two(op string, x, y Value) Value {
	missing := x.Nil() || y.Nil()
	switch op {
	case "+", "-", "*", "/":
		if missing {
			return Value{}
		}
		return number(calculate(op, x.Number, y.Number))
	}
	return truth(!missing && compare(op, order(x, y)))
}

func calculate(op string, x, y float64) float64 {
	switch op {
	case "+":
		return x + y
	case "-":
		return x - y
	case "*":
		return x * y
	default:
		return x / y
	}
}

func order(x, y Value) int {
	if x.Type == Truth && x.Truth != y.Truth {
		return 1 // truths are only asked whether they are the same
	}
	return cmp.Or(cmp.Compare(x.Number, y.Number), cmp.Compare(x.Text, y.Text))
}

func compare(op string, order int) bool {
	switch op {
	case "==":
		return order == 0
	case "!=":
		return order != 0
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	default:
		return order >= 0
	}
}
