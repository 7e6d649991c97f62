package web

import (
	"net/http"
	"strconv"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/registerbook"
)

// registerBook shows the register of a year or a month, from its last page on.
func (v *visit) registerBook() error {
	asked := v.r.URL.Query()
	q := app.RegisterQuery{Period: calendar.PeriodOf(v.who.Today.Month(), calendar.Year), Names: asked.Get("names") == "yes"}
	if text := asked.Get("period"); text != "" {
		var err error
		if q.Period, err = calendar.ParsePeriod(text); err != nil {
			return fault.Bad("period", "recap.period_form")
		}
	}
	q.Page, _ = strconv.Atoi(asked.Get("page")) // anything else is the last
	book, err := v.site.App.Cases.Book(v.r.Context(), v.who.Actor, q)
	if err != nil {
		return err
	}
	b := pages.View{RegisterBook: book, Periods: periods(v.who.Today, q.Period), Paper: v.paper()}
	if b.Row, err = v.newLine(); err != nil {
		return err
	}
	view := v.printed(v.t("registerbook.title")+" "+v.p.Period(q.Period), b.Paper+" wide")
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.Page(view, b).Render(v.r.Context(), w) })
}

// lineFields are those of a first contact that stand on a line of the register.
var lineFields = []string{"caller", "sex", "age", "presenting", "channel"}

// newLine is the empty line at the end: fields of a first contact, without help.
func (v *visit) newLine() ([]layout.Input, error) {
	table := casefile.Current(casefile.Contact)
	var row []layout.Input
	for _, name := range lineFields {
		field, _ := table.Field(name)
		i, err := v.input(field, nil)
		if err != nil {
			return nil, err
		}
		i.Help, i.Required = "", name == "caller"
		if i.Kind == "radios" {
			i.Kind = "choice"
		}
		row = append(row, i)
	}
	return row, nil
}

// registerLine begins a contact with what was typed on the line. A draft of
// another contact that waits is left as it is.
func (v *visit) registerLine() error {
	if err := v.site.App.AskToCreate(v.r.Context(), v.who.Actor, casefile.ContactFile); err != nil {
		return err
	}
	f := v.newContact()
	var err error
	if f.body, err = v.body(f.table); err != nil {
		return err
	}
	_, waits, err := v.site.App.Drafts.Find(v.r.Context(), v.who.Actor, f.draft)
	if err != nil {
		return err
	}
	if waits {
		f.draft = ""
	}
	return v.show(f, nil)
}
