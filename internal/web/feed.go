package web

import (
	"net/http"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/httpd"
	"teduh/internal/kit/mail"
	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/signin"
)

// elsewhere is how somebody learns of due work outside the program.
func (v *visit) elsewhere() error { return v.elsewherePage("", "", nil) }

func (v *visit) elsewherePage(secret, typed string, refusal error) error {
	if !access.MayCreate(v.who.Actor, string(casefile.ContactFile)) {
		return v.site.App.AskToCreate(v.r.Context(), v.who.Actor, casefile.ContactFile)
	}
	has, err := v.site.App.Feeds.Has(v.r.Context(), v.who.Actor)
	if err != nil {
		return err
	}
	if refusal == nil {
		if typed, err = v.site.App.Reminders.Address(v.r.Context(), v.who.Actor); err != nil {
			return err
		}
	}
	f := layout.Form{Action: "/account/reminder", Submit: v.t("form.save"), Shown: []layout.Input{
		{Name: "address", Label: v.t("field.reminder_address"), Help: v.t("reminder.empty"), Kind: "line", Values: []string{typed}, Complete: "email"},
	}}
	status := http.StatusOK
	if refusal != nil {
		status = httpd.Status(refusal)
		f.Refuse(v.p, refusal)
	}
	address := ""
	if secret != "" {
		scheme := "https://"
		if v.r.TLS == nil && !v.site.Proxied {
			scheme = "http://"
		}
		address = scheme + v.r.Host + "/feed/" + secret
	}
	view := v.view(v.t("calendar.elsewhere"))
	return v.html(status, func(w http.ResponseWriter) error {
		return pages.Elsewhere(view, has, address, v.site.Mail, f).Render(v.r.Context(), w)
	})
}

// feedMake makes the secret address and shows it, once.
func (v *visit) feedMake() error {
	secret, err := v.site.App.Feeds.Make(v.r.Context(), v.who.Actor)
	if err != nil {
		return err
	}
	return v.elsewherePage(secret, "", nil)
}

func (v *visit) feedEnd() error {
	if err := v.site.App.Feeds.Revoke(v.r.Context(), v.who.Actor); err != nil {
		return err
	}
	return v.redirect("/account/calendar")
}

// reminder keeps where somebody wants letters; nothing ends them.
func (v *visit) reminder() error {
	typed := v.r.PostForm.Get("address")
	err := v.site.App.Reminders.Ask(v.r.Context(), v.who.Actor, typed, string(v.p.Lang()), mail.Valid)
	if refused(err) {
		return v.elsewherePage("", typed, err)
	}
	if err != nil {
		return err
	}
	return v.redirect("/account/calendar")
}

// feed is the calendar behind a secret address, for the owner's own program.
func (v *visit) feed() error {
	now, address := v.site.App.Now(), v.site.http.Address(v.r)
	if !v.site.codes.feed.May(address, now) {
		return fault.New(fault.TooMany, "fault.too_many")
	}
	c, err := v.site.App.Feeds.Read(v.r.Context(), v.r.PathValue("secret"), v.t("feed.event"))
	if err != nil {
		if fault.Is(err, fault.NotFound) {
			v.site.codes.feed.Wrong(address, now)
		}
		return err
	}
	v.w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	return c.Write(v.w)
}
