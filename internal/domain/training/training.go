// Package training is the ministry's training events as records: who was
// invited by which criterion, and who came. Tests, certificates and competence
// are not in it.
package training

import (
	"strings"

	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
)

// Event is one training event.
type Event struct {
	ID        string
	Wave      string // west, central, east
	Place     string
	From, To  calendar.Day
	Resources []string // organisations that gave it
	Criterion string   // by which LK3s were invited
	Guests    []string
}

// Attendance is one LK3 invited to an event.
type Attendance struct {
	Institution   string
	Present       bool
	SocialWorkers int
	Psychologists int
}

// Days returns how many days the event lasts.
func (e Event) Days() int { return e.To.Sub(e.From) + 1 }

// Check holds an event against what every record must have.
func (e Event) Check() error {
	var faults fault.Many
	if !taxonomy.Has("waves", e.Wave) {
		faults = append(faults, fault.Bad("wave", "fault.choice"))
	}
	if strings.TrimSpace(e.Place) == "" {
		faults = append(faults, fault.Bad("place", "fault.required"))
	}
	if e.From == 0 {
		faults = append(faults, fault.Bad("from", "fault.day"))
	}
	if e.To < e.From {
		faults = append(faults, fault.Bad("to", "training.order"))
	}
	return faults.Err()
}
