package web

import (
	"slices"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/casefile"
)

// persons offers the persons of a case to choose from, if there is more than one.
// Where interests are opposed, whom an entry is about is asked openly.
func (v *visit) persons(f *form, seen app.FileView) {
	people := seen.State.People()
	if len(people) < 2 {
		return
	}
	view := v.view("")
	for _, m := range people {
		f.people = append(f.people, layout.Option{Code: m.ID, Name: pages.MemberName(view, m, seen.Today)})
	}
	if slices.ContainsFunc(people, func(m casefile.Member) bool { return m.Opposed }) {
		f.table.Fields = slices.Clone(f.table.Fields)
		for n := range f.table.Fields {
			if f.table.Fields[n].Name == "concerns" {
				f.table.Fields[n].Folded = false
			}
		}
	}
}
