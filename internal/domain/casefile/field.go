package casefile

// Type is how a field is typed, checked and shown.
type Type string

// The types of field.
const (
	Line     Type = "line"     // one line of text
	Text     Type = "text"     // several lines
	Choice   Type = "choice"   // one code of a list
	Choices  Type = "choices"  // several codes of a list
	YesNo    Type = "yes_no"   // "yes" or "no"
	Number   Type = "number"   // whole, 0 to 1,000,000
	Date     Type = "date"     // a day that is not in the future
	DueDate  Type = "due_date" // a day that may be in the future
	Clock    Type = "clock"    // a time of day, hh:mm
	Tasks    Type = "tasks"    // tasks of this file that are open
	Place    Type = "place"    // an area code, regency or below
	National Type = "nik"      // a 16-digit population number; form faults warn, never block
	Telecom  Type = "phone"    // a telephone number as it was said
	Staff    Type = "staff"    // one colleague, or a code of the list
	Staffs   Type = "staffs"   // several colleagues
	Office   Type = "office"   // another institution
	Someone  Type = "person"   // one person of the case
	Persons  Type = "persons"  // several persons of the case
	Agency   Type = "agency"   // of the catalogue of services, or a Dinas
	Entries  Type = "entries"  // several entries of the same file
	Drawing  Type = "drawing"  // a drawn line, as an SVG path of whole numbers: a signature
	Rows     Type = "rows"     // a table that grows: see Columns
	Decimal  Type = "decimal"  // a number, with a point or a comma, below zero too
	Note     Type = "note"     // words only: there is no answer
	Link     Type = "link"     // the id of a file, entry, family or institution, filled by the program
)

// NotSaid answers a question that somebody did not want to answer.
const NotSaid = "–"

// Secrecy is the class of a field: who may see the answer at all.
type Secrecy int

// The classes, from the least to the most secret.
const (
	Code   Secrecy = iota // a code or a number; part of the file, not readable prose
	Story                 // what was said and done
	Person                // identifies or locates somebody
	Hidden                // a sealed note: only its author
)

// Field is one question of a form.
type Field struct {
	Name     string // also the message key: field.<name>, and help.<name> where Help is set
	Type     Type
	Required bool
	List     string // of the taxonomy, for Choice and Choices
	Max      int    // runes, for Line and Text; the greatest, for Number; rows, for Rows
	Help     bool
	Secrecy  Secrecy
	Folded   bool    // behind "more", because few need it
	Unsaid   bool    // may be answered with NotSaid, by one press
	Columns  []Field // of Rows
	AsAbove  bool    // a column: what is left empty is as in the row above
	Instead  string  // an older field that answers this one
	Retired  bool    // no longer asked; read, and kept in a correction
	Group    string  // fields that stand together: the message key is field.group_<name>
	Part     string  // of the fold it lies in: the message key is field.part_<name>

	Inline *Inline // of an instrument; nil in the static tables
}

// Form is the field table of one kind and version. It drives the page, the
// checks, the timeline, the print-out and the import.
type Form struct {
	Kind    Kind
	Version int
	Fields  []Field
	DayIn   string // the part of the fold in which the day is asked
}

// Field returns a field by name; the key of a cell gives its column.
func (f Form) Field(name string) (Field, bool) {
	for _, field := range f.Fields {
		if field.Name == name {
			return field, true
		}
	}
	of, _, column, ok := cellOf(name)
	if !ok {
		return Field{}, false
	}
	table, ok := f.Field(of)
	if ok && table.Type == Rows {
		return Form{Fields: table.Columns}.Field(column)
	}
	return Field{}, false
}

// Asked returns the fields that a person answers: all but the links, which the
// program fills.
func (f Form) Asked() []Field {
	var asked []Field
	for _, field := range f.Fields {
		if field.Type != Link {
			asked = append(asked, field)
		}
	}
	return asked
}

func (f Field) namesPersons() bool { return f.Type == Someone || f.Type == Persons }

func line(name string, s Secrecy) Field { return Field{Name: name, Type: Line, Max: 200, Secrecy: s} }
func text(name string) Field            { return Field{Name: name, Type: Text, Max: 8000, Secrecy: Story} }
func choice(name, list string) Field    { return Field{Name: name, Type: Choice, List: list} }
func choices(name, list string) Field   { return Field{Name: name, Type: Choices, List: list} }
func yesNo(name string) Field           { return Field{Name: name, Type: YesNo} }
func of(name string, t Type) Field      { return Field{Name: name, Type: t} }
func private(name string, t Type) Field { return Field{Name: name, Type: t, Max: 200, Secrecy: Person} }
func link(name string) Field            { return Field{Name: name, Type: Link} }
func rows(name string, columns ...Field) Field {
	return Field{Name: name, Type: Rows, Columns: columns}
}
func (f Field) required() Field        { f.Required = true; return f }
func (f Field) atMost(n int) Field     { f.Max = n; return f }
func (f Field) unsaid() Field          { f.Unsaid = true; return f }
func (f Field) folded() Field          { f.Folded = true; return f }
func (f Field) help() Field            { f.Help = true; return f }
func (f Field) secret(s Secrecy) Field { f.Secrecy = s; return f }
func (f Field) from(list string) Field { f.List = list; return f }
func (f Field) asAbove() Field         { f.AsAbove = true; return f }
func (f Field) retired() Field         { f.Retired = true; return f }
func (f Field) instead(n string) Field { f.Instead = n; return f }
func group(name string, fields ...Field) []Field {
	for i := range fields {
		fields[i].Group = name
	}
	return fields
}
func fold(fields ...Field) []Field {
	for i := range fields {
		fields[i].Folded = true
	}
	return fields
}
