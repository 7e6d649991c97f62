// Package staff is the people who work: personal accounts, dated posts and
// credentials. A post gives rights from its first to its last day; ending it
// ends them at once. Credentials are shown and counted, never blocking.
package staff

import (
	"slices"

	"teduh/internal/domain/access"
	"teduh/internal/kit/calendar"
)

// Person is somebody with an account.
type Person struct {
	ID         string
	Account    string
	Name       string
	Profession string
	Ended      bool
}

// Post is a role at an institution with a first and a last day.
type Post struct {
	ID          string
	Staff       string
	Institution string
	Role        access.Role
	FirstDay    calendar.Day
	LastDay     calendar.Day // 0 while it lasts
}

// Holds reports whether the post gives its rights on a day.
func (p Post) Holds(on calendar.Day) bool {
	return p.FirstDay <= on && (p.LastDay == 0 || on <= p.LastDay)
}

// Credential is a certificate, registration or permit.
type Credential struct {
	Kind       string // competence_certificate, str, sipps, sipp, sippk, silp
	Number     string
	Issuer     string
	ValidUntil calendar.Day // 0 when it does not end
}

// Institutions lists where somebody holds a post on a day, in the order of the
// posts.
func Institutions(posts []Post, on calendar.Day) []string {
	var out []string
	for _, p := range posts {
		if p.Holds(on) && !slices.Contains(out, p.Institution) {
			out = append(out, p.Institution)
		}
	}
	return out
}

// RolesAt lists the roles held together at one institution on a day.
func RolesAt(posts []Post, institution string, on calendar.Day) []access.Role {
	var out []access.Role
	for _, p := range posts {
		if p.Institution == institution && p.Holds(on) && !slices.Contains(out, p.Role) {
			out = append(out, p.Role)
		}
	}
	return out
}
