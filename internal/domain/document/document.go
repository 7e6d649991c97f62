// Package document is what paper needs beside the figures and the files: the
// letterhead of an institution, who signs, and what a letter says about itself.
//
// It holds nothing of clients. Start at [Letterhead].
package document

import (
	"encoding/json"
	"regexp"
	"strings"
	"unicode/utf8"

	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
)

// Signatory is somebody who signs on paper.
type Signatory struct {
	Name   string `json:"name,omitempty"`
	Post   string `json:"post,omitempty"`   // as it stands above the signature
	Rank   string `json:"rank,omitempty"`   // in the service, "" for who has none
	Number string `json:"number,omitempty"` // NIP, "" for who has none
}

// Letterhead is what an institution's letters begin and end with.
type Letterhead struct {
	Lines  []string  `json:"lines,omitempty"` // above the institution's own name, largest body first
	Town   string    `json:"town,omitempty"`  // where letters are signed
	Head   Signatory `json:"head"`            // the coordinator of the LK3
	Office Signatory `json:"office"`          // who takes note: the head of the Dinas
}

// How much fits.
const (
	LineMax  = 120 // runes of a line
	LinesMax = 4
	TextMax  = 1000 // runes of a text in a report …
	TextRows = 10   // … and lines, as they were typed
)

var pensionNumber = regexp.MustCompile(`^[0-9 ]{8,24}$`)

// Check holds a letterhead against what fits on paper. Faults name the fields of
// its form.
func (l Letterhead) Check() error {
	var faults fault.Many
	short := func(field, text string) {
		if utf8.RuneCountInString(text) > LineMax {
			faults = append(faults, fault.Bad(field, "fault.too_long").With("n", LineMax))
		}
	}
	if len(l.Lines) > LinesMax {
		faults = append(faults, fault.Bad("kop", "document.lines").With("n", LinesMax))
	}
	for _, line := range l.Lines {
		short("kop", line)
	}
	short("town", l.Town)
	for _, who := range []struct {
		prefix string
		Signatory
	}{{"head_", l.Head}, {"office_", l.Office}} {
		short(who.prefix+"name", who.Name)
		short(who.prefix+"post", who.Post)
		short(who.prefix+"rank", who.Rank)
		if who.Number != "" && !pensionNumber.MatchString(who.Number) {
			faults = append(faults, fault.Bad(who.prefix+"number", "document.number_form"))
		}
	}
	return faults.Err()
}

// Report is what people write into the report of a period; all else is counted.
type Report struct {
	Number      string `json:"number,omitempty"`
	Obstacles   string `json:"obstacles,omitempty"`
	Suggestions string `json:"suggestions,omitempty"`
}

// Check holds a report against what fits on its pages.
func (r Report) Check() error {
	var faults fault.Many
	fits := func(field, text string, most int) {
		if utf8.RuneCountInString(text) > most {
			faults = append(faults, fault.Bad(field, "fault.too_long").With("n", most))
		}
	}
	fits("report_number", r.Number, LineMax)
	fits("obstacles", r.Obstacles, TextMax)
	fits("suggestions", r.Suggestions, TextMax)
	for _, text := range []struct{ field, said string }{{"obstacles", r.Obstacles}, {"suggestions", r.Suggestions}} {
		if strings.Count(strings.TrimSpace(text.said), "\n") >= TextRows {
			faults = append(faults, fault.Bad(text.field, "document.lines").With("n", TextRows))
		}
	}
	return faults.Err()
}

// Written reports whether anything was said beside the figures.
func (r Report) Written() bool { return r.Obstacles != "" || r.Suggestions != "" }

// Letter is what a letter says about itself. It is typed for each print and kept
// nowhere.
type Letter struct {
	Number     string
	Nature     string // of the list letter_natures
	Enclosures string
	Subject    string
	Day        calendar.Day
	To         []string // lines
	Copies     []string // lines
}

// Lines splits typed text into its lines, without empty ones.
func Lines(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// Encode returns the bytes that are sealed and stored.
func Encode[T Letterhead | Report](v T) ([]byte, error) { return json.Marshal(v) }

// Decode reads stored bytes.
func Decode[T Letterhead | Report](stored []byte) (v T, err error) {
	err = json.Unmarshal(stored, &v)
	return v, err
}
