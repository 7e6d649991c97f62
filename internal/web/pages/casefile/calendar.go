package casefile

import (
	"net/url"

	"teduh/internal/app"
	"teduh/internal/kit/calendar"

	"teduh/internal/web/pages/layout"
)

// CalendarView is the calendar as somebody asked for it.
type CalendarView struct {
	app.Calendar
	Agenda bool
	Staff  []layout.Option // whose work can be asked for; none: only the own
	Whose  string
}

// Days of the two views.
const (
	weekDays   = 7
	agendaDays = 30
)

// Span is how many days a view shows.
func Span(agenda bool) int {
	if agenda {
		return agendaDays
	}
	return weekDays
}

// Kind is the view's name in the address.
func (c CalendarView) Kind() string {
	if c.Agenda {
		return "agenda"
	}
	return "week"
}

// Before is the first day of the view before.
func (c CalendarView) Before() calendar.Day { return c.From.Add(-Span(c.Agenda)) }

// After is the first day of the next view.
func (c CalendarView) After() calendar.Day { return c.From.Add(Span(c.Agenda)) }

// Address is that of a view from a day.
func (c CalendarView) Address(agenda bool, from calendar.Day) string {
	kind := CalendarView{Agenda: agenda}.Kind()
	q := url.Values{"view": {kind}, "from": {from.String()}}
	if len(c.Staff) > 0 {
		q.Set("staff", c.Whose)
	}
	return "/calendar?" + q.Encode()
}

// DayOf is a day and what is promised for it.
type DayOf struct {
	Day calendar.Day
	Due []app.Due
}

// Days returns every day of a week, and those of an agenda that hold something.
func (c CalendarView) Days() []DayOf {
	var days []DayOf
	for d := c.From; d <= c.To; d = d.Add(1) {
		day := DayOf{Day: d}
		for _, due := range c.Due {
			if due.Day == d {
				day.Due = append(day.Due, due)
			}
		}
		if !c.Agenda || len(day.Due) > 0 {
			days = append(days, day)
		}
	}
	return days
}

var weekdays = [...]string{"calendar.sunday", "calendar.monday", "calendar.tuesday", "calendar.wednesday", "calendar.thursday", "calendar.friday", "calendar.saturday"}

// WeekdayText names the day of the week.
func WeekdayText(v layout.View, d calendar.Day) string { return v.T(weekdays[d.Time().Weekday()]) }

// Monday is the first day of a day's week.
func Monday(d calendar.Day) calendar.Day { return d.Add(-(int(d.Time().Weekday()) + 6) % 7) }
