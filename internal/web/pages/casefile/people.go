package casefile

import (
	"slices"
	"strconv"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/web/pages/layout"
)

// MemberName calls a person of a case by initials, age and relation or role.
func MemberName(v layout.View, m casefile.Member, today calendar.Day) string {
	name := m.Initials
	if age := m.AgeOn(today); age >= 0 {
		name += ", " + strconv.Itoa(age)
	}
	switch {
	case m.Relation == "self":
		return name + " (" + v.T("family.client") + ")"
	case m.Relation != "":
		return name + " (" + taxonomy.Name("relations", m.Relation, v.Lang()) + ")"
	case len(m.Roles) > 0:
		return name + " (" + taxonomy.Name("party_roles", m.Roles[0], v.Lang()) + ")"
	}
	return name
}

// personName calls a person of a case by the id that entries use.
func personName(v layout.View, f app.FileView, id string) string {
	for _, m := range f.State.People() {
		if m.ID == id {
			return MemberName(v, m, f.Today)
		}
	}
	return "–"
}

// Whom says about whom an entry is, as it stands now; "" for the case as a whole.
func Whom(v layout.View, f app.FileView, e casefile.Entry) string {
	if _, ok := casefile.Current(e.Kind).Field("concerns"); !ok {
		return ""
	}
	var names []string
	for _, id := range e.Body.All("concerns") {
		names = append(names, personName(v, f, id))
	}
	return v.List(names)
}

// Timeline returns the entries, newest first, narrowed to one person if the
// reader asked for that: those about the person, and what corrects them.
func Timeline(f app.FileView) []casefile.Entry {
	if f.About == "" {
		return Newest(f.Entries)
	}
	about := map[string]bool{}
	for _, e := range casefile.Effective(f.Entries) {
		about[e.ID] = slices.Contains(casefile.About(e), f.About)
	}
	var shown []casefile.Entry
	for _, e := range Newest(f.Entries) {
		if about[e.ID] || about[e.Body.Get("corrects")] {
			shown = append(shown, e)
		}
	}
	return shown
}
