package web

import (
	"net/http"

	"teduh/internal/app"
	pages "teduh/internal/web/pages/casefile"
)

// likenesses is the head's list of clients who may be the ones of other files.
func (v *visit) likenesses() error {
	alike, err := v.site.App.Cases.Likenesses(v.r.Context(), v.who.Actor)
	if err != nil {
		return err
	}
	view := v.view(v.t("alike.title"))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error {
		return pages.Likenesses(view, alike).Render(v.r.Context(), w)
	})
}

func (v *visit) settleLikeness() error {
	f := v.r.PostForm
	l := app.Likeness{Person: f.Get("person"), Other: f.Get("other"), OtherPerson: f.Get("other_person")}
	if err := v.site.App.Cases.SettleLikeness(v.r.Context(), v.who.Actor, l); err != nil {
		return err
	}
	return v.redirect("/likenesses")
}

// link says that two clients here are one.
func (v *visit) link() error {
	f := v.r.PostForm
	if err := v.site.App.Cases.Link(v.r.Context(), v.who.Actor, f.Get("person"), f.Get("other_person"), f.Get("link_reason")); err != nil {
		return err
	}
	return v.redirect("/likenesses")
}

// unlink takes that back.
func (v *visit) unlink() error {
	f := v.r.PostForm
	if err := v.site.App.Cases.Unlink(v.r.Context(), v.who.Actor, f.Get("person"), f.Get("link_reason")); err != nil {
		return err
	}
	return v.redirect("/likenesses")
}
