package store

import (
	"context"
	"strings"

	"teduh/internal/domain/training"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/sqldb"
)

const trainingColumns = `id, wave, place, first_day, last_day, resources, criterion, guests`

func scanTraining(r sqldb.Row) (training.Event, error) {
	var e training.Event
	var resources, guests string
	err := r.Scan(&e.ID, &e.Wave, &e.Place, &e.From, &e.To, &resources, &e.Criterion, &guests)
	e.Resources, e.Guests = lines(resources), lines(guests)
	return e, err
}

func lines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

// Trainings returns all training events, newest first.
func (s *Store) Trainings(ctx context.Context) (_ []training.Event, err error) {
	defer fault.Wrap(&err, "Trainings")
	return sqldb.Collect(ctx, s.db, scanTraining, `SELECT `+trainingColumns+` FROM training ORDER BY first_day DESC, id`)
}

// Training returns a training event.
func (s *Store) Training(ctx context.Context, id string) (_ training.Event, err error) {
	defer fault.Wrap(&err, "Training(%s)", id)
	return sqldb.Get(ctx, s.db, scanTraining, `SELECT `+trainingColumns+` FROM training WHERE id = $1`, id)
}

// Attendances returns who was invited to an event and who came.
func (s *Store) Attendances(ctx context.Context, event string) (_ []training.Attendance, err error) {
	defer fault.Wrap(&err, "Attendances(%s)", event)
	return sqldb.Collect(ctx, s.db, func(r sqldb.Row) (training.Attendance, error) {
		var a training.Attendance
		return a, r.Scan(&a.Institution, &a.Present, &a.SocialWorkers, &a.Psychologists)
	}, `SELECT institution, present, social_workers, psychologists FROM training_institution WHERE training = $1 ORDER BY institution`, event)
}

// PutTraining keeps an event as it is known now.
func (w *Work) PutTraining(ctx context.Context, e training.Event) error {
	return w.tx.Queue(ctx, `INSERT INTO training (`+trainingColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (id) DO UPDATE SET wave = excluded.wave, place = excluded.place, first_day = excluded.first_day, last_day = excluded.last_day,
			resources = excluded.resources, criterion = excluded.criterion, guests = excluded.guests`,
		e.ID, e.Wave, e.Place, e.From, e.To, strings.Join(e.Resources, "\n"), e.Criterion, strings.Join(e.Guests, "\n"))
}

// PutAttendance keeps that an LK3 was invited, and whether it came.
func (w *Work) PutAttendance(ctx context.Context, event string, a training.Attendance) error {
	return w.tx.Queue(ctx, `INSERT INTO training_institution (training, institution, present, social_workers, psychologists) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (training, institution) DO UPDATE SET present = excluded.present, social_workers = excluded.social_workers, psychologists = excluded.psychologists`,
		event, a.Institution, a.Present, a.SocialWorkers, a.Psychologists)
}

// Trained is an event that an LK3 attended.
type Trained struct {
	training.Event
	training.Attendance
}

// Trained returns the events that people of the actor's institution attended and
// that began in a period, oldest first.
func (h *Handle) Trained(ctx context.Context, p calendar.Period) (_ []Trained, err error) {
	defer fault.Wrap(&err, "Trained(%s)", p)
	return sqldb.Collect(ctx, h.db, func(r sqldb.Row) (t Trained, err error) {
		err = r.Scan(&t.ID, &t.Wave, &t.Place, &t.From, &t.To, &t.Institution, &t.Present, &t.SocialWorkers, &t.Psychologists)
		return t, err
	}, `SELECT e.id, e.wave, e.place, e.first_day, e.last_day, a.institution, a.present, a.social_workers, a.psychologists
		FROM training_institution a JOIN training e ON e.id = a.training
		WHERE a.institution = $1 AND a.present AND e.first_day BETWEEN $2 AND $3 ORDER BY e.first_day, e.id`,
		h.actor.Institution, p.From.First(), p.To().Last())
}
