package web

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"path"
	"strings"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/staff"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/httpd"
	"teduh/internal/kit/locale"
	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/signin"
)

// language keeps the chosen language and goes back to the page.
func (v *visit) language() error {
	http.SetCookie(v.w, &http.Cookie{Name: languageCookie, Value: string(locale.Parse(v.r.PostForm.Get("lang"))), Path: "/", MaxAge: 365 * 86400,
		HttpOnly: true, Secure: true, SameSite: http.SameSiteLaxMode})
	return v.redirect(v.site.back(v.r.PostForm.Get("back")))
}

// back is an address of a page of this door, or home: a form must not send
// anybody elsewhere.
func (s *Site) back(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" || path.Clean(u.Path) != u.Path {
		return "/"
	}
	_, pattern := s.mux.Handler(&http.Request{Method: http.MethodGet, URL: u})
	if !strings.HasPrefix(pattern, "GET ") || strings.HasSuffix(pattern, "/assets/") {
		return "/"
	}
	return u.RequestURI()
}

func (v *visit) signInPage(err error, account string) error {
	f := layout.Form{Action: "/sign-in", Submit: v.t("signin.submit"), Shown: []layout.Input{
		{Name: "account", Label: v.t("field.account"), Kind: "line", Required: true, Values: []string{account}, Complete: "username"},
		{Name: "password", Label: v.t("field.password"), Kind: "password", Required: true, Complete: "current-password"},
	}}
	status := http.StatusOK
	if to, _, ok := v.site.draftPlace(v.r.FormValue("to")); ok {
		f.Hidden = map[string]string{"to": to}
	}
	if over := v.r.URL.Query().Get("over"); over == "signin.over" || over == "signin.no_post" || over == "draft.over" {
		f.Fault = v.t(over)
	}
	if err != nil {
		status = httpd.Status(err)
		f.Refuse(v.p, err)
	}
	view := v.view(v.t("signin.title"))
	return v.html(status, func(w http.ResponseWriter) error { return pages.Page(view, f).Render(v.r.Context(), w) })
}

func (v *visit) signInForm() error {
	open, err := v.site.App.Staff.SetupOpen(v.r.Context())
	if err != nil {
		return err
	}
	if open {
		return v.redirect("/setup")
	}
	return v.signInPage(nil, "")
}

func (v *visit) signIn() error {
	account := strings.ToLower(strings.TrimSpace(v.r.PostForm.Get("account")))
	now := v.site.App.Now()
	if !v.site.addresses.Allow(v.site.http.Address(v.r), now) || !v.site.accounts.Allow(account, now) {
		return v.signInPage(fault.New(fault.TooMany, "fault.too_many"), account)
	}
	secret, err := v.site.App.Staff.SignIn(v.r.Context(), account, v.r.PostForm.Get("password"), device(v.r))
	if fault.Is(err, fault.Unauthenticated) {
		return v.signInPage(err, account)
	}
	if err != nil {
		return err
	}
	v.site.accounts.Clear(account)
	if err := v.leave(); err != nil {
		return err
	}
	httpd.SetCookie(v.w, secret)
	to, err := v.afterSignIn(secret, v.r.PostForm.Get("to"))
	if err != nil {
		return err
	}
	return v.redirect(to)
}

// leave ends the session that this browser had before it signed in anew.
func (v *visit) leave() error {
	cookie, err := v.r.Cookie(httpd.Cookie)
	if err != nil {
		return nil
	}
	who, err := v.site.App.Staff.Who(v.r.Context(), cookie.Value)
	if fault.Is(err, fault.Unauthenticated) {
		return nil
	}
	if err != nil {
		return err
	}
	return v.site.App.Staff.End(v.r.Context(), who, who.Session)
}

// device says in short what somebody signed in with: "phone Firefox".
func device(r *http.Request) string {
	agent := r.UserAgent()
	kind := "computer"
	if strings.Contains(agent, "Mobile") || strings.Contains(agent, "Android") {
		kind = "phone"
	}
	for _, browser := range []string{"Edg", "Firefox", "Chrome", "Safari"} {
		if strings.Contains(agent, browser) {
			return kind + " " + strings.Replace(browser, "Edg", "Edge", 1)
		}
	}
	return kind
}

func (v *visit) signOut() error {
	if err := v.site.App.Staff.End(v.r.Context(), v.who, v.who.Session); err != nil {
		return err
	}
	httpd.ClearCookie(v.w)
	v.w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
	return v.redirect("/sign-in")
}

func (v *visit) account() error { return v.accountPage(nil) }

func (v *visit) accountPage(err error) error {
	sessions, listErr := v.site.App.Staff.Sessions(v.r.Context(), v.who)
	if listErr != nil {
		return listErr
	}
	offer, listErr := staff.Passphrase(rand.Reader)
	if listErr != nil {
		return listErr
	}
	f := layout.Form{Action: "/account/password", Submit: v.t("account.change"), Shown: []layout.Input{
		{Name: "old_password", Label: v.t("field.old_password"), Kind: "password", Required: true, Complete: "current-password"},
		{Name: "password", Label: v.t("field.new_password"), Kind: "password", Required: true, Complete: "new-password"},
	}}
	status := http.StatusOK
	if err != nil {
		status = httpd.Status(err)
		f.Refuse(v.p, err)
	}
	view := v.view(v.t("account.title"))
	return v.html(status, func(w http.ResponseWriter) error {
		return pages.Account(view, sessions, caseStaff(v.who.Actor), offer, f).Render(v.r.Context(), w)
	})
}

func (v *visit) endSession() error {
	if err := v.site.App.Staff.End(v.r.Context(), v.who, v.r.PostForm.Get("session")); err != nil {
		return err
	}
	return v.redirect("/account")
}

func (v *visit) pick() error {
	secret, err := v.site.App.Staff.Pick(v.r.Context(), v.who, v.r.PostForm.Get("institution"), device(v.r))
	if err != nil {
		return err
	}
	httpd.SetCookie(v.w, secret)
	return v.redirect("/")
}

func (v *visit) password() error {
	p := v.r.PostForm
	if !v.site.accounts.Allow(v.who.Staff, v.site.App.Now()) {
		return v.accountPage(fault.New(fault.TooMany, "fault.too_many"))
	}
	err := v.site.App.Staff.ChangePassword(v.r.Context(), v.who, p.Get("old_password"), p.Get("password"))
	if refused(err) {
		return v.accountPage(err)
	}
	if err != nil {
		return err
	}
	return v.redirect("/account")
}

func (v *visit) setupPage(err error) error {
	offer, offerErr := staff.Passphrase(rand.Reader)
	if offerErr != nil {
		return offerErr
	}
	posted := v.r.PostForm
	f := layout.Form{Action: "/setup", Submit: v.t("setup.submit"), Shown: []layout.Input{
		{Name: "code", Label: v.t("setup.code"), Kind: "line", Required: true, Values: []string{posted.Get("code")}},
		{Name: "kind", Label: v.t("field.kind"), Kind: "choice", Required: true, Options: v.options("institution_kinds"), Values: []string{posted.Get("kind")}},
		{Name: "institution_name", Label: v.t("setup.institution"), Kind: "line", Required: true, Values: []string{posted.Get("institution_name")}},
		{Name: "institution_code", Label: v.t("field.code"), Kind: "line", Required: true, Values: []string{posted.Get("institution_code")}, Help: v.t("registry.code_form")},
		v.officePlace(posted.Get("area")),
		{Name: "account", Label: v.t("field.account"), Kind: "line", Required: true, Values: []string{posted.Get("account")}, Help: v.t("staff.account_form"), Complete: "username"},
		{Name: "name", Label: v.t("setup.name"), Kind: "line", Required: true, Values: []string{posted.Get("name")}},
		{Name: "password", Label: v.t("field.password"), Kind: "password", Required: true, Help: v.t("setup.password_help", "offer", offer), Complete: "new-password"},
	}}
	status := http.StatusOK
	if err != nil {
		status = httpd.Status(err)
		f.Refuse(v.p, err)
	}
	view := v.view(v.t("setup.title"))
	return v.html(status, func(w http.ResponseWriter) error { return pages.Setup(view, f).Render(v.r.Context(), w) })
}

func (v *visit) setupForm() error {
	open, err := v.site.App.Staff.SetupOpen(v.r.Context())
	if err != nil {
		return err
	}
	if !open {
		return v.redirect("/sign-in")
	}
	return v.setupPage(nil)
}

func (v *visit) setup() error {
	p := v.r.PostForm
	if !v.site.addresses.Allow(v.site.http.Address(v.r), v.site.App.Now()) {
		return v.setupPage(fault.New(fault.TooMany, "fault.too_many"))
	}
	roles := []access.Role{access.Operator}
	if strings.HasPrefix(p.Get("kind"), "lk3_") {
		roles = []access.Role{access.Operator, access.Head}
	}
	err := v.site.App.Staff.Setup(v.r.Context(), p.Get("code"),
		registry.Institution{Code: p.Get("institution_code"), Name: p.Get("institution_name"), Kind: p.Get("kind"), Status: "active",
			Area: v.officeArea()},
		app.NewStaff{Account: p.Get("account"), Name: p.Get("name"), Profession: "administration", Password: p.Get("password"), Roles: roles})
	if refused(err) {
		return v.setupPage(err)
	}
	if err != nil {
		return err
	}
	return v.redirect("/sign-in")
}
