package document

import "teduh/internal/domain/casefile"

// OnPaper returns the fields of a form in the order of its screen: those shown,
// then those folded away. It is made of the table that the screen is made of.
func OnPaper(f casefile.Form) []casefile.Field {
	var shown, folded []casefile.Field
	for _, field := range f.Asked() {
		switch {
		case field.Retired:
		case field.Folded:
			folded = append(folded, field)
		default:
			shown = append(shown, field)
		}
	}
	return append(shown, folded...)
}

// columns are those of a table that a person fills in.
func columns(f casefile.Field) []casefile.Field { return casefile.Form{Fields: f.Columns}.Asked() }
