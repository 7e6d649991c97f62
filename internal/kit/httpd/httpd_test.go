package httpd_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"teduh/internal/kit/fault"
	"teduh/internal/kit/httpd"
)

// site is a site whose answers to errors are the status and the id.
func site(log io.Writer) *httpd.Site {
	return &httpd.Site{
		Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Fail: func(w http.ResponseWriter, _ *http.Request, err error, id string) {
			w.WriteHeader(httpd.Status(err))
			_, _ = io.WriteString(w, "id="+id)
		},
	}
}

func serve(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func says(text string) httpd.Handler {
	return func(w http.ResponseWriter, _ *http.Request) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

func TestAnErrorIsAnsweredByItsKindAndOnlyAnInternalOneHasAnID(t *testing.T) {
	for err, want := range map[error]int{
		fault.Bad("name", "fault.required"):               422,
		fault.Missing():                                   404,
		fault.New(fault.Conflict, "fault.taken"):          409,
		fault.New(fault.Unauthenticated, "signin.over"):   401,
		fault.New(fault.TooMany, "fault.too_many"):        429,
		fault.New(fault.Unavailable, "fault.storage"):     503,
		fault.New(fault.WrongKey, "fault.wrong_key"):      503,
		fault.New(fault.Internal, "fault.internal"):       500,
		httpd.CrossSite:                                   403,
		&http.MaxBytesError{Limit: 1}:                     413,
		errors.New("SELECT name FROM person; /var/teduh"): 500,
	} {
		var log bytes.Buffer
		w := serve(site(&log).Wrap("GET /", func(http.ResponseWriter, *http.Request) error { return err }), httptest.NewRequest("GET", "/", nil))
		if w.Code != want {
			t.Errorf("%v is answered %d, want %d", err, w.Code, want)
		}
		if hasID := w.Body.String() != "id="; hasID != (want == 500) {
			t.Errorf("%v: %q", err, w.Body)
		}
	}
}

func TestAPanicIsAnInternalErrorWithAnIDThatIsInTheLog(t *testing.T) {
	var log bytes.Buffer
	w := serve(site(&log).Wrap("GET /files/{file}", func(http.ResponseWriter, *http.Request) error { panic("Kenari Siti") }), httptest.NewRequest("GET", "/files/Kenari?q=Kenari", nil))
	id := regexp.MustCompile(`^id=([0-9a-f]{12})$`).FindStringSubmatch(w.Body.String())
	if w.Code != 500 || id == nil {
		t.Fatalf("%d %q", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), id[1]) || !strings.Contains(log.String(), "/files/{file}") {
		t.Errorf("the log does not lead to %s: %s", id[1], &log)
	}
	if strings.Contains(log.String(), "Kenari") {
		t.Errorf("the log says what the request said: %s", &log)
	}
}

func TestTheLogSaysTheStatusThatWasAnswered(t *testing.T) {
	var log bytes.Buffer
	serve(site(&log).Wrap("POST /x", func(w http.ResponseWriter, _ *http.Request) error {
		w.WriteHeader(422)
		return nil
	}), httptest.NewRequest("POST", "/x", nil))
	if !strings.Contains(log.String(), "status=422") {
		t.Error(log.String())
	}
}

func post(body string) *http.Request {
	r := httptest.NewRequest("POST", "/x", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

func TestWhatCannotBeStoredIsRefusedBeforeTheHandler(t *testing.T) {
	path := httptest.NewRequest("GET", "/x", nil)
	path.URL.Path = "/files/a\x00b"
	for name, c := range map[string]struct {
		r    *http.Request
		want int
	}{
		"a good form":         {post("a=b&c=%C3%A9"), 200},
		"a broken escape":     {post("a=%zz"), 422},
		"a semicolon":         {post("a=b;c=d"), 422},
		"a NUL":               {post("a=b%00"), 422},
		"a NUL in a name":     {post("a%00=b"), 422},
		"bytes that are none": {post("a=%ff%fe"), 422},
		"a query with a NUL":  {httptest.NewRequest("GET", "/x?q=%00", nil), 422},
		"a path with a NUL":   {path, 404},
		"a body of 2 MiB":     {post("a=" + strings.Repeat("b", 2<<20)), 413},
	} {
		called := false
		w := serve(site(io.Discard).Wrap("/", func(http.ResponseWriter, *http.Request) error { called = true; return nil }), c.r)
		if w.Code != c.want || called != (c.want == 200) {
			t.Errorf("%s: %d, called %v", name, w.Code, called)
		}
	}
}

func TestChangesFromAnotherSiteAreRefused(t *testing.T) {
	s := site(io.Discard)
	refuse := s.Wrap("cross-site", func(http.ResponseWriter, *http.Request) error { return httpd.CrossSite })
	h := httpd.SameSite(s.Wrap("/", says("ok")), refuse)
	const here, there = "http://example.com", "https://evil.example"
	for _, c := range []struct {
		method, fetch, origin string
		want                  int
	}{
		{"GET", "cross-site", there, 200}, {"HEAD", "cross-site", there, 200}, {"OPTIONS", "cross-site", there, 200},
		{"POST", "same-origin", here, 200}, {"POST", "none", "", 200}, {"POST", "", "", 200}, {"POST", "", here, 200},
		{"POST", "cross-site", there, 403}, {"POST", "same-site", there, 403}, {"POST", "", there, 403}, {"POST", "", "null", 403},
		{"POST", "cross-site", "", 403}, {"PUT", "cross-site", there, 403}, {"DELETE", "", there, 403},
		{"POST", "", "http://example.com.evil.example", 403}, {"POST", "", "http://example.com:8081", 403},
	} {
		r := httptest.NewRequest(c.method, "http://example.com/x", nil)
		if c.fetch != "" {
			r.Header.Set("Sec-Fetch-Site", c.fetch)
		}
		if c.origin != "" {
			r.Header.Set("Origin", c.origin)
		}
		if w := serve(h, r); w.Code != c.want {
			t.Errorf("%+v is answered %d", c, w.Code)
		}
	}
}

func TestEveryAnswerKeepsToItself(t *testing.T) {
	mux := http.NewServeMux()
	mux.Handle("GET /ok", site(io.Discard).Wrap("GET /ok", says("ok")))
	h := httpd.Secure(mux)
	for path, want := range map[string]int{"/ok": 200, "/missing": 404, "/a/../ok": 307} {
		w := serve(h, httptest.NewRequest("GET", path, nil))
		if w.Code != want && w.Code/100 != want/100 {
			t.Errorf("%s is answered %d", path, w.Code)
		}
		for header, want := range map[string]string{
			"Strict-Transport-Security": "max-age=63072000", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "no-store",
			"Content-Security-Policy": "default-src 'none'",
		} {
			if !strings.HasPrefix(w.Header().Get(header), want) {
				t.Errorf("%s: %s is %q", path, header, w.Header().Get(header))
			}
		}
		if csp := w.Header().Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") || strings.Contains(csp, "*") || strings.Contains(csp, "http") {
			t.Errorf("%s: %s", path, csp)
		}
	}
}

func TestAnswersAreCompressedForThoseWhoCanRead(t *testing.T) {
	text := strings.Repeat("Rekapitulasi kasus. ", 500)
	h := site(io.Discard).Wrap("/", says(text))
	plain := serve(h, httptest.NewRequest("GET", "/", nil))
	if plain.Header().Get("Content-Encoding") != "" || plain.Body.String() != text {
		t.Error("compressed for somebody who did not ask")
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Accept-Encoding", "br, gzip")
	w := serve(h, r)
	if w.Header().Get("Content-Encoding") != "gzip" || w.Header().Get("Vary") != "Accept-Encoding" || w.Body.Len() > len(text)/10 {
		t.Errorf("%v, %d bytes", w.Header(), w.Body.Len())
	}
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(z); err != nil || string(got) != text {
		t.Errorf("%d bytes come out of %d, %v", len(got), len(text), err)
	}
}

func TestAnAnswerWithoutABodyIsNotCompressed(t *testing.T) {
	for _, status := range []int{204, 303, 304} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept-Encoding", "gzip")
		w := serve(site(io.Discard).Wrap("/", func(w http.ResponseWriter, _ *http.Request) error {
			w.WriteHeader(status)
			return nil
		}), r)
		if w.Code != status || w.Header().Get("Content-Encoding") != "" || w.Body.Len() != 0 {
			t.Errorf("%d: %v, %d bytes", w.Code, w.Header(), w.Body.Len())
		}
	}
}

func TestTheAddressIsTakenFromTheProxyOnlyWhenThereIsOne(t *testing.T) {
	for _, c := range []struct {
		proxied              bool
		remote, said, expect string
	}{
		{false, "192.0.2.7:4000", "198.51.100.1", "192.0.2.7"},
		{true, "127.0.0.1:4000", "10.0.0.1, 198.51.100.1", "198.51.100.1"},
		{true, "127.0.0.1:4000", "", "127.0.0.1"},
		{true, "127.0.0.1:4000", "198.51.100.1:9999", "198.51.100.1"},
		{false, "[2001:db8:1:2:3:4:5:6]:4000", "", "2001:db8:1:2::/64"},
		{true, "127.0.0.1:4000", "2001:db8:1:2:9:9:9:9", "2001:db8:1:2::/64"},
		{false, "[::ffff:192.0.2.7]:4000", "", "192.0.2.7"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.remote
		if c.said != "" {
			r.Header.Set("X-Forwarded-For", c.said)
		}
		if got := (&httpd.Site{Proxied: c.proxied}).Address(r); got != c.expect {
			t.Errorf("%+v: %q", c, got)
		}
	}
}

func TestTheSessionCookieIsForThisHostOnly(t *testing.T) {
	for name, set := range map[string]func(http.ResponseWriter){
		"set":   func(w http.ResponseWriter) { httpd.SetCookie(w, "secret") },
		"clear": httpd.ClearCookie,
	} {
		w := httptest.NewRecorder()
		set(w)
		c := w.Result().Cookies()[0]
		if !strings.HasPrefix(c.Name, "__Host-") || !c.HttpOnly || !c.Secure || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.Domain != "" {
			t.Errorf("%s: %+v", name, c)
		}
		if name == "clear" && c.MaxAge >= 0 {
			t.Errorf("the cookie stays: %+v", c)
		}
	}
}
