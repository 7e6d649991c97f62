package casefile

import (
	"net/url"
	"slices"
	"strings"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/web/pages/layout"
)

// SearchView is a search and whom it found.
type SearchView struct {
	Sought  app.Sought
	Form    layout.Form
	Asked   bool
	Hits    app.Hits
	Contact string // from which a case is to grow, "" for none
}

// register is where a case begins: for somebody found, or for a new person.
func (s SearchView) register(person string) string {
	q := url.Values{}
	for name, value := range map[string]string{"contact": s.Contact, "person": person} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if len(q) == 0 {
		return "/register"
	}
	return "/register?" + q.Encode()
}

// Open are the cases that name somebody in a way anybody near the screen may read.
func (s SearchView) Open() []app.Mention {
	return slices.DeleteFunc(slices.Clone(s.Hits.Named), func(m app.Mention) bool { return m.Quiet })
}

// Quiet are the others: a suspect, a witness, the other side.
func (s SearchView) Quiet() []app.Mention {
	return slices.DeleteFunc(slices.Clone(s.Hits.Named), func(m app.Mention) bool { return !m.Quiet })
}

// RolesOf says who somebody is in a case.
func RolesOf(v layout.View, m app.Mention) string {
	names := make([]string, len(m.Roles))
	for i, r := range m.Roles {
		names[i] = taxonomy.Name("party_roles", r, v.Lang())
	}
	return strings.Join(names, ", ")
}

// About tells people of one name apart: by district and head of family.
func About(v layout.View, f app.Found) string {
	var out []string
	if d := f.District(); d != "" {
		out = append(out, v.T("search.district", "name", d))
	}
	if h := f.Who.Get("family_head"); h != "" {
		out = append(out, v.T("search.head", "name", h))
	}
	return strings.Join(out, " · ")
}

// ShortFound names somebody found without a name: by initials, age, district and
// case number.
func ShortFound(v layout.View, f app.Found) string {
	out := []string{f.Label()}
	if d := f.District(); d != "" {
		out = append(out, v.T("search.district", "name", d))
	}
	if len(f.Cases) > 0 {
		out = append(out, f.Cases[0].Number)
	}
	return strings.Join(out, " · ")
}

// SafeOf is how somebody found may be reached.
func SafeOf(f app.Found) SafeView {
	return SafeView{SafeContact: casefile.SafeContactOf(f.Who), Shown: true}
}
