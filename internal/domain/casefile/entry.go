package casefile

import (
	"time"

	"teduh/internal/kit/calendar"
)

// Entry is one act or statement in a file.
//
// The author's side makes ID, File, Kind, Version, Occurred, Author, Device and
// Body. The server adds Recorded, Position and OpenMonth when it accepts it.
type Entry struct {
	Institution string
	File        string
	ID          string // UUIDv7, made by the author's side
	Kind        Kind
	Version     int          // of the body's field table
	Occurred    time.Time    // when it happened, to the millisecond
	Day         calendar.Day // the day it happened, in the institution's zone
	Area        string       // regency of the institution when it was accepted
	Author      string       // staff id
	Device      string       // "" for the web

	Recorded  time.Time
	Position  int64          // within the institution, from 1
	OpenMonth calendar.Month // the institution's earliest open month on acceptance: books cannot go before it

	Body Body
}

// Book is the month in which something of day d that this entry says is
// counted: its own month while that is open, else the earliest open one.
func (e Entry) Book(d calendar.Day) calendar.Month { return max(d.Month(), e.OpenMonth) }
