// Package access is the rule of who may do what, as pure functions over one
// table. The store says the same in SQL; a test compares the two.
//
// "Not for you" looks like "not found": callers answer a refusal with
// fault.Missing. Nothing here knows how an actor signed in.
//
// Start at [Allows].
package access

import (
	"slices"

	"teduh/internal/kit/calendar"
)

// Role is what a post lets somebody do.
type Role string

// The roles of design.md 2. The public has none.
const (
	FrontOfficer    Role = "front_officer"
	Caseworker      Role = "caseworker"
	Psychologist    Role = "psychologist"
	Head            Role = "head"
	DistrictOfficer Role = "district_officer"
	ProvinceOfficer Role = "province_officer"
	MinistryOfficer Role = "ministry_officer"
	Trainer         Role = "trainer"
	Operator        Role = "operator"
	Auditor         Role = "auditor"
)

// Roles lists every role.
func Roles() []Role {
	return []Role{FrontOfficer, Caseworker, Psychologist, Head, DistrictOfficer, ProvinceOfficer, MinistryOfficer, Trainer, Operator, Auditor}
}

// Actor is somebody signed in, acting for one institution in all posts held
// there today.
type Actor struct {
	Staff       string // staff id
	Institution string
	Area        string // of the institution: "" for the ministry, a province or a regency
	Roles       []Role
	Today       calendar.Day // in the institution's zone
}

// Is reports whether the actor holds a role.
func (a Actor) Is(r Role) bool { return slices.Contains(a.Roles, r) }

// Scope is how far a right reaches among the files of the actor's institution.
type Scope int

// The scopes, widening.
const (
	None     Scope = iota
	Today          // contacts and groups the actor wrote, or anybody wrote today
	Tasked         // cases in which the actor is to do something by a day
	Assigned       // cases assigned to the actor, and the persons in them
	All            // every file of the institution
)

// Verb is something done to a file: reading it, reading its number and
// appointments, or appending an entry of a kind.
type Verb string

// The verbs that are not appends.
const (
	Read   Verb = "read"   // everything but sealed text
	Number Verb = "number" // case number, status and appointments only
	Create Verb = "create" // a new contact, person or case
	Survey Verb = "survey" // give the client of a case a code for the survey
)

// Append is the verb of appending an entry of a kind.
func Append(kind string) Verb { return Verb("append:" + kind) }

// Subject is what access must know of a file.
type Subject struct {
	Institution string
	Kind        string // person, contact, case or group
	Author      string
	FirstDay    calendar.Day
	Assigned    []string // staff; of a person: staff of any case the person is in
	Doers       []string // staff who are to do something in it by a day, open
}

// Grant is one line of the table: a role may do a verb within a scope.
type Grant struct {
	Role  Role
	Verb  Verb
	Kind  string // of file
	Scope Scope
}

// Allows reports whether the actor may do the verb to the subject.
func Allows(a Actor, v Verb, s Subject) bool {
	if a.Institution == "" || a.Institution != s.Institution {
		return false
	}
	for _, g := range grants {
		if g.Verb == v && g.Kind == s.Kind && a.Is(g.Role) && g.Scope.holds(a, s) {
			return true
		}
	}
	return false
}

func (sc Scope) holds(a Actor, s Subject) bool {
	switch sc {
	case All:
		return true
	case Assigned:
		return slices.Contains(s.Assigned, a.Staff)
	case Tasked:
		return slices.Contains(s.Doers, a.Staff)
	case Today:
		return s.Author == a.Staff || s.FirstDay == a.Today
	default:
		return false
	}
}

// Reach returns the scopes in which the actor may do a verb to files of a
// kind: what the store turns into SQL.
func Reach(a Actor, v Verb, kind string) []Scope {
	var scopes []Scope
	for _, g := range grants {
		if g.Verb == v && g.Kind == kind && a.Is(g.Role) && !slices.Contains(scopes, g.Scope) {
			scopes = append(scopes, g.Scope)
		}
	}
	return scopes
}

// MayCreate reports whether the actor may begin a file of a kind at the own
// institution.
func MayCreate(a Actor, kind string) bool { return len(Reach(a, Create, kind)) > 0 }
