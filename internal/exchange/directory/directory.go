// Package directory reads and writes lists of LK3s with the eleven columns that
// provincial programs exchange, by exactly their names.
//
// It must never invent: what a list does not say stays empty, and what it says
// of numbers is told, not counted.
//
// Start at [Columns], [Reader] and [Row].
package directory

import (
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
	return string(i.Area) + "|" + strings.Join(strings.Fields(strings.ToLower(i.Name)), " ")
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
		case name == "":
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

func known(name string) bool {
	for _, c := range Columns {
		if c == name {
			return true
		}
	}
	return false
}

// Entry reads one row after the header.
func (r *Reader) Entry(row sheet.Row) (e Entry, problems []oldbook.Problem) {
	bad := func(column string, f *fault.Error) {
		at := r.layout[column]
		problems = append(problems, oldbook.Problem{Sheet: row.Sheet, Row: row.Number, Cell: row.Ref(at), Column: column, Value: row.Cell(at).Text, Fault: f})
	}
	text := func(column string) string {
		s, f := oldbook.Plain(row.Cell(r.layout[column]))
		switch {
		case f != nil:
			bad(column, f)
		case utf8.RuneCountInString(s) > longest:
			bad(column, fault.New(fault.Invalid, "fault.too_long").With("n", longest))
		}
		return s
	}
	e.Name, e.Address, e.Email, e.Decree = text("nama_lk3"), text("alamat_kantor"), text("email"), text("legalitas_lk3")
	e.Chair, e.ChairPhone, e.Status = text("nama_ketua"), oldbook.PhoneOf(row.Cell(r.layout["no_hp_ketua"])), "active"
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
	for column, at := range map[string]*int{"jumlah_tenaga_profesional": &e.Professionals, "jumlah_klien": &e.Clients, "jumlah_masalah_kasus": &e.Cases} {
		*at = -1
		if c := row.Cell(r.layout[column]); c.Kind != sheet.Empty {
			n, f := oldbook.WholeNumber(c)
			if *at = n; f != nil {
				bad(column, f)
			}
		}
	}
	if first, twice := r.seen[Key(e.Institution)]; twice && len(problems) == 0 {
		bad("nama_lk3", fault.New(fault.Invalid, "import.twice_row").With("row", first))
	}
	r.seen[Key(e.Institution)] = row.Number
	return e, problems
}

const longest = 200

// kindOf reads the kind of an LK3, which is free text in practice: by its name
// or code, or by whose it is.
func kindOf(text string) string {
	t := strings.ToLower(text)
	for _, item := range taxonomy.List("institution_kinds") {
		if strings.HasPrefix(item.Code, "lk3_") && (t == item.Code || t == strings.ToLower(item.Name.ID) || t == strings.ToLower(item.Name.EN)) {
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
