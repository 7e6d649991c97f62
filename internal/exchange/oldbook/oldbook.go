// Package oldbook reads the cases of an old register book from a spreadsheet,
// one row a case, and writes the template for it.
//
// It turns rows into what the ordinary verbs take, or into problems that name
// the cell, what stands in it and what would be right. It must never write
// anything anywhere, and never guess: what can be read in two ways is a
// problem.
//
// Start at [Columns] and [Reader].
package oldbook

import (
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
)

// Case is one row: a case as it stands in the old book.
type Case struct {
	Row     int
	Content string // what it says, for telling it again: the number of the old book with its year, else everything

	Day          calendar.Day  // of registration
	Registration casefile.Body // of the one page of registration

	SessionDay calendar.Day // of the last session, 0 when none is told
	Session    casefile.Body

	ClosedOn calendar.Day // 0 while it is open
	Closure  casefile.Body
}

// Problem is one thing that keeps a row, or the whole table, from being
// imported.
type Problem struct {
	Sheet  string
	Row    int    // 0 for the table as a whole
	Cell   string // as B7
	Column string // its heading, "" for a problem of the headings themselves
	Value  string // what stands there: it may be a client's name
	Fault  *fault.Error
}

// Titled is the cell and what its column is called.
func (p Problem) Titled() string {
	if p.Column == "" {
		return p.Cell
	}
	return p.Cell + " (" + p.Column + ")"
}

// Column is one column of the table.
type Column struct {
	Name     string // its words are oldbook.<name>; it is understood in both languages and by this name
	Required bool
	List     string // of the taxonomy, for a choice
	Field    string // of registration, session or closure, which it fills
	Width    int    // on the template, in characters
	Kind     Kind
	Example  string // in the worked row: a code, a number, a day, or said
}

// Kind is how the cells of a column are read.
type Kind int

// The kinds of column.
const (
	Text Kind = iota
	Day
	Whole   // a whole number
	Choice  // one of a list: by code or by name in either language
	Choices // several of a list, with ; between
	Place   // a regency or city: by code or name
	Part    // a district of that regency: by code or name
	NIK
	Phone
)

// Columns are the columns in their order. Only those that a case cannot do
// without are required.
func Columns() []Column { return columns }

var columns = []Column{
	{Name: "number", Field: "old_number", Width: 14, Example: "17/2014"},
	{Name: "registered_on", Required: true, Kind: Day, Width: 14, Example: "2014-03-12"},
	{Name: "name", Required: true, Field: "name", Width: 26, Example: said},
	{Name: "alias", Field: "alias", Width: 16},
	{Name: "sex", Required: true, Kind: Choice, List: "sexes", Field: "sex", Width: 14, Example: "female"},
	{Name: "age", Kind: Whole, Field: "age", Width: 8, Example: "34"},
	{Name: "birth_date", Kind: Day, Field: "birth_date", Width: 14},
	{Name: "nik", Kind: NIK, Field: "nik", Width: 20},
	{Name: "phone", Kind: Phone, Field: "phone", Width: 16, Example: "0812-0000-0000"},
	{Name: "address", Field: "address", Width: 30},
	{Name: "regency", Required: true, Kind: Place, Field: "residence", Width: 24, Example: said},
	{Name: "district", Kind: Part, Field: "residence", Width: 18, Example: said},
	{Name: "origin", Required: true, Kind: Choice, List: "origins", Field: "origin", Width: 18, Example: "self"},
	{Name: "problem", Kind: Choice, List: "problems", Field: "presenting", Width: 28, Example: "economic"},
	{Name: "secondary", Kind: Choices, List: "problems", Field: "secondary", Width: 28},
	{Name: "safe_contact", Field: "safe_contact", Width: 24},
	{Name: "consent", Kind: Choice, List: "consents_given", Field: "consent_given", Width: 22},
	{Name: "session_on", Kind: Day, Width: 14, Example: "2014-03-20"},
	{Name: "service", Kind: Choice, List: "services", Field: "service", Width: 16, Example: "counselling"},
	{Name: "summary", Field: "what_happened", Width: 36, Example: said},
	{Name: "status", Kind: Choice, List: "case_states", Width: 14, Example: "closed"},
	{Name: "closed_on", Kind: Day, Width: 14, Example: "2014-06-02"},
	{Name: "closure_reason", Kind: Choice, List: "closure_reasons", Field: "closure_reason", Width: 22, Example: "goals_reached"},
	{Name: "outcome", Kind: Choice, List: "outcomes", Field: "outcome", Width: 22, Example: "harmonised"},
	{Name: "plan_after", Field: "plan_after", Width: 30},
}

// said marks an example that is a text: its words are oldbook.example_<name>.
const said = "said"

// WhyNot is the column of the file of the rest that says what is wrong with a
// row. It is passed over when it comes back.
const WhyNot = "why_not"
