package xlsform

import (
	"slices"
	"strings"

	"teduh/internal/domain/instrument"
)

// score reads a row of scores: one that names a score begins it, and every row
// with a number in from says what scores from there on mean.
func (x *reader) score(l line) {
	name := l.get("name")
	switch {
	case name != "":
		x.beginScore(l, name)
	case l.get("from") == "":
		x.refuse(bad(l.at("name"), "xlsform.score_row", l.get("label")))
		return
	}
	if l.get("from") == "" {
		return
	}
	from, ok := x.number(l, "from")
	if len(x.d.Scores) == 0 || !ok {
		x.refuse(bad(l.at("from"), "xlsform.score_row", l.get("from")))
		return
	}
	s := &x.d.Scores[len(x.d.Scores)-1]
	s.Bands = append(s.Bands, instrument.Band{From: from, Label: l.text("label"), Act: x.yes(l, "act")})
	s.Cells["bands"] = l.at("from")
}

// beginScore begins a score, or goes on with one that survey calculates: then its
// label is not said again.
func (x *reader) beginScore(l line, name string) {
	s := instrument.Score{Name: name, Label: l.text("label"), Rule: x.expression(l, "calculation", ""),
		Items: strings.FieldsFunc(l.get("items"), func(r rune) bool { return r == ' ' || r == ',' || r == '\n' }),
		Cells: l.cells(map[string]string{"name": "name", "label": "label", "items": "items", "rule": "items", "bands": "from", "most": "most"})}
	if n := slices.IndexFunc(x.d.Scores, func(old instrument.Score) bool { return old.Name == name }); n >= 0 {
		s = x.d.Scores[n]
		x.d.Scores = slices.Delete(x.d.Scores, n, n+1)
	} else if l.get("from") != "" { // a row that names a score and a band would say two things by one label
		x.refuse(bad(l.at("from"), "xlsform.score_from", l.get("from")))
	}
	s.Times, _ = x.number(l, "times")
	s.Least, _ = x.number(l, "least")
	s.Most, _ = x.number(l, "most")
	s.Good = x.yes(l, "better")
	x.types[name] = "number"
	x.d.Scores = append(x.d.Scores, s)
}
