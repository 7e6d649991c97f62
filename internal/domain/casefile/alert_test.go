package casefile_test

import (
	"slices"
	"strings"
	"testing"

	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
)

// measured is answers to an instrument that raise an alert.
func measured(n int, alerts, raises string) casefile.Entry {
	b := casefile.Body{"instrument": {"phq9"}, "instrument_version": {"1"}, "q-q9": {"1"}}
	b.Set("alerts", alerts)
	b.Set("raises_risk", raises)
	return entry(n, casefile.Instrument, calendar.Day(20160302), b)
}

func action(n int, on string) casefile.Entry {
	return entry(n, casefile.SafetyAction, 20160303, casefile.Body{"who_called": {"Kakak"}, "what_agreed": {"Menginap di sana."}, "acts_on": {on}})
}

func key(err error) string {
	if f := fault.First(err); f != nil {
		return f.Key
	}
	return ""
}

func TestAnAlertStopsTheEndUntilAnActionIsRecorded(t *testing.T) {
	entries := []casefile.Entry{entry(1, casefile.Registration, 20160301, registration()), measured(2, "suicide", "")}
	state := casefile.Fold(book, entries)
	if len(state.Alerts) != 1 || !state.Flags.Alert || state.Alerts[0].Code != "suicide" || state.Flags.HighRisk {
		t.Fatalf("%+v", state.Alerts)
	}
	for _, k := range []casefile.Kind{casefile.Closure, casefile.Transfer, casefile.Suspension} {
		if slices.Contains(casefile.Next(state), k) {
			t.Errorf("%s may follow an alert", k)
		}
		if _, err := casefile.Accept(book, state, entries, entry(3, k, 20160303, full(t, casefile.Current(k)))); key(err) != "casefile.alert_open" {
			t.Errorf("%s: %v", k, err)
		}
	}
	late := casefile.Body{"service": {"counselling"}, "what_happened": {"x"}, "next_step": {"x"}, "next_date": {"2016-03-11"}}
	if _, err := casefile.Accept(book, state, entries, entry(3, casefile.Session, 20160303, late)); key(err) != "casefile.alert_date" || fault.First(err).Field != "next_date" {
		t.Errorf("a next step eight days off: %v", err)
	}
	late.Set("next_date", "2016-03-10")
	if _, err := casefile.Accept(book, state, entries, entry(3, casefile.Session, 20160303, late)); err != nil {
		t.Errorf("a next step seven days off: %v", err)
	}
	if _, err := casefile.Accept(book, state, entries, action(3, id(99))); key(err) != "casefile.no_such_alert" {
		t.Errorf("an action on nothing: %v", err)
	}
	after, err := casefile.Accept(book, state, entries, action(3, id(2)))
	if err != nil || len(after.Alerts) != 0 || after.Flags.Alert || !slices.Contains(casefile.Next(after), casefile.Closure) || slices.Contains(casefile.Next(after), casefile.SafetyAction) {
		t.Fatalf("after the action: %v %+v", err, after)
	}
}

func TestAnActionAnswersOnlyWhatWasSeen(t *testing.T) {
	state := casefile.Fold(book, []casefile.Entry{entry(1, casefile.Registration, 20160301, registration()), measured(2, "suicide", ""), measured(3, "danger", "yes"), action(4, id(2))})
	if len(state.Alerts) != 1 || state.Alerts[0].Entry != id(3) {
		t.Fatalf("%+v", state.Alerts)
	}
	if !state.Flags.HighRisk || state.Track != casefile.Managed {
		t.Error("a red checklist does not make it a managed case of high risk")
	}
}

func TestACorrectedAnswerTakesItsAlertBack(t *testing.T) {
	corrected := casefile.Body{"instrument": {"phq9"}, "instrument_version": {"1"}, "q-q9": {"0"}, "corrects": {id(2)}, "correction_reason": {"Salah tekan."}}
	state := casefile.Fold(book, []casefile.Entry{entry(1, casefile.Registration, 20160301, registration()), measured(2, "suicide", ""), entry(3, casefile.Correction, 20160303, corrected)})
	if len(state.Alerts) != 0 {
		t.Fatalf("%+v", state.Alerts)
	}
}

// TestWhatTheClientWasAskedIsNobodyElsesToRead prints for another person of the
// case, opposed or not.
func TestWhatTheClientWasAskedIsNobodyElsesToRead(t *testing.T) {
	for _, opposed := range []string{"", "yes"} {
		party := entry(2, casefile.Party, 20160301, casefile.Body{"name": {"Contoh"}, "party_roles": {"alleged_perpetrator"}})
		party.Body.Set("opposed", opposed)
		asked := measured(3, "danger", "yes")
		asked.Body.Set("scores", "total:9")
		done := action(4, id(3))
		entries := []casefile.Entry{entry(1, casefile.Registration, 20160301, registration()), party, asked, done}
		if printed := text(casefile.For(entries, party.ID)); strings.Contains(printed, "total:9") || strings.Contains(printed, "Menginap") || strings.Contains(printed, "phq9") {
			t.Errorf("opposed %q: printed for the other person:\n%s", opposed, printed)
		}
		if printed := text(casefile.For(entries, client)); !strings.Contains(printed, "phq9") {
			t.Errorf("opposed %q: not printed for the client:\n%s", opposed, printed)
		}
	}
}
