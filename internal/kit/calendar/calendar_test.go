package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"teduh/internal/kit/calendar"
)

func TestADayIsThatOfItsZone(t *testing.T) {
	at := time.Date(2016, 10, 14, 16, 30, 0, 0, time.UTC)
	if got := calendar.DayOf(at, calendar.WIB); got != 20161014 {
		t.Errorf("in WIB %v", got)
	}
	if got := calendar.DayOf(at, calendar.WIT); got != 20161015 {
		t.Errorf("in WIT %v", got)
	}
}

func TestPeriodsReadAsTheyAreWritten(t *testing.T) {
	for _, s := range []string{"2016", "2016-10", "2016-Q3", "2016-S1"} {
		p, err := calendar.ParsePeriod(s)
		if err != nil || p.String() != s {
			t.Errorf("ParsePeriod(%q) = %v, %v", s, p, err)
		}
	}
	for _, s := range []string{"", "16", "2016-13", "2016-Q5", "2016-S3", "2016-00", "2016-Q", "20160", "x016"} {
		if p, err := calendar.ParsePeriod(s); err == nil {
			t.Errorf("ParsePeriod(%q) = %v, want a fault", s, p)
		}
	}
}

func TestEveryMonthLiesInItsPeriods(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := calendar.MonthOf(rapid.IntRange(1990, 2090).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"))
		for l := calendar.MonthLength; l <= calendar.Year; l++ {
			p := calendar.PeriodOf(m, l)
			if !p.Contains(m) || len(p.Months()) != l.Months() || p.Contains(p.From.Prev()) || p.Contains(p.To().Next()) {
				t.Fatalf("%v is not the period of %v", p, m)
			}
		}
	})
}

func TestDaysAddAndSubtract(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := calendar.Day(20160229).Add(rapid.IntRange(-20000, 20000).Draw(t, "start"))
		n := rapid.IntRange(-5000, 5000).Draw(t, "n")
		if got := d.Add(n).Sub(d); got != n {
			t.Fatalf("%v + %d days is %d days later", d, n, got)
		}
		back, err := calendar.ParseDay(d.String())
		if err != nil || back != d || d.Month().Last() < d || d.Month().First() > d {
			t.Fatalf("%v does not read back: %v %v", d, back, err)
		}
	})
}

func TestMonthsLaterIsTheSameDayOrTheLastOfTheMonth(t *testing.T) {
	for _, c := range []struct {
		from   calendar.Day
		months int
		want   calendar.Day
	}{{20160131, 1, 20160229}, {20160331, 6, 20160930}, {20161130, 3, 20170228}, {20161015, 3, 20170115}, {20160229, 12, 20170228}} {
		if got := c.from.AddMonths(c.months); got != c.want {
			t.Errorf("%s and %d months: %s, want %s", c.from, c.months, got, c.want)
		}
	}
}
