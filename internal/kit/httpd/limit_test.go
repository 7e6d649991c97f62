package httpd_test

import (
	"fmt"
	"testing"
	"time"

	"teduh/internal/kit/httpd"
)

var start = time.Date(2016, 10, 19, 8, 0, 0, 0, time.UTC)

func allowed(l *httpd.Limiter, key string, now time.Time, tries int) int {
	n := 0
	for range tries {
		if l.Allow(key, now) {
			n++
		}
	}
	return n
}

func TestAKeyMayTryABurstAndThenOneEachWhile(t *testing.T) {
	l := httpd.NewLimiter(30*time.Second, 10, 100)
	if n := allowed(l, "dewi", start, 25); n != 10 {
		t.Errorf("%d tries at once", n)
	}
	if n := allowed(l, "ani", start, 3); n != 3 {
		t.Error("one key is limited by another")
	}
	if n := allowed(l, "dewi", start.Add(29*time.Second), 5); n != 0 {
		t.Errorf("%d tries too early", n)
	}
	if n := allowed(l, "dewi", start.Add(61*time.Second), 5); n != 2 {
		t.Errorf("%d tries after two waits", n)
	}
	l.Clear("dewi")
	if n := allowed(l, "dewi", start.Add(61*time.Second), 25); n != 10 {
		t.Errorf("%d tries after a success", n)
	}
}

func TestTheLimiterForgetsTheKeyUsedLongestAgo(t *testing.T) {
	l := httpd.NewLimiter(time.Hour, 1, 3)
	for i := range 3 {
		l.Allow(fmt.Sprint(i), start.Add(time.Duration(i)*time.Second))
	}
	l.Allow("0", start.Add(10*time.Second)) // used again: 1 is now the oldest
	l.Allow("new", start.Add(11*time.Second))
	if l.Allow("0", start.Add(12*time.Second)) || l.Allow("2", start.Add(12*time.Second)) {
		t.Error("a key that was used lately is forgotten")
	}
	if !l.Allow("1", start.Add(12*time.Second)) {
		t.Error("the oldest key is still remembered")
	}
}
