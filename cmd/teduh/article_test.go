package main

import (
	"bytes"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"teduh/internal/web"
)

const root = "../.."

// row is a row of doc/article-2016.md.
type row struct{ fact, where, shows string }

// TestEveryFactOfTheArticleIsWhereTheDocumentSays opens each page, runs each
// command and reads each record that doc/article-2016.md names.
func TestEveryFactOfTheArticleIsWhereTheDocumentSays(t *testing.T) {
	y := demoYear(t)
	readers := y.readers(t)
	missing := 0
	for _, r := range articleRows(t) {
		if strings.HasPrefix(r.where, "not built yet: ") {
			missing++
			continue
		}
		t.Run(r.fact, func(t *testing.T) {
			text := open(t, y, readers, r.where)
			wants := regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(r.shows, -1)
			if len(wants) == 0 {
				t.Fatal("the document does not say what it shows")
			}
			for _, want := range wants {
				if !strings.Contains(text, want[1]) {
					t.Errorf("%s does not show %q", r.where, want[1])
				}
			}
		})
	}
	if missing > 3 {
		t.Errorf("%d facts are not built yet", missing)
	}
}

func articleRows(t *testing.T) []row {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "doc", "article-2016.md"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []row
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) != 5 || strings.HasPrefix(cells[1], "---") || strings.TrimSpace(cells[1]) == "The article says" {
			continue
		}
		rows = append(rows, row{strings.TrimSpace(cells[1]), strings.TrimSpace(cells[2]), strings.TrimSpace(cells[3])})
	}
	if len(rows) < 30 {
		t.Fatalf("%d rows read", len(rows))
	}
	return rows
}

var (
	aPage    = regexp.MustCompile("^([a-z_]+) `(/[^`]*)`(?: › (.+))?$")
	aCommand = regexp.MustCompile("^`teduh ([^`]+)`$")
	aRecord  = regexp.MustCompile("^`([a-z][^`]+\\.json)`$")
)

// open returns what a page, a command or a record says.
func open(t *testing.T, y *year, readers map[string]*reader, where string) string {
	t.Helper()
	if m := aPage.FindStringSubmatch(where); m != nil {
		r := readers[m[1]]
		if r == nil {
			t.Fatalf("nobody is %s", m[1])
		}
		page := r.get(t, m[2])
		if m[3] != "" {
			page = r.get(t, link(t, page, m[3]))
		}
		return plain(page)
	}
	if m := aCommand.FindStringSubmatch(where); m != nil {
		got := teduh(y.at(strings.Fields(m[1])...)...)
		if got.status != 0 {
			t.Fatalf("status %d: %s", got.status, got.err)
		}
		return got.out
	}
	m := aRecord.FindStringSubmatch(where)
	if m == nil {
		t.Fatalf("neither page, command nor record: %s", where)
	}
	data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(m[1])))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// link returns where the link with a text leads.
func link(t *testing.T, page, text string) string {
	t.Helper()
	m := regexp.MustCompile(`<a [^>]*href="([^"]+)"[^>]*>\s*` + regexp.QuoteMeta(text) + `\s*</a>`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("no link says %q", text)
	}
	return html.UnescapeString(m[1])
}

var tags = regexp.MustCompile(`<[^>]*>`)

// plain is a page as text, with every stretch of space as one.
func plain(page string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(page, " "))), " ")
}

// reader is somebody signed in at the pages of the demo.
type reader struct {
	http.Client
	site string
}

var accountOf = map[string]string{"ministry_officer": "kementerian", "district_officer": "dinas.kabupaten", "trainer": "pelatihan", "head": "koordinator"}

// readers signs in with the accounts that the demo printed.
func (y *year) readers(t *testing.T) map[string]*reader {
	t.Helper()
	c := &console{ctx: background, in: strings.NewReader(""), out: io.Discard, err: io.Discard, lang: "id"}
	p := place{DB: "sqlite:" + filepath.Join(y.dir, "teduh.db")}
	o, err := p.open(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.close() })
	clock, err := clockOf(background, o.store)
	if err != nil {
		t.Fatal(err)
	}
	handler, err := web.New(web.Config{App: o.app(clock), Log: slog.New(slog.DiscardHandler), Example: true})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewTLSServer(handler)
	t.Cleanup(server.Close)
	found := map[string]*reader{}
	for role, account := range accountOf {
		jar, err := cookiejar.New(nil)
		if err != nil {
			t.Fatal(err)
		}
		r := &reader{http.Client{Transport: server.Client().Transport, Jar: jar}, server.URL}
		a := y.accounts[account]
		answer, err := r.PostForm(server.URL+"/sign-in", url.Values{"account": {a[0]}, "password": {a[1]}})
		if err != nil {
			t.Fatal(err)
		}
		if answer.Body.Close(); answer.StatusCode != http.StatusOK {
			t.Fatalf("%s cannot sign in: %d", role, answer.StatusCode)
		}
		found[role] = r
	}
	return found
}

func (r *reader) get(t *testing.T, path string) string {
	t.Helper()
	answer, err := r.Get(r.site + path)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(answer.Body); err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d, %v", path, answer.StatusCode, err)
	}
	return b.String()
}
