package web

import (
	"net/http"
	"net/url"

	"teduh/internal/app"
	"teduh/internal/kit/fault"
	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/referral"
)

// referForm asks an agency for its code.
func (v *visit) referForm() error { return v.referCode(nil) }

func (v *visit) referCode(refusal error) error {
	f := layout.Form{Action: "/refer", Submit: v.t("referral.open"), Shown: []layout.Input{{Name: "code", Label: v.t("sender.code_label"), Kind: "line", Required: true}}}
	return v.codePage(v.t("sender.title"), v.t("sender.intro"), f, refusal)
}

// refer opens the form of a referral in to whoever types a sender's code.
func (v *visit) refer() error {
	return v.byCode(v.site.codes.refer, v.referCode, func() error { return v.referOpened(v.newID(), v.newID(), nil) })
}

func (v *visit) referOpened(id, file string, refusal error) error {
	code := v.r.PostForm.Get("code")
	who, err := v.site.App.Senders.ByCode(v.r.Context(), code)
	if err != nil {
		return err
	}
	f := v.sendForm(map[string]string{"id": id, "file": file, "code": code})
	status := http.StatusOK
	if refusal != nil {
		status = httpStatus(refusal)
		f.Keep(v.r.PostForm)
		f.Refuse(v.p, refusal)
	}
	view := v.view(v.t("sender.title"))
	return v.html(status, func(w http.ResponseWriter) error { return pages.Send(view, who, f).Render(v.r.Context(), w) })
}

// sendForm asks the least that somebody must know to begin.
func (v *visit) sendForm(hidden map[string]string) layout.Form {
	line := func(name string, required bool, help string) layout.Input {
		i := layout.Input{Name: name, Label: v.t("field." + name), Kind: "line", Required: required}
		if help != "" {
			i.Help = v.t(help)
		}
		return i
	}
	danger := layout.Input{Name: "danger_now", Label: v.t("field.danger_now"), Kind: "radios", Required: true, Options: v.yesNo(), Help: v.t("sender.danger_help")}
	reason := layout.Input{Name: "reason", Label: v.t("sender.reason"), Kind: "text", Required: true, Help: v.t("sender.reason_help")}
	sex := layout.Input{Name: "sex", Label: v.t("field.sex"), Kind: "radios", Options: v.options("sexes")}
	age := layout.Input{Name: "age", Label: v.t("field.age"), Kind: "number", Help: v.t("sender.age_help")}
	return layout.Form{Action: "/refer/send", Submit: v.t("sender.send"), Hidden: hidden, Shown: []layout.Input{
		danger, reason, line("sender_name", true, ""), line("sender_reach", true, "sender.reach_help"),
		line("client_name", false, "sender.client_help"), line("where_to_find", false, ""), age, sex,
	}}
}

// referSend begins a contact of the LK3 and shows its receipt.
func (v *visit) referSend() error {
	return v.byCode(v.site.codes.refer, v.referCode, func() error {
		p := v.r.PostForm
		n := sentPosted(p)
		receipt, err := v.site.App.Senders.Send(v.r.Context(), p.Get("code"), n)
		f := fault.First(err)
		if f != nil && f.Key != "referral.code" && (refused(err) || f.Kind == fault.TooMany) {
			return v.referOpened(n.ID, n.File, err)
		}
		if err != nil {
			return err
		}
		view := v.view(v.t("sender.title"))
		return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.Receipt(view, receipt).Render(v.r.Context(), w) })
	})
}

func sentPosted(p url.Values) app.Sent {
	return app.Sent{ID: p.Get("id"), File: p.Get("file"), Name: p.Get("sender_name"), Reach: p.Get("sender_reach"), Client: p.Get("client_name"),
		Sex: p.Get("sex"), Age: p.Get("age"), Where: p.Get("where_to_find"), Reason: p.Get("reason"), Danger: p.Get("danger_now")}
}

// receiptForm asks for a receipt.
func (v *visit) receiptForm() error { return v.receiptCode(nil) }

func (v *visit) receiptCode(refusal error) error {
	f := layout.Form{Action: "/refer/receipt", Submit: v.t("sender.look_up"), Shown: []layout.Input{{Name: "code", Label: v.t("sender.receipt"), Kind: "line", Required: true}}}
	return v.codePage(v.t("sender.look_up_title"), v.t("sender.look_up_intro"), f, refusal)
}

// receipt says how a referral in stands, and nothing of what became of it.
func (v *visit) receipt() error {
	return v.byCode(v.site.codes.receipt, v.receiptCode, func() error {
		stands, err := v.site.App.Senders.Receipt(v.r.Context(), v.r.PostForm.Get("code"))
		if err != nil {
			return err
		}
		view := v.view(v.t("sender.look_up_title"))
		return v.html(http.StatusOK, func(w http.ResponseWriter) error {
			return layout.Message(view, v.t("sender.stands."+stands), "/refer", v.t("page.back")).Render(v.r.Context(), w)
		})
	})
}
