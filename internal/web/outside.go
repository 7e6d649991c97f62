package web

import (
	"net/http"

	"teduh/internal/app"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/httpd"
	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/referral"
)

// codes are the limits of whoever types a code, a door each: who guesses at one
// does not hinder anybody at another. Codes have 80 bits; see decision 025.
type codes struct{ reply, refer, receipt, survey, complaint, feed *httpd.Guesses }

func newCodes() codes {
	return codes{httpd.NewGuesses(), httpd.NewGuesses(), httpd.NewGuesses(), httpd.NewGuesses(), httpd.NewGuesses(), httpd.NewGuesses()}
}

const everybody = "all"

// byCode runs what a code opens within the limits of its door. Whatever is wrong
// with a code shows the form again with the same words.
func (v *visit) byCode(door *httpd.Guesses, again func(error) error, do func() error) error {
	now, address := v.site.App.Now(), v.site.http.Address(v.r)
	if !door.May(address, now) {
		return again(fault.New(fault.TooMany, "fault.too_many"))
	}
	err := do()
	if f := fault.First(err); f != nil && f.Field == "code" {
		door.Wrong(address, now)
		return again(err)
	}
	return err
}

// replyForm asks for the code of a letter.
func (v *visit) replyForm() error { return v.replyCode(nil) }

func (v *visit) replyCode(refusal error) error {
	f := layout.Form{Action: "/reply", Submit: v.t("referral.open"), Shown: []layout.Input{{Name: "code", Label: v.t("referral.code_label"), Kind: "line", Required: true}}}
	return v.codePage(v.t("referral.title"), v.t("referral.intro"), f, refusal)
}

// codePage shows a form that asks for a code. A wrong one is not repeated.
func (v *visit) codePage(title, intro string, f layout.Form, refusal error) error {
	status := http.StatusOK
	if refusal != nil {
		status = httpd.Status(refusal)
		f.Refuse(v.p, refusal)
	}
	view := v.view(title)
	return v.html(status, func(w http.ResponseWriter) error { return pages.Code(view, intro, f).Render(v.r.Context(), w) })
}

// reply opens a referral to whoever types the code of its letter.
func (v *visit) reply() error {
	return v.byCode(v.site.codes.reply, v.replyCode, func() error { return v.replyOpened(v.newID(), nil) })
}

func (v *visit) replyOpened(id string, refusal error) error {
	code := v.r.PostForm.Get("code")
	a, err := v.site.App.Referrals.ByCode(v.r.Context(), code)
	if err != nil {
		return err
	}
	return v.opened(a, "", v.answerForm(a, "/reply/answer", map[string]string{"id": id, "code": code}), refusal)
}

// replyAnswer writes down what the agency says.
func (v *visit) replyAnswer() error {
	return v.byCode(v.site.codes.reply, v.replyCode, func() error {
		n := answerPosted(v.r.PostForm)
		a, err := v.site.App.Referrals.AnswerByCode(v.r.Context(), v.r.PostForm.Get("code"), n)
		if f := fault.First(err); f != nil && f.Key != "referral.code" && refused(err) {
			return v.replyOpened(n.ID, err)
		}
		if err != nil {
			return err
		}
		return v.heard(a)
	})
}

func (v *visit) heard(a app.Addressed) error {
	view := v.view(v.t("referral.title"))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.Heard(view, a).Render(v.r.Context(), w) })
}
