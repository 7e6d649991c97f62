package journey_test

import (
	"crypto/sha256"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// What a page may weigh over the wire, compressed, with all it fetches.
const (
	firstPage = 60_000
	nextPage  = 15_000
)

// seen is what the browser tells of a tab: bytes that came, files among them
// that it should have kept, and complaints.
type seen struct {
	mu         sync.Mutex
	bytes      int
	files      map[network.RequestID]string // static files asked for
	fetched    []string                     // those that came over the wire
	complaints []string
}

func (s *seen) event(ev any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch e := ev.(type) {
	case *network.EventRequestWillBeSent:
		if _, name, static := strings.Cut(e.Request.URL, "/assets/"); static {
			s.files[e.RequestID] = name
		}
		if e.RedirectResponse != nil {
			s.bytes += int(e.RedirectResponse.EncodedDataLength)
		}
	case *network.EventLoadingFinished:
		s.bytes += int(e.EncodedDataLength)
		if name := s.files[e.RequestID]; name != "" && e.EncodedDataLength > 0 {
			s.fetched = append(s.fetched, name)
		}
	case *runtime.EventExceptionThrown:
		s.complaints = append(s.complaints, e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			s.complaints = append(s.complaints, fmt.Sprint(e.Type, e.Args))
		}
	case *log.EventEntryAdded:
		refusal := strings.Contains(e.Entry.Text, "status of 4") // a form shown again, a page that is not there
		if e.Entry.Level == log.EntryLevelError && !refusal {
			s.complaints = append(s.complaints, e.Entry.Text)
		}
	}
}

// turn begins a new page.
func (s *seen) turn() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bytes, s.fetched, s.complaints = 0, nil, nil
}

func (s *seen) sum() (bytes int, fetched, complaints []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.bytes, s.fetched, s.complaints
}

// at is where the visitor is.
func (v *visitor) at() string {
	at, err := chromedp.Run(v.ctx, chromedp.Location())
	if err != nil {
		return v.name()
	}
	return v.name() + ", " + strings.TrimPrefix(at, v.site.url)
}

// look holds a page against what every page must keep.
func (v *visitor) look() {
	v.t.Helper()
	v.pages++
	at := v.at()
	bytes, fetched, complaints := v.seen.sum()
	v.picture(at)
	v.weigh(at, bytes)
	for _, file := range fetched { // what is printed brings its own style, once
		if v.has[file] {
			v.t.Errorf("%s: fetches again what it has: %s", at, file)
		}
		v.has[file] = true
	}
	for _, c := range complaints {
		v.t.Errorf("%s: the console says %s", at, c)
	}
	ask[any](v, unfold) // what is folded away must keep the rules too
	p := ask[struct {
		Lang, Title, Example string
		Wider                int
		Heads                int
	}](v, `(width) => ({lang: document.documentElement.lang, title: document.title, example: document.querySelector(".example")?.innerText ?? "",
		wider: document.documentElement.scrollWidth - width, heads: document.querySelectorAll("h1").length})`, v.width)
	if p.Lang != string(v.lang) && v.pages > 2 {
		v.t.Errorf("%s: in %q", at, p.Lang)
	}
	examples := strings.HasPrefix(p.Example, "DATA CONTOH") || strings.HasPrefix(p.Example, "EXAMPLE DATA")
	if examples != (v.site.code == "") { // those of a new installation are real
		v.t.Errorf("%s: says of examples: %q", at, p.Example)
	}
	if p.Wider > 0 {
		v.t.Errorf("%s: scrolls sideways by %d pixels", at, p.Wider)
	}
	if p.Heads != 1 {
		v.t.Errorf("%s: %d headings of the first rank", at, p.Heads)
	}
	v.secret(at, p.Title)
	if !v.bare { // the rules are a script themselves
		v.rule(at)
	}
	ask[any](v, foldAgain)
}

const (
	unfold    = `() => { window.folded = [...document.querySelectorAll("details:not([open])")]; for (const d of window.folded) d.open = true }`
	foldAgain = `() => { for (const d of window.folded) d.open = false }`
)

// secret finds no name in what a browser keeps: title and address.
func (v *visitor) secret(at, title string) {
	v.t.Helper()
	plain, err := url.QueryUnescape(at)
	v.do(err)
	for _, text := range []string{plain, title} {
		if name := v.site.within(text); name != "" {
			v.t.Errorf("%s, %q: holds %q", at, title, name)
		}
		for _, name := range v.own {
			if strings.Contains(text, name) {
				v.t.Errorf("%s, %q: holds %q", at, title, name)
			}
		}
	}
}

// shape is a page as the accessibility rules see it: its elements with what
// they say of themselves, and whether they hold text, not which.
const shape = `() => [...document.querySelectorAll("*")].map(e => e.tagName +
  [...e.attributes].filter(a => !["value", "href", "content", "action", "d", "points"].includes(a.name)).map(a => " " + a.name + "=" + a.value.replace(/[0-9a-f-]{36}/g, "#")).join("") +
  ([...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) ? "." : "")).join("\n")`

// ruled is the pages that keep the rules, by language and style: one of the same
// shape need not be held against them again.
var ruled sync.Map

// rule runs the accessibility rules over the page. The browser evaluates them
// for us, so that the page's own policy against scripts stays as it is.
func (v *visitor) rule(at string) {
	v.t.Helper()
	style := v.style
	style.keys = false
	known := sha256.Sum256([]byte(style.name() + ask[string](v, shape)))
	if _, again := ruled.Load(known); again {
		return
	}
	run(v, chromedp.Evaluate[chromedp.Void](v.rules+";0"))
	found := ask[[]struct {
		ID, Help string
		Where    []string
	}](v, `async () => (await axe.run(document, {resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}))
		.violations.map(x => ({id: x.id, help: x.help, where: x.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + " " + n.failureSummary)}))`)
	if len(found) == 0 {
		ruled.Store(known, true)
	}
	for _, f := range found {
		v.t.Errorf("%s: %s: %s\n\t%s", at, f.ID, f.Help, strings.Join(f.Where, "\n\t"))
	}
}

var identifier = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}`)

func (v *visitor) weigh(at string, bytes int) {
	v.t.Helper()
	limit := nextPage
	if v.pages == 1 {
		limit = firstPage
	}
	if bytes > limit {
		v.t.Errorf("%s: weighs %d bytes, may weigh %d", at, bytes, limit)
	}
	_, path, _ := strings.Cut(at, ", ")
	path = identifier.ReplaceAllString(path, "{id}")
	if v.pages == 1 {
		path += " (first)"
	}
	weights.add(path, bytes)
}

// picture keeps how the page looks, when TEDUH_TEST_SHOTS names a folder.
func (v *visitor) picture(at string) {
	v.t.Helper()
	dir := os.Getenv("TEDUH_TEST_SHOTS")
	if dir == "" {
		return
	}
	v.do(os.MkdirAll(dir, 0o755))
	name := strings.NewReplacer("/", "_", " ", "-").Replace(fmt.Sprintf("%s-%02d", v.t.Name(), v.site.pictures.Add(1)))
	v.do(os.WriteFile(filepath.Join(dir, name+".png"), run(v, chromedp.FullScreenshot(100)), 0o644))
}
