package httpd_test

import (
	"fmt"
	"testing"
	"time"

	"teduh/internal/kit/httpd"
)

// guess types so many wrong codes, as far as it may, and returns how many.
func guess(g *httpd.Guesses, address string, now time.Time, tries int) int {
	n := 0
	for range tries {
		if g.May(address, now) {
			g.Wrong(address, now)
			n++
		}
	}
	return n
}

func TestAnAddressWaitsAfterTwentyWrongTries(t *testing.T) {
	g := httpd.NewGuesses()
	for range 1000 {
		if !g.May("192.0.2.1", start) {
			t.Fatal("good codes are counted")
		}
	}
	if n := guess(g, "192.0.2.1", start, 50); n != 20 {
		t.Errorf("%d wrong tries at once", n)
	}
	if n := guess(g, "192.0.2.1", start.Add(time.Minute), 50); n != 2 {
		t.Errorf("%d after a minute", n)
	}
	if !g.May("192.0.2.2", start) {
		t.Error("a neighbour is shut out")
	}
}

func TestANetworkThatGuessesIsSlowedAndNotShut(t *testing.T) {
	for name, one := range map[string]string{"of four bytes": "192.0.2.%d", "of sixteen": "2001:db8:1:%x::/64"} {
		g := httpd.NewGuesses()
		address := func(n int) string { return fmt.Sprintf(one, n) }
		for n := range 5 {
			guess(g, address(n), start, 20)
		}
		for n := 5; n < 9; n++ {
			if made := guess(g, address(n), start, 20); made != 3 {
				t.Errorf("%s: an address has %d wrong tries when its network was loud", name, made)
			}
		}
		if !g.May(address(10), start) {
			t.Errorf("%s: who typed nothing wrong is shut out by the neighbours", name)
		}
		if made := guess(g, "198.51.100.1", start, 20); made != 20 {
			t.Errorf("%s: another network is slowed: %d", name, made)
		}
	}
}

func TestManyWhoGuessSlowEachOtherAndShutOutNobody(t *testing.T) {
	g := httpd.NewGuesses()
	total := 0
	for n := range 5000 {
		total += guess(g, fmt.Sprintf("10.%d.%d.1", n/200, n%200), start, 20)
	}
	if total > 1000+3*5000 {
		t.Errorf("%d wrong tries of 5000 addresses", total)
	}
	if !g.May("192.0.2.1", start) {
		t.Error("an attacker shuts the door for everybody")
	}
	if n := guess(g, "192.0.2.1", start, 20); n != 3 {
		t.Errorf("somebody who mistypes has %d tries meanwhile", n)
	}
}
