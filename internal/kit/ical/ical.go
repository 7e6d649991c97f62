// Package ical writes calendars as other programs read them (RFC 5545): the part
// of it that a feed of days and times needs.
//
// It must not know what the events are about. Start at [Calendar.Write].
package ical

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// Event is something on a day or at a time.
type Event struct {
	UID     string
	Summary string
	Start   time.Time
	AllDay  bool
	Minutes int // of what has a time
}

// Calendar is a list of events in one time zone without daylight saving.
type Calendar struct {
	Product string
	Name    string
	Zone    *time.Location
	Stamp   time.Time // when it was made
	Events  []Event
}

// Write writes the calendar.
func (c Calendar) Write(w io.Writer) error {
	name, offset := c.Stamp.In(c.Zone).Zone()
	lines := []string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:" + text(c.Product), "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:" + text(c.Name),
		"BEGIN:VTIMEZONE", "TZID:" + name, "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:" + shift(offset), "TZOFFSETTO:" + shift(offset), "TZNAME:" + name,
		"END:STANDARD", "END:VTIMEZONE",
	}
	for _, e := range c.Events {
		lines = append(lines, "BEGIN:VEVENT", "UID:"+text(e.UID), "DTSTAMP:"+c.Stamp.UTC().Format("20060102T150405Z"))
		lines = append(lines, e.when(c.Zone, name)...)
		lines = append(lines, "SUMMARY:"+text(e.Summary), "CLASS:PRIVATE", "END:VEVENT")
	}
	for _, line := range append(lines, "END:VCALENDAR") {
		if _, err := io.WriteString(w, fold(line)); err != nil {
			return err
		}
	}
	return nil
}

func (e Event) when(zone *time.Location, name string) []string {
	start := e.Start.In(zone)
	if e.AllDay {
		return []string{"DTSTART;VALUE=DATE:" + start.Format("20060102"), "DTEND;VALUE=DATE:" + start.AddDate(0, 0, 1).Format("20060102"), "TRANSP:TRANSPARENT"}
	}
	const local = "20060102T150405"
	return []string{"DTSTART;TZID=" + name + ":" + start.Format(local), "DTEND;TZID=" + name + ":" + start.Add(time.Duration(e.Minutes)*time.Minute).Format(local)}
}

func shift(seconds int) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	return fmt.Sprintf("%c%02d%02d", sign, seconds/3600, seconds/60%60)
}

var escaped = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`)

func text(s string) string { return escaped.Replace(s) }

// lineOctets is how long a line may be, its end left out.
const lineOctets = 75

// fold breaks a line that is too long, never within a character, and ends it.
func fold(line string) string {
	var out strings.Builder
	room := lineOctets
	for _, r := range line {
		n := utf8.RuneLen(r)
		if n > room {
			out.WriteString("\r\n ")
			room = lineOctets - 1
		}
		out.WriteRune(r)
		room -= n
	}
	return out.String() + "\r\n"
}
