package web

import (
	"net/http"
	"slices"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/document"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/httpd"
	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/report"
)

// paper is the size of paper asked for, a4 unless another is.
func (v *visit) paper() string {
	asked := v.r.FormValue("paper")
	if !slices.Contains(layout.Papers(), asked) {
		return layout.Papers()[0]
	}
	return asked
}

// printed is the view of a page that is printed. Its title is the name of the
// file a browser offers: never a client's name.
func (v *visit) printed(title, sheet string) layout.View {
	view := v.view(title)
	view.Print, view.Sheet = v.site.assets.Path("print.css"), sheet
	return view
}

func (v *visit) report() error {
	p := calendar.PeriodOf(v.who.Today.Month(), calendar.MonthLength)
	if asked := v.r.URL.Query().Get("period"); asked != "" {
		var err error
		if p, err = calendar.ParsePeriod(asked); err != nil {
			return fault.Bad("period", "recap.period_form")
		}
	}
	rep, err := v.site.App.Reports.Get(v.r.Context(), v.who.Actor, p)
	if err != nil {
		return err
	}
	r := pages.View{Report: rep, Sentence: app.ReportSentence(v.p, rep), Periods: periods(v.who.Today, p), Paper: v.paper(), Today: v.who.Today}
	view := v.printed(pages.TitleOf(v.p, p)+" "+p.String(), r.Paper)
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.Page(view, r).Render(v.r.Context(), w) })
}

// reported is the period in the address.
func (v *visit) reported() (calendar.Period, error) {
	p, err := calendar.ParsePeriod(v.r.PathValue("period"))
	if err != nil {
		return p, fault.Bad("period", "recap.period_form")
	}
	return p, nil
}

func (v *visit) reportTextForm() error {
	p, err := v.reported()
	if err != nil {
		return v.notReported(err)
	}
	return v.reportTextPage(p, nil)
}

// notReported tells what is wrong with the address only to those for whom it
// would be.
func (v *visit) notReported(err error) error {
	if asked := v.site.App.Ask(v.r.Context(), v.who.Actor, access.MakeReport, v.ownOffice()); asked != nil {
		return asked
	}
	return err
}

func (v *visit) ownOffice() access.Place {
	return access.Place{Institution: v.who.Actor.Institution, Area: v.who.Area}
}

func (v *visit) reportTextPage(p calendar.Period, refusal error) error {
	said, months, err := v.site.App.Reports.Said(v.r.Context(), v.who.Actor, p)
	if err != nil {
		return err
	}
	f := layout.Form{Action: reportText(p), Submit: v.t("form.save"), Shown: []layout.Input{
		v.simple("report_number", "line", said.Number, false), v.simple("obstacles", "text", said.Obstacles, false), v.simple("suggestions", "text", said.Suggestions, false),
	}}
	for i := range f.Shown {
		f.Shown[i].Help = v.t("help." + f.Shown[i].Name)
	}
	status := http.StatusOK
	if err := v.drafting(&f, reportText(p)); err != nil {
		return err
	}
	if refusal != nil {
		status = httpd.Status(refusal)
		f.Keep(v.r.PostForm)
		f.Refuse(v.p, refusal)
	}
	view := v.view(pages.TitleOf(v.p, p) + " " + v.p.Period(p))
	return v.html(status, func(w http.ResponseWriter) error {
		return pages.Text(view, "/report?period="+p.String(), months, f).Render(v.r.Context(), w)
	})
}

func (v *visit) writeReport() error {
	p, err := v.reported()
	if err != nil {
		return v.notReported(err)
	}
	posted := v.r.PostForm
	err = v.site.App.Reports.Write(v.r.Context(), v.who.Actor, p, document.Report{Number: posted.Get("report_number"), Obstacles: posted.Get("obstacles"), Suggestions: posted.Get("suggestions")})
	if refused(err) {
		return v.reportTextPage(p, err)
	}
	if err != nil {
		return err
	}
	if err := v.site.App.Drafts.Discard(v.r.Context(), v.who.Actor, reportText(p)); err != nil {
		return err
	}
	return v.redirect("/report?period=" + p.String())
}

// reportText is the address of what is written into the report of a period.
func reportText(p calendar.Period) string { return "/report/" + p.String() + "/text" }
