package store

import (
	"bytes"
	"time"

	"teduh/internal/kit/calendar"
	"teduh/internal/kit/ident"
)

// OldID is the id of the registration of a case from an old book: the same for
// the same content at the same institution, and telling nothing of it to whom
// has no key.
func (h *Handle) OldID(institution, content string, day calendar.Day) string {
	hash := h.derived("old book "+institution).Token("id", content)
	return ident.New(day.Time().Add(12*time.Hour), bytes.NewReader(hash))
}
