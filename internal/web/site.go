// Package web is the door for staff: it reads a request, calls one verb,
// chooses a page. What needs thought is in app and domain.
//
// All routes stand in routes.go. It must never touch the store, decide a right,
// or put a client's name into a URL, title or log.
package web

import (
	"embed"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/words"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/httpd"
	"teduh/internal/kit/locale"
	"teduh/internal/web/pages/layout"
)

//go:embed assets
var assetFiles embed.FS

// Config is what the door needs.
type Config struct {
	App     *app.App
	Log     *slog.Logger
	Example bool // the data are examples: every page says so
	Proxied bool
	Mail    bool // letters can be sent
}

// Site is the door.
type Site struct {
	Config
	http      httpd.Site
	mux       *http.ServeMux
	assets    *httpd.Assets
	addresses *httpd.Limiter
	accounts  *httpd.Limiter
	codes     codes

	complaining complaining
}

// Guessing limits: ten tries at once and one more each half minute, for an
// account and for an address. Somebody signed in is never locked out.
const (
	tryEach  = 30 * time.Second
	tryBurst = 10
	tryKeys  = 10_000
)

// New returns the door.
func New(c Config) (http.Handler, error) {
	files, err := fs.Sub(assetFiles, "assets")
	if err != nil {
		return nil, err
	}
	s := &Site{Config: c, addresses: httpd.NewLimiter(tryEach, 5*tryBurst, tryKeys), accounts: httpd.NewLimiter(tryEach, tryBurst, tryKeys), codes: newCodes(), complaining: newComplaining()}
	if s.assets, err = httpd.NewAssets(files, "/assets/"); err != nil {
		return nil, err
	}
	s.http = httpd.Site{Log: c.Log, Proxied: c.Proxied, Fail: s.fail}
	return s.routes(), nil
}

// visit is one request of somebody, signed in or not.
type visit struct {
	site *Site
	w    http.ResponseWriter
	r    *http.Request
	who  app.SignedIn
	p    *locale.Printer

	colleagues []layout.Option // who can be given a task, once asked
}

// page is a handler for somebody signed in.
type page func(v *visit) error

const languageCookie = "teduh_lang"

func language(r *http.Request) locale.Lang {
	if c, err := r.Cookie(languageCookie); err == nil {
		return locale.Parse(c.Value)
	}
	return locale.ID
}

func (s *Site) visit(w http.ResponseWriter, r *http.Request) *visit {
	return &visit{site: s, w: w, r: r, p: words.In(language(r))}
}

// open wraps a handler that needs nobody signed in.
func (s *Site) open(h page) httpd.Handler {
	return func(w http.ResponseWriter, r *http.Request) error { return h(s.visit(w, r)) }
}

// in wraps a handler for somebody signed in.
func (s *Site) in(h page) httpd.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		v := s.visit(w, r)
		cookie, err := r.Cookie(httpd.Cookie)
		if err != nil {
			return fault.New(fault.Unauthenticated, "signin.needed")
		}
		if v.who, err = s.App.Staff.Who(r.Context(), cookie.Value); err != nil {
			return err
		}
		return h(v)
	}
}

// view fills what every page needs.
func (v *visit) view(title string) layout.View {
	view := layout.View{Printer: v.p, Title: title, Example: v.site.Example, Path: v.r.URL.Path, Back: v.r.URL.RequestURI(), CSS: v.site.assets.Path("teduh.css"), JS: v.site.assets.Path("teduh.js"), RuleJS: v.site.assets.Path("rule.js")}
	if v.who.Staff != "" {
		view.Who, view.Menu = &v.who, menu(v.who.Actor)
	}
	return view
}

// menu is the doors that somebody's posts open.
func menu(a access.Actor) []layout.MenuItem {
	var items []layout.MenuItem
	add := func(shown bool, path, key string) {
		if shown {
			items = append(items, layout.MenuItem{Path: path, Key: key})
		}
	}
	add(caseStaff(a), "/", "menu.board")
	add(caseStaff(a), "/calendar", "menu.calendar")
	add(access.Holds(a, access.AnswerReferrals), "/addressed", "menu.addressed")
	add(access.Holds(a, access.SeeFigures), "/recap", "menu.recap")
	add(access.Holds(a, access.AnswerReferrals), "/agencies", "menu.agencies") // who works on cases comes by the referrals
	add(access.Holds(a, access.SeeRegistry), "/institutions", "menu.institutions")
	add(access.Holds(a, access.SeeTraining), "/training", "menu.training")
	add(access.Holds(a, access.HearVoices), "/voices", "menu.voices")
	add(a.Is(access.MinistryOfficer), "/instruments", "instrument.title")
	return items
}

// caseStaff reports whether somebody works on cases.
func caseStaff(a access.Actor) bool { return access.MayCreate(a, "contact") }

func (v *visit) html(status int, render func(w http.ResponseWriter) error) error {
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if status != http.StatusOK {
		v.w.WriteHeader(status)
	}
	return render(v.w)
}

func (v *visit) redirect(path string) error {
	http.Redirect(v.w, v.r, path, http.StatusSeeOther)
	return nil
}

// t is a message.
func (v *visit) t(key string, args ...any) string { return v.p.T(key, args...) }

// fail answers a request that failed: sign-in for somebody who is not, a plain
// sentence for everybody else.
func (s *Site) fail(w http.ResponseWriter, r *http.Request, err error, id string) {
	v := s.visit(w, r)
	if fault.Is(err, fault.Unauthenticated) && r.URL.Path != "/sign-in" {
		if !r.PostForm.Has("quiet") { // a page still open goes on handing in drafts
			httpd.ClearCookie(w)
		}
		http.Redirect(w, r, s.signInAgain(r, fault.First(err).Key), http.StatusSeeOther)
		return
	}
	status := httpd.Status(err)
	text := v.t("fault.internal", "id", id)
	if status == http.StatusRequestEntityTooLarge {
		text = v.t("fault.too_large")
	} else if f := fault.First(err); f != nil {
		text = v.p.Fault(f)
	}
	view := v.view(text)
	if fault.Is(err, fault.NotFound) {
		text = v.t("fault.not_found_help")
	}
	view.Back = v.r.URL.Path                               // what was asked for is not repeated
	_ = v.html(status, func(w http.ResponseWriter) error { // the visitor may be gone
		return layout.Message(view, text, "/", v.t("page.home")).Render(r.Context(), w)
	})
}

// signInAgain is where somebody goes whose session is over. What a form held is
// kept as a draft of whose session it was.
func (s *Site) signInAgain(r *http.Request, why string) string {
	place, err := s.keepAfter(r)
	if err != nil {
		s.Log.Error("a draft was not kept", "route", r.Pattern, "err", err)
	}
	switch {
	case place != "":
		return "/sign-in?" + url.Values{"over": {"draft.over"}, "to": {place}}.Encode()
	case r.Method == http.MethodGet && !strings.HasPrefix(r.URL.Path, "/recap."):
		return "/sign-in?over=" + why
	default:
		return "/sign-in"
	}
}
