package web

import (
	"net/http"
	"slices"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/casefile"
)

// calendar shows what is promised: the own work, to the head and at the front
// desk everybody's.
func (v *visit) calendar() error {
	q := v.r.URL.Query()
	c := pages.CalendarView{Agenda: q.Get("view") == "agenda", Whose: v.who.Staff}
	if err := v.whose(&c, q.Get("staff")); err != nil {
		return err
	}
	from := v.who.Today
	if d, err := calendar.ParseDay(q.Get("from")); err == nil && d >= casefile.LongAgo { // anything else is today
		from = d
	}
	if !c.Agenda {
		from = pages.Monday(from)
	}
	var err error
	if c.Calendar, err = v.site.App.Cases.Calendar(v.r.Context(), v.who.Actor, from, from.Add(pages.Span(c.Agenda)-1), c.Whose); err != nil {
		return err
	}
	view := v.view(v.t("calendar.title"))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.Calendar(view, c).Render(v.r.Context(), w) })
}

// taskDone marks something as done from a list of what is due: by whoever was to do
// it, who may not read the file.
func (v *visit) taskDone() error {
	body := casefile.Body{"done_how": {"done"}}
	body.Set("tasks_done", v.r.PostForm["tasks_done"]...)
	_, err := v.site.App.Cases.Append(v.r.Context(), v.who.Actor, app.AppendRequest{File: v.r.PathValue("file"), Kind: casefile.Done, Body: body})
	if err != nil {
		return err
	}
	if v.r.PostForm.Get("page") == "calendar" {
		return v.redirect("/calendar")
	}
	return v.redirect("/")
}

// whose lets those who keep everybody's calendar choose whose.
func (v *visit) whose(c *pages.CalendarView, asked string) error {
	if !v.who.Is(access.Head) && !v.who.Is(access.FrontOfficer) {
		return nil
	}
	people, err := v.site.App.Staff.Doers(v.r.Context(), v.who.Actor)
	if err != nil {
		return err
	}
	c.Staff = []layout.Option{{Name: v.t("calendar.all")}}
	for _, p := range people {
		c.Staff = append(c.Staff, layout.Option{Code: p.ID, Name: p.Name})
	}
	c.Whose = ""
	if slices.ContainsFunc(c.Staff, func(o layout.Option) bool { return o.Code == asked }) {
		c.Whose = asked
	}
	return nil
}
