package casefile

import (
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/family"
	"teduh/internal/kit/locale"
)

// Doubts say what looks odd about the answer to a field, beside what else is
// known of the person. They warn and never block.
func Doubts(p *locale.Printer, f casefile.Field, who casefile.Body) []string {
	if f.Type != casefile.National {
		return nil
	}
	doubts := family.NIKDoubts(who.Get(f.Name), who.Get("sex"), who.Day("birth_date"))
	if f.Name != "nik" { // a family card holds a day of issue, and nobody's sex
		doubts = family.NIKDoubts(who.Get(f.Name), "", 0)
	}
	out := make([]string, len(doubts))
	for i, d := range doubts {
		out[i] = p.T("doubt." + string(d))
	}
	return out
}

// IdentityDoubts are those of a whole identity, with the fields' names.
func IdentityDoubts(p *locale.Printer, who casefile.Body) []string {
	var out []string
	for _, f := range casefile.Current(casefile.Identity).Fields {
		for _, doubt := range Doubts(p, f, who) {
			out = append(out, p.T("field."+f.Name)+": "+doubt)
		}
	}
	return out
}
