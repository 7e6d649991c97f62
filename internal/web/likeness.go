package web

import (
	"net/http"
	"strconv"

	"teduh/internal/app"
	"teduh/internal/kit/fault"
	pages "teduh/internal/web/pages/casefile"
)

// likenesses is the head's list of clients who may be the ones of other files.
func (v *visit) likenesses() error {
	return v.likenessesPage("", nil)
}

// likenessesPage shows the list; refusal is what was wrong with the reason for
// joining a person with another.
func (v *visit) likenessesPage(asked string, refusal error) error {
	page, _ := strconv.Atoi(v.r.FormValue("page")) // the first unless another is asked for, or was
	alike, err := v.site.App.Cases.Likenesses(v.r.Context(), v.who.Actor, page)
	if err != nil {
		return err
	}
	status := http.StatusOK
	shown := pages.AlikeView{Alike: alike, Asked: asked}
	if refusal != nil {
		status, shown.Fault = httpStatus(refusal), v.p.Fault(fault.First(refusal))
	}
	view := v.view(v.t("alike.title"))
	return v.html(status, func(w http.ResponseWriter) error {
		return pages.Likenesses(view, shown).Render(v.r.Context(), w)
	})
}

func (v *visit) settleLikeness() error {
	f := v.r.PostForm
	l := app.Likeness{Person: f.Get("person"), Other: f.Get("other"), OtherPerson: f.Get("other_person")}
	if err := v.site.App.Cases.SettleLikeness(v.r.Context(), v.who.Actor, l); err != nil {
		return err
	}
	return v.redirect(v.likenessesAgain())
}

// likenessesAgain is the page of the list on which somebody was.
func (v *visit) likenessesAgain() string {
	if page, err := strconv.Atoi(v.r.PostForm.Get("page")); err == nil && page > 0 {
		return "/likenesses?page=" + strconv.Itoa(page)
	}
	return "/likenesses"
}

// link says that two clients here are one.
func (v *visit) link() error {
	f := v.r.PostForm
	if err := v.site.App.Cases.Link(v.r.Context(), v.who.Actor, f.Get("person"), f.Get("other_person"), f.Get("link_reason")); err != nil {
		if refused := fault.First(err); refused != nil && refused.Field == "link_reason" {
			return v.likenessesPage(f.Get("person")+f.Get("other_person"), err)
		}
		return err
	}
	return v.redirect(v.likenessesAgain())
}

// unlink takes that back.
func (v *visit) unlink() error {
	f := v.r.PostForm
	if err := v.site.App.Cases.Unlink(v.r.Context(), v.who.Actor, f.Get("person"), f.Get("link_reason")); err != nil {
		return err
	}
	return v.redirect("/likenesses")
}
