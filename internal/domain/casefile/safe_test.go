package casefile_test

import (
	"testing"

	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
)

func TestNothingIsSentThatTheClientDidNotAllow(t *testing.T) {
	const today, later = calendar.Day(20160310), calendar.Day(20160312)
	meets := func(day calendar.Day, end ...casefile.Entry) *casefile.State {
		session := entry(2, casefile.Session, 20160302, casefile.Body{"next_date": {day.String()}})
		return casefile.Fold(book, append([]casefile.Entry{entry(1, casefile.Registration, 20160301, registration()), session}, end...))
	}
	open := meets(later)
	task := entry(3, casefile.ToDoTask, 20160303, casefile.Body{"task": {"Antar ke Dukcapil."}, "due_on": {"2016-03-11"}})
	visit := entry(4, casefile.ToDoTask, 20160303, casefile.Body{"task": {"Kunjungan."}, "due_on": {"2016-03-11"}, "with_client": {"yes"}})
	consented := func(b casefile.Body) *casefile.State {
		return meets(later, entry(3, casefile.Consent, 20160303, b))
	}
	agreed := func(more casefile.Body) casefile.Body {
		b := casefile.Body{"service_consent": {"yes"}, "data_consent": {"yes"}, "given_by": {"client"}}
		for name, answers := range more {
			b[name] = answers
		}
		return b
	}
	for name, c := range map[string]struct {
		who         casefile.Body
		file        *casefile.State
		call, write bool
		reminder    calendar.Day
	}{
		"nothing was said":       {casefile.Body{"safe_contact": {"WA pagi"}}, open, false, false, 0},
		"messages only":          {casefile.Body{"contact_ways": {"message"}}, open, false, true, later},
		"calls and messages":     {casefile.Body{"contact_ways": {"phone", "message"}}, open, true, true, later},
		"agreed to all":          {casefile.Body{"contact_ways": {"message"}}, consented(agreed(nil)), false, true, later},
		"agreed to this too":     {casefile.Body{"contact_ways": {"message"}}, consented(agreed(casefile.Body{"scope": {"service", "phone"}})), false, true, later},
		"agreed to other things": {casefile.Body{"contact_ways": {"message"}}, consented(agreed(casefile.Body{"scope": {"service", "record"}})), false, true, 0},
		"withdrawn":              {casefile.Body{"contact_ways": {"message"}}, consented(agreed(casefile.Body{"withdrawn_on": {"2016-03-03"}})), false, true, 0},
		"refused":                {casefile.Body{"contact_ways": {"message"}}, consented(agreed(casefile.Body{"service_consent": {"no"}})), false, true, 0},
		"visits only":            {casefile.Body{"contact_ways": {"visit"}}, open, false, false, 0},
		"the phone is not safe":  {casefile.Body{"contact_ways": {"phone", "message"}, "phone_safe": {"no"}}, open, false, false, 0},
		"never":                  {casefile.Body{"contact_ways": {"phone", "message"}, "never_contact": {"yes"}}, open, false, false, 0},
		"no appointment":         {casefile.Body{"contact_ways": {"message"}}, &casefile.State{Status: casefile.Active}, false, true, 0},
		"an appointment is over": {casefile.Body{"contact_ways": {"message"}}, meets(20160309), false, true, 0},
		"a task is no meeting":   {casefile.Body{"contact_ways": {"message"}}, meets(later, task), false, true, later},
		"a visit before":         {casefile.Body{"contact_ways": {"message"}}, meets(later, task, visit), false, true, 20160311},
		"it is today":            {casefile.Body{"contact_ways": {"message"}}, meets(today), false, true, today},
		"the case is closed":     {casefile.Body{"contact_ways": {"message"}}, meets(later, entry(3, casefile.Closure, 20160304, casefile.Body{"closure_reason": {"goals_reached"}, "next_date": {later.String()}})), false, true, 0},
	} {
		s := casefile.SafeContactOf(c.who)
		if s.MayCall() != c.call || s.MayWrite() != c.write {
			t.Errorf("%s: call %v, write %v", name, s.MayCall(), s.MayWrite())
		}
		if met, ok := s.Reminder(c.file, today); met.Day != c.reminder || ok != (c.reminder != 0) {
			t.Errorf("%s: reminder %d", name, met.Day)
		}
	}
}

// TestDangerNowIsHighRiskWhateverTheLevelSays: the two answers stand beside each
// other on one form, and the one that errs on the safe side holds.
func TestDangerNowIsHighRiskWhateverTheLevelSays(t *testing.T) {
	for _, level := range []string{"low", "medium", "high"} {
		screened := risk(level)
		screened.Set("danger_now", "yes")
		s := casefile.Fold(book, []casefile.Entry{entry(1, casefile.Registration, 20160301, registration()), entry(2, casefile.Screening, 20160302, screened)})
		if !s.Flags.HighRisk || s.Track != casefile.Managed || !s.NeedsApproval() {
			t.Errorf("%s and danger now: %+v", level, s.Flags)
		}
	}
}
