// Package mail sends plain letters through an SMTP server.
//
// It must not know whom it writes to or why. Start at [Open].
package mail

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"

	gomail "github.com/wneessen/go-mail"

	"teduh/internal/kit/fault"
)

// Server is an SMTP server and the address letters come from.
type Server struct {
	client *gomail.Client
	from   string
}

// Open reads an address as smtp://user:password@host:587?from=teduh@example.org
// (TLS as soon as the server offers it; always when there is a password),
// smtps:// (TLS from the first byte) or smtp+plain:// (never TLS, for this computer only). Nothing
// is dialled yet. Fault: fault.mail_address.
func Open(address string) (*Server, error) {
	bad := fault.New(fault.Invalid, "fault.mail_address")
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return nil, bad
	}
	options, ok := security(u)
	if !ok {
		return nil, bad
	}
	if text := u.Port(); text != "" {
		port, err := strconv.Atoi(text)
		if err != nil {
			return nil, bad
		}
		options = append(options, gomail.WithPort(port))
	}
	if u.User != nil {
		password, _ := u.User.Password()
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(u.User.Username()), gomail.WithPassword(password))
	}
	client, err := gomail.NewClient(u.Hostname(), options...)
	if err != nil {
		return nil, bad
	}
	from := u.Query().Get("from")
	if !Valid(from) {
		return nil, bad
	}
	return &Server{client, from}, nil
}

func security(u *url.URL) ([]gomail.Option, bool) {
	switch {
	case u.Scheme == "smtps":
		return []gomail.Option{gomail.WithSSLPort(false)}, true
	case u.Scheme == "smtp" && u.User != nil:
		return []gomail.Option{gomail.WithTLSPortPolicy(gomail.TLSMandatory)}, true
	case u.Scheme == "smtp":
		return []gomail.Option{gomail.WithTLSPortPolicy(gomail.TLSOpportunistic)}, true
	case u.Scheme == "smtp+plain" && u.User == nil && local(u.Hostname()):
		return []gomail.Option{gomail.WithTLSPortPolicy(gomail.NoTLS)}, true
	}
	return nil, false
}

func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Valid reports whether a text is one plain e-mail address.
func Valid(address string) bool {
	m := gomail.NewMsg()
	return address != "" && m.To(address) == nil && len(m.GetToString()) == 1 && m.GetToString()[0] == "<"+address+">"
}

// Send sends one letter. Its error says why not, never to whom.
func (s *Server) Send(ctx context.Context, to, subject, text string) error {
	m := gomail.NewMsg()
	if err := m.From(s.from); err != nil {
		return err
	}
	if m.To(to) != nil {
		return errors.New("mail: no address")
	}
	m.Subject(subject)
	m.SetBodyString(gomail.TypeTextPlain, text)
	return withoutAddress(s.client.DialAndSendWithContext(ctx, m))
}

// withoutAddress leaves out the words of the server and of the library: both
// repeat whom the letter was for.
func withoutAddress(err error) error {
	var refused *gomail.SendError
	var network *net.OpError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &refused):
		return fmt.Errorf("mail: %s, status %d", refused.Reason, refused.ErrorCode())
	case errors.As(err, &network):
		return network
	default:
		return errors.New("mail: the server does not take the letter")
	}
}
