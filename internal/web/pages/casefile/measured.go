package casefile

import (
	"slices"
	"strconv"
	"strings"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/instrument"
	"teduh/internal/web/pages/layout"
)

// ToolName is what an instrument is called, its code where it is not known here.
func ToolName(v layout.View, f app.FileView, b casefile.Body) string {
	if i := f.Tools.Of(b); i != nil {
		return i.Name.In(v.Lang())
	}
	return b.Get("instrument")
}

// AlertTexts are the words of the alerts that wait, each once.
func AlertTexts(v layout.View, f app.FileView) []string {
	var out []string
	for _, a := range f.State.Alerts {
		text := alertText(v, f, casefile.Body{"instrument": {a.Instrument}, "instrument_version": {a.Version}}, a.Code)
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// Alerted are the words of the alerts that were kept with answers.
func Alerted(v layout.View, f app.FileView, b casefile.Body) (out []string) {
	for code := range strings.FieldsSeq(b.Get("alerts")) {
		out = append(out, alertText(v, f, b, code))
	}
	return out
}

func alertText(v layout.View, f app.FileView, b casefile.Body, code string) string {
	if i := f.Tools.Of(b); i != nil {
		if said, ok := i.Says(code); ok {
			return said.Says.In(v.Lang())
		}
	}
	return v.T("alert.plain", "code", code)
}

func mayAct(f app.FileView) bool { return slices.Contains(f.Offered, casefile.SafetyAction) }

// Scores are the scores that were kept with answers, in words.
func Scores(v layout.View, f app.FileView, b casefile.Body) []string {
	i := f.Tools.Of(b)
	if i == nil {
		return slices.Collect(strings.FieldsSeq(b.Get("scores")))
	}
	kept := instrument.Kept(b)
	var out []string
	for _, s := range i.Scores {
		n, known := kept[s.Name]
		if !known {
			out = append(out, s.Label.In(v.Lang())+": "+v.T("measure.incomplete"))
			continue
		}
		out = append(out, ScoreWords(v, instrument.Scored{Score: s, Value: n, Known: true}))
	}
	return out
}

// ScoreWords says a score and what it means.
func ScoreWords(v layout.View, s instrument.Scored) string {
	text := s.Label.In(v.Lang()) + ": " + Amount(v, s.Value)
	if s.Least == 0 && s.Most > 0 {
		text += " " + v.T("measure.of", "most", Amount(v, s.Most))
	}
	if band, ok := s.Band(); ok {
		text += ", " + band.Label.In(v.Lang())
	}
	return text
}

// Amount writes a score with at most two decimals, as the language does.
func Amount(v layout.View, n float64) string {
	text := strconv.FormatFloat(n, 'f', 2, 64)
	text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	if v.Lang() == "id" {
		text = strings.Replace(text, ".", ",", 1)
	}
	return strings.Replace(text, "-", "−", 1)
}

// InWords puts an answer to a question into words.
func InWords(v layout.View, field casefile.Field, answers []string) string {
	return label(v, field) + ": " + words(v, field, answers, app.FileView{})
}

// Whose names the persons whom results are about; "" for the client alone.
func Whose(v layout.View, f app.FileView, about string) string {
	var names []string
	for id := range strings.FieldsSeq(about) {
		names = append(names, personName(v, f, id))
	}
	return v.List(names)
}

// Acts are the entries offered below the alerts, which ask for theirs themselves.
func Acts(f app.FileView) []casefile.Kind {
	return slices.DeleteFunc(slices.Clone(f.Offered), func(k casefile.Kind) bool { return k == casefile.SafetyAction })
}
