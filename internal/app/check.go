package app

import (
	"context"

	"teduh/internal/store"
)

// Check recounts what is stored.
type Check struct{ *core }

// Verify recounts everything and names the first difference. It is a job of
// the operator at the machine, not of a page.
func (c Check) Verify(ctx context.Context, progress func(done, of int)) (store.Verified, error) {
	h := c.Store.AsSystem("verify")
	v, err := h.Verify(ctx, progress)
	if err != nil {
		return v, err
	}
	detail := "result=agrees"
	if v.Difference != nil {
		detail = "result=differs"
	}
	return v, h.Look(ctx, "", c.now(), "verify", "installation", "", detail)
}
