package app

import (
	"cmp"
	"slices"
	"strings"

	"teduh/internal/domain/recap"
	"teduh/internal/kit/locale"
)

// Carried is how many of the cases handled were there before, or came from
// another LK3.
func (rep Report) Carried() int64 { return rep.Figures[recap.Handled] - rep.Figures[recap.NewCases] }

const mostProblems = 3 // named in the sentence

// ReportSentence says a report in a few sentences for a message: figures only.
func ReportSentence(p *locale.Printer, rep Report) string {
	f := func(name recap.Figure) int64 { return rep.Figures[name] }
	parts := []string{
		p.T("report.sentence", "name", rep.Institution.Name, "period", p.Period(rep.Period), "handled", f(recap.Handled), "new", f(recap.NewCases),
			"carried", rep.Carried(), "closed", f(recap.ClosedCases), "open", f(recap.OpenAtEnd)),
		p.T("report.sentence_work", "sessions", f(recap.SessionsHeld), "contacts", f(recap.FirstContacts), "referrals", f(recap.ReferralsSent),
			"groups", f(recap.GroupsHeld)+f(recap.ActivitiesHeld), "people", f(recap.GroupsAttended)+f(recap.PeopleReached)),
	}
	if most := rep.most(p); most != "" {
		parts = append(parts, p.T("report.sentence_problems", "problems", most))
	}
	return strings.Join(append(parts, rep.Standing(p)), " ")
}

// most names the problems that most cases handled had.
func (rep Report) most(p *locale.Printer) string {
	lines := slices.DeleteFunc(slices.Clone(rep.BySex.Lines), func(l recap.Line) bool { return l.Amount == 0 })
	slices.SortStableFunc(lines, func(a, b recap.Line) int { return cmp.Compare(b.Amount, a.Amount) })
	var names []string
	for _, l := range lines[:min(len(lines), mostProblems)] {
		names = append(names, lowerFirst(LineName(p, ListOf(rep.Period), l.Code))+" "+p.Int(l.Amount))
	}
	return strings.Join(names, ", ")
}

// Reach says how far the report reaches.
func (rep Report) Reach(p *locale.Printer) string {
	if rep.DataTo == 0 {
		return p.T("recap.reach_none")
	}
	return p.T("recap.reach", "day", p.Day(rep.DataTo))
}

// Standing says how far the report reaches and whether it may still change.
func (rep Report) Standing(p *locale.Printer) string {
	reach := rep.Reach(p)
	if rep.Provisional {
		return p.T("report.provisional", "reach", reach)
	}
	return p.T("report.final", "reach", reach)
}
