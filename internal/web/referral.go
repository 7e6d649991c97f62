package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/fault"
	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/referral"
)

func (v *visit) referrals() error {
	page := v.page()
	lines, more, err := v.site.App.Referrals.List(v.r.Context(), v.who.Actor, page)
	if err != nil {
		return err
	}
	view := v.view(v.t("referral.list"))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error {
		return pages.List(view, lines, v.who.Today, page, more).Render(v.r.Context(), w)
	})
}

// receivers offers to whom the LK3 can refer.
func (v *visit) receivers(i *layout.Input) error {
	i.Kind = "choice"
	all, err := v.site.App.Agencies.Receivers(v.r.Context(), v.who.Actor)
	for _, r := range all {
		i.Options = append(i.Options, layout.Option{Code: r.ID, Name: r.Name + " (" + taxonomy.Name("referral_targets", r.Kind, v.p.Lang()) + ")"})
	}
	return err
}

// answerClock says after how many days an answer is awaited.
func (v *visit) answerClock() string {
	var said []string
	for _, item := range taxonomy.List("urgencies") {
		said = append(said, v.t("referral.awaited", "urgency", item.Name.In(v.p.Lang()), "n", item.Answer))
	}
	return v.t("help.urgency") + " " + strings.Join(said, "; ") + "."
}

// given says which services were given on which days, for a letter. Where
// interests are opposed, what was about somebody in particular is left out: whom
// the referral is about nobody has said yet.
func (v *visit) given(seen app.FileView) string {
	opposed := slices.ContainsFunc(seen.State.Parties, func(m casefile.Member) bool { return m.Opposed })
	var lines []string
	for _, e := range casefile.Sessions(seen.Entries) {
		if opposed && len(casefile.About(e)) > 0 {
			continue
		}
		lines = append(lines, v.p.Day(e.Day)+": "+taxonomy.Name("services", e.Body.Get("service"), v.p.Lang()))
	}
	return strings.Join(lines, "\n")
}

// refusedTo warns of agencies that the client wants nothing shared with.
func (v *visit) refusedTo(refused []string) string {
	if len(refused) == 0 {
		return ""
	}
	whom := make([]string, len(refused))
	for n, target := range refused {
		whom[n] = taxonomy.Name("referral_targets", target, v.p.Lang())
	}
	return v.t("referral.refused_to", "whom", v.p.List(whom))
}

// answered is which referral a reply is about: the one asked for, else the last
// of which something is still to be heard.
func (v *visit) answered(s *casefile.State) (casefile.Sent, bool) {
	if r, ok := s.Referral(v.r.URL.Query().Get("to")); ok && !r.Settled() {
		return r, true
	}
	for i := len(s.Referrals) - 1; i >= 0; i-- {
		if r := s.Referrals[i]; !r.Settled() {
			return r, true
		}
	}
	return casefile.Sent{}, false
}

// answerForm is what a receiving agency can say.
func (v *visit) answerForm(a app.Addressed, action string, hidden map[string]string) layout.Form {
	result := layout.Input{Name: "reply_result", Label: v.t("referral.say"), Kind: "radios", Required: true}
	f := layout.Form{Action: action, Submit: v.t("referral.send"), Hidden: hidden}
	declines := false
	for _, code := range a.Choices {
		result.Options = append(result.Options, layout.Option{Code: code, Name: taxonomy.Name("reply_results", code, v.p.Lang())})
		declines = declines || code == casefile.Declined
	}
	f.Shown = []layout.Input{result}
	if declines {
		f.Shown = append(f.Shown, layout.Input{Name: "decline_reason", Label: v.t("referral.decline_reason"), Kind: "choice", Options: v.options("decline_reasons")})
	}
	f.Shown = append(f.Shown, layout.Input{Name: "reply_text", Label: v.t("referral.text"), Help: v.t("referral.text_help"), Kind: "text"})
	return f
}

func answerPosted(p url.Values) app.Answer {
	return app.Answer{ID: p.Get("id"), Result: p.Get("reply_result"), Reason: p.Get("decline_reason"), Text: strings.ReplaceAll(strings.TrimSpace(p.Get("reply_text")), "\r\n", "\n")}
}

// addressed lists the referrals to the own office.
func (v *visit) addressed() error {
	page := v.page()
	all, more, err := v.site.App.Referrals.Addressed(v.r.Context(), v.who.Actor, page)
	if err != nil {
		return err
	}
	view := v.view(v.t("menu.addressed"))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error {
		return pages.Addressed(view, all, v.who.Today, page, more).Render(v.r.Context(), w)
	})
}

func (v *visit) addressedForm() error { return v.addressedPage(v.newID(), nil) }

func (v *visit) addressedPage(id string, refusal error) error {
	referral := v.r.PathValue("id")
	a, err := v.site.App.Referrals.AddressedOne(v.r.Context(), v.who.Actor, referral)
	if err != nil {
		return err
	}
	return v.opened(a, "/addressed", v.answerForm(a, "/addressed/"+referral, map[string]string{"id": id}), refusal)
}

// opened shows a referral to its receiver, again with faults when something was
// refused.
func (v *visit) opened(a app.Addressed, back string, f layout.Form, refusal error) error {
	status := http.StatusOK
	if refusal != nil {
		status = httpStatus(refusal)
		f.Keep(v.r.PostForm)
		f.Refuse(v.p, refusal)
	}
	view := v.view(v.t("referral.title"))
	return v.html(status, func(w http.ResponseWriter) error { return pages.Open(view, a, back, f).Render(v.r.Context(), w) })
}

func (v *visit) addressedAnswer() error {
	n := answerPosted(v.r.PostForm)
	err := v.site.App.Referrals.AnswerAs(v.r.Context(), v.who.Actor, v.r.PathValue("id"), n)
	if refused(err) && fault.KindOf(err) != fault.Unavailable {
		return v.addressedPage(n.ID, err)
	}
	if err != nil {
		return err
	}
	return v.redirect("/addressed")
}
