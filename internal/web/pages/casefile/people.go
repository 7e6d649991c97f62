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
		return name + " (" + taxonomy.Name("kin", m.Relation, v.Lang()) + ")"
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
	var names []string
	for _, id := range f.Whom[e.ID] {
		names = append(names, personName(v, f, id))
	}
	if len(names) == 0 {
		return ""
	}
	return v.T("family.about", "who", v.List(names))
}

// ofFamily reports whether an entry, or what it corrects, stands on the page of
// the family.
func ofFamily(f app.FileView, e casefile.Entry) bool {
	kind := e.Kind
	if kind == casefile.Correction {
		kind, _ = f.State.KindOf(e.Body.Get("corrects"))
	}
	return casefile.OfFamily(kind)
}

// FamilyLink names the page of the family, and how much was written there.
func FamilyLink(v layout.View, f app.FileView) string {
	if n := len(FamilyEntries(f)); n > 0 {
		return v.T("family.title_with", "n", n)
	}
	return v.T("family.title")
}

// FamilyEntries returns what was written about the family, newest first.
func FamilyEntries(f app.FileView) []casefile.Entry {
	return slices.DeleteFunc(Newest(f.Entries), func(e casefile.Entry) bool { return !ofFamily(f, e) })
}

// Timeline returns the entries, newest first, narrowed to one person if the
// reader asked for that: those about the person, and what corrects them. What
// makes up the family has a page of its own.
func Timeline(f app.FileView) []casefile.Entry {
	work := slices.DeleteFunc(Newest(f.Entries), func(e casefile.Entry) bool { return ofFamily(f, e) })
	if f.About == "" {
		return work
	}
	var shown []casefile.Entry
	for _, e := range work {
		if slices.Contains(f.Whom[e.ID], f.About) || slices.Contains(f.Whom[e.Body.Get("corrects")], f.About) {
			shown = append(shown, e)
		}
	}
	return shown
}
