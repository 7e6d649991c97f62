package web

import (
	"cmp"
	"net/http"
	"slices"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/casefile"
)

// persons offers the persons of a case to choose from, if there is more than one.
// Where interests are opposed, and of a consent, whom an entry is about is asked
// openly.
func (v *visit) persons(f *form, seen app.FileView) {
	people := seen.State.People()
	if len(people) < 2 {
		return
	}
	view := v.view("")
	for _, m := range people {
		f.people = append(f.people, layout.Option{Code: m.ID, Name: pages.MemberName(view, m, seen.Today)})
	}
	if f.table.Kind == casefile.Consent || slices.ContainsFunc(people, func(m casefile.Member) bool { return m.Opposed }) {
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
	home := casefile.FamilyOf(seen.State, seen.Entries).Homes[0].Now()
	again := cmp.Or(v.r.URL.Query().Get("again"), v.r.PostForm.Get(casefile.Anew(k)))
	if again == "" {
		if k == casefile.Household { // who lives with the client now; one is ticked or not
			f.body.Set("members", home...)
		}
		return nil
	}
	e, ok := casefile.Latest(seen.Entries, k, again)
	if !ok {
		return fault.Missing()
	}
	f.body = e.Body.Clone()
	f.title = v.t("family.anew") + ": " + v.t("kind."+string(k))
	if k == casefile.Party && e.Body.Has("lives_with_client") { // as it is now, not as it was said then
		f.body.Set("lives_with_client", map[bool]string{true: "yes", false: "no"}[slices.Contains(home, again)])
	}
	f.hidden[casefile.Anew(k)] = again
	f.draft += "?again=" + again
	return nil
}

// owning is the form by which a further client of a case gets a file of the own,
// filled with what the case knows.
func (v *visit) owning() (form, error) {
	file, party := v.r.PathValue("file"), v.r.PathValue("person")
	e, err := v.site.App.Cases.OwnFileForm(v.r.Context(), v.who.Actor, file, party)
	if err != nil {
		return form{}, err
	}
	at := "/files/" + file + "/people/" + party
	f := form{title: v.t("act.own_file"), back: "/files/" + file + "/family", table: casefile.Current(casefile.Identity), body: casefile.Body{},
		action: at, draft: at, hidden: map[string]string{"id": v.newID()}}
	for _, name := range []string{"name", "sex", "birth_date", "phone", "phone_safe", "address", "occupation", "disability"} {
		f.body.Set(name, e.Body.All(name)...)
	}
	return f, nil
}

func (v *visit) ownFileForm() error {
	f, err := v.owning()
	if err != nil {
		return err
	}
	return v.show(f, nil)
}

func (v *visit) ownFile() error {
	f, err := v.owning()
	if err != nil {
		return err
	}
	if f.body, err = v.body(f.table); err != nil {
		return err
	}
	v.keep(&f, "id")
	day, err := v.day(v.r.PostForm)
	if err == nil {
		_, err = v.site.App.Cases.OwnFile(v.r.Context(), v.who.Actor, app.OwnFileRequest{
			Case: v.r.PathValue("file"), Party: v.r.PathValue("person"), ID: f.hidden["id"], Day: day, Body: f.body, Draft: f.draft,
		})
		if err == nil {
			return v.redirect(f.back)
		}
	}
	if refused(err) {
		return v.show(f, err)
	}
	return err
}
