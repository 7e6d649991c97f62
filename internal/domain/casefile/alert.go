package casefile

import (
	"slices"
	"strings"

	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
)

// Alert is an answer to an instrument that demands an action before the client
// is sent home: a thought of ending life, a sign that somebody may be killed.
// It stays in the state until an action is recorded.
type Alert struct {
	Entry      string // whose answers they are
	Code       string
	Instrument string
	Version    string
	Day        calendar.Day
}

// alertDays is how far off the next step may lie while an alert waits.
const alertDays = 7

// instrument is an act that serves the client; what its answers demand was
// worked out when they were written.
func (s *State) instrument(book Codebook, e Entry) {
	s.work(book, e)
	for _, code := range strings.Fields(e.Body.Get("alerts")) {
		s.Alerts = append(s.Alerts, Alert{e.ID, code, e.Body.Get("instrument"), e.Body.Get("instrument_version"), e.Day})
	}
	if e.Body.Yes("raises_risk") {
		s.Flags.HighRisk = true
		s.Track = Managed
	}
}

// acted answers the alerts that whoever acted had seen.
func (s *State) acted(book Codebook, e Entry) {
	s.work(book, e)
	if last := s.lastAlert(e.Body.Get("acts_on")); last >= 0 {
		s.Alerts = append([]Alert(nil), s.Alerts[last+1:]...)
	}
	if next := promised(e); next.day != 0 {
		s.meeting = next
	}
}

// lastAlert is the index of the last alert of an entry, -1 when none waits.
func (s *State) lastAlert(entry string) int {
	for i, a := range slices.Backward(s.Alerts) {
		if a.Entry == entry {
			return i
		}
	}
	return -1
}

// Refusal says why a kind of entry may not follow now: because an alert waits
// for an action (casefile.alert_open), else casefile.not_now.
func Refusal(s *State, k Kind) error {
	for _, step := range steps {
		if step.Kind == k && step.File == s.Kind && step.Safe && len(s.Alerts) > 0 {
			return fault.New(fault.Conflict, "casefile.alert_open")
		}
	}
	return fault.New(fault.Conflict, "casefile.not_now")
}

// heeds refuses an action on no alert, and a next step that lies far off while
// one waits.
func (s *State) heeds(e Entry) error {
	if e.Kind == SafetyAction && s.lastAlert(e.Body.Get("acts_on")) < 0 {
		return fault.Bad("who_called", "casefile.no_such_alert")
	}
	if len(s.Alerts) == 0 || e.Kind == Correction || e.Kind == SafetyAction {
		return nil
	}
	for _, field := range []string{"next_date", "review_date"} {
		if d := e.Body.Day(field); d > e.Day.Add(alertDays) {
			return fault.Bad(field, "casefile.alert_date").With("n", alertDays)
		}
	}
	return nil
}
