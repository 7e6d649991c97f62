// Package registry is what is known of institutions: LK3s, Dinas Sosial and the
// ministry, their decrees, and the APBD money set aside for them.
//
// It holds nothing of clients. Start at [Institution].
package registry

import (
	"strings"
	"unicode/utf8"

	"teduh/internal/domain/area"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
)

// Institution is an LK3, a Dinas Sosial of a regency or province, or the
// ministry, as it is known now.
type Institution struct {
	ID, Code    string
	Version     int
	Name        string
	Kind        string
	Area        area.Code
	Status      string
	Decree      string
	DecreeFrom  calendar.Day
	DecreeUntil calendar.Day
	Address     string
	Phone       string
	Email       string
	Hours       string
	Serves      string // the area it serves, in words
	Facilities  string // codes of the list facilities, a space between
}

// Has lists the facilities of the institution: codes of the list facilities.
func (i Institution) Has() []string { return strings.Fields(i.Facilities) }

// IsLK3 reports whether the institution keeps case files.
func (i Institution) IsLK3() bool { return strings.HasPrefix(i.Kind, "lk3_") }

// DecreeEnds reports whether the decree has ended on a day.
func (i Institution) DecreeEnds(on calendar.Day) bool {
	return i.DecreeUntil != 0 && i.DecreeUntil < on
}

// Budget is the APBD money of an institution in a year, in rupiah.
type Budget struct {
	Institution string
	Year        int
	Status      string // set_aside, not_set_aside, by_province, unknown
	Planned     int64  // anggaran murni
	Changed     int64  // perubahan
	Realised    int64
	Code        string // of the sub-activity, as text
	Decree      string
}

const longest = 200

// Check holds an institution against what every record must have. Kinds and
// statuses are lists, so that the regulation can change them.
func (i Institution) Check(tree *area.Tree) error {
	var faults fault.Many
	bad := func(field, key string) { faults = append(faults, fault.Bad(field, key)) }
	if strings.TrimSpace(i.Name) == "" {
		bad("name", "fault.required")
	}
	if len(i.Code) < 3 || len(i.Code) > 6 || strings.ToUpper(i.Code) != i.Code || strings.ContainsAny(i.Code, " -/") {
		bad("code", "registry.code_form")
	}
	if !taxonomy.Has("institution_kinds", i.Kind) {
		bad("kind", "fault.choice")
	}
	if !taxonomy.Has("institution_statuses", i.Status) {
		bad("status", "fault.choice")
	}
	if _, ok := tree.Get(i.Area); !ok || i.Area.Level() != LevelOf(i.Kind) {
		bad("area", map[area.Level]string{area.Nation: "registry.nation", area.Province: "registry.province", area.Regency: "fault.place"}[LevelOf(i.Kind)])
	}
	for _, code := range i.Has() {
		if !taxonomy.Has("facilities", code) {
			bad("facilities", "fault.choice")
		}
	}
	if i.DecreeFrom != 0 && i.DecreeUntil != 0 && i.DecreeUntil < i.DecreeFrom {
		bad("decree_until", "registry.decree_order")
	}
	for field, text := range map[string]string{"name": i.Name, "decree": i.Decree, "address": i.Address, "phone": i.Phone, "email": i.Email, "hours": i.Hours, "serves": i.Serves} {
		if utf8.RuneCountInString(text) > longest {
			faults = append(faults, fault.Bad(field, "fault.too_long").With("n", longest))
		}
	}
	return faults.Err()
}

// LevelOf returns how deep the area of a kind of institution lies.
func LevelOf(kind string) area.Level {
	switch kind {
	case "ministry":
		return area.Nation
	case "dinas_province":
		return area.Province
	default:
		return area.Regency
	}
}

// Check holds a budget against what can be.
func (b Budget) Check() error {
	var faults fault.Many
	if !taxonomy.Has("budget_statuses", b.Status) {
		faults = append(faults, fault.Bad("status", "fault.choice"))
	}
	if b.Year < 2000 || b.Year > 2100 {
		faults = append(faults, fault.Bad("year", "fault.number"))
	}
	for field, n := range map[string]int64{"planned": b.Planned, "changed": b.Changed, "realised": b.Realised} {
		if n < 0 {
			faults = append(faults, fault.Bad(field, "fault.number"))
		}
	}
	return faults.Err()
}
