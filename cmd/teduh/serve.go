package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"runtime/debug"

	"teduh/internal/app"
	"teduh/internal/demo"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/httpd"
	"teduh/internal/kit/mail"
	"teduh/internal/web"
)

type serveCmd struct {
	place
	Addr    string `default:"localhost:8080" env:"TEDUH_ADDR" help:"Address to serve on."`
	TLSCert string `name:"tls-cert" env:"TEDUH_TLS_CERT" help:"Certificate file; without it only this computer is served."`
	TLSKey  string `name:"tls-key" env:"TEDUH_TLS_KEY" help:"Key file of the certificate."`
	Mail    string `env:"TEDUH_MAIL" help:"Mail server for reminders to staff, smtp://user:password@host:587?from=address; without it nobody is reminded by e-mail."`
	Proxy   string `env:"TEDUH_PROXY" help:"Address to serve on behind a proxy that speaks TLS; the visitor's address is taken from X-Forwarded-For."`
}

// serving is what is served, and where.
type serving struct {
	httpd.Listening
	Example bool
	Mail    *mail.Server // nil: no letters
}

// Run serves the pages. With a wrong or missing key only /health is answered.
func (s *serveCmd) Run(c *console) error {
	listening := httpd.Listening{Addr: s.Addr, TLSCert: s.TLSCert, TLSKey: s.TLSKey, Proxy: s.Proxy}
	o, err := s.open(c)
	if fault.Is(err, fault.WrongKey) {
		return errors.Join(err, c.healthOnly(listening))
	}
	if err != nil {
		return err
	}
	defer o.close()
	clock, err := clockOf(c.ctx, o.store)
	if err != nil {
		return err
	}
	example, err := o.store.Setting(c.ctx, demo.Setting)
	if err != nil {
		return err
	}
	var post *mail.Server
	if s.Mail != "" {
		if post, err = mail.Open(s.Mail); err != nil {
			return err
		}
	}
	return serve(c, o.app(clock), serving{Listening: listening, Example: example != "", Mail: post})
}

// keepMemoryLow has the collector work harder from 64 MiB on, unless GOMEMLIMIT
// says otherwise: what is alive while serving a country is about half of that,
// and an LK3's computer has other things to do.
func keepMemoryLow() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(64 << 20)
	}
}

// healthOnly answers health and nothing else, so that whoever watches sees that
// the program lives but waits for its key.
func (c *console) healthOnly(l httpd.Listening) error {
	listener, err := l.Listen()
	if err != nil {
		return err
	}
	fmt.Fprintln(c.err, c.words().T("cli.waiting_for_key"))
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintln(w, "key")
	})
	return httpd.Serve(c.ctx, listener, httpd.Secure(mux))
}

// serve answers pages until the program is stopped.
func serve(c *console, a *app.App, s serving) error {
	keepMemoryLow()
	log := slog.New(slog.NewTextHandler(c.err, nil))
	handler, err := web.New(web.Config{App: a, Log: log, Example: s.Example, Proxied: s.Proxy != "", Mail: s.Mail != nil})
	if err != nil {
		return err
	}
	listener, err := s.Listen()
	if err != nil {
		return err
	}
	url := "http://" + listener.Addr().String()
	if s.TLSCert != "" {
		url = "https://" + listener.Addr().String()
	} else if s.Proxy == "" {
		url = "http://" + s.Addr
	}
	code, err := a.Staff.SetupCode(c.ctx)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	if code != "" {
		fmt.Fprintln(c.out, c.words().T("cli.setup_code", "url", url, "code", code))
	}
	fmt.Fprintln(c.out, c.words().T("cli.serving", "url", url))
	go forgetAlways(c.ctx, a, log)
	if s.Mail != nil {
		go remindAlways(c.ctx, a, s.Mail, log)
	}
	return httpd.Serve(c.ctx, listener, handler)
}
