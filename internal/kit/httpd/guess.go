package httpd

import (
	"net/netip"
	"time"
)

// Wrong tries that a door bears. An address has twenty at once and one more each
// half minute, and then waits. When the network around it had a hundred, or
// everybody together a thousand, nobody is shut out, but an address has three and
// one more each five minutes: who typed nothing wrong is let in all the same.
const (
	wrongBurst, wrongEach   = 20, 30 * time.Second
	aroundBurst, aroundEach = 100, 10 * time.Second
	allBurst, allEach       = 1000, time.Second
	fewBurst, fewEach       = 3, 5 * time.Minute

	guessKeys = 10_000
)

// Guesses bounds how often a secret is guessed at one door. Only wrong tries
// count, so that many who share an address and hold good codes do not hinder
// each other. It keeps guessing quiet and cheap; what makes it hopeless is the
// length of the secret.
type Guesses struct{ address, few, around, all *Limiter }

// NewGuesses returns the limits of one door.
func NewGuesses() *Guesses {
	return &Guesses{
		address: NewLimiter(wrongEach, wrongBurst, guessKeys), few: NewLimiter(fewEach, fewBurst, guessKeys),
		around: NewLimiter(aroundEach, aroundBurst, guessKeys), all: NewLimiter(allEach, allBurst, 1),
	}
}

// May reports whether an address, as [Site.Address] gives it, may try now.
func (g *Guesses) May(address string, now time.Time) bool {
	if !g.address.Would(address, now) {
		return false
	}
	calm := g.around.Would(around(address), now) && g.all.Would("", now)
	return calm || g.few.Would(address, now)
}

// Wrong counts a wrong try.
func (g *Guesses) Wrong(address string, now time.Time) {
	g.address.Allow(address, now)
	g.few.Allow(address, now)
	g.around.Allow(around(address), now)
	g.all.Allow("", now)
}

// around is the network in which somebody who rents one address easily rents
// more.
func around(address string) string {
	ip, err := netip.ParseAddr(address)
	if p, failed := netip.ParsePrefix(address); failed == nil {
		ip, err = p.Addr(), nil
	}
	if err != nil {
		return address
	}
	bits := 48
	if ip.Is4() {
		bits = 24
	}
	wide, _ := ip.Prefix(bits) // it has so many
	return wide.String()
}
