package layout

import (
	"strings"

	"teduh/internal/domain/registry"
)

// Papers are the sizes of paper.
func Papers() []string { return []string{"a4", "f4"} }

// Contact is how an institution is reached, in one line.
func Contact(v View, i registry.Institution) string {
	var parts []string
	if i.Address != "" {
		parts = append(parts, i.Address)
	}
	if i.Phone != "" {
		parts = append(parts, v.T("document.phone", "phone", i.Phone))
	}
	if i.Email != "" {
		parts = append(parts, i.Email)
	}
	return strings.Join(parts, " · ")
}
