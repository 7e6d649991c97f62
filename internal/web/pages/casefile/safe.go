package casefile

import (
	"slices"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/family"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/web/pages/layout"
)

// SafeView is how the client of a file may be reached.
type SafeView struct {
	casefile.SafeContact
	Shown      bool // it is for the reader, and the file has a client
	HighRisk   bool
	With       []string         // who is said to have done harm and lives with the client, by initials
	NotThrough string           // who was named as somebody to reach the client through, and is said to have done harm
	NoGuardian bool             // the guardian may be the one who did harm
	Reminder   casefile.Promise // of which a message may be sent, on no day for none
}

// Safe reads the rules from a file as it is seen.
func Safe(f app.FileView) SafeView {
	s := SafeView{HighRisk: f.State.Flags.HighRisk}
	switch {
	case f.Person != nil:
		s.SafeContact, s.Shown = casefile.SafeContactOf(f.Person), true
	case f.State.Kind == casefile.ContactFile:
		s.SafeContact = casefile.SafeContactOf(casefile.Effective(f.Entries)[0].Body)
		s.Shown = s.Known()
	case f.State.Kind == casefile.PersonFile:
		s.SafeContact, s.Shown = casefile.SafeContactOf(casefile.IdentityOf(f.Entries)), true
	}
	s.NoCalls = s.NoCalls || s.Shown && f.State.Consent.NoPhone
	s.with(f)
	s.notThrough(f)
	if f.State.GuardianConflict {
		s.withoutGuardian(f)
	}
	s.Reminder, _ = s.SafeContact.Reminder(f.State, f.Today)
	return s
}

// with tells who is said to have done harm and is at home when the client is
// called.
func (s *SafeView) with(f app.FileView) {
	if !slices.ContainsFunc(f.State.Parties, func(m casefile.Member) bool { return m.Is(casefile.Perpetrator) }) {
		return
	}
	family := casefile.FamilyOf(f.State, f.Entries)
	for _, id := range family.Homes[0].Now() {
		if m, ok := family.Member(id); ok && m.Is(casefile.Perpetrator) && !m.Dead {
			s.With = append(s.With, m.Initials)
		}
	}
}

// notThrough keeps whoever is said to have done harm out of the rules, though the
// client was to be reached through them.
func (s *SafeView) notThrough(f app.FileView) {
	for _, n := range casefile.NamedIn(f.Entries) {
		if s.Through != "" && slices.Contains(n.Roles, casefile.Perpetrator) && family.FullName(n.Name) == family.FullName(s.Through) {
			s.Through, s.NotThrough = "", casefile.Initials(s.Through)
		}
	}
}

// withoutGuardian keeps a guardian who may have done harm out of the rules.
func (s *SafeView) withoutGuardian(f app.FileView) {
	s.NoGuardian = true
	for _, e := range casefile.Effective(f.Entries) {
		if e.Kind == casefile.Registration && family.FullName(e.Body.Get("guardian")) == family.FullName(s.Through) {
			s.Through = ""
		}
	}
}

// Rules are the rules in words, after the client's own.
func (s SafeView) Rules(v layout.View) []string {
	var out []string
	add := func(said, key, name string) {
		if said != "" {
			out = append(out, v.T(key, name, said))
		}
	}
	ways := make([]string, len(s.Ways))
	for i, w := range s.Ways {
		ways[i] = taxonomy.Name("contact_ways", w, v.Lang())
	}
	add(v.List(ways), "safe.ways", "ways")
	add(s.Hours, "safe.hours", "hours")
	add(s.Through, "safe.through", "who")
	add(s.Words, "safe.words", "words")
	add(s.CoverName, "safe.cover", "name")
	return out
}

// Told are the rules as whoever is to obey them elsewhere is told: what must not
// be done first.
func (s SafeView) Told(v layout.View) []string {
	var out []string
	switch {
	case s.Never:
		out = append(out, v.T("safe.never"))
	case s.BarsCalls():
		out = append(out, v.T("safe.no_calls"))
	}
	if s.How != "" {
		out = append(out, s.How)
	}
	return append(out, s.Rules(v)...)
}

// BarsCalls reports whether it was said that the client's telephone must not
// ring: outright, or by naming other ways.
func (s SafeView) BarsCalls() bool { return s.NoCalls || len(s.Ways) > 0 && !s.MayCall() }

// Message is a neutral text that the client may be sent.
func (s SafeView) Message(v layout.View) string {
	name := s.CoverName
	if name != "" {
		name = " " + name
	}
	when := v.Day(s.Reminder.Day)
	if clock := ClockText(v, s.Reminder.Minute); clock != "" {
		when = v.T("message.at", "day", when, "time", clock)
	}
	return v.T("message.text", "name", name, "day", when)
}
