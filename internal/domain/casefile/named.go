package casefile

import (
	"cmp"
	"slices"
)

// Named is somebody whom a case names beside its first client.
type Named struct {
	Name, Phone string
	Person      string   // the own file, "" when known by name only
	Roles       []string // of the list party_roles
	Quiet       bool     // not to be read by whoever looks at the screen: see decision 024
	Opposed     bool     // on the other side
}

// quiet are the roles of those who must not learn from a screen that a case
// names them, or that somebody told of it.
var quiet = []string{Perpetrator, "witness", "reporter"}

// besides are the fields of a registration that name somebody, and the role
// that they mean.
var besides = []struct{ field, role string }{{"guardian", "guardian"}, {"accompanied_by", "companion"}, {"reporter", "reporter"}}

// NamesIn returns whom one entry of a case names, for the index by which the case
// is found. A correction is read as what it corrects.
func NamesIn(e Entry) []Named {
	var out []Named
	switch e.Kind {
	case Party, Registration, Correction:
	default:
		return nil
	}
	if e.Kind != Registration {
		out = append(out, Named{Name: e.Body.Get("name"), Phone: e.Body.Get("phone")})
	}
	for _, b := range besides {
		out = append(out, Named{Name: e.Body.Get(b.field)})
	}
	return out
}

// NamedIn returns whom a case names as it stands now. Its registration, parties
// and corrections are enough.
func NamedIn(entries []Entry) []Named {
	var out []Named
	var parties Parties
	said := map[string]Body{}
	for _, e := range Effective(entries) {
		switch e.Kind {
		case Registration:
			for _, b := range besides {
				if e.Body.Has(b.field) {
					hushed := slices.Contains(quiet, b.role) || b.role == "guardian" && e.Body.Yes("guardian_conflict")
					out = append(out, Named{Name: e.Body.Get(b.field), Roles: []string{b.role}, Quiet: hushed})
				}
			}
		case Party:
			parties = parties.say(e)
			said[cmp.Or(e.Body.Get("party"), e.ID)] = e.Body
		}
	}
	for _, m := range parties {
		b := said[m.ID]
		n := Named{Name: b.Get("name"), Phone: b.Get("phone"), Person: m.Person, Roles: m.Roles, Quiet: m.Opposed || m.Is(Perpetrator), Opposed: m.Opposed}
		loud := slices.DeleteFunc(slices.Clone(m.Roles), func(r string) bool { return slices.Contains(quiet, r) })
		if n.Quiet = n.Quiet || len(loud) == 0; !n.Quiet { // a child that is a witness too is found as the child
			n.Roles = loud
		}
		out = append(out, n)
	}
	return out
}
