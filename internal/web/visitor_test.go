package web_test

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"teduh/internal/domain/words"
	"teduh/internal/kit/locale"
)

// visitor is somebody at a browser: it keeps cookies and follows nothing by
// itself.
type visitor struct {
	door    *door
	name    string
	staff   string // id of the account, "" for nobody
	address string
	headers map[string]string
	cookies map[string]*http.Cookie
}

// answer is what came back.
type answer struct {
	*httptest.ResponseRecorder
	t       testing.TB
	asked   string // method and address
	pattern string // the route that answered
	doc     *goquery.Document
}

func (v *visitor) get(address string) *answer { return v.ask("GET", address, nil) }

func (v *visitor) post(address string, form url.Values) *answer { return v.ask("POST", address, form) }

func (v *visitor) ask(method, address string, form url.Values) *answer {
	v.door.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequest(method, "https://teduh.example"+address, body)
	r.RemoteAddr = v.address + ":4000"
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return v.send(r)
}

// sendFile sends a form with one file, as a browser does.
func (v *visitor) sendFile(address, name string, data []byte) *answer {
	v.door.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(data)
	}
	if err := errors.Join(err, form.Close()); err != nil {
		v.door.t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "https://teduh.example"+address, &body)
	r.RemoteAddr = v.address + ":4000"
	r.Header.Set("Content-Type", form.FormDataContentType())
	return v.send(r)
}

// send sends a request with what the visitor's browser adds.
func (v *visitor) send(r *http.Request) *answer {
	v.door.t.Helper()
	if r.Method != "GET" {
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for name, value := range v.headers {
		r.Header.Set(name, value)
	}
	for _, c := range v.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	v.door.handler.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		v.keep(c)
	}
	a := &answer{ResponseRecorder: w, t: v.door.t, asked: v.name + ": " + r.Method + " " + r.URL.RequestURI(), pattern: r.Pattern}
	if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(w.Body.String()))
		if err != nil {
			v.door.t.Fatalf("%s: %v", a.asked, err)
		}
		a.doc = doc
	}
	v.door.seen(v, a)
	return a
}

func (v *visitor) keep(c *http.Cookie) {
	if c.MaxAge < 0 {
		delete(v.cookies, c.Name)
		return
	}
	v.cookies[c.Name] = c
}

// speaks chooses a language.
func (v *visitor) speaks(l locale.Lang) *visitor {
	v.post("/language", url.Values{"lang": {string(l)}, "back": {"/"}})
	return v
}

// signIn signs in through the page and must succeed.
func (v *visitor) signIn(account, password string) {
	v.door.t.Helper()
	v.post("/sign-in", url.Values{"account": {account}, "password": {password}}).is(303).leads("/")
}

func (a *answer) is(status int) *answer {
	a.t.Helper()
	if a.Code != status {
		a.t.Fatalf("%s is answered %d, want %d: %s", a.asked, a.Code, status, a.said())
	}
	return a
}

// said is the page's text in short, for failures.
func (a *answer) said() string {
	if a.doc == nil {
		return a.Header().Get("Location") + a.Body.String()
	}
	text := strings.Join(strings.Fields(a.doc.Find("main").Text()), " ")
	return text[:min(len(text), 300)]
}

func (a *answer) leads(prefix string) *answer {
	a.t.Helper()
	if !strings.HasPrefix(a.Header().Get("Location"), prefix) {
		a.t.Errorf("%s leads to %q, want %q", a.asked, a.Header().Get("Location"), prefix)
	}
	return a
}

// at is the last part of where the answer leads: the id of what was made.
func (a *answer) at() string {
	a.t.Helper()
	a.is(303)
	to := a.Header().Get("Location")
	return to[strings.LastIndex(to, "/")+1:]
}

// has asserts a selector; "selector ~ text" that one of them holds the text,
// "~ text" that the answer does. "@key" is a message.
func (a *answer) has(wants ...string) *answer {
	a.t.Helper()
	for _, want := range wants {
		if !a.holds(want) {
			a.t.Errorf("%s lacks %q: %s", a.asked, want, a.said())
		}
	}
	return a
}

func (a *answer) lacks(unwanted ...string) *answer {
	a.t.Helper()
	for _, u := range unwanted {
		if a.holds(u) {
			a.t.Errorf("%s must not hold %q", a.asked, u)
		}
	}
	return a
}

func (a *answer) holds(want string) bool {
	selector, text, found := strings.Cut(want, "~ ")
	selector, text = strings.TrimSpace(selector), strings.TrimSpace(text)
	if key, isKey := strings.CutPrefix(text, "@"); isKey {
		text = words.In(a.lang()).T(key)
	}
	if selector == "" {
		return strings.Contains(a.Body.String(), text)
	}
	if a.doc == nil {
		return false
	}
	hits := a.doc.Find(selector)
	if !found {
		return hits.Length() > 0
	}
	return hits.FilterFunction(func(_ int, s *goquery.Selection) bool { return strings.Contains(s.Text(), text) }).Length() > 0
}

func (a *answer) lang() locale.Lang {
	if a.doc == nil {
		return locale.ID
	}
	return locale.Parse(a.doc.Find("html").AttrOr("lang", "id"))
}
