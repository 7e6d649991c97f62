package web

import (
	"net/http"
	"strconv"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/httpd"
	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/head"
)

// reviewed is the month in what was asked, this month unless another is.
func (v *visit) reviewed() calendar.Month {
	if m, err := calendar.ParseMonth(v.r.FormValue("month")); err == nil {
		return m
	}
	return v.who.Today.Month()
}

func (v *visit) reviews() error { return v.reviewsPage(nil) }

func (v *visit) reviewsPage(refusal error) error {
	m, err := v.site.App.Reviews.Month(v.r.Context(), v.who.Actor, v.reviewed())
	if err != nil {
		return err
	}
	r := pages.ReviewsView{ReviewMonth: m, Last: v.who.Today.Month()}
	weights := "no"
	if m.Weights {
		weights = "yes"
	}
	size := layout.Input{Name: "size", Label: v.t("review.size"), Kind: "number", Required: true, Values: []string{strconv.Itoa(m.Size)}}
	weigh := layout.Input{Name: "weights", Label: v.t("review.weights"), Help: v.t("review.weights_help"), Kind: "radios", Required: true, Values: []string{weights},
		Options: []layout.Option{{Code: "no", Name: v.t("form.no")}, {Code: "yes", Name: v.t("form.yes")}}}
	r.Settings = layout.Form{Action: "/reviews/settings", Submit: v.t("form.save"), Hidden: map[string]string{"month": m.Month.String()}, Shown: []layout.Input{size, weigh}}
	status := http.StatusOK
	if refusal != nil {
		status = httpd.Status(refusal)
		r.Settings.Keep(v.r.PostForm)
		r.Settings.Refuse(v.p, refusal)
	}
	view := v.view(v.t("review.title"))
	return v.html(status, func(w http.ResponseWriter) error { return pages.Reviews(view, r).Render(v.r.Context(), w) })
}

func (v *visit) reviewsDraw() error {
	m := v.reviewed()
	if err := v.site.App.Reviews.Draw(v.r.Context(), v.who.Actor, m); err != nil {
		return err
	}
	return v.redirect("/reviews?month=" + m.String())
}

func (v *visit) reviewSettings() error {
	size, _ := strconv.Atoi(v.r.PostForm.Get("size")) // none is refused beside its field
	err := v.site.App.Reviews.Choose(v.r.Context(), v.who.Actor, size, v.r.PostForm.Get("weights") == "yes")
	if refused(err) {
		return v.reviewsPage(err)
	}
	if err != nil {
		return err
	}
	return v.redirect("/reviews?month=" + v.reviewed().String())
}

func (v *visit) talks() error {
	talks, err := v.site.App.Supervisions.List(v.r.Context(), v.who.Actor)
	if err != nil {
		return err
	}
	view, lead := v.view(v.t("supervision.title")), access.Holds(v.who.Actor, access.Supervise)
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.Talks(view, talks, lead).Render(v.r.Context(), w) })
}

// talking is the form of a talk of supervision.
func (v *visit) talking(id string) (layout.Form, error) {
	people, err := v.site.App.Supervisions.Colleagues(v.r.Context(), v.who.Actor)
	with := layout.Input{Name: "with", Label: v.t("field.with"), Kind: "choices", Required: true}
	for _, p := range people {
		with.Options = append(with.Options, layout.Option{Code: p.ID, Name: p.Name})
	}
	themes := v.simple("themes", "text", "", true)
	themes.Help = v.t("help.themes")
	return layout.Form{Action: "/supervision", Submit: v.t("form.save"), Hidden: map[string]string{"id": id},
		Shown: []layout.Input{v.dayInput(""), with, themes, v.simple("agreements", "text", "", false), v.simple("next_date", "date", "", false)}}, err
}

func (v *visit) talkForm() error {
	f, err := v.talking(v.newID())
	if err == nil {
		err = v.drafting(&f, "/supervision/new")
	}
	if err != nil {
		return err
	}
	return v.editing(v.t("supervision.new"), "/supervision", f, nil)
}

func (v *visit) talk() error {
	p := v.r.PostForm
	t := app.Talk{ID: p.Get("id"), With: p["with"], Themes: p.Get("themes"), Agreements: p.Get("agreements")}
	var faults fault.Many
	var err error
	if t.Day, err = v.day(p); err != nil {
		faults = append(faults, fault.All(err)...)
	}
	if t.Next, err = optionalDay(p, "next_date"); err != nil {
		faults = append(faults, fault.All(err)...)
	}
	if err = faults.Err(); err == nil {
		err = v.site.App.Supervisions.Record(v.r.Context(), v.who.Actor, t)
	}
	if refused(err) {
		f, formErr := v.talking(p.Get("id"))
		if formErr != nil {
			return formErr
		}
		f.Draft = "/supervision/new"
		return v.editing(v.t("supervision.new"), "/supervision", f, err)
	}
	if err == nil {
		err = v.site.App.Drafts.Discard(v.r.Context(), v.who.Actor, "/supervision/new")
	}
	if err != nil {
		return err
	}
	return v.redirect("/supervision")
}

// addingToTalk is the form of what is added to a talk.
func (v *visit) addingToTalk(id string) layout.Form {
	return layout.Form{Action: v.r.URL.Path, Submit: v.t("form.save"), Draft: v.r.URL.Path, Hidden: map[string]string{"id": id}, Shown: []layout.Input{v.simple("addition", "text", "", true)}}
}

func (v *visit) talkAddForm() error {
	if err := v.site.App.Supervisions.MayAdd(v.r.Context(), v.who.Actor, v.r.PathValue("id")); err != nil {
		return err
	}
	f := v.addingToTalk(v.newID())
	if err := v.drafting(&f, v.r.URL.Path); err != nil {
		return err
	}
	return v.editing(v.t("supervision.add"), "/supervision", f, nil)
}

func (v *visit) talkAdd() error {
	p := v.r.PostForm
	err := v.site.App.Supervisions.Add(v.r.Context(), v.who.Actor, app.Addition{ID: p.Get("id"), Talk: v.r.PathValue("id"), Text: p.Get("addition")})
	if refused(err) {
		return v.editing(v.t("supervision.add"), "/supervision", v.addingToTalk(p.Get("id")), err)
	}
	if err == nil {
		err = v.site.App.Drafts.Discard(v.r.Context(), v.who.Actor, v.r.URL.Path)
	}
	if err != nil {
		return err
	}
	return v.redirect("/supervision")
}
