package web

import (
	"net/http"
	"strconv"
	"strings"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/training"
	"teduh/internal/kit/fault"
	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/training"
)

func (v *visit) trainings() error {
	events, err := v.site.App.Training.List(v.r.Context(), v.who.Actor)
	if err != nil {
		return err
	}
	view := v.view(v.t("menu.training"))
	may := access.Holds(v.who.Actor, access.EditTraining)
	return v.html(http.StatusOK, func(w http.ResponseWriter) error {
		return pages.List(view, events, may, v.who.Today.Year()).Render(v.r.Context(), w)
	})
}

func (v *visit) training() error {
	e, err := v.site.App.Training.Get(v.r.Context(), v.who.Actor, v.r.PathValue("id"))
	if err != nil {
		return err
	}
	view := v.view(e.Place)
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.Event(view, e).Render(v.r.Context(), w) })
}

func (v *visit) trainingForm() error {
	if !access.Holds(v.who.Actor, access.EditTraining) {
		return fault.Missing()
	}
	e := training.Event{}
	if id := v.r.PathValue("id"); id != "" {
		seen, err := v.site.App.Training.Get(v.r.Context(), v.who.Actor, id)
		if err != nil {
			return err
		}
		e = seen.Event
	}
	return v.trainingPage(e, nil)
}

func (v *visit) trainingPage(e training.Event, err error) error {
	f := layout.Form{Action: "/training/save", Submit: v.t("form.save"), Hidden: map[string]string{"id": e.ID}, Shown: []layout.Input{
		v.chosen("wave", "waves", e.Wave), v.simple("place", "line", e.Place, true),
		v.simple("from", "date", e.From.String(), true), v.simple("to", "date", e.To.String(), true),
		v.simple("criterion", "text", e.Criterion, false), v.simple("resources", "text", strings.Join(e.Resources, "\n"), false),
		v.simple("guests", "text", strings.Join(e.Guests, "\n"), false),
	}}
	return v.editing(v.t("training.edit"), "/training", f, err)
}

func (v *visit) trainingSave() error {
	if err := v.r.ParseForm(); err != nil {
		return err
	}
	p := v.r.PostForm
	e := training.Event{ID: p.Get("id"), Wave: p.Get("wave"), Place: p.Get("place"), Criterion: p.Get("criterion"), Resources: rowsOf(p.Get("resources")), Guests: rowsOf(p.Get("guests"))}
	var err error
	if e.From, err = optionalDay(p, "from"); err == nil {
		e.To, err = optionalDay(p, "to")
	}
	id := ""
	if err == nil {
		id, err = v.site.App.Training.Put(v.r.Context(), v.who.Actor, e)
	}
	if refused(err) {
		return v.trainingPage(e, err)
	}
	if err != nil {
		return err
	}
	return v.redirect("/training/" + id)
}

func rowsOf(text string) []string {
	return strings.FieldsFunc(strings.ReplaceAll(text, "\r\n", "\n"), func(r rune) bool { return r == '\n' })
}

// invited reads which year and wave are asked for, and lists who can be
// invited.
func (v *visit) invited() (int, string, []app.Invitable, error) {
	q := v.r.URL.Query()
	year, err := strconv.Atoi(q.Get("year"))
	if err != nil {
		year = v.who.Today.Year()
	}
	list, err := v.site.App.Training.Invitations(v.r.Context(), v.who.Actor, year, q.Get("wave"))
	return year, q.Get("wave"), list, err
}

func (v *visit) invitations() error {
	year, wave, list, err := v.invited()
	if err != nil {
		return err
	}
	view := v.view(v.t("training.invitations", "year", strconv.Itoa(year)))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error {
		return pages.Invitations(view, year, wave, list).Render(v.r.Context(), w)
	})
}

func (v *visit) invitationsCSV() error {
	year, _, list, err := v.invited()
	if err != nil {
		return err
	}
	rows := [][]string{{"code", "name", "area", "place", "wave", "planned"}}
	for _, i := range list {
		rows = append(rows, []string{i.Code, i.Name, string(i.Area), i.Place, i.Wave, strconv.FormatInt(i.Budget.Planned, 10)})
	}
	return v.csv("undangan-"+strconv.Itoa(year)+".csv", rows)
}
