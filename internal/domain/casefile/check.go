package casefile

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"teduh/internal/domain/rule"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
)

// Reference is what checking must know of lists, places, colleagues and the day.
type Reference struct {
	HasCode   func(list, code string) bool
	HasPlace  func(code string) bool
	HasStaff  func(id string) bool // who can be given a case at the institution
	HasDoer   func(id string) bool // who can be given a task
	HasAgency func(id string) bool // to whom the institution can refer
	Today     calendar.Day         // in the institution's zone
}

const (
	maxNumber = 1_000_000
	oldest    = 130 // years of a life

	maxDrawing = 20_000 // characters of a path
)

// LongAgo is the first day that anything in a file can lie on: an earlier one is
// a slip of the finger.
const LongAgo calendar.Day = 19000101

// Check cleans a body and holds it against a form: trims, drops empty answers,
// and returns one fault for each field that cannot be accepted, so that all are
// shown at once. Fields the form does not have are refused, never ignored.
func Check(f Form, b Body, ref Reference) (Body, error) {
	clean := Body{}
	var faults fault.Many
	for name := range b {
		if _, ok := f.Field(name); !ok {
			faults = append(faults, fault.New(fault.Invalid, "fault.unknown_field")) // its name is not repeated: it may be anything
		}
	}
	heard := questions{}
	for _, field := range f.Fields {
		if field.Type == Note || !heard.applies(field) { // what does not apply was not asked
			continue
		}
		if field.Type == Rows {
			faults = append(faults, field.checkRows(b, clean, ref)...)
			continue
		}
		clean.Set(field.Name, trim(b.All(field.Name))...)
		field.Required = field.Required && !field.otherwise(b)
		err := field.check(clean.All(field.Name), ref)
		if err == nil {
			err = heard.hear(field, clean.All(field.Name))
		}
		if err != nil {
			faults = append(faults, err.On(field.Name))
		}
	}
	return clean, faults.Err()
}

// otherwise reports whether an older field of the body answers this one.
func (f Field) otherwise(b Body) bool { return f.Instead != "" && b.Has(f.Instead) }

func trim(answers []string) []string {
	out := make([]string, 0, len(answers))
	for _, a := range answers {
		if a = strings.TrimSpace(strings.ReplaceAll(a, "\r\n", "\n")); a != "" {
			out = append(out, a)
		}
	}
	return out
}

func (f Field) check(answers []string, ref Reference) *fault.Error {
	if len(answers) == 0 {
		if f.Required {
			return fault.New(fault.Invalid, "fault.required")
		}
		return nil
	}
	if len(answers) > 1 && !slices.Contains([]Type{Choices, Staffs, Persons, Entries, Tasks}, f.Type) {
		return fault.New(fault.Invalid, "fault.one_answer")
	}
	for _, a := range answers {
		if err := f.checkOne(a, ref); err != nil {
			return err
		}
	}
	return nil
}

func (f Field) checkOne(a string, ref Reference) *fault.Error {
	if !printable(a, f.Type == Text) {
		return fault.New(fault.Invalid, "fault.characters")
	}
	switch f.Type {
	case Choice, Choices:
		if !f.offers(a, ref) {
			return fault.New(fault.Invalid, "fault.choice")
		}
	case YesNo:
		if a != "yes" && a != "no" {
			return fault.New(fault.Invalid, "fault.choice")
		}
	case Number:
		n, err := strconv.Atoi(a)
		if err != nil || n < 0 || n > maxNumber {
			return fault.New(fault.Invalid, "fault.number")
		}
		if f.Max > 0 && n > f.Max {
			return fault.New(fault.Invalid, "fault.number_most").With("n", f.Max)
		}
	case Decimal:
		if _, ok := rule.ParseNumber(a); !ok {
			return fault.New(fault.Invalid, "fault.decimal")
		}
	case Date, DueDate:
		return f.checkDay(a, ref.Today)
	case Place:
		switch {
		case ref.HasPlace(a):
		case f.Name == "village":
			return fault.New(fault.Invalid, "fault.village")
		default:
			return fault.New(fault.Invalid, "fault.place")
		}
	case Staff:
		if !(f.List != "" && ref.HasCode(f.List, a)) && (!ident.Valid(a) || !ref.HasDoer(a)) {
			return fault.New(fault.Invalid, "fault.choice")
		}
	case Staffs:
		if !ident.Valid(a) || !ref.HasStaff(a) {
			return fault.New(fault.Invalid, "fault.choice")
		}
	case Agency:
		if !ident.Valid(a) || !ref.HasAgency(a) {
			return fault.New(fault.Invalid, "fault.choice")
		}
	case Tasks:
		if !validRef(a) {
			return fault.New(fault.Invalid, "fault.choice")
		}
	case Clock:
		if _, ok := minuteOf(a); !ok {
			return fault.New(fault.Invalid, "fault.clock")
		}
	case Drawing:
		if len(a) > maxDrawing || strings.Trim(a, "ML0123456789 ") != "" || !strings.HasPrefix(a, "M") {
			return fault.New(fault.Invalid, "fault.drawing")
		}
	case Office, Entries, Someone, Persons: // whether they are of the case, Accept knows
		if !ident.Valid(a) {
			return fault.New(fault.Invalid, "fault.choice")
		}
	default:
		return f.checkLength(a)
	}
	return nil
}

// offers reports whether a code is among the choices of a field.
func (f Field) offers(code string, ref Reference) bool {
	if f.Inline == nil {
		return ref.HasCode(f.List, code)
	}
	return slices.ContainsFunc(f.Inline.Options, func(o Option) bool { return o.Code == code })
}

func (f Field) checkLength(a string) *fault.Error {
	limit := f.Max
	if limit == 0 {
		limit = 200
	}
	if utf8.RuneCountInString(a) > limit {
		return fault.New(fault.Invalid, "fault.too_long").With("n", limit)
	}
	return nil
}

func (f Field) checkDay(a string, today calendar.Day) *fault.Error {
	d, err := calendar.ParseDay(a)
	if err != nil {
		return fault.New(fault.Invalid, "fault.day")
	}
	if d < LongAgo {
		return fault.New(fault.Invalid, "fault.long_ago")
	}
	if f.Type == Date && d > today {
		return fault.New(fault.Invalid, "fault.future")
	}
	return nil
}

func printable(s string, lines bool) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) && !(lines && (r == '\n' || r == '\t'))
	})
}

// CheckEntry holds a body against the newest form of its kind; a correction is
// held against the form of the kind it corrects as well. Answers to an instrument
// have a form of their own: see [Correcting] and [Check].
func CheckEntry(kind Kind, corrects Kind, b Body, ref Reference) (Body, error) {
	if kind == Correction {
		return Check(Correcting(Current(corrects)), b, ref)
	}
	return Check(Current(kind), b, ref)
}

// Correcting is the form of a correction: why, and the form of what is
// corrected.
func Correcting(f Form) Form {
	c := Current(Correction)
	c.Fields = slices.Concat(c.Fields, f.Fields)
	return c
}

// KeepLinks fills the links of a corrected body from the old one: what the
// program filled is not for anybody to retype.
func KeepLinks(f Form, corrected, old Body) {
	for _, field := range f.Fields {
		if field.Type == Link {
			corrected.Copy(field, old)
		}
	}
}
