// Package complaint is the rule of who reads a complaint about a service: never
// whom it is about.
//
// It holds no names. Start at [Complaint] and [ToHead].
package complaint

import (
	"strings"
	"unicode/utf8"

	"teduh/internal/domain/access"
	"teduh/internal/kit/fault"
)

// About is what a complaint is about.
type About string

// The answers to "about whom".
const (
	Service About = "service" // the place, the waiting, the cost
	Worker  About = "worker"  // somebody who works there
	Head    About = "head"    // the head of the LK3
)

// Abouts lists what a complaint can be about.
func Abouts() []About { return []About{Service, Worker, Head} }

// Complaint is what somebody says. Contact is how to reach them, "" when they
// will look the answer up.
type Complaint struct {
	About   About
	Text    string
	Contact string
}

const (
	longest        = 4000 // runes
	longestContact = 200
	shortest       = 10
)

// Check holds a complaint against its form.
func (c Complaint) Check() error {
	var faults fault.Many
	switch n := utf8.RuneCountInString(strings.TrimSpace(c.Text)); {
	case n < shortest:
		faults = append(faults, fault.Bad("text", "fault.required"))
	case n > longest:
		faults = append(faults, fault.Bad("text", "fault.too_long").With("n", longest))
	}
	if utf8.RuneCountInString(c.Contact) > longestContact {
		faults = append(faults, fault.Bad("contact", "fault.too_long").With("n", longestContact))
	}
	return faults.Err()
}

// casework are the roles of those whom a complaint about a worker is about.
var casework = []access.Role{access.FrontOfficer, access.Caseworker, access.Psychologist}

// Apart reports whether somebody in these roles leads the LK3 and does no
// casework there: in a small LK3 the head often does.
func Apart(roles []access.Role) bool {
	a := access.Actor{Roles: roles}
	if !a.Is(access.Head) {
		return false
	}
	for _, r := range casework {
		if a.Is(r) {
			return false
		}
	}
	return true
}

// ToHead reports whether a complaint goes to the head of the LK3, given the roles
// that each person there holds. Else the office above reads it.
func ToHead(about About, people [][]access.Role) bool {
	for _, roles := range people {
		switch about {
		case Service:
			if (access.Actor{Roles: roles}).Is(access.Head) {
				return true
			}
		case Worker:
			if Apart(roles) {
				return true
			}
		}
	}
	return false
}

// MayRead reports whether somebody in these roles reads a complaint that lies at
// their institution.
func MayRead(about About, roles []access.Role) bool {
	a := access.Actor{Roles: roles}
	for _, officer := range []access.Role{access.DistrictOfficer, access.ProvinceOfficer, access.MinistryOfficer} {
		if a.Is(officer) {
			return true
		}
	}
	return ToHead(about, [][]access.Role{roles})
}
