// Package httpd is what every web door needs and no door should write twice:
// handlers that return errors, headers that keep a page to itself, compression,
// limits of tries and guesses, assets with names made from their content, and the rule where a
// server may listen.
//
// It must never log a query value, a cookie or the variable part of a path.
// Start at [Site].
package httpd

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"
	"unicode/utf8"

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

// Wrap makes a handler of a function: compression, a limit of the body, the
// form read and held against what can be stored, and one answer for every error
// and panic. What Fail is told of a form that cannot be read is Invalid with
// key fault.characters.
func (s *Site) Wrap(pattern string, h Handler) http.Handler { return s.wrap(pattern, maxBody, h) }

// Upload is Wrap for a form with files, of at most so many bytes. Its parts are
// left for the handler, which reads them with [File]; nothing is put into
// temporary files.
func (s *Site) Upload(pattern string, most int64, h Handler) http.Handler {
	return s.wrap(pattern, most+maxBody, h)
}

func (s *Site) wrap(pattern string, most int64, h Handler) http.Handler {
	return compressed(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		answer := &answer{ResponseWriter: w, status: http.StatusOK}
		r.Body = http.MaxBytesReader(answer, r.Body, most)
		err := readable(r)
		if err == nil {
			err = s.call(h, answer, r)
		}
		if err != nil {
			s.Fail(answer, r, err, s.note(pattern, err))
		}
		s.Log.Debug("request", "method", r.Method, "route", pattern, "status", answer.status, "ms", time.Since(start).Milliseconds())
	}))
}

// answer remembers the status, for the log.
type answer struct {
	http.ResponseWriter
	status int
}

func (a *answer) WriteHeader(status int) {
	a.status = status
	a.ResponseWriter.WriteHeader(status)
}

// readable reads the form of a request. Text that no database stores alike is
// refused here, once for all doors: a path with it leads nowhere.
func readable(r *http.Request) error {
	if !storable(r.URL.Path) {
		return fault.Missing()
	}
	var tooLarge *http.MaxBytesError
	switch err := r.ParseForm(); {
	case errors.As(err, &tooLarge):
		return err
	case err != nil:
		return fault.New(fault.Invalid, "fault.characters")
	}
	for name, values := range r.Form {
		if !storable(name) || !storable(strings.Join(values, "")) {
			return fault.New(fault.Invalid, "fault.characters")
		}
	}
	return nil
}

func storable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsRune(text, 0)
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
	if Status(err) != http.StatusInternalServerError {
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
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, CrossSite):
		return http.StatusForbidden
	case fault.First(err) == nil:
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

// Secure gives every answer of a door, errors and redirects of the router too,
// the headers that keep a page to itself: nothing is loaded from elsewhere,
// nothing runs inline, nothing is kept.
func Secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		secure(w.Header())
		next.ServeHTTP(w, r)
	})
}

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
// front says. Of an IPv6 address it is the network that one subscriber is
// given, or the guessing limit would be counted anew for each of its addresses.
func (s *Site) Address(r *http.Request) string {
	said := ""
	if s.Proxied {
		parts := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
		said = strings.TrimSpace(parts[len(parts)-1])
	}
	if said == "" {
		said = r.RemoteAddr
	}
	if host, _, err := net.SplitHostPort(said); err == nil {
		said = host
	}
	return network(said)
}

const subscriber = 64 // bits of an IPv6 network given to one subscriber

func network(address string) string {
	ip, err := netip.ParseAddr(strings.Trim(address, "[]"))
	if err != nil {
		return address
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is4() {
		return ip.String()
	}
	p, err := ip.Prefix(subscriber)
	if err != nil {
		return address
	}
	return p.String()
}

// CrossSite is the fault of a change that another site's page asked for.
var CrossSite = fault.New(fault.Invalid, "fault.cross_site")

// SameSite refuses changes that another site's page asked for.
func SameSite(next http.Handler, refuse http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(refuse)
	return protection.Handler(next)
}
