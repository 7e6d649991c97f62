// Package httpd is what every web door needs and no door should write twice:
// handlers that return errors, headers that keep a page to itself, compression,
// limits, assets with names made from their content, and the rule where a
// server may listen.
//
// It must never log a query value, a cookie or the variable part of a path.
// Start at [Site].
package httpd

import (
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"teduh/internal/kit/fault"
)

// Handler answers a request or returns why it cannot.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Site wraps handlers.
type Site struct {
	Log     *slog.Logger
	Proxied bool // the address of a visitor stands in X-Forwarded-For
	// Fail answers a request whose handler returned err; id is in the log when
	// err is internal, "" otherwise. It must not fail itself.
	Fail func(w http.ResponseWriter, r *http.Request, err error, id string)
}

// maxBody bounds what a form may send.
const maxBody = 1 << 20

// Wrap makes a handler of a function: security headers, compression, a limit
// of the body, and one answer for every error and panic.
func (s *Site) Wrap(pattern string, h Handler) http.Handler {
	return compressed(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		secure(w.Header())
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		err := s.call(h, w, r)
		status := http.StatusOK
		if err != nil {
			status = Status(err)
			s.Fail(w, r, err, s.note(pattern, err))
		}
		s.Log.Debug("request", "method", r.Method, "route", pattern, "status", status, "ms", time.Since(start).Milliseconds())
	}))
}

// call turns a panic into an internal error.
func (s *Site) call(h Handler, w http.ResponseWriter, r *http.Request) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &panicked{}
			s.Log.Error("panic", "route", r.Pattern)
		}
	}()
	return h(w, r)
}

type panicked struct{}

func (*panicked) Error() string { return "panic in a handler" }

// note logs an internal error under an id, and nothing else.
func (s *Site) note(pattern string, err error) string {
	if fault.First(err) != nil {
		return ""
	}
	var b [6]byte
	_, _ = rand.Read(b[:]) // never fails, and an id is no secret
	id := hex.EncodeToString(b[:])
	s.Log.Error("internal", "id", id, "route", pattern, "err", err)
	return id
}

// Status is the HTTP status of an error.
func Status(err error) int {
	if fault.First(err) == nil {
		return http.StatusInternalServerError
	}
	switch fault.KindOf(err) {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Conflict:
		return http.StatusConflict
	case fault.Unauthenticated:
		return http.StatusUnauthorized
	case fault.TooMany:
		return http.StatusTooManyRequests
	case fault.Unavailable, fault.WrongKey:
		return http.StatusServiceUnavailable
	default:
		return http.StatusInternalServerError
	}
}

// secure sets the headers that keep a page to itself. Nothing is loaded from
// elsewhere, nothing runs inline, nothing is kept.
func secure(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'")
	h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	h.Set("Cache-Control", "no-store")
}

// Address returns the visitor's address: of the connection, or as the proxy in
// front says.
func (s *Site) Address(r *http.Request) string {
	if s.Proxied {
		parts := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
		if last := strings.TrimSpace(parts[len(parts)-1]); last != "" {
			return last
		}
	}
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// SameSite refuses changes that another site's page asked for.
func SameSite(next http.Handler, refuse http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(refuse)
	return protection.Handler(next)
}
