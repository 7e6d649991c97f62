package main

import (
	"context"
	"log/slog"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/words"
	"teduh/internal/kit/locale"
	"teduh/internal/kit/mail"
)

const remindEach = 10 * time.Minute

// remindAlways sends the reminders of each morning until the program is stopped.
func remindAlways(ctx context.Context, a *app.App, post *mail.Server, log *slog.Logger) {
	tick := time.NewTicker(remindEach)
	defer tick.Stop()
	for {
		if err := remind(ctx, a, post); err != nil {
			log.Error("reminders", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// remind sends the letters that were not sent yet. They are noted before they
// are sent: of two evils, a letter less is the lesser. An error of the server is
// told without the address.
func remind(ctx context.Context, a *app.App, post *mail.Server) error {
	letters, err := a.Reminders.Claim(ctx)
	for _, l := range letters {
		p := words.In(locale.Parse(l.Language))
		if sent := post.Send(ctx, l.Address, p.T("reminder.subject"), p.T("reminder.text", "n", l.Due)); sent != nil {
			err = sent
		}
	}
	return err
}
