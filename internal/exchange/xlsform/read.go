package xlsform

import (
	"io"
	"strconv"
	"strings"

	"teduh/internal/domain/instrument"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sheet"
)

// limits of a workbook that holds one form.
var limits = sheet.Limits{Unpacked: 16 << 20, Strings: 4 << 20, Rows: 2_000, Columns: 60, Cell: 8 << 10}

type reader struct {
	book   *sheet.Book
	sheets map[string]string // our name → the workbook's
	faults fault.Many
	err    error // the workbook could not be read at all
	d      instrument.Definition
	types  map[string]string // question or score → how expressions take it
	groups []group
	titled bool // settings were read
}

// Read reads a definition, without its version. It returns one fault for each
// cell that cannot be understood; a fault's field is the cell. What was
// understood comes with them, for [Compile] to add what is wrong with that.
func Read(r io.ReaderAt, size int64) (_ instrument.Definition, err error) {
	defer fault.Wrap(&err, "xlsform.Read")
	book, err := sheet.Open(r, size, limits)
	if err != nil {
		return instrument.Definition{}, err
	}
	x := &reader{book: book, sheets: map[string]string{}, types: map[string]string{}}
	x.d.Lists = map[string][]instrument.Option{}
	x.find()
	x.read()
	if x.err != nil {
		return instrument.Definition{}, x.err
	}
	return x.d, x.faults.Err()
}

// find matches the sheets of the workbook.
func (x *reader) find() {
	for _, name := range x.book.Sheets() {
		plain := strings.ToLower(strings.TrimSpace(name))
		if known[plain] == nil {
			x.refuse(bad(name, "xlsform.sheet", name))
			continue
		}
		x.sheets[plain] = name
	}
	for _, name := range []string{"survey", "settings"} {
		if _, ok := x.sheets[name]; !ok {
			x.refuse(bad(name, "xlsform.sheet_missing", name))
		}
	}
}

// Compile checks what Read made, together with what it refused, so that all is
// told at once; of a cell only the first.
func Compile(d instrument.Definition, refused error) (*instrument.Instrument, error) {
	if refused != nil && (fault.First(refused) == nil || d.Lists == nil) { // no workbook to speak of
		return nil, refused
	}
	i, err := instrument.Compile(d)
	var all fault.Many
	told := map[string]bool{}
	for _, f := range append(fault.All(refused), fault.All(err)...) {
		if !told[f.Field] || f.Field == "" {
			all = append(all, f)
		}
		told[f.Field] = true
	}
	return i, all.Err()
}

func (x *reader) read() {
	for _, s := range []struct {
		name string
		take func(line)
	}{{"settings", x.settings}, {"choices", x.choice}, {"survey", x.question}, {"scores", x.score}, {"alerts", x.alert}} {
		if _, ok := x.sheets[s.name]; !ok {
			continue
		}
		for _, l := range x.lines(s.name) {
			s.take(l)
		}
	}
	for _, g := range x.groups {
		x.refuse(bad(g.heading.at("type"), "xlsform.group_open", ""))
	}
}

func (x *reader) settings(l line) {
	if x.titled {
		x.refuse(bad(l.at("form_id"), "xlsform.one_row", ""))
		return
	}
	x.titled = true
	d := &x.d
	d.Code = l.get("form_id")
	d.Name, d.About, d.Intro, d.Remark = l.text("form_title"), l.text("about"), l.text("intro"), l.text("remark")
	d.Source, d.Licence = l.text("source"), l.text("licence")
	switch audience := l.get("audience"); audience {
	case "", "all", "semua":
	case "psychologist", "psikolog":
		d.For = "psychologist"
	default:
		x.refuse(bad(l.at("audience"), "xlsform.audience", audience))
	}
	d.Cells = l.cells(map[string]string{"code": "form_id", "name": "form_title", "about": "about", "intro": "intro", "remark": "remark", "source": "source", "licence": "licence", "for": "audience"})
	for _, column := range []string{"form_id", "form_title", "source", "licence"} {
		if l.get(column) == "" && l.get(column+"::id") == "" {
			x.refuse(bad(l.at(column), "xlsform.setting_missing", column))
		}
	}
}

func (x *reader) choice(l line) {
	o := instrument.Option{Code: l.get("name"), Name: l.text("label")}
	list := l.get("list_name")
	if list == "" || o.Code == "" || o.Name.ID == "" {
		x.refuse(bad(l.at("list_name"), "xlsform.choice", o.Code))
		return
	}
	if n, ok := x.number(l, "score"); ok && l.get("score") != "" {
		o.Score = &n
	}
	x.d.Lists[list] = append(x.d.Lists[list], o)
}

// number reads a number; what is none is a fault.
func (x *reader) number(l line, name string) (float64, bool) {
	text := l.get(name)
	if text == "" {
		return 0, true
	}
	n, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	if err != nil || !(n <= 1e9 && n >= -1e9) {
		x.refuse(bad(l.at(name), "xlsform.number", text))
		return 0, false
	}
	return n, true
}

// yes reads yes or no; anything else is a fault.
func (x *reader) yes(l line, name string) bool {
	switch text := strings.ToLower(l.get(name)); text {
	case "yes", "true", "ya", "1":
		return true
	case "", "no", "false", "tidak", "0":
		return false
	default:
		x.refuse(bad(l.at(name), "xlsform.yes_no", text))
		return false
	}
}

func (x *reader) alert(l line) {
	x.d.Alerts = append(x.d.Alerts, instrument.Alert{Code: l.get("name"), Says: l.text("message"), When: x.expression(l, "relevant", ""), RaisesRisk: x.yes(l, "raises_risk"),
		Cells: l.cells(map[string]string{"code": "name", "says": "message", "when": "relevant"})})
}

// expression translates what a column says; "" when there is nothing, or when it
// is refused.
func (x *reader) expression(l line, name, self string) string {
	text := l.get(name)
	if text == "" {
		return ""
	}
	out, err := translate(text, self, x.types)
	if err != nil {
		x.refuse(err.On(l.at(name)))
		return ""
	}
	return out
}
