package web

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/complaint"
	"teduh/internal/domain/survey"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/httpd"
	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/voice"
)

// Complaints come from anybody: an address may send five at once and one more
// each ten minutes. When all together sent a hundred and one more each minute,
// an address may send one an hour, so that nobody can shut the door to others.
const (
	complainEach  = 10 * time.Minute
	complainBurst = 5
	complainAll   = 100
)

type complaining struct{ addresses, first, all *httpd.Limiter }

func newComplaining() complaining {
	return complaining{httpd.NewLimiter(complainEach, complainBurst, tryKeys), httpd.NewLimiter(time.Hour, 1, tryKeys), httpd.NewLimiter(time.Minute, complainAll, 1)}
}

// may reports whether an address may send a complaint now, and counts it.
func (c complaining) may(address string, now time.Time) bool {
	calm, first := c.all.Allow(everybody, now), c.first.Allow(address, now)
	return c.addresses.Allow(address, now) && (calm || first)
}

// asks shows a page for somebody without an account.
func (v *visit) asks(title string, a pages.Asked, refusal error) error {
	status := http.StatusOK
	if refusal != nil {
		status = httpd.Status(refusal)
		a.Form.Refuse(v.p, refusal)
	}
	view := v.view(title)
	return v.html(status, func(w http.ResponseWriter) error { return pages.Ask(view, a).Render(v.r.Context(), w) })
}

func (v *visit) codeInput() layout.Input {
	return layout.Input{Name: "code", Label: v.t("survey.code"), Help: v.t("survey.code_help"), Kind: "line", Required: true}
}

// surveyForm asks for the code. A wrong one is not repeated.
func (v *visit) surveyForm() error { return v.surveyCode(nil) }

func (v *visit) surveyCode(refusal error) error {
	f := layout.Form{Action: "/survey", Submit: v.t("survey.open"), Shown: []layout.Input{v.codeInput()}}
	return v.asks(v.t("survey.title"), pages.Asked{Intro: []string{v.t("survey.private")}, Form: f}, refusal)
}

// survey opens the questions to whoever types a code.
func (v *visit) survey() error {
	return v.byCode(v.site.codes.survey, v.surveyCode, func() error {
		if err := v.site.App.Surveys.Open(v.r.Context(), v.r.PostForm.Get("code")); err != nil {
			return err
		}
		return v.surveyQuestions(nil)
	})
}

func (v *visit) surveyQuestions(refusal error) error {
	q := survey.Now()
	f := layout.Form{Action: "/survey/answer", Submit: v.t("survey.send"), Hidden: map[string]string{"code": v.r.PostForm.Get("code")}}
	for n, e := range q.Elements {
		i := layout.Input{Name: survey.Field(n), Label: fmt.Sprintf("%d. %s", n+1, e.Text.In(v.p.Lang())), Kind: "radios", Required: true, Values: v.r.PostForm[survey.Field(n)]}
		for _, a := range q.Answers {
			i.Options = append(i.Options, layout.Option{Code: strconv.Itoa(a.Mark), Name: a.Name.In(v.p.Lang())})
		}
		f.Shown = append(f.Shown, i)
	}
	f.Shown = append(f.Shown, layout.Input{Name: "remark", Label: v.t("survey.remark"), Help: v.t("survey.remark_help"), Kind: "text", Values: v.r.PostForm["remark"]})
	return v.asks(v.t("survey.title"), pages.Asked{Intro: []string{v.t("survey.private")}, Form: f}, refusal)
}

// surveyAnswer keeps what is said.
func (v *visit) surveyAnswer() error {
	return v.byCode(v.site.codes.survey, v.surveyCode, func() error {
		a := survey.Answer{Remark: v.r.PostForm.Get("remark")}
		for n := range survey.Now().Elements {
			mark, _ := strconv.Atoi(v.r.PostForm.Get(survey.Field(n))) // none is refused beside its question
			a.Marks = append(a.Marks, mark)
		}
		err := v.site.App.Surveys.Answer(v.r.Context(), v.r.PostForm.Get("code"), a)
		if f := fault.First(err); f != nil && f.Field != "code" && refused(err) {
			return v.surveyQuestions(err)
		}
		if err != nil {
			return err
		}
		view := v.view(v.t("survey.title"))
		return v.html(http.StatusOK, func(w http.ResponseWriter) error {
			return layout.Message(view, v.t("survey.thanks"), "/complaint", v.t("complaint.title")).Render(v.r.Context(), w)
		})
	})
}

// surveyGive shows a new code for the client of a case that is over.
func (v *visit) surveyGive() error {
	file := v.r.PathValue("file")
	code, err := v.site.App.Surveys.Give(v.r.Context(), v.who.Actor, file)
	if err != nil {
		return err
	}
	g := pages.Given{SurveyCode: code, Address: v.r.Host + "/survey", Back: "/files/" + file}
	view := v.printed(v.t("survey.title"), "a4")
	view.Back = "/"
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.Code(view, g).Render(v.r.Context(), w) })
}

// complaintForm asks which service it is about.
func (v *visit) complaintForm() error { return v.complaintWhere(nil) }

func (v *visit) complaintWhere(refusal error) error {
	services, err := v.site.App.Complaints.Services(v.r.Context())
	if err != nil {
		return err
	}
	lk3 := layout.Input{Name: "lk3", Label: v.t("complaint.lk3"), Kind: "choice", Required: true, Values: v.r.PostForm["lk3"]}
	for _, i := range services {
		lk3.Options = append(lk3.Options, layout.Option{Code: i.ID, Name: i.Name})
	}
	about := layout.Input{Name: "about", Label: v.t("complaint.about"), Kind: "radios", Required: true, Values: v.r.PostForm["about"]}
	for _, a := range complaint.Abouts() {
		about.Options = append(about.Options, layout.Option{Code: string(a), Name: v.t("complaint.about_" + string(a))})
	}
	f := layout.Form{Action: "/complaint", Submit: v.t("complaint.on"), Shown: []layout.Input{lk3, about}}
	return v.asks(v.t("complaint.title"), pages.Asked{Intro: []string{v.t("complaint.intro")}, Form: f, National: true, Links: []layout.MenuItem{
		{Path: "/complaint/status", Key: "complaint.look_up"}, {Path: "/complaint/paper", Key: "complaint.on_paper"},
	}}, refusal)
}

// complaint says who will read it and asks for the rest, then keeps it.
func (v *visit) complaint() error {
	p := v.r.PostForm
	reader, err := v.site.App.Complaints.Reader(v.r.Context(), p.Get("lk3"), complaint.About(p.Get("about")))
	if refused(err) {
		return v.complaintWhere(err)
	}
	if err != nil {
		return err
	}
	if !p.Has("text") {
		return v.complaintText(reader, nil)
	}
	if !v.site.complaining.may(v.site.http.Address(v.r), v.site.App.Now()) {
		return v.complaintText(reader, fault.New(fault.TooMany, "fault.too_many"))
	}
	code, reader, err := v.site.App.Complaints.Send(v.r.Context(), p.Get("lk3"), complaint.Complaint{About: complaint.About(p.Get("about")), Text: p.Get("text"), Contact: p.Get("contact")})
	if refused(err) {
		return v.complaintText(reader, err)
	}
	if err != nil {
		return err
	}
	view := v.view(v.t("complaint.received"))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error {
		return pages.Said(view, pages.Receipt{Code: code, Reader: reader}).Render(v.r.Context(), w)
	})
}

func (v *visit) complaintText(r app.Reader, refusal error) error {
	p := v.r.PostForm
	view := v.view("")
	f := layout.Form{Action: "/complaint", Submit: v.t("complaint.send"), Hidden: map[string]string{"lk3": p.Get("lk3"), "about": p.Get("about")}, Shown: []layout.Input{
		{Name: "text", Label: v.t("complaint.text"), Help: v.t("complaint.text_help"), Kind: "text", Required: true, Values: p["text"]},
		{Name: "contact", Label: v.t("complaint.contact"), Help: v.t("complaint.contact_help"), Kind: "line", Values: p["contact"]},
	}}
	intro := []string{r.LK3.Name + " · " + v.t("complaint.about_"+p.Get("about")), pages.Reads(view, r)}
	return v.asks(v.t("complaint.title"), pages.Asked{Intro: intro, Form: f, Links: []layout.MenuItem{{Path: "/complaint", Key: "complaint.other"}}}, refusal)
}

// complaintStatusForm asks for the code of a receipt.
func (v *visit) complaintStatusForm() error { return v.complaintCode(nil) }

func (v *visit) complaintCode(refusal error) error {
	f := layout.Form{Action: "/complaint/status", Submit: v.t("complaint.show"), Shown: []layout.Input{v.codeInput()}}
	return v.asks(v.t("complaint.look_up"), pages.Asked{Form: f, National: true}, refusal)
}

func (v *visit) complaintStatus() error {
	return v.byCode(v.site.codes.complaint, v.complaintCode, func() error {
		c, err := v.site.App.Complaints.ByReceipt(v.r.Context(), v.r.PostForm.Get("code"))
		if err != nil {
			return err
		}
		view := v.view(v.t("complaint.look_up"))
		b := pages.Became{Received: c.Received, Answered: c.Answered, Answer: c.Answer}
		return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.Status(view, b).Render(v.r.Context(), w) })
	})
}

func (v *visit) complaintPaper() error {
	view := v.printed(v.t("complaint.title"), "a4")
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.Blank(view).Render(v.r.Context(), w) })
}

// voices is what clients say, to those who are to hear it.
func (v *visit) voices() error {
	h := pages.Heard{Year: v.who.Today.Year(), Own: v.who.Institution.ID}
	if year, err := strconv.Atoi(v.r.URL.Query().Get("year")); err == nil {
		h.Year = year
	}
	var err error
	if h.Complaints, err = v.site.App.Complaints.List(v.r.Context(), v.who.Actor); err != nil {
		return err
	}
	if h.Results, err = v.site.App.Surveys.Results(v.r.Context(), v.who.Actor, h.Year); err != nil {
		return err
	}
	view := v.view(v.t("menu.voices"))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.All(view, h).Render(v.r.Context(), w) })
}

func (v *visit) voice() error { return v.voicePage(nil) }

func (v *visit) voicePage(refusal error) error {
	c, err := v.site.App.Complaints.Get(v.r.Context(), v.who.Actor, v.r.PathValue("id"))
	if err != nil {
		return err
	}
	f := layout.Form{Action: "/voices/" + c.ID, Submit: v.t("complaint.answer"), Shown: []layout.Input{
		{Name: "answer", Label: v.t("complaint.answer"), Kind: "text", Required: true, Values: v.r.PostForm["answer"]},
	}}
	status := http.StatusOK
	if refusal != nil {
		status = httpd.Status(refusal)
		f.Refuse(v.p, refusal)
	}
	view := v.view(v.t("complaint.title"))
	return v.html(status, func(w http.ResponseWriter) error { return pages.One(view, c, f).Render(v.r.Context(), w) })
}

func (v *visit) voiceAnswer() error {
	id := v.r.PathValue("id")
	err := v.site.App.Complaints.Answer(v.r.Context(), v.who.Actor, id, v.r.PostForm.Get("answer"))
	if refused(err) {
		return v.voicePage(err)
	}
	if err != nil {
		return err
	}
	return v.redirect("/voices/" + id)
}
