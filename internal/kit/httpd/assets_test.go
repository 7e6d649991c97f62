package httpd_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"teduh/internal/kit/httpd"
)

func assets(t *testing.T, css string) *httpd.Assets {
	t.Helper()
	a, err := httpd.NewAssets(fstest.MapFS{"teduh.css": {Data: []byte(css)}, "img/mark.svg": {Data: []byte("<svg/>")}}, "/assets/")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAnAssetIsNamedByItsContentAndKept(t *testing.T) {
	a := assets(t, "body{}")
	path := a.Path("teduh.css")
	if path == assets(t, "body{color:red}").Path("teduh.css") {
		t.Error("a changed file has the same name")
	}
	w := serve(http.HandlerFunc(a.Serve), httptest.NewRequest("GET", path, nil))
	if w.Code != 200 || w.Body.String() != "body{}" || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/css") {
		t.Errorf("%d %q %v", w.Code, w.Body, w.Header())
	}
	if got := w.Header().Get("Cache-Control"); !strings.Contains(got, "immutable") || !strings.Contains(got, "max-age=31536000") {
		t.Errorf("kept by %q", got)
	}
}

func TestNothingElseIsServed(t *testing.T) {
	a := assets(t, "body{}")
	for _, path := range []string{"/assets/teduh.css", "/assets/", "/assets/../go.mod", "/assets/img/"} {
		r := httptest.NewRequest("GET", "/x", nil)
		r.URL.Path = path
		if w := serve(http.HandlerFunc(a.Serve), r); w.Code != 404 || w.Header().Get("Cache-Control") != "" {
			t.Errorf("%s is answered %d", path, w.Code)
		}
	}
}

func TestAnAssetThatIsNotThereIsADefect(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a missing asset has a path")
		}
	}()
	assets(t, "").Path("missing.css")
}
