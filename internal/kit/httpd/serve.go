package httpd

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"time"

	"teduh/internal/kit/fault"
)

// Listening says where a server listens.
type Listening struct {
	Addr            string
	TLSCert, TLSKey string // files; both or none
	Proxy           string // address on which a proxy with TLS in front is served; "" for none
}

// Listen opens the address. Without TLS and without a proxy in front only this
// computer itself is served. Faults: fault.loopback_only, fault.tls_files.
func (l Listening) Listen() (net.Listener, error) {
	addr := l.Addr
	if l.Proxy != "" {
		addr = l.Proxy
	}
	if (l.TLSCert == "") != (l.TLSKey == "") {
		return nil, fault.Bad("tls-cert", "fault.tls_files")
	}
	if l.TLSCert == "" && l.Proxy == "" && !loopback(addr) {
		return nil, fault.Bad("addr", "fault.loopback_only")
	}
	plain, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "fault.address")
	}
	if l.TLSCert == "" {
		return plain, nil
	}
	cert, err := tls.LoadX509KeyPair(l.TLSCert, l.TLSKey)
	if err != nil {
		return nil, errors.Join(fault.Bad("tls-cert", "fault.tls_files"), plain.Close())
	}
	return tls.NewListener(plain, &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}}), nil
}

func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// Serve answers requests until the context ends, then lets those under way
// finish.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{
		Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 60 * time.Second, WriteTimeout: 120 * time.Second,
		IdleTimeout: 120 * time.Second, MaxHeaderBytes: 64 << 10,
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		return server.Shutdown(patience)
	}
}

// Cookie is the session cookie: for this host only, over TLS (or localhost),
// never for scripts.
const Cookie = "__Host-teduh"

// SetCookie gives a visitor a session.
func SetCookie(w http.ResponseWriter, secret string) {
	http.SetCookie(w, &http.Cookie{Name: Cookie, Value: secret, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode})
}

// ClearCookie takes the session away.
func ClearCookie(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{Name: Cookie, Path: "/", MaxAge: -1, Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode})
}
