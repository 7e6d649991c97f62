package app

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ical"
	"teduh/internal/store"
)

// Feeds is the calendar of one person for the program on the own telephone or
// computer: days, times and case numbers, nothing about anybody.
type Feeds struct{ *core }

const secretBytes = 32

// Make makes the secret of the actor's feed; one made before no longer works.
func (f Feeds) Make(ctx context.Context, a access.Actor) (secret string, err error) {
	defer fault.Wrap(&err, "Make")
	if !access.MayCreate(a, string(casefile.ContactFile)) {
		return "", f.refuse(ctx, a, "feed", "staff", a.Staff)
	}
	raw := make([]byte, secretBytes)
	if _, err := rand.Read(raw); err != nil {
		return "", err
	}
	hash := sha256.Sum256(raw)
	err = f.change(ctx, a, a.Institution, "feed", "staff", a.Staff, func(w *store.Work) error { return w.PutFeed(ctx, a.Staff, hash[:]) })
	return base64.RawURLEncoding.EncodeToString(raw), err
}

// Revoke ends the actor's feed.
func (f Feeds) Revoke(ctx context.Context, a access.Actor) (err error) {
	defer fault.Wrap(&err, "Revoke")
	if !access.MayCreate(a, string(casefile.ContactFile)) {
		return f.refuse(ctx, a, "feed_end", "staff", a.Staff)
	}
	return f.change(ctx, a, a.Institution, "feed_end", "staff", a.Staff, func(w *store.Work) error { return w.DropFeed(ctx, a.Staff) })
}

// Has reports whether the actor has a feed.
func (f Feeds) Has(ctx context.Context, a access.Actor) (bool, error) {
	return f.Store.FeedOf(ctx, a.Institution, a.Staff)
}

// How far a feed looks back and ahead, and how long a meeting is taken to last.
const (
	feedBack, feedAhead = 7, 120 // days
	feedMost            = 500
	meetingMinutes      = 60
)

// Read returns the calendar behind a secret: the own open tasks and appointments,
// a head's decisions too.
// what is how any of them is called. fault.Missing when the secret opens nothing,
// or its owner no longer works there.
func (f Feeds) Read(ctx context.Context, secret, what string) (_ ical.Calendar, err error) {
	defer fault.Wrap(&err, "Read")
	raw, err := base64.RawURLEncoding.DecodeString(secret)
	if err != nil || len(raw) != secretBytes {
		return ical.Calendar{}, fault.Missing()
	}
	hash := sha256.Sum256(raw)
	found, ok, err := f.Store.FeedByToken(ctx, hash[:])
	if err != nil {
		return ical.Calendar{}, err
	}
	if !ok {
		return ical.Calendar{}, fault.Missing()
	}
	a, ok, err := f.atWork(ctx, found)
	if err != nil {
		return ical.Calendar{}, err
	}
	if !ok {
		return ical.Calendar{}, fault.Missing()
	}
	h, q := f.Store.As(a), store.DueQuery{From: a.Today.Add(-feedBack), To: a.Today.Add(feedAhead), Staff: a.Staff, Open: true, Limit: feedMost}
	due, err := h.Due(ctx, a.Institution, q)
	if err != nil {
		return ical.Calendar{}, err
	}
	if a.Is(access.Head) {
		q.Staff = casefile.TheHead
		decisions, err := h.Due(ctx, a.Institution, q)
		if err != nil {
			return ical.Calendar{}, err
		}
		due = append(due, decisions...)
	}
	zone := f.areas.Zone(area.Code(a.Area))
	c := ical.Calendar{Product: "Teduh", Name: "Teduh", Zone: zone, Stamp: f.now()}
	for _, d := range due {
		c.Events = append(c.Events, event(d, what, zone))
	}
	return c, f.look(ctx, a, "list", "feed", a.Staff, rows(len(due)))
}

// atWork makes an actor of somebody who works at an institution today.
func (k *core) atWork(ctx context.Context, in store.SignedIn) (access.Actor, bool, error) {
	who, err := Staff{k}.actor(ctx, in)
	if fault.Is(err, fault.Unauthenticated) {
		return access.Actor{}, false, nil
	}
	return who.Actor, err == nil, err
}

// event is something promised as another program may know it.
func event(d store.Due, what string, zone *time.Location) ical.Event {
	id := sha256.Sum256([]byte(d.File + " " + string(d.Kind) + " " + d.Entry + " " + d.Item))
	e := ical.Event{UID: hex.EncodeToString(id[:16]) + "@teduh", Summary: what + " " + d.Number, Minutes: meetingMinutes, AllDay: d.Minute < 0}
	e.Start = startOf(d.Day, max(d.Minute, 0), zone)
	return e
}

func startOf(d calendar.Day, minute int, zone *time.Location) time.Time {
	return time.Date(d.Year(), time.Month(d.Month().Number()), int(d%100), 0, minute, 0, 0, zone)
}
