package registry

import (
	"strings"
	"unicode/utf8"

	"teduh/internal/domain/area"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
)

// Agency is an agency in the catalogue of services: to whom clients of a
// regency, or of a whole province, can be referred.
type Agency struct {
	ID       string
	Version  int
	Area     area.Code
	Kind     string // of the list referral_targets
	Name     string
	Address  string
	Phone    string
	Hours    string
	Services string
	Checked  calendar.Day // when somebody last made sure of it
	Ended    calendar.Day // since when it is no more, 0 while it is
}

// An entry of the catalogue grows old: somebody should ring and make sure.
const staleDays = 180

// Stale reports whether nobody made sure of it for half a year.
func (g Agency) Stale(today calendar.Day) bool { return today.Sub(g.Checked) > staleDays }

const longestServices = 2000

// Check holds an agency against what every entry of the catalogue must have.
func (g Agency) Check(tree *area.Tree) error {
	var faults fault.Many
	bad := func(field, key string) { faults = append(faults, fault.Bad(field, key)) }
	if strings.TrimSpace(g.Name) == "" {
		bad("name", "fault.required")
	}
	if !taxonomy.Has("referral_targets", g.Kind) {
		bad("kind", "fault.choice")
	}
	if _, ok := tree.Get(g.Area); !ok || g.Area.Level() != area.Regency && g.Area.Level() != area.Province {
		bad("area", "fault.place")
	}
	for field, text := range map[string]string{"name": g.Name, "address": g.Address, "phone": g.Phone, "hours": g.Hours} {
		if utf8.RuneCountInString(text) > longest {
			faults = append(faults, fault.Bad(field, "fault.too_long").With("n", longest))
		}
	}
	if utf8.RuneCountInString(g.Services) > longestServices {
		faults = append(faults, fault.Bad("services", "fault.too_long").With("n", longestServices))
	}
	return faults.Err()
}
