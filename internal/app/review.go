package app

import (
	"cmp"
	"context"
	"slices"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/store"
)

// Reviews is the sample of files that the head reads each month.
type Reviews struct{ *core }

// What an LK3 chooses for itself.
const (
	reviewSize  = "review_size"
	loadWeights = "load_weights"

	usualSample   = 3
	largestSample = 50
)

// ReviewMonth is the sample of a month.
type ReviewMonth struct {
	Month   calendar.Month
	Files   []store.Sampled
	Size    int  // of the next sample
	Weights bool // caseloads are shown with weights
	Own     []OwnApprovals
	Past    []PastReview // the newest reviews of any month
}

// PastReview is a review of a file.
type PastReview = store.Reviewed

// OwnApprovals is how often somebody approved work on a case of their own.
type OwnApprovals struct {
	Name string
	N    int64
}

const pastReviews = 20

// Drawn reports whether the sample was drawn.
func (m ReviewMonth) Drawn() bool { return len(m.Files) > 0 }

func (r Reviews) may(ctx context.Context, a access.Actor) error {
	return r.core.may(ctx, a, access.ReviewFiles, access.Place{Institution: a.Institution, Area: a.Area})
}

// Month shows the sample of a month to the head.
func (r Reviews) Month(ctx context.Context, a access.Actor, m calendar.Month) (_ ReviewMonth, err error) {
	defer fault.Wrap(&err, "Month(%s)", m)
	out := ReviewMonth{Month: m}
	if err := r.may(ctx, a); err != nil {
		return out, err
	}
	if out.Files, err = r.Store.As(a).Sample(ctx, a.Institution, m); err != nil {
		return out, err
	}
	if out.Size, err = r.Store.Chosen(ctx, a.Institution, reviewSize, usualSample); err != nil {
		return out, err
	}
	if out.Weights, err = r.weighted(ctx, a); err != nil {
		return out, err
	}
	if out.Own, err = r.own(ctx, a, m); err != nil {
		return out, err
	}
	if out.Past, err = r.Store.As(a).LastReviews(ctx, a.Institution, pastReviews); err != nil {
		return out, err
	}
	return out, r.look(ctx, a, "list", "file", "", "review "+rows(len(out.Files)+len(out.Past)))
}

// own names who approved own work in a month, the most first.
func (r Reviews) own(ctx context.Context, a access.Actor, m calendar.Month) ([]OwnApprovals, error) {
	approved, err := r.Store.As(a).OwnApprovals(ctx, a.Institution, m)
	if err != nil {
		return nil, err
	}
	names, err := r.names(ctx, a.Institution)
	var out []OwnApprovals
	for who, n := range approved {
		out = append(out, OwnApprovals{names[who], n})
	}
	slices.SortFunc(out, func(a, b OwnApprovals) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Name, b.Name)) })
	return out, err
}

// Draw draws the sample of a month, once: by institution and month, so that it
// cannot be drawn until it pleases. Faults: fault.future, review.nothing when
// nothing was done in the month.
func (r Reviews) Draw(ctx context.Context, a access.Actor, m calendar.Month) (err error) {
	defer fault.Wrap(&err, "Draw(%s)", m)
	if err := r.may(ctx, a); err != nil {
		return err
	}
	if m > r.today(a).Month() {
		return fault.Bad("month", "fault.future")
	}
	size, err := r.Store.Chosen(ctx, a.Institution, reviewSize, usualSample)
	if err != nil {
		return err
	}
	return r.Store.As(a).Write(ctx, a.Institution, r.now(), func(w *store.Work) error {
		drawn, err := w.Drawn(ctx, m)
		if err != nil || drawn {
			return err
		}
		worked, err := w.Worked(ctx, m)
		if err != nil {
			return err
		}
		if len(worked) == 0 {
			return fault.New(fault.Conflict, "review.nothing")
		}
		if err := w.Draw(ctx, m, casefile.Sample(a.Institution+" "+m.String(), worked, size)); err != nil {
			return err
		}
		return w.Audit(ctx, "draw", "month", "", "month="+m.String())
	})
}

// Choose keeps the size of the samples to come, and whether caseloads are shown
// with weights.
func (r Reviews) Choose(ctx context.Context, a access.Actor, size int, weights bool) (err error) {
	defer fault.Wrap(&err, "Choose")
	if err := r.may(ctx, a); err != nil {
		return err
	}
	if size < 1 || size > largestSample {
		return fault.Bad("size", "fault.number_most").With("n", largestSample)
	}
	on := 0
	if weights {
		on = 1
	}
	return r.change(ctx, a, a.Institution, "setting", "institution", a.Institution, func(w *store.Work) error {
		if err := w.Choose(ctx, reviewSize, size); err != nil {
			return err
		}
		return w.Choose(ctx, loadWeights, on)
	})
}

// weighted reports whether the LK3 shows caseloads with weights; unless it chose
// to, it does not.
func (k *core) weighted(ctx context.Context, a access.Actor) (bool, error) {
	on, err := k.Store.Chosen(ctx, a.Institution, loadWeights, 0)
	return on == 1, err
}
