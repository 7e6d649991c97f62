package bench

import (
	"context"
	"fmt"

	"teduh/internal/app"
	"teduh/internal/domain/recap"
	"teduh/internal/kit/calendar"
)

// nationalYear is the figure whose growth is held against the size.
const nationalYear = "national_year_by_problem_and_province"

// asked is the national year by problem and province.
func asked(year int) app.RecapQuery {
	return app.RecapQuery{Period: calendar.PeriodOf(calendar.MonthOf(year, 1), calendar.Year), By: recap.ByProvince}
}

// recaps measures the national year, as figures alone and as a verb with its
// durable audit line.
func (r *run) recaps(ctx context.Context, w *world) error {
	q := asked(lastYear)
	took, err := times(5000, func(int) error { // many, because one p95 is held against another
		cells, err := w.Recaps.Figures(ctx, q)
		if err == nil && len(cells.Amounts) == 0 {
			err = fmt.Errorf("an empty table")
		}
		return err
	})
	if err != nil {
		return err
	}
	r.note(latency(w, nationalYear, took).atMost(1))
	took, err = times(300, func(int) error {
		rec, err := w.Recaps.Get(ctx, w.Ministry, q)
		if err == nil && rec.Table.Total == 0 {
			err = fmt.Errorf("an empty table")
		}
		return err
	})
	if err != nil {
		return err
	}
	r.note(latency(w, "recap_verb_with_audit", took).atMost(3))
	return nil
}
