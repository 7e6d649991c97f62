// Package layout is what all pages share: the frame, and one renderer for every
// form from its field table.
package layout

import (
	"slices"
	"strings"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/area"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/locale"
)

// View is what every page needs of its request.
type View struct {
	*locale.Printer
	Title   string        // in words; never a client's name
	Who     *app.SignedIn // nil before sign-in
	Example bool          // data are examples: every page says so
	Path    string        // of the page, to mark it in the menu
	Back    string        // address of the page, to come back to after a choice of language
	CSS, JS string
	Print   string // style of a page that is printed, "" for others
	Sheet   string // its paper: a4, f4, and wide after a space when it lies on its side
	RuleJS  string // skip logic while an instrument is filled
	Menu    []MenuItem
}

// When writes a moment in the zone of the reader's institution.
func (v View) When(t time.Time) string {
	zone := calendar.WIB
	if v.Who != nil {
		zone = area.Indonesia().Zone(v.Who.Institution.Area)
	}
	return v.ShortDay(calendar.DayOf(t, zone)) + " " + v.Clock(t, zone)
}

// Under is the way back from a page that only some find in their menu: "" for
// them.
func (v View) Under(path string) string {
	if slices.ContainsFunc(v.Menu, func(m MenuItem) bool { return m.Path == v.Path }) {
		return ""
	}
	return path
}

// MenuItem is an entry of the menu.
type MenuItem struct{ Path, Key string }

// Input is a field as a form shows it.
type Input struct {
	Name     string
	Label    string
	Help     string
	Read     []string // what is read to the client before the answer
	Steps    []string // what to do when the answer is yes
	Unsaid   string   // the answer that one press gives instead of a text, "" for none
	Warn     string   // what looks odd about the answer; it stays allowed
	Kind     string   // drawing, line, text, choice, radios, choices, date, number, password, hidden, search, rows
	Required bool
	Options  []Option
	Values   []string
	Fault    string
	First    bool // the first with a fault: it gets the focus
	Complete string
	Group    string    // fields that stand together, by what they are called
	Part     string    // of the fold it lies in, by what it is called
	Focus    bool      // it gets the focus, though nothing is wrong with it
	Row      int       // of a cell: the row it stands in
	Rows     [][]Input // of a table that grows
	Most     int       // rows it takes

	Question string // of an instrument: what a rule shows and hides
	Section  string // a heading above it
	Bare     bool   // that it may be left open is said once, not beside it
}

// ID is the field's id on the page.
func (i Input) ID() string { return strings.ReplaceAll(i.Name, ".", "-") }

// each visits the field and its cells until one is what was looked for.
func (i *Input) each(found func(*Input) bool) bool {
	for _, row := range i.Rows {
		for c := range row {
			if found(&row[c]) {
				return true
			}
		}
	}
	return found(i)
}

// Text is what was typed: an answer given by one press instead is none.
func (i Input) Text() string {
	if i.Unsaid != "" && i.Has(i.Unsaid) {
		return ""
	}
	return i.Value()
}

// Value returns the first answer.
func (i Input) Value() string {
	if len(i.Values) == 0 {
		return ""
	}
	return i.Values[0]
}

// Has reports whether a code was chosen.
func (i Input) Has(code string) bool {
	for _, v := range i.Values {
		if v == code {
			return true
		}
	}
	return false
}

// Option is a choice.
type Option struct {
	Code, Name string
	Barred     bool   // shown, and not to be chosen
	Under      string // of a list to choose from: the heading it stands under
}

// Form is a form on a page.
type Form struct {
	Action string
	Hidden map[string]string
	Shown  []Input
	Folded []Input
	More   string // names the fold, "" for what forms say
	Fault  string // of the whole form
	Submit string
	Begins []Option // what it can begin with: addresses and names

	Draft    string    // address whose draft it keeps while it is typed, "" for none
	Restored time.Time // when the draft was kept that fills it, zero for none

	Questions string // of an instrument, as JSON: what applies when, for the script
}

// Bad reports whether anything was refused.
func (f Form) Bad() bool {
	if f.Fault != "" {
		return true
	}
	return anyBad(f.Shown) || anyBad(f.Folded)
}

func anyBad(inputs []Input) bool {
	return slices.ContainsFunc(inputs, func(i Input) bool { return i.each(func(x *Input) bool { return x.Fault != "" }) })
}

// Grows reports whether it has a table that grows, and so a submit that does not
// send it.
func (f Form) Grows() bool {
	return slices.ContainsFunc(slices.Concat(f.Shown, f.Folded), func(i Input) bool { return i.Kind == "rows" })
}

// Keep puts what was typed back into the fields, as it was typed; passwords are
// typed again.
func (f *Form) Keep(posted map[string][]string) {
	for _, inputs := range [][]Input{f.Shown, f.Folded} {
		for i := range inputs {
			if typed, ok := posted[inputs[i].Name]; ok && inputs[i].Kind != "password" {
				inputs[i].Values = typed
			}
		}
	}
}

// Refuse puts faults beside their fields; what belongs to no field of the form
// stands above it.
func (f *Form) Refuse(p *locale.Printer, err error) {
	first := true
	for _, e := range fault.All(err) {
		if !f.refuse(e.Field, p.Fault(e), first) {
			f.Fault = p.Fault(e)
			continue
		}
		first = false
	}
}

func (f *Form) refuse(field, text string, first bool) bool {
	if field == "" {
		return false
	}
	for _, inputs := range [][]Input{f.Shown, f.Folded} {
		for i := range inputs {
			if inputs[i].each(func(x *Input) bool {
				if x.Name != field {
					return false
				}
				x.Fault, x.First = text, first
				return true
			}) {
				return true
			}
		}
	}
	return false
}

// grouped are fields that stand together.
type grouped struct {
	Name   string
	Inputs []Input
}

// Open reports whether a folded field was refused, looks odd or is to be written
// in, so that its fold opens.
func (g grouped) Open() bool {
	return slices.ContainsFunc(g.Inputs, func(i Input) bool {
		return i.each(func(x *Input) bool { return x.Fault != "" || x.Warn != "" || x.Focus })
	})
}

// Optional reports whether all of them may stay empty: then the heading says so.
func (g grouped) Optional() bool {
	return !slices.ContainsFunc(g.Inputs, func(i Input) bool { return i.Required })
}

// Answered counts the fields with an answer; one that must be answered has one
// from the start.
func (g grouped) Answered() int {
	n := 0
	for _, i := range g.Inputs {
		if !i.Required && i.each(func(x *Input) bool { return x.Value() != "" }) {
			n++
		}
	}
	return n
}

// under is what stands under one heading of a list to choose from.
type under struct {
	Heading string
	Options []Option
}

func headed(options []Option) []under {
	var out []under
	for n, o := range options {
		if n == 0 || o.Under != options[n-1].Under {
			out = append(out, under{Heading: o.Under})
		}
		last := &out[len(out)-1]
		last.Options = append(last.Options, o)
	}
	return out
}

// groups parts fields where what they stand under changes.
func groups(inputs []Input) []grouped {
	return parted(inputs, func(i Input) string { return i.Group }, func(i Input) bool { return i.Group == "" })
}

// folds are the small folds of what is folded away: one for each part, and one
// for what is in none.
func (f Form) folds() []grouped {
	return parted(f.Folded, func(i Input) string { return i.Part }, func(Input) bool { return false })
}

// parted begins anew where the name changes, and where a field stands alone.
func parted(inputs []Input, name func(Input) string, alone func(Input) bool) []grouped {
	var out []grouped
	for n, i := range inputs {
		if n == 0 || name(i) != name(inputs[n-1]) || alone(i) {
			out = append(out, grouped{Name: name(i)})
		}
		last := &out[len(out)-1]
		last.Inputs = append(last.Inputs, i)
	}
	return out
}

// InParts reports whether what is folded away lies in parts.
func (f Form) InParts() bool {
	return slices.ContainsFunc(f.Folded, func(i Input) bool { return i.Part != "" })
}
