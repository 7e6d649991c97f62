package casefile

import (
	"slices"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/web/pages/layout"
)

func ruleOf(f app.FileView) taxonomy.PoliceRule { return taxonomy.PoliceRuleOf(f.State.FirstDay) }

// PoliceLeft says how many hours are left of the clock, or how many it is over.
func PoliceLeft(v layout.View, p casefile.Police, now time.Time) string {
	left := p.Until.Sub(now)
	switch {
	case left >= time.Hour:
		return v.T("police.left", "n", int(left.Hours()))
	case left >= 0:
		return v.T("police.last_hour")
	case left > -48*time.Hour:
		return v.T("police.over", "n", int(-left.Hours()))
	default:
		return v.T("flag.overdue", "n", int(-left.Hours())/24)
	}
}

// PoliceConsent says what those of the case said of telling the police.
func PoliceConsent(v layout.View, s *casefile.State) string {
	switch {
	case slices.Contains(s.RefusedTo(), casefile.ThePolice):
		return v.T("police.refused")
	case s.PoliceRefused():
		return v.T("police.not_covered")
	case s.Consent.Data == "":
		return v.T("police.not_asked")
	default:
		return v.T("police.not_refused")
	}
}

// PoliceReview says whether a lawyer reviewed what the law means here.
func PoliceReview(v layout.View, f app.FileView) string {
	if by := ruleOf(f).ReviewedBy; by != "" {
		return v.T("police.reviewed", "by", by)
	}
	return v.T("police.not_reviewed")
}

// PoliceIntro stands above the form of the decision.
func PoliceIntro(v layout.View, f app.FileView) string {
	text := PoliceConsent(v, f.State)
	if p := f.State.Police; p.Waits() {
		text += "\n" + PoliceLeft(v, p, f.Now) + ", " + v.T("police.until", "when", v.When(p.Until))
	}
	return text + "\n" + PoliceReview(v, f) + "\n" + ruleOf(f).Says.In(v.Lang())
}
