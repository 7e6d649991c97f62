package httpd

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limiter bounds how often something may be tried, by key. Its memory is
// bounded: the keys used longest ago are forgotten first.
type Limiter struct {
	every time.Duration
	burst int
	most  int

	mu   sync.Mutex
	keys map[string]*used
}

type used struct {
	limit *rate.Limiter
	last  time.Time
}

// NewLimiter allows burst tries at once and one more each every; it remembers
// at most most keys.
func NewLimiter(every time.Duration, burst, most int) *Limiter {
	return &Limiter{every: every, burst: burst, most: most, keys: map[string]*used{}}
}

// Allow reports whether a key may try now.
func (l *Limiter) Allow(key string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	u := l.keys[key]
	if u == nil {
		if len(l.keys) >= l.most {
			l.forget()
		}
		u = &used{limit: rate.NewLimiter(rate.Every(l.every), l.burst)}
		l.keys[key] = u
	}
	u.last = now
	return u.limit.AllowN(now, 1)
}

// Would reports whether Allow would let a key try now, and uses nothing up.
func (l *Limiter) Would(key string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	u := l.keys[key]
	return u == nil || u.limit.TokensAt(now) >= 1
}

// Clear forgets a key, after a success.
func (l *Limiter) Clear(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.keys, key)
}

func (l *Limiter) forget() {
	oldest, at := "", time.Time{}
	for k, u := range l.keys {
		if oldest == "" || u.last.Before(at) {
			oldest, at = k, u.last
		}
	}
	delete(l.keys, oldest)
}
