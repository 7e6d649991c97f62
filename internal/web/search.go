package web

import (
	"net/http"
	"net/url"
	"unicode/utf8"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/casefile"
)

func (v *visit) searchForm() error {
	if err := v.site.App.AskToCreate(v.r.Context(), v.who.Actor, casefile.PersonFile); err != nil {
		return err
	}
	return v.found(pages.SearchView{Contact: v.r.URL.Query().Get("contact")}, nil)
}

const longestSearch = 200 // characters; no name is longer

func (v *visit) search() error {
	f := v.r.PostForm
	s := pages.SearchView{Sought: app.Sought{Text: f.Get("q"), District: f.Get("district"), Head: f.Get("head")}, Contact: f.Get("contact"), Asked: true}
	for name, text := range map[string]string{"q": s.Sought.Text, "district": s.Sought.District, "head": s.Sought.Head} {
		if utf8.RuneCountInString(text) > longestSearch {
			return v.found(s, fault.Bad(name, "fault.too_long").With("n", longestSearch))
		}
	}
	var err error
	if s.Hits, err = v.site.App.Cases.Search(v.r.Context(), v.who.Actor, s.Sought); err != nil {
		return err
	}
	return v.found(s, nil)
}

// found shows the page of a search; err is what was refused of what was typed.
func (v *visit) found(s pages.SearchView, err error) error {
	if !ident.Valid(s.Contact) {
		s.Contact = ""
	}
	s.Form = layout.Form{
		Action: "/search", Submit: v.t("board.search"), Hidden: map[string]string{"contact": s.Contact},
		Shown: []layout.Input{{Name: "q", Label: v.t("search.label"), Kind: "search", Bare: true, Values: []string{s.Sought.Text}}},
		More:  v.t("search.narrow"),
		Folded: []layout.Input{
			{Name: "district", Label: v.t("field.district"), Kind: "line", Bare: true, Values: []string{s.Sought.District}},
			{Name: "head", Label: v.t("field.family_head"), Kind: "line", Bare: true, Values: []string{s.Sought.Head}},
		},
	}
	status := http.StatusOK
	if err != nil {
		status = httpStatus(err)
		s.Form.Refuse(v.p, err)
	}
	view := v.view(v.t("board.search"))
	return v.html(status, func(w http.ResponseWriter) error { return pages.Search(view, s).Render(v.r.Context(), w) })
}

// somebodyElse is the answer that the new person is none of those asked about.
const somebodyElse = "none"

// samePerson reads the answer to the question whether it is somebody who is
// here. Until it was answered, it may be asked.
func (v *visit) samePerson(r *app.RegisterRequest) {
	answer := v.r.PostForm.Get("same_as")
	r.Ask = r.Person == "" && answer == ""
	if r.Person != "" || !ident.Valid(answer) {
		return
	}
	identity := casefile.Current(casefile.Identity)
	r.Person = answer
	r.Told, _ = v.bodyOf(identity, v.r.PostForm)
	r.Body, _ = v.bodyOf(app.RegistrationForm(false), v.r.PostForm)
}

// whoElse asks whether the new person is one of those who are here, named by
// initials, age and district.
func (v *visit) whoElse(alike []app.Found) layout.Input {
	i := layout.Input{Name: "same_as", Label: v.t("register.same_as"), Help: v.t("register.same_help"), Kind: "radios", Required: true}
	for _, f := range alike {
		i.Options = append(i.Options, layout.Option{Code: f.Person, Name: v.t("register.same_one", "who", pages.ShortFound(v.view(""), f))})
	}
	i.Options = append(i.Options, layout.Option{Code: somebodyElse, Name: v.t("register.same_none")})
	return i
}

// ask puts a question before the fields, if it offers anybody.
func (f *form) ask(i layout.Input) {
	if len(i.Options) > 1 {
		f.first = append(f.first, i)
	}
}

// searchFirst is where one looks for a client before registering a new one.
func searchFirst(contact string) string {
	if contact == "" {
		return "/search"
	}
	return "/search?" + url.Values{"contact": {contact}}.Encode()
}
