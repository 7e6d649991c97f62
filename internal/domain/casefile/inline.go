package casefile

import (
	"slices"
	"strconv"
	"strings"

	"teduh/internal/domain/rule"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/locale"
)

// Inline is what a field of an instrument carries itself: its words, its
// choices, when it applies, and what holds of its answer. The static tables have
// none of it: their words stand in the catalogue, their choices in the lists.
type Inline struct {
	Key         string // how expressions call it
	Label, Help locale.Text
	Section     locale.Text // the heading above it, where one begins
	Options     []Option
	When        rule.Rule   // whether it applies; none: always
	Check       rule.Rule   // whether its answer can be accepted
	Says        locale.Text // when it cannot
}

// Option is one choice of an inline field.
type Option struct {
	Code string
	Name locale.Text
}

func (o Option) isWord() bool {
	n, err := strconv.Atoi(o.Code)
	return err != nil || strconv.Itoa(n) != o.Code
}

// namespace keeps the answers to an instrument apart from all other fields,
// whose names hold no hyphen.
const namespace = "q-"

// Asked is the name under which a body keeps the answer to a question of an
// instrument.
func Asked(key string) string { return namespace + key }

func isAnswer(name string) bool { return strings.HasPrefix(name, namespace) }

// RuleType is what a field yields in an expression, "" where it yields nothing.
// A choice whose codes are all whole numbers is a number.
func (f Field) RuleType() rule.Type {
	switch f.Type {
	case Number, Decimal:
		return rule.Number
	case Choices:
		return rule.List
	case Choice:
		if f.Inline != nil && !slices.ContainsFunc(f.Inline.Options, Option.isWord) {
			return rule.Number
		}
		return rule.Text
	case Note, Link:
		return ""
	default:
		return rule.Text
	}
}

// questions works expressions out while a form is gone through in its order: a
// question that does not apply has no answer, for itself and for those after it.
type questions map[string]rule.Value

// applies reports whether a field is asked at all.
func (q questions) applies(f Field) bool { return f.Inline == nil || f.Inline.When.Holds(q) }

// hear keeps the answer to a field for the expressions of those after it, and
// holds it against its own check.
func (q questions) hear(f Field, answers []string) *fault.Error {
	if f.Inline == nil {
		return nil
	}
	if q[f.Inline.Key] = rule.Read(f.RuleType(), answers); len(answers) == 0 || f.Inline.Check.Holds(q) {
		return nil
	}
	return fault.New(fault.Invalid, "fault.rule").With("says", f.Inline.Says)
}

// Answers returns what expressions know of a body by a form.
func (f Form) Answers(b Body) map[string]rule.Value {
	q := questions{}
	for _, field := range f.Fields {
		if field.Inline != nil && q.applies(field) {
			_ = q.hear(field, b.All(field.Name)) // what cannot be accepted was refused before
		}
	}
	return q
}

// Withhold removes the answers to an instrument and what they come to. That there
// are some, and what they demand, stays.
func Withhold(b Body) {
	for name := range b {
		if isAnswer(name) || name == "scores" || name == "instrument_note" {
			delete(b, name)
		}
	}
}

// Given lists the names of the questions that a body answers, in order.
func Given(b Body) []string {
	var keys []string
	for name := range b {
		if key, ok := strings.CutPrefix(name, namespace); ok {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// Takes reports whether a form has a place for answers under a name: a question
// that still offers what was chosen.
func (f Form) Takes(name string, answers []string) bool {
	field, ok := f.Field(name)
	if !ok || field.Inline == nil || field.Type != Choice && field.Type != Choices {
		return ok
	}
	return !slices.ContainsFunc(answers, func(a string) bool { return a != "" && !field.offers(a, Reference{}) })
}
