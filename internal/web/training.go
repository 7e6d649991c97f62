package web

import (
	"cmp"
	"net/http"
	"slices"
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
	if err := v.site.App.Ask(v.r.Context(), v.who.Actor, access.EditTraining, access.Place{}); err != nil {
		return err
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
	resources := v.simple("resources", "text", strings.Join(e.Resources, "\n"), false)
	resources.Label, resources.Help = v.t("training.resources"), v.t("training.one_a_line") // a plan's are something else
	f := layout.Form{Action: "/training/save", Submit: v.t("form.save"), Hidden: map[string]string{"id": e.ID}, Shown: []layout.Input{
		v.chosen("wave", "waves", e.Wave), v.simple("place", "line", e.Place, true),
		v.simple("from", "date", e.From.String(), true), v.simple("to", "date", e.To.String(), true),
		v.simple("criterion", "text", e.Criterion, false), resources,
		v.simple("guests", "text", strings.Join(e.Guests, "\n"), false),
	}}
	return v.editing(v.t("training.edit"), "/training", f, err)
}

func (v *visit) trainingSave() error {
	if err := v.site.App.Ask(v.r.Context(), v.who.Actor, access.EditTraining, access.Place{}); err != nil {
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

// attendanceForm asks who came: all who can be invited to the event's wave, and
// those already on its list.
func (v *visit) attendanceForm() error {
	e, list, err := v.attending()
	if err != nil {
		return err
	}
	view := v.view(v.t("training.record_attendance"))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.Attendance(view, e, list).Render(v.r.Context(), w) })
}

func (v *visit) attending() (app.EventView, []training.Attendance, error) {
	e, err := v.site.App.Training.Get(v.r.Context(), v.who.Actor, v.r.PathValue("id"))
	if err != nil {
		return e, nil, err
	}
	if err := v.site.App.Ask(v.r.Context(), v.who.Actor, access.EditTraining, access.Place{}); err != nil {
		return e, nil, err
	}
	invitable, err := v.site.App.Training.Invitations(v.r.Context(), v.who.Actor, e.From.Year(), e.Wave)
	if err != nil {
		return e, nil, err
	}
	list := e.Attendances
	for _, i := range invitable {
		if !slices.ContainsFunc(list, func(a training.Attendance) bool { return a.Institution == i.ID }) {
			list = append(list, training.Attendance{Institution: i.ID})
		}
	}
	return e, list, nil
}

func (v *visit) attendance() error {
	e, list, err := v.attending()
	if err != nil {
		return err
	}
	var faults fault.Many
	for n := range list {
		a := &list[n]
		a.Present = v.r.PostForm.Get("present-"+a.Institution) != ""
		a.SocialWorkers = v.came("social-"+a.Institution, &faults)
		a.Psychologists = v.came("psychologists-"+a.Institution, &faults)
	}
	if err = faults.Err(); err == nil {
		err = v.site.App.Training.Attend(v.r.Context(), v.who.Actor, e.ID, list)
	}
	if refused(err) {
		return v.attendanceAgain(e, list, err)
	}
	if err != nil {
		return err
	}
	return v.redirect("/training/" + e.ID)
}

// came reads how many came; what is no number is a fault.
func (v *visit) came(name string, faults *fault.Many) int {
	n, err := strconv.Atoi(cmp.Or(strings.TrimSpace(v.r.PostForm.Get(name)), "0"))
	if err != nil || n < 0 {
		*faults = append(*faults, fault.Bad(name, "fault.number"))
	}
	return n
}

// attendanceAgain shows who came as it was typed, with what was refused beside
// it.
func (v *visit) attendanceAgain(e app.EventView, list []training.Attendance, err error) error {
	f := layout.Form{Action: "/training/" + e.ID + "/attendance", Submit: v.t("form.save")}
	for _, a := range list {
		name := e.Institutions[a.Institution].Name
		f.Shown = append(f.Shown,
			layout.Input{Name: "present-" + a.Institution, Label: name, Kind: "choices", Options: []layout.Option{{Code: "yes", Name: v.t("training.present")}}},
			layout.Input{Name: "social-" + a.Institution, Label: v.t("training.social_workers") + " · " + name, Kind: "number"},
			layout.Input{Name: "psychologists-" + a.Institution, Label: v.t("training.psychologists") + " · " + name, Kind: "number"})
	}
	return v.editing(v.t("training.record_attendance"), "/training/"+e.ID, f, err)
}
