package casefile_test

import (
	"testing"

	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
)

func TestAClosureIsFollowedUpAfterTheMonthsOfItsReason(t *testing.T) {
	entries := []casefile.Entry{entry(1, casefile.Registration, 20160301, registration())}
	next := func(k casefile.Kind, day calendar.Day, b casefile.Body) calendar.Day {
		entries = append(entries, entry(len(entries)+1, k, day, b))
		return casefile.Fold(book, entries).NextDue
	}
	for _, step := range []struct {
		kind casefile.Kind
		day  calendar.Day
		body casefile.Body
		want calendar.Day
	}{
		{casefile.Closure, 20160410, casefile.Body{"closure_reason": {"goals_reached"}}, 20160510},
		{casefile.FollowUp, 20160509, casefile.Body{"result": {"Baik."}}, 20160510},
		{casefile.FollowUp, 20160512, casefile.Body{"result": {"Baik."}}, 20160710},
		{casefile.FollowUp, 20160715, casefile.Body{"result": {"Baik."}, "next_date": {"2016-08-01"}}, 20160801},
		{casefile.FollowUp, 20160801, casefile.Body{"result": {"Baik."}}, 20161010},
		{casefile.FollowUp, 20161011, casefile.Body{"result": {"Baik."}}, 0},
		{casefile.Reopening, 20161012, casefile.Body{"reopening_reason": {"Kembali."}}, 0},
		{casefile.Closure, 20161020, casefile.Body{"closure_reason": {"died"}}, 0},
	} {
		if got := next(step.kind, step.day, step.body); got != step.want {
			t.Errorf("after %s of %s: %s, want %s", step.kind, step.day, got, step.want)
		}
	}
}
