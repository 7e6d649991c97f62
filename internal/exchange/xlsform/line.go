package xlsform

import (
	"slices"
	"strings"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/locale"
	"teduh/internal/kit/sheet"
)

// line is one row of a sheet by the names of its columns.
type line struct {
	sheet string
	row   sheet.Row
	names []string // of the columns
}

// known are the columns of each sheet. A column of words may have a language:
// label, label::id, label::English (en).
var known = map[string][]string{
	"survey":   {"type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message", "calculation"},
	"choices":  {"list_name", "name", "label", "score"},
	"settings": {"form_title", "form_id", "version", "default_language", "about", "intro", "remark", "source", "licence", "audience"},
	"scores":   {"name", "label", "items", "calculation", "times", "least", "most", "better", "from", "act"},
	"alerts":   {"name", "message", "relevant", "raises_risk"},
}

var spoken = []string{"label", "hint", "constraint_message", "message", "form_title", "about", "intro", "remark", "source", "licence"}

// column brings a header to its plain form: a name, or name::id and name::en.
func column(header string) (name string, ok bool) {
	header = strings.ToLower(strings.Join(strings.Fields(header), " "))
	base, lang, named := strings.Cut(header, "::")
	if base = strings.TrimSpace(base); !named {
		return base, true
	}
	lang = strings.TrimSpace(lang)
	if _, code, ok := strings.Cut(lang, "("); ok {
		lang = strings.TrimSuffix(code, ")")
	}
	switch {
	case !slices.Contains(spoken, base):
	case slices.Contains([]string{"id", "bahasa indonesia", "indonesia", "indonesian"}, lang):
		return base + "::id", true
	case slices.Contains([]string{"en", "english", "inggris"}, lang):
		return base + "::en", true
	}
	return header, false
}

// at is a cell as a fault names it: survey!C7.
func (l line) at(name string) string {
	for n, c := range l.names {
		if base, _, _ := strings.Cut(c, "::"); base == name {
			return l.sheet + "!" + l.row.Ref(n)
		}
	}
	return l.sheet + "!" + l.row.Ref(0)
}

// get is what a column says in this row, "" where there is none.
func (l line) get(name string) string {
	if n := slices.Index(l.names, name); n >= 0 {
		return strings.TrimSpace(l.row.Cell(n).Text)
	}
	return ""
}

// text is what a column says in both languages. Without a language it is the
// same in both: for a form that only one LK3 uses.
func (l line) text(name string) locale.Text {
	t := locale.Text{ID: l.get(name + "::id"), EN: l.get(name + "::en")}
	if t.ID == "" {
		t.ID = l.get(name)
	}
	if t.EN == "" {
		t.EN = l.get(name)
	}
	return t
}

// cells are where the parts of a row were written: a definition's part → column.
func (l line) cells(parts map[string]string) map[string]string {
	out := make(map[string]string, len(parts))
	for part, c := range parts {
		out[part] = l.at(c)
	}
	return out
}

// bad is a fault at a cell that quotes what stands in it.
func bad(where, key, text string) *fault.Error {
	const most = 60
	if letters := []rune(text); len(letters) > most {
		text = string(letters[:most-1]) + "…"
	}
	return fault.Bad(where, key).With("text", text)
}

// lines reads a sheet: the first row names the columns.
func (x *reader) lines(name string) []line {
	var out []line
	var columns []string
	for row, err := range x.book.Rows(x.sheets[name]) {
		if err != nil {
			x.broken(name, err)
			return out
		}
		if columns == nil {
			columns = x.header(name, row)
			continue
		}
		row.Cells = slices.Clone(row.Cells) // valid until the next row only
		if l := (line{name, row, columns}); x.filled(l) {
			out = append(out, l)
		}
	}
	return out
}

func (x *reader) header(name string, row sheet.Row) []string {
	columns := make([]string, len(row.Cells))
	for n, cell := range row.Cells {
		c, ok := column(cell.Text)
		base, _, _ := strings.Cut(c, "::")
		where := name + "!" + row.Ref(n)
		switch {
		case c == "":
		case !ok:
			x.refuse(bad(where, "xlsform.language", cell.Text))
		case slices.Contains(columns, c):
			x.refuse(bad(where, "xlsform.column_twice", cell.Text))
		case !slices.Contains(known[name], base):
			c = "?" + c // refused only where something stands in it
		}
		columns[n] = c
	}
	return columns
}

// filled reports whether a row holds anything. Formulas, errors and columns that
// are not understood are refused.
func (x *reader) filled(l line) bool {
	any := false
	for n, cell := range l.row.Cells {
		where := l.sheet + "!" + l.row.Ref(n)
		if cell.Kind == sheet.Empty || strings.TrimSpace(cell.Text) == "" {
			continue
		}
		any = true
		switch {
		case cell.Kind == sheet.Formula || cell.Kind == sheet.Error:
			x.refuse(bad(where, "xlsform.formula", cell.Text))
		case n >= len(l.names) || l.names[n] == "":
			x.refuse(bad(where, "xlsform.no_header", cell.Text))
		case l.names[n][0] == '?':
			x.refuse(bad(where, "xlsform.column", l.names[n][1:]).With("known", strings.Join(known[l.sheet], ", ")))
		}
	}
	return any
}

// broken keeps a fault of the workbook itself, at its cell where it has one.
func (x *reader) broken(name string, err error) {
	f := fault.First(err)
	if f == nil {
		x.err = err
		return
	}
	if f.Field != "" {
		name += "!" + f.Field
	}
	x.refuse(f.On(name))
}

// mostFaults bounds what is told of a sheet that is no form at all.
const mostFaults = 100

func (x *reader) refuse(f *fault.Error) {
	if len(x.faults) < mostFaults {
		x.faults = append(x.faults, f)
	}
}
