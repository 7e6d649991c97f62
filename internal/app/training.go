package app

import (
	"context"
	"slices"

	"teduh/internal/domain/access"
	"teduh/internal/domain/area"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/training"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Training is the ministry's training events.
type Training struct{ *core }

// List shows all events, newest first.
func (t Training) List(ctx context.Context, a access.Actor) (_ []training.Event, err error) {
	defer fault.Wrap(&err, "List")
	if !access.Holds(a, access.SeeTraining) {
		return nil, t.refuse(ctx, a, "list", "training", "")
	}
	return t.Store.Trainings(ctx)
}

// EventView is an event with the LK3s invited and present.
type EventView struct {
	training.Event
	Attendances  []training.Attendance
	Institutions map[string]registry.Institution
	MayEdit      bool
}

// Get shows an event.
func (t Training) Get(ctx context.Context, a access.Actor, id string) (v EventView, err error) {
	defer fault.Wrap(&err, "Get(%s)", id)
	if !access.Holds(a, access.SeeTraining) {
		return v, t.refuse(ctx, a, "read", "training", id)
	}
	if v.Event, err = t.Store.Training(ctx, id); err != nil {
		return v, t.refused(ctx, a, err, "read", "training", id)
	}
	if v.Attendances, err = t.Store.Attendances(ctx, id); err != nil {
		return v, err
	}
	v.MayEdit = access.Holds(a, access.EditTraining)
	v.Institutions, err = t.byID(ctx)
	return v, err
}

func (k *core) byID(ctx context.Context) (map[string]registry.Institution, error) {
	all, err := k.Store.AllInstitutions(ctx)
	byID := make(map[string]registry.Institution, len(all))
	for _, i := range all {
		byID[i.ID] = i
	}
	return byID, err
}

// Put keeps an event; without an id it makes a new one, which is returned.
func (t Training) Put(ctx context.Context, a access.Actor, e training.Event) (_ string, err error) {
	defer fault.Wrap(&err, "Put(%s)", e.ID)
	if !access.Holds(a, access.EditTraining) {
		return "", t.refuse(ctx, a, "edit", "training", e.ID)
	}
	if err := e.Check(); err != nil {
		return "", err
	}
	if e.ID == "" {
		e.ID = t.newID()
	} else if _, err := t.Store.Training(ctx, e.ID); err != nil {
		return "", t.refused(ctx, a, err, "edit", "training", e.ID)
	}
	return e.ID, t.change(ctx, a, a.Institution, "edit", "training", e.ID, func(w *store.Work) error { return w.PutTraining(ctx, e) })
}

// Attend keeps who was invited and who came.
func (t Training) Attend(ctx context.Context, a access.Actor, event string, list []training.Attendance) (err error) {
	defer fault.Wrap(&err, "Attend(%s)", event)
	if !access.Holds(a, access.EditTraining) {
		return t.refuse(ctx, a, "attend", "training", event)
	}
	if _, err := t.Store.Training(ctx, event); err != nil {
		return t.refused(ctx, a, err, "attend", "training", event)
	}
	return t.change(ctx, a, a.Institution, "attend", "training", event, func(w *store.Work) error {
		for _, at := range list {
			if at.SocialWorkers < 0 || at.Psychologists < 0 || at.SocialWorkers+at.Psychologists > 1000 {
				return fault.Bad("social_workers", "fault.number")
			}
			if err := w.PutAttendance(ctx, event, at); err != nil {
				return err
			}
		}
		return nil
	})
}

// Invitable is an LK3 whose regency or city has an APBD line in a year.
type Invitable struct {
	registry.Institution
	Budget registry.Budget
	Place  string
	Wave   string
}

// Invitations lists the LK3s that can be invited in a year: those whose regency
// or city has set APBD money aside for their guidance and operation, the
// criterion of 2016. wave "" means all.
func (t Training) Invitations(ctx context.Context, a access.Actor, year int, wave string) (_ []Invitable, err error) {
	defer fault.Wrap(&err, "Invitations(%d)", year)
	if !access.Holds(a, access.SeeTraining) {
		return nil, t.refuse(ctx, a, "list", "training", "")
	}
	byID, err := t.byID(ctx)
	if err != nil {
		return nil, err
	}
	budgets, err := t.Store.BudgetsOf(ctx, year)
	if err != nil {
		return nil, err
	}
	var out []Invitable
	for _, b := range budgets {
		i := byID[b.Institution]
		w := t.areas.Wave(i.Area)
		if b.Status != "set_aside" || !i.IsLK3() || i.Status == "closed" || wave != "" && w != wave {
			continue
		}
		place, _ := t.areas.Get(i.Area)
		out = append(out, Invitable{i, b, place.Name, w})
	}
	slices.SortFunc(out, func(a, b Invitable) int { return byArea(a.Area, b.Area) })
	return out, nil
}

func byArea(a, b area.Code) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	default:
		return 0
	}
}
