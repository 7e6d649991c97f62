package bench

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"teduh/internal/kit/httpd"
	"teduh/internal/web"
)

// pages measures how long the server works on a page, by its own handler, and
// how much goes over the wire.
func (r *run) pages(ctx context.Context, w *world) error {
	ministry, err := w.visitor(ctx, ministryAccount)
	if err != nil {
		return err
	}
	head, err := w.visitor(ctx, largestAccount)
	if err != nil {
		return err
	}
	cases := make([]string, 20)
	for i := range cases {
		if cases[i], err = w.caseOf(ctx, w.LK3s[0], 30); err != nil {
			return err
		}
	}
	for _, page := range []struct {
		what string
		who  *visitor
		path func(i int) string
	}{
		{"page_board", head, func(int) string { return "/" }},
		{"page_case_of_30_entries", head, func(i int) string { return "/files/" + cases[i%len(cases)] }},
		{"page_recap", ministry, func(int) string { return fmt.Sprintf("/recap?period=%d&by=province", lastYear) }},
		{"page_recap_of_lk3_by_age", head, func(int) string { return fmt.Sprintf("/recap?period=%d&by=age", lastYear) }},
	} {
		size := 0
		took, err := times(300, func(i int) (err error) {
			size, err = page.who.get(page.path(i))
			return err
		})
		if err != nil {
			return err
		}
		r.note(latency(w, page.what, took).atMost(3))
		r.note(w.figure(page.what+"_compressed", float64(size)/1000, "kB").atMost(15))
	}
	return r.firstPage(w, head)
}

// firstPage adds up what a browser fetches that knows nothing yet: the board
// and what it names.
func (r *run) firstPage(w *world, v *visitor) error {
	sum, err := v.get("/")
	if err != nil {
		return err
	}
	for _, part := range strings.Split(v.page, `"`) {
		if strings.HasPrefix(part, "/assets/") {
			n, err := v.get(part)
			if err != nil {
				return err
			}
			sum += n
		}
	}
	r.note(w.figure("first_page_compressed", float64(sum)/1000, "kB").atMost(60))
	return nil
}

// visitor is a signed-in browser without a network.
type visitor struct {
	handler http.Handler
	cookie  string
	page    string // the last answer that was not compressed
}

func (w *world) visitor(ctx context.Context, account string) (*visitor, error) {
	secret, err := w.Staff.SignIn(ctx, account, password, "bench")
	if err != nil {
		return nil, err
	}
	handler, err := web.New(web.Config{App: w.App, Log: slog.New(slog.DiscardHandler)})
	v := &visitor{handler: handler, cookie: secret}
	if err == nil {
		err = v.read("/")
	}
	return v, err
}

// get asks for a compressed page and returns its size in bytes.
func (v *visitor) get(path string) (int, error) {
	a, err := v.ask(path, "gzip")
	return a.n, err
}

// read keeps a page as text.
func (v *visitor) read(path string) error {
	a, err := v.ask(path, "identity")
	v.page = a.text.String()
	return err
}

func (v *visitor) ask(path, encoding string) (*answer, error) {
	u, err := url.Parse(path)
	if err != nil {
		return nil, err
	}
	a := &answer{header: http.Header{}, status: http.StatusOK, keep: encoding == "identity"}
	q := &http.Request{Method: http.MethodGet, URL: u, Host: "localhost", RemoteAddr: "127.0.0.1:1", Body: http.NoBody, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Accept-Encoding": {encoding}, "Cookie": {httpd.Cookie + "=" + v.cookie}}}
	v.handler.ServeHTTP(a, q)
	if a.status != http.StatusOK && a.status != http.StatusSeeOther {
		return a, fmt.Errorf("%s answered %d", u.Path, a.status)
	}
	return a, nil
}

// answer counts what is written.
type answer struct {
	header http.Header
	status int
	n      int
	keep   bool
	text   strings.Builder
}

var _ io.Writer = (*answer)(nil)

// Header is that of the answer.
func (a *answer) Header() http.Header { return a.header }

// WriteHeader takes the status.
func (a *answer) WriteHeader(status int) { a.status = status }

// Write counts, and keeps what should be kept.
func (a *answer) Write(b []byte) (int, error) {
	a.n += len(b)
	if a.keep {
		a.text.Write(b)
	}
	return len(b), nil
}
