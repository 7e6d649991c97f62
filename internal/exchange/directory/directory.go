// Package directory reads and writes lists of LK3s with the eleven columns that
// provincial programs exchange, by exactly their names.
//
// It must never invent: what a list does not say stays empty, and what it says
// of numbers is told, not counted.
//
// Start at [Columns], [Reader] and [Row]; [Entry.Differs] says what a list
// changes.
package directory

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"teduh/internal/domain/area"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/exchange/oldbook"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/locale"
	"teduh/internal/kit/sheet"
)

// Columns are the names of the eleven columns in their order.
var Columns = []string{
	"nama_lk3", "kabupaten_kota", "alamat_kantor", "email", "nama_ketua", "no_hp_ketua", "jenis_lk3", "legalitas_lk3",
	"jumlah_tenaga_profesional", "jumlah_klien", "jumlah_masalah_kasus",
}

// Entry is an LK3 of a list.
type Entry struct {
	registry.Institution
	registry.Told
}

// Key is what makes two entries the same LK3: the name in its regency or city.
func Key(i registry.Institution) string {
	return string(i.Area) + "|" + oneLine(strings.ToLower(i.Name))
}

// Row is the cells of an entry. place is the name of its regency or city.
func Row(e Entry, place string) []string {
	number := func(n int) string {
		if n < 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	return []string{
		e.Name, place, e.Address, e.Email, e.Chair, e.ChairPhone, taxonomy.Name("institution_kinds", e.Kind, locale.ID), e.Decree,
		number(e.Professionals), number(e.Clients), number(e.Cases),
	}
}

// Reader reads a list.
type Reader struct {
	places *oldbook.Places
	layout map[string]int
	seen   map[string]int
}

// NewReader returns a reader of one list.
func NewReader(tree *area.Tree) *Reader {
	return &Reader{places: oldbook.NewPlaces(tree), layout: map[string]int{}, seen: map[string]int{}}
}

// Header takes the first row. Every column must be there; others are refused, so
// that nothing is passed over unseen.
func (r *Reader) Header(row sheet.Row) (problems []oldbook.Problem) {
	bad := func(i int, f *fault.Error) {
		problems = append(problems, oldbook.Problem{Sheet: row.Sheet, Cell: row.Ref(i), Value: row.Cell(i).Text, Fault: f})
	}
	for i, c := range row.Cells {
		name := strings.ToLower(strings.TrimSpace(c.Text))
		_, twice := r.layout[name]
		switch {
		case name == "", oldbook.Means(oldbook.WhyNot, name):
		case !known(name):
			bad(i, fault.New(fault.Invalid, "import.column_unknown"))
		case twice:
			bad(i, fault.New(fault.Invalid, "import.column_twice"))
		default:
			r.layout[name] = i
		}
	}
	for _, name := range Columns {
		if _, there := r.layout[name]; !there {
			bad(len(row.Cells), fault.New(fault.Invalid, "import.column_missing").With("column", name))
		}
	}
	return problems
}

func known(name string) bool { return slices.Contains(Columns, name) }

// Entry reads one row after the header.
func (r *Reader) Entry(row sheet.Row) (e Entry, problems []oldbook.Problem) {
	bad := func(column string, f *fault.Error) {
		p := r.Problem(row, column, f)
		if !slices.ContainsFunc(problems, func(other oldbook.Problem) bool { return other.Cell == p.Cell }) { // one is enough to look at the cell
			problems = append(problems, p)
		}
	}
	read := func(column string, how func(sheet.Cell) (string, *fault.Error)) string {
		s, f := how(row.Cell(r.layout[column]))
		s = oneLine(s)
		switch {
		case f != nil:
			bad(column, f)
		case utf8.RuneCountInString(s) > longest:
			bad(column, fault.New(fault.Invalid, "fault.too_long").With("n", longest))
		}
		return s
	}
	text := func(column string) string { return read(column, oldbook.Plain) }
	e.Name, e.Address, e.Email, e.Decree = text("nama_lk3"), text("alamat_kantor"), text("email"), text("legalitas_lk3")
	e.Chair, e.ChairPhone, e.Status = text("nama_ketua"), read("no_hp_ketua", oldbook.PhoneOf), "active"
	if e.Name == "" {
		bad("nama_lk3", fault.New(fault.Invalid, "fault.required"))
	}
	var like []string
	if e.Area, like = r.places.Regency(text("kabupaten_kota")); e.Area == "" {
		bad("kabupaten_kota", oldbook.Alternatives("import.place", like))
	}
	if e.Kind = kindOf(text("jenis_lk3")); e.Kind == "" {
		bad("jenis_lk3", fault.New(fault.Invalid, "import.lk3_kind"))
	}
	number := func(column string) int {
		c := row.Cell(r.layout[column])
		if strings.TrimSpace(c.Text) == "" && c.Kind != sheet.Formula {
			return -1
		}
		n, f := oldbook.WholeNumber(c)
		if f != nil {
			bad(column, f)
		}
		return n
	}
	e.Professionals, e.Clients, e.Cases = number("jumlah_tenaga_profesional"), number("jumlah_klien"), number("jumlah_masalah_kasus")
	if first, twice := r.seen[Key(e.Institution)]; twice && len(problems) == 0 {
		bad("nama_lk3", fault.New(fault.Invalid, "import.twice_row").With("row", first))
	}
	r.seen[Key(e.Institution)] = row.Number
	return e, problems
}

// Problem is a fault of the cell in a column of a row.
func (r *Reader) Problem(row sheet.Row, column string, f *fault.Error) oldbook.Problem {
	at := r.layout[column]
	return oldbook.Problem{Sheet: row.Sheet, Row: row.Number, Cell: row.Ref(at), Column: column, Value: row.Cell(at).Text, Fault: f}
}

const longest = 200

// kindOf reads the kind of an LK3, which is free text in practice: by its name
// or code, or by whose it is.
func kindOf(text string) string {
	t := strings.ToLower(text)
	for _, item := range taxonomy.List("institution_kinds") {
		if isLK3(item.Code) && (t == item.Code || t == strings.ToLower(item.Name.ID) || t == strings.ToLower(item.Name.EN)) {
			return item.Code
		}
	}
	government := strings.Contains(t, "pemerintah") || strings.Contains(t, "dinas") || strings.Contains(t, "government")
	community := strings.Contains(t, "masyarakat") || strings.Contains(t, "yayasan") || strings.Contains(t, "swasta") || strings.Contains(t, "community")
	switch {
	case government && !community:
		return "lk3_government"
	case community && !government:
		return "lk3_community"
	default:
		return ""
	}
}

// CodeFor makes a short code of the name of a regency or city that is not taken.
func CodeFor(place string, taken func(string) bool) string {
	var letters []rune
	for _, r := range strings.ToUpper(oldbook.BareName(place)) {
		if r >= 'A' && r <= 'Z' && len(letters) < 4 {
			letters = append(letters, r)
		}
	}
	base := string(letters)
	for len(base) < 3 {
		base += "X"
	}
	code := base
	for n := 2; taken(code); n++ {
		code = base[:min(len(base), 6-len(strconv.Itoa(n)))] + strconv.Itoa(n)
	}
	return code
}

func isLK3(kind string) bool { return strings.HasPrefix(kind, "lk3_") }
