package main

import (
	"context"
	"log/slog"
	"time"

	"teduh/internal/app"
)

const forgetEach = time.Hour

// forgetAlways removes what was only to be kept for a day: at the start, for the
// program may have been stopped meanwhile, and then each hour.
func forgetAlways(ctx context.Context, a *app.App, log *slog.Logger) {
	tick := time.NewTicker(forgetEach)
	defer tick.Stop()
	for {
		if err := a.Imports.ForgetOld(ctx); err != nil && ctx.Err() == nil {
			log.Error("forgetting", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
