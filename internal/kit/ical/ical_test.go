package ical_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"teduh/internal/kit/calendar"
	"teduh/internal/kit/ical"
)

func written(t interface{ Fatal(...any) }, c ical.Calendar) string {
	var out strings.Builder
	if err := c.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestACalendarIsWrittenAsOthersReadIt(t *testing.T) {
	c := ical.Calendar{Product: "Teduh", Name: "Teduh", Zone: calendar.WITA, Stamp: time.Date(2016, 3, 7, 2, 0, 0, 0, time.UTC), Events: []ical.Event{
		{UID: "a@teduh", Summary: "Kegiatan", Start: time.Date(2016, 3, 10, 1, 30, 0, 0, time.UTC), Minutes: 60},
		{UID: "b@teduh", Summary: "Kegiatan; satu, dua\nBEGIN:VEVENT", Start: time.Date(2016, 3, 11, 16, 0, 0, 0, time.UTC), AllDay: true},
	}}
	got := written(t, c)
	for _, want := range []string{
		"TZID:WITA\r\n", "TZOFFSETTO:+0800\r\n", "DTSTART;TZID=WITA:20160310T093000\r\nDTEND;TZID=WITA:20160310T103000\r\n", "DTSTAMP:20160307T020000Z\r\n",
		"DTSTART;VALUE=DATE:20160312\r\nDTEND;VALUE=DATE:20160313\r\n", `SUMMARY:Kegiatan\; satu\, dua\nBEGIN:VEVENT` + "\r\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	if n := strings.Count(got, "\r\nBEGIN:VEVENT\r\n"); n != 2 {
		t.Errorf("%d events begin", n)
	}
}

// TestLongLinesAreFolded checks that no line is longer than 75 octets, none
// breaks a character, and unfolding gives back what was written.
func TestLongLinesAreFolded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		summary := rapid.StringMatching(`[a-zé漢😀]{0,120}`).Draw(t, "summary")
		got := written(t, ical.Calendar{Product: "Teduh", Zone: time.UTC, Events: []ical.Event{{UID: "a", Summary: summary, AllDay: true}}})
		for _, line := range strings.Split(strings.TrimSuffix(got, "\r\n"), "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) {
				t.Fatalf("%d octets: %q", len(line), line)
			}
		}
		if !strings.Contains(strings.ReplaceAll(got, "\r\n ", ""), "\r\nSUMMARY:"+summary+"\r\n") {
			t.Fatalf("unfolded it is another: %q", got)
		}
	})
}
