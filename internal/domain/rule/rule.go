package rule

import (
	"encoding/json"

	"teduh/internal/kit/fault"
)

// Fields are the names an expression may use, and what each yields.
type Fields map[string]Type

// Rule is a checked expression. The zero rule is none.
type Rule struct {
	text string
	root *node
	t    Type
}

// node is an operator or function over others, a field, or a literal.
type node struct {
	op   string // "" of a literal, "field" of a name
	name string
	args []*node
	lit  Value
}

// Parse reads an expression that yields the type wanted. Faults: rule.too_long,
// rule.syntax, rule.unknown_field, rule.construct, rule.arguments, rule.types,
// rule.yields; their arguments quote the part that is wrong.
func Parse(text string, fields Fields, want Type) (Rule, error) {
	root, t, err := compile(text, fields)
	if err != nil {
		return Rule{}, err
	}
	if t != want {
		return Rule{}, fault.New(fault.Invalid, "rule.yields").With("is", string(t)).With("want", string(want))
	}
	return Rule{text: text, root: root, t: t}, nil
}

// String is the expression as it was written.
func (r Rule) String() string { return r.text }

// None reports whether there is no rule.
func (r Rule) None() bool { return r.root == nil }

// MarshalJSON writes the tree for the browser: a literal is itself, everything
// else an array of the operator and its parts.
func (r Rule) MarshalJSON() ([]byte, error) { return json.Marshal(r.root) }

// MarshalJSON writes a node.
func (n *node) MarshalJSON() ([]byte, error) {
	switch {
	case n == nil:
		return []byte("null"), nil
	case n.op == "":
		return n.lit.MarshalJSON()
	case n.op == "field":
		return json.Marshal([]string{"field", n.name})
	}
	parts := make([]any, 0, len(n.args)+1)
	parts = append(parts, n.op)
	for _, a := range n.args {
		parts = append(parts, a)
	}
	return json.Marshal(parts)
}

// Value works an expression out over answers.
func (r Rule) Value(answers map[string]Value) Value {
	if r.root == nil {
		return Value{}
	}
	return r.root.value(answers)
}

// Holds reports whether a rule that yields a truth is true; none always is.
func (r Rule) Holds(answers map[string]Value) bool { return r.root == nil || r.Value(answers).Truth }
