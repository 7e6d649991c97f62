package web

import (
	"net/http"
	"slices"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
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

// family is the page of who belongs to a case.
func (v *visit) family() error {
	f, err := v.site.App.Cases.Family(v.r.Context(), v.who.Actor, v.r.PathValue("file"))
	if err != nil {
		return err
	}
	view := v.view(v.t("family.title"))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.Family(view, f).Render(v.r.Context(), w) })
}

// sayAnew fills the form of a person, tie, household or support with what is
// known, if the address names one to say anew.
func (v *visit) sayAnew(f *form, seen app.FileView, k casefile.Kind) error {
	again := v.r.URL.Query().Get("again")
	if again == "" {
		return nil
	}
	e, ok := casefile.Latest(seen.Entries, k, again)
	if !ok {
		return fault.Missing()
	}
	f.body = e.Body.Clone()
	f.title = v.t("family.anew") + ": " + v.t("kind."+string(k))
	f.hidden[casefile.Anew(k)] = again
	f.draft += "?again=" + again
	return nil
}
