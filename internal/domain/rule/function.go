package rule

import "go/ast"

// A signature says what a function takes, and what it yields.
type signature struct {
	least, most int
	takes       func(args []*node, types []Type) bool
	yields      func(types []Type) Type
}

func always(t Type) func([]Type) Type { return func([]Type) Type { return t } }

// Functions is every function of the language.
//
//	answered(x)     whether a field was answered
//	in(x, "a", "b") whether x is one of these
//	has(x, "a")     whether a is x, or among the codes chosen in x
//	count(x)        how many codes were chosen
//	length(x)       letters of a text
//	sum(x, y, …)    what is answered of them, added up
//	pick(c, x, y)   x where c holds, else y
var Functions = map[string]signature{
	"answered": {1, 1, func(args []*node, _ []Type) bool { return args[0].op == "field" }, always(Truth)},
	"in":       {2, 50, sameLiterals, always(Truth)},
	"has": {2, 2, func(args []*node, t []Type) bool {
		return (t[0] == List || t[0] == Text) && t[1] == Text && args[1].op == ""
	},
		always(Truth)},
	"count":  {1, 1, func(_ []*node, t []Type) bool { return t[0] == List }, always(Number)},
	"length": {1, 1, func(_ []*node, t []Type) bool { return t[0] == Text }, always(Number)},
	"sum":    {1, 100, func(_ []*node, t []Type) bool { return all(t, Number) }, always(Number)},
	"pick": {3, 3, func(_ []*node, t []Type) bool { return t[0] == Truth && t[1] == t[2] && t[1] != List },
		func(t []Type) Type { return t[1] }},
}

func sameLiterals(args []*node, types []Type) bool {
	for _, a := range args[1:] {
		if a.op != "" {
			return false
		}
	}
	return types[0] != List && types[0] != Truth && all(types, types[0])
}

func all(types []Type, want Type) bool {
	for _, t := range types {
		if t != want {
			return false
		}
	}
	return true
}

func (c compiler) call(e *ast.CallExpr, depth int) (*node, Type, error) {
	name, ok := e.Fun.(*ast.Ident)
	if !ok || e.Ellipsis.IsValid() {
		return nil, "", c.bad("rule.construct", e)
	}
	f, ok := Functions[name.Name]
	if !ok {
		return nil, "", c.bad("rule.construct", e)
	}
	if len(e.Args) < f.least || len(e.Args) > f.most {
		return nil, "", c.bad("rule.arguments", e)
	}
	n := &node{op: name.Name}
	var types []Type
	for _, arg := range e.Args {
		x, t, err := c.expr(arg, depth+1)
		if err != nil {
			return nil, "", err
		}
		n.args, types = append(n.args, x), append(types, t)
	}
	if !f.takes(n.args, types) {
		return nil, "", c.bad("rule.types", e)
	}
	return n, f.yields(types), nil
}
