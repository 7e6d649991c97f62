package casefile

import (
	"slices"
	"strconv"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/genogram"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/web/pages/layout"
)

// levels are how many generations a relation lies below the client, where no tie
// tells.
var levels = map[string]int{
	"grandparent": -2, "parent": -1, "step_parent": -1, "parent_in_law": -1,
	"child": 1, "adopted_child": 1, "foster_child": 1, "step_child": 1, "child_in_law": 1, "grandchild": 2,
}

// Genogram draws the family of a case: the client, whom a tie names, and who
// lives in the client's home. Who only told something is no family.
func Genogram(f app.FamilyView) genogram.Drawing {
	home := f.Homes[0].Now()
	var ties []genogram.Tie
	drawn := append([]string{f.State.Client}, home...)
	for _, b := range f.Bonds {
		if t, ok := drawnTie(f, b); ok {
			ties = append(ties, t)
			drawn = append(drawn, t.First, t.Second)
		}
	}
	var people []genogram.Person
	for _, m := range f.People {
		if slices.Contains(drawn, m.ID) {
			people = append(people, genogram.Person{
				ID: m.ID, Label: m.Initials, Sex: m.Sex, Age: m.AgeOn(f.Today), Index: m.ID == f.State.Client, Dead: m.Dead, Born: !m.Unborn, Level: levels[m.Relation],
			})
		}
	}
	if len(home) < 2 { // alone: a line around one says nothing
		home = nil
	}
	return genogram.Lay(people, ties, home)
}

// drawnTie is a bond as it is drawn: a marriage that ended is a divorce, another
// couple has parted; other ties that ended are no more.
func drawnTie(f app.FamilyView, b casefile.Bond) (genogram.Tie, bool) {
	t := genogram.Tie{First: b.First, Second: b.Second, Kind: genogram.Kind(b.Kind), Quality: b.Quality}
	if b.Until == 0 || b.Until > f.Today {
		return t, true
	}
	t.Quality = ""
	switch t.Kind {
	case genogram.Married, genogram.Unregistered:
		t.Kind = genogram.Divorced
	case genogram.Partners:
		t.Kind = genogram.Separated
	case genogram.Separated, genogram.Divorced, genogram.Parent, genogram.Sibling, genogram.Twin, genogram.Identical: // for ever
	default:
		return t, false
	}
	return t, true
}

// Years is an age as a symbol shows it.
func Years(p genogram.Person) string {
	if p.Age < 0 {
		return ""
	}
	return strconv.Itoa(p.Age)
}

// Said is a tie in words.
type Said struct {
	Text string
	ID   string // of the entry to say anew, "" when it follows from a relation
	Past bool
}

// Ties puts the ties of a family into words: what the drawing shows.
func Ties(v layout.View, f app.FamilyView) (out []Said) {
	for _, b := range f.Bonds {
		s := Said{ID: b.ID, Past: b.Until != 0 && b.Until <= f.Today}
		s.Text = personName(v, f.FileView, b.First) + " " + taxonomy.Name("tie_kinds", b.Kind, v.Lang()) + " " + personName(v, f.FileView, b.Second)
		if b.Since != 0 {
			s.Text += " · " + v.T("family.since", "year", strconv.Itoa(b.Since))
		}
		if b.Quality != "" {
			s.Text += " · " + taxonomy.Name("tie_qualities", b.Quality, v.Lang())
		}
		if b.Until != 0 {
			s.Text += " · " + v.T("family.until", "day", v.ShortDay(b.Until))
		}
		if b.Note != "" {
			s.Text += " · " + b.Note
		}
		out = append(out, s)
	}
	return out
}

// HomeName calls a household.
func HomeName(v layout.View, h casefile.Home) string {
	switch {
	case h.ID == "" && h.Name == "":
		return v.T("family.home")
	case h.ID == "":
		return v.T("family.home") + " (" + h.Name + ")"
	case h.Name == "":
		return v.T("family.other_home")
	default:
		return h.Name
	}
}

// Stayed says who lives in a household and from when, or lived there.
func Stayed(v layout.View, f app.FamilyView, h casefile.Home, past bool) string {
	var who []string
	for _, s := range h.Stays {
		if (s.Until != 0) != past {
			continue
		}
		said := personName(v, f.FileView, s.Person)
		switch {
		case past:
			said += " · " + v.ShortDay(s.From) + "–" + v.ShortDay(s.Until)
		case s.From > h.Since(): // who came later
			said += " " + v.T("family.since", "year", v.ShortDay(s.From))
		}
		who = append(who, said)
	}
	return v.List(who)
}

// LivesHere reports whether somebody lives with the client.
func LivesHere(f app.FamilyView, id string) bool { return slices.Contains(f.Homes[0].Now(), id) }

// Identity is what was said of a party, beside what the list shows.
func Identity(v layout.View, f app.FamilyView, m casefile.Member) []Answer {
	e, ok := casefile.Latest(f.Entries, casefile.Party, m.ID)
	if !ok {
		return nil
	}
	e.Body = e.Body.Clone()
	for _, shown := range []string{"party_roles", "opposed", "lives_with_client"} {
		e.Body.Set(shown)
	}
	return Answers(v, e, f.FileView)
}

// Ecomap draws what surrounds the household now.
func Ecomap(v layout.View, f app.FamilyView) genogram.Ecomap {
	var systems []genogram.System
	for _, s := range f.Supports {
		if s.Until != 0 && s.Until <= f.Today {
			continue
		}
		systems = append(systems, genogram.System{
			ID: s.ID, Label: supportName(v, s), Strength: s.Strength, Stressful: s.Stressful,
			To: s.Direction == "to_family" || s.Direction == "both", From: s.Direction == "from_family" || s.Direction == "both",
		})
	}
	return genogram.LayEcomap(systems)
}

func supportName(v layout.View, s casefile.Backing) string {
	if s.Name != "" {
		return s.Name
	}
	return taxonomy.Name("support_kinds", s.Kind, v.Lang())
}

// Supports puts what surrounds the household into words.
func Supports(v layout.View, f app.FamilyView) (out []Said) {
	for _, s := range f.Supports {
		text := supportName(v, s)
		if s.Name != "" {
			text += " (" + taxonomy.Name("support_kinds", s.Kind, v.Lang()) + ")"
		}
		text += " · " + taxonomy.Name("support_strengths", s.Strength, v.Lang())
		if s.Stressful {
			text += " · " + v.T("family.burden")
		}
		if s.Direction != "" {
			text += " · " + taxonomy.Name("support_directions", s.Direction, v.Lang())
		}
		if s.Until != 0 {
			text += " · " + v.T("family.until", "day", v.ShortDay(s.Until))
		}
		if s.Note != "" {
			text += " · " + s.Note
		}
		out = append(out, Said{Text: text, ID: s.ID, Past: s.Until != 0 && s.Until <= f.Today})
	}
	return out
}

// initials are those who live in the client's home, as the middle of an ecomap
// shows them: one to a line, four lines.
func initials(f app.FamilyView, today calendar.Day) (lines []string) {
	const most = 4
	home := f.Homes[0].Now()
	for n, id := range home {
		if n == most-1 && len(home) > most {
			return append(lines, "+"+strconv.Itoa(len(home)-n))
		}
		m, ok := f.Member(id)
		if !ok {
			continue
		}
		said := m.Initials
		if age := m.AgeOn(today); age >= 0 {
			said += " " + strconv.Itoa(age)
		}
		lines = append(lines, said)
	}
	return lines
}
