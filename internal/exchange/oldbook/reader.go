package oldbook

import (
	"crypto/sha256"
	"slices"
	"strconv"
	"strings"

	"teduh/internal/domain/area"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/words"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/locale"
	"teduh/internal/kit/sheet"
)

// Says are the sentences that stand where an old book is silent.
type Says struct {
	SafeContact string // nobody noted how the client can be reached safely
	PlanAfter   string // nor what was agreed at the end
	NoApproval  string // why a case that needs approval was closed without
	NextStep    string // nor what came after the last session
	Happened    string // nor what happened in it
}

// Reader reads one table. It remembers the rows it has read, to find those that
// come twice.
type Reader struct {
	form   casefile.Form // of registration
	ref    casefile.Reference
	says   Says
	lang   locale.Lang
	names  *names
	layout []int            // column → where it stands, -1 where it does not
	titles []string         // column → its heading in the table, else that of the template
	seen   map[[16]byte]int // content → row
	order  order
}

// MonthFirst reports whether the days read so far are written with the month
// first, as no Indonesian does but programs set to American English do. Then
// those that could be read in two ways were read wrongly.
func (r *Reader) MonthFirst() bool { return r.order.monthFirst && !r.order.dayFirst && r.order.either }

// NewReader returns a reader of a table of cases. form is that of registration
// with a new person; ref says what its checks must know.
func NewReader(tree *area.Tree, form casefile.Form, ref casefile.Reference, says Says, l locale.Lang) *Reader {
	return &Reader{form: form, ref: ref, says: says, lang: l, names: newNames(tree), seen: map[[16]byte]int{}}
}

// Header takes the first row: it finds where each column stands.
func (r *Reader) Header(row sheet.Row) []Problem {
	r.layout, r.titles = make([]int, len(columns)), make([]string, len(columns))
	for i, col := range columns {
		r.layout[i], r.titles[i] = -1, Title(col.Name, r.lang)
	}
	var problems []Problem
	bad := func(i int, f *fault.Error) {
		problems = append(problems, Problem{Sheet: row.Sheet, Cell: row.Ref(i), Value: row.Cell(i).Text, Fault: f})
	}
	for i, c := range row.Cells {
		if strings.TrimSpace(c.Text) == "" || Means(WhyNot, c.Text) {
			continue
		}
		at := slices.IndexFunc(columns, func(col Column) bool { return Means(col.Name, c.Text) })
		switch {
		case at < 0:
			bad(i, invalid("import.column_unknown"))
		case r.layout[at] >= 0:
			bad(i, invalid("import.column_twice"))
		default:
			r.layout[at], r.titles[at] = i, strings.TrimSpace(c.Text)
		}
	}
	for at, col := range columns {
		if col.Required && r.layout[at] < 0 {
			bad(len(row.Cells), invalid("import.column_missing").With("column", Title(col.Name, r.lang)))
		}
	}
	return problems
}

// Means reports whether a heading is that of a column.
func Means(column, heading string) bool {
	h := fold(heading)
	return h == fold(column) || h == fold(Title(column, locale.ID)) || h == fold(Title(column, locale.EN))
}

// Title is the heading of a column in a language.
func Title(column string, l locale.Lang) string { return words.In(l).T("oldbook." + column) }

// reading is one row being read.
type reading struct {
	*Reader
	row      sheet.Row
	got      Case
	problems []Problem
	status   string
	regency  area.Code
	fields   map[string]int // of bodies → column
}

// Case reads one row after the header.
func (r *Reader) Case(row sheet.Row) (Case, []Problem) {
	g := &reading{Reader: r, row: row, fields: map[string]int{}, got: Case{Row: row.Number,
		Registration: casefile.Body{}, Session: casefile.Body{}, Closure: casefile.Body{}}}
	for at, col := range columns {
		g.take(at, col)
	}
	g.age()
	g.ending()
	g.content()
	g.quiet()
	g.check()
	g.twice()
	return g.got, g.problems
}

// column returns where a column stands in the table of columns.
func column(name string) int {
	return slices.IndexFunc(columns, func(c Column) bool { return c.Name == name })
}

func (g *reading) cell(at int) sheet.Cell {
	if g.layout[at] < 0 {
		return sheet.Cell{}
	}
	c := g.row.Cell(g.layout[at])
	if c.Kind == sheet.Text && strings.TrimSpace(c.Text) == "" {
		return sheet.Cell{}
	}
	return c
}

// bad notes a problem at a column; one that the table lacks is told at the row.
func (g *reading) bad(at int, f *fault.Error) {
	p := Problem{Sheet: g.row.Sheet, Row: g.row.Number, Cell: strconv.Itoa(g.row.Number), Column: g.titles[at], Fault: f}
	if g.layout[at] >= 0 {
		p.Cell, p.Value = g.row.Ref(g.layout[at]), g.cell(at).Text
	}
	if slices.ContainsFunc(g.problems, func(other Problem) bool { return other.Cell == p.Cell }) {
		return // one is enough to look at the cell
	}
	g.problems = append(g.problems, p)
}

// take reads the cell of a column.
func (g *reading) take(at int, col Column) {
	c := g.cell(at)
	g.fields[col.Field] = at
	if c.Kind == sheet.Empty {
		if col.Required {
			g.bad(at, invalid("fault.required"))
		}
		return
	}
	if bad := g.value(col, c); bad != nil {
		g.bad(at, bad)
	}
}

func (g *reading) value(col Column, c sheet.Cell) *fault.Error {
	switch col.Kind {
	case Day:
		return g.day(col, c)
	case Whole:
		n, bad := ageOf(c)
		if bad == nil {
			g.set(col, strconv.Itoa(n))
		}
		return bad
	case NIK:
		nik, bad := nikOf(c)
		g.set(col, nik)
		return bad
	case Phone:
		phone, bad := PhoneOf(c)
		g.set(col, phone)
		return bad
	}
	text, bad := Plain(c)
	if bad != nil {
		return bad
	}
	switch col.Kind {
	case Choice:
		return g.choice(col, text)
	case Choices:
		return g.choices(col, text)
	case Place:
		return g.place(text)
	case Part:
		return g.part(text)
	}
	g.set(col, text)
	return nil
}

// set answers a field of the body it belongs to.
func (g *reading) set(col Column, answers ...string) {
	switch col.Name {
	case "service", "summary":
		g.got.Session.Set(col.Field, answers...)
	case "closure_reason", "outcome", "plan_after":
		g.got.Closure.Set(col.Field, answers...)
	default:
		g.got.Registration.Set(col.Field, answers...)
	}
}

func (g *reading) day(col Column, c sheet.Cell) *fault.Error {
	g.order.sees(c)
	d, bad := dayOf(c)
	switch {
	case bad != nil:
		return bad
	case d > g.ref.Today:
		return invalid("fault.future")
	case d < casefile.LongAgo:
		return invalid("fault.long_ago")
	}
	switch col.Name {
	case "registered_on":
		g.got.Day = d
	case "session_on":
		g.got.SessionDay = d
	case "closed_on":
		g.got.ClosedOn = d
	default:
		g.set(col, d.String())
	}
	return nil
}

func (g *reading) choice(col Column, text string) *fault.Error {
	code, like := g.names.code(col.List, text, g.lang)
	if code == "" {
		return Alternatives("import.choice", like)
	}
	if col.Name == "status" {
		g.status = code
		return nil
	}
	g.set(col, code)
	return nil
}

func (g *reading) choices(col Column, text string) *fault.Error {
	var codes []string
	for _, one := range strings.Split(text, ";") {
		if strings.TrimSpace(one) == "" {
			continue
		}
		code, like := g.names.code(col.List, one, g.lang)
		if code == "" {
			return Alternatives("import.choices", like)
		}
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	g.set(col, codes...)
	return nil
}

func (g *reading) place(text string) *fault.Error {
	code, like := g.names.regency(text)
	if code == "" {
		return Alternatives("import.place", like)
	}
	g.regency = code
	g.got.Registration.Set("residence", string(code))
	return nil
}

func (g *reading) part(text string) *fault.Error {
	if g.regency == "" {
		return nil // that is told at the regency
	}
	code, like := g.names.district(g.regency, text)
	if code == "" {
		return Alternatives("import.district", like)
	}
	g.got.Registration.Set("residence", string(code))
	g.got.Registration.Set("district", text)
	return nil
}

// Alternatives says what could have been meant, where something can.
func Alternatives(key string, like []string) *fault.Error {
	if len(like) == 0 {
		return invalid(key)
	}
	return invalid("import.like").With("like", strings.Join(like, " · "))
}

// age counts the age on the day of registration from the date of birth when it
// is not told.
func (g *reading) age() {
	born := g.got.Registration.Day("birth_date")
	at := column("birth_date")
	switch {
	case born != 0 && g.got.Day != 0 && born > g.got.Day:
		g.bad(at, invalid("import.born_later"))
	case g.got.Registration.Has("age") || g.got.Day == 0:
	case born != 0:
		g.got.Registration.Set("age", strconv.Itoa(yearsBetween(born, g.got.Day)))
	case g.cell(column("age")).Kind == sheet.Empty && g.cell(at).Kind == sheet.Empty:
		g.bad(column("age"), invalid("import.age_or_birth"))
	}
}

func yearsBetween(from, to calendar.Day) int {
	n := to.Year() - from.Year()
	if to%10000 < from%10000 {
		n--
	}
	return n
}

// ending holds the status, the last session and the closure against each other.
func (g *reading) ending() {
	c := &g.got
	if c.SessionDay != 0 && c.SessionDay < c.Day {
		g.bad(column("session_on"), invalid("import.before_registration"))
	}
	if c.ClosedOn != 0 && c.ClosedOn < max(c.Day, c.SessionDay) {
		g.bad(column("closed_on"), invalid("import.closed_early"))
	}
	if c.SessionDay != 0 && !c.Session.Has("service") && g.cell(column("service")).Kind == sheet.Empty {
		g.bad(column("service"), invalid("import.session_service"))
	}
	if c.SessionDay == 0 && len(c.Session) > 0 && g.cell(column("session_on")).Kind == sheet.Empty {
		g.bad(column("session_on"), invalid("import.session_day"))
	}
	if g.cell(column("closed_on")).Kind != sheet.Empty {
		g.closed()
		return
	}
	switch {
	case g.status == string(casefile.Closed), len(c.Closure) > 0:
		g.bad(column("closed_on"), invalid("import.closed_day"))
	case g.status == string(casefile.Active) && g.cell(column("session_on")).Kind == sheet.Empty:
		g.bad(column("session_on"), invalid("import.active_session"))
	}
}

// closed is a row with a day of closing.
func (g *reading) closed() {
	if g.status != "" && g.status != string(casefile.Closed) {
		g.bad(column("status"), invalid("import.not_closed"))
	}
	for _, name := range []string{"closure_reason", "outcome"} {
		if g.cell(column(name)).Kind == sheet.Empty {
			g.bad(column(name), invalid("import.closed_needs"))
		}
	}
}

// quiet fills in where the book is silent.
func (g *reading) quiet() {
	silent := func(b casefile.Body, field, says string) {
		if !b.Has(field) {
			b.Set(field, says)
		}
	}
	silent(g.got.Registration, "safe_contact", g.says.SafeContact)
	silent(g.got.Registration, "consent_given", "later")
	if g.got.SessionDay != 0 {
		silent(g.got.Session, "what_happened", g.says.Happened)
		silent(g.got.Session, "next_step", g.says.NextStep)
	}
	if g.got.ClosedOn != 0 {
		silent(g.got.Closure, "plan_after", g.says.PlanAfter)
	}
}

// check holds the bodies against the forms: what they refuse is told at the
// cell the answer came from.
func (g *reading) check() {
	var err error
	if g.got.Registration, err = casefile.Check(g.form, g.got.Registration, g.ref); err != nil {
		g.refused(err)
	}
	if g.got.SessionDay != 0 {
		if g.got.Session, err = casefile.Check(casefile.Current(casefile.Session), g.got.Session, g.ref); err != nil {
			g.refused(err)
		}
	}
	if g.got.ClosedOn != 0 {
		if g.got.Closure, err = casefile.Check(casefile.Current(casefile.Closure), g.got.Closure, g.ref); err != nil {
			g.refused(err)
		}
	}
}

func (g *reading) refused(err error) {
	for _, f := range fault.All(err) {
		at, ok := g.fields[f.Field]
		if !ok {
			at = column("name")
		}
		if f.Key == "fault.required" && len(g.problems) > 0 {
			continue // it is missing because its cell could not be read, or is told already
		}
		g.bad(at, f.On(""))
	}
}

// content is what makes the row the same row again, whoever imports it and in
// whichever language.
func (g *reading) content() {
	number := fold(g.got.Registration.Get("old_number"))
	if number != "" {
		g.got.Content = "number|" + strconv.Itoa(g.got.Day.Year()) + "|" + number
		return
	}
	parts := []string{"all", g.got.Day.String(), g.got.SessionDay.String(), g.got.ClosedOn.String()}
	for _, b := range []casefile.Body{g.got.Registration, g.got.Session, g.got.Closure} {
		parts = append(parts, casefile.ContentHash(b))
	}
	g.got.Content = strings.Join(parts, "|")
}

// twice finds a good row that was there before.
func (g *reading) twice() {
	if len(g.problems) > 0 {
		return
	}
	sum := sha256.Sum256([]byte(g.got.Content))
	short := [16]byte(sum[:])
	first, twice := g.seen[short]
	switch {
	case !twice:
		g.seen[short] = g.row.Number
	case g.got.Registration.Has("old_number"):
		g.bad(column("number"), invalid("import.twice_number").With("row", first))
	default:
		g.bad(column("name"), invalid("import.twice_row").With("row", first))
	}
}

// Sheet is the sheet of a book that holds the cases: the one named as on the
// template, else the first.
func Sheet(b *sheet.Book) string {
	names := b.Sheets()
	for _, l := range locale.Langs() {
		if want := Title("sheet_cases", l); slices.Contains(names, want) {
			return want
		}
	}
	return names[0]
}
