package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/document"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/httpd"
	"teduh/internal/kit/ident"
	"teduh/internal/web/pages/layout"
)

// drafted are the forms whose text is kept while it is typed.
var drafted = []string{"GET /contacts/new", "GET /groups/new", "GET /register", "GET /files/{file}/new/{kind}", "GET /files/{file}/correct/{entry}", "GET /files/{file}/measures/{code}", "GET /files/{file}/people/{person}", "GET /supervision/new", "GET /supervision/{id}/add", reportForm, letterForm}

const (
	reportForm = "GET /report/{period}/text"
	letterForm = "GET /files/{file}/paper/{paper}"
)

// draftPlace is the address of a form that keeps drafts, and the file it writes
// in; ok is false for any other address. It is made anew from the ids in it, for
// it is stored as it is.
func (s *Site) draftPlace(address string) (place, file string, ok bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "" || u.Host != "" {
		return "", "", false
	}
	_, pattern := s.mux.Handler(&http.Request{Method: http.MethodGet, URL: u})
	if !slices.Contains(drafted, pattern) {
		return "", "", false
	}
	switch pattern {
	case reportForm:
		p, err := calendar.ParsePeriod(strings.Split(u.Path, "/")[2])
		return reportText(p), "", err == nil
	case letterForm:
		parts := strings.Split(u.Path, "/") // "", files, {file}, paper, {paper}
		k, entry := document.Kind(parts[4]), u.Query().Get("entry")
		return paperPlace(parts[2], k, entry), parts[2], ident.Valid(parts[2]) && k.IsLetter() && (entry == "" || ident.Valid(entry))
	}
	if id, ok := strings.CutSuffix(u.Path, "/add"); ok {
		return u.Path, "", ident.Valid(strings.TrimPrefix(id, "/supervision/"))
	}
	if !strings.HasPrefix(u.Path, "/files/") {
		return u.Path + grownFrom(u.Query()), "", true
	}
	parts := strings.Split(u.Path, "/") // "", files, {file}, new, correct, people or measures, {kind}, {entry}, {person} or {code}
	known := ident.Valid(parts[4]) || slices.Contains(casefile.Kinds(), casefile.Kind(parts[4])) || parts[3] == "measures" && toolCode.MatchString(parts[4])
	for _, of := range []string{"again", "to"} { // what is said anew, or added to
		if id := u.Query().Get(of); ident.Valid(id) {
			return u.Path + "?" + of + "=" + id, parts[2], ident.Valid(parts[2]) && known
		}
	}
	return u.Path, parts[2], ident.Valid(parts[2]) && known
}

// grownFrom is the part of the address of a registration that says what it
// grows from, "" for nothing.
func grownFrom(asked url.Values) string {
	q := url.Values{}
	for _, name := range []string{"contact", "person", "beside"} {
		if id := asked.Get(name); ident.Valid(id) {
			q.Set(name, id)
		}
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// keepDraft keeps what is being typed. A script sends it every few seconds and
// wants no page for it.
func (v *visit) keepDraft() error {
	place, file, ok := v.site.draftPlace(v.r.PostForm.Get("draft"))
	if !ok {
		return fault.Missing()
	}
	if err := v.site.App.Drafts.Keep(v.r.Context(), v.who.Actor, place, file, typed(v.r.PostForm)); err != nil {
		return err
	}
	if v.r.PostForm.Has("quiet") {
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return v.redirect("/")
}

func (v *visit) discardDraft() error {
	place, _, ok := v.site.draftPlace(v.r.PostForm.Get("draft"))
	if !ok {
		return fault.Missing()
	}
	if err := v.site.App.Drafts.Discard(v.r.Context(), v.who.Actor, place); err != nil {
		return err
	}
	return v.redirect(place)
}

// typed is what was posted, as a draft keeps it.
func typed(posted url.Values) casefile.Body {
	fields := casefile.Body{}
	for name, values := range posted {
		if name != "draft" && name != "quiet" && name != "more" {
			fields[name] = casefile.Values(values)
		}
	}
	return fields
}

// restore fills a form with the draft that was kept for it, if there is one. Of
// what the program fills only the ids come back, so that sending twice still
// writes once; what is approved or answered is bound anew.
func (v *visit) restore(f *form) error {
	d, found, err := v.site.App.Drafts.Find(v.r.Context(), v.who.Actor, f.draft)
	if err != nil || !found {
		return err
	}
	f.saved = d.Saved
	values := url.Values{}
	for name, answers := range d.Fields {
		values[name] = answers
	}
	if f.body, err = v.bodyOf(f.table, values); err != nil {
		return err
	}
	if err := v.carry(f, values); err != nil {
		return err
	}
	f.day = values.Get("day")
	for _, id := range []string{"id", "file"} {
		if kept := values.Get(id); kept != "" && f.hidden[id] != "" {
			f.hidden[id] = kept
		}
	}
	return nil
}

// keepAfter keeps a form that was sent after the session was over. It returns
// where its draft waits, "" when nothing was kept.
func (s *Site) keepAfter(r *http.Request) (string, error) {
	cookie, err := r.Cookie(httpd.Cookie)
	if err != nil || r.Method != http.MethodPost {
		return "", nil
	}
	place, file, ok := s.draftPlace(r.PostForm.Get("draft"))
	if !ok {
		return "", nil
	}
	kept, err := s.App.Drafts.KeepAfter(r.Context(), cookie.Value, place, file, typed(r.PostForm))
	if !kept {
		place = ""
	}
	return place, err
}

// afterSignIn is where somebody goes who signed in: to the form whose draft
// waits, if it is the own one, else home.
func (v *visit) afterSignIn(secret, to string) (string, error) {
	place, _, ok := v.site.draftPlace(to)
	if !ok {
		return "/", nil
	}
	who, err := v.site.App.Staff.Who(v.r.Context(), secret)
	if err != nil {
		return "/", err
	}
	_, found, err := v.site.App.Drafts.Find(v.r.Context(), who.Actor, place)
	if !found {
		place = "/"
	}
	return place, err
}

// draftName says which form a draft is of.
func (v *visit) draftName(d app.Draft) string {
	u, err := url.Parse(d.Place)
	if err != nil {
		return ""
	}
	parts := strings.Split(u.Path, "/")
	switch {
	case u.Path == "/contacts/new":
		return v.t("kind.contact")
	case u.Path == "/groups/new":
		return v.t("kind.group_session")
	case u.Path == "/supervision/new":
		return v.t("supervision.new")
	case parts[1] == "supervision":
		return v.t("supervision.add")
	case u.Path == "/register":
		return v.t("kind.registration")
	case len(parts) == 5 && parts[3] == "measures":
		return v.t("kind.instrument")
	case parts[1] == "report":
		return v.t("report.write")
	case len(parts) == 5 && parts[3] == "paper":
		return v.t("paperkind." + parts[4])
	case len(parts) == 5 && parts[3] == "people":
		return v.t("act.own_file")
	case len(parts) == 5 && parts[3] == "new":
		return v.t("kind." + parts[4])
	default:
		return v.t("kind.correction")
	}
}

// drafting lets a form of a page keep its draft, and fills it with the one that
// is kept.
func (v *visit) drafting(f *layout.Form, place string) error {
	d, found, err := v.site.App.Drafts.Find(v.r.Context(), v.who.Actor, place)
	if err != nil {
		return err
	}
	f.Draft = place
	if found {
		kept := make(map[string][]string, len(d.Fields))
		for name, answers := range d.Fields {
			kept[name] = answers
		}
		f.Keep(kept)
		f.Restored = d.Saved
	}
	return nil
}
