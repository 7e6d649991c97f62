package app

import (
	"context"

	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
)

// Groups is work with many at once: group sessions, outreach, information
// activities.
type Groups struct{ *core }

// Record writes one of them down and returns the id of its file. Sent again with
// the same id it writes once.
func (g Groups) Record(ctx context.Context, a access.Actor, r AppendRequest) (_ string, err error) {
	defer fault.Wrap(&err, "Record")
	if err := g.mayCreate(ctx, a, casefile.GroupFile); err != nil {
		return "", err
	}
	r.Kind = casefile.GroupSession
	file, err := g.begin(ctx, a, r, func(b casefile.Body) string { return b.Get("people") })
	return file, g.refused(ctx, a, err, creating(casefile.GroupFile), "file", r.File)
}
