package document

import (
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/document"
	"teduh/internal/domain/registry"
)

// BlankView is an empty form on paper.
type BlankView struct {
	Kind        casefile.Kind
	Title       string
	Form        casefile.Form
	Paper       string
	Letterhead  document.Letterhead
	Institution registry.Institution
}

// On is the form's address on another size of paper.
func (b BlankView) On(paper string) string { return "/forms/" + string(b.Kind) + "?paper=" + paper }

// Part is what is asked under one heading; the first has none.
type Part struct {
	Name   string
	Fields []casefile.Field
}

// OnPaper returns the fields of a form in the order of its screen: those shown,
// then those folded away, part by part. It is made of the table that the screen
// is made of.
func OnPaper(f casefile.Form) []Part {
	out := []Part{{}}
	for _, folded := range []bool{false, true} {
		for _, field := range f.Asked() {
			if field.Retired || field.Folded != folded {
				continue
			}
			if last := out[len(out)-1]; folded && field.Part != last.Name {
				out = append(out, Part{Name: field.Part})
			}
			last := &out[len(out)-1]
			last.Fields = append(last.Fields, field)
		}
	}
	return out
}

// short reports whether a field is answered on one line, beside its question.
func short(f casefile.Field) bool {
	switch f.Type {
	case casefile.Text, casefile.Choice, casefile.Choices, casefile.Rows, casefile.Drawing:
		return false
	default:
		return true
	}
}

// columns are those of a table that a person fills in.
func columns(f casefile.Field) []casefile.Field { return casefile.Form{Fields: f.Columns}.Asked() }
