package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/instrument"
	"teduh/internal/domain/rule"
	"teduh/internal/kit/fault"

	pages "teduh/internal/web/pages/casefile"
	tools "teduh/internal/web/pages/instrument"
)

var toolCode = regexp.MustCompile(`^([nl]-)?[a-z][a-z0-9_]{1,39}$`)

// questions is what the script knows of a form: the questions of an instrument
// and when each applies; "" where the form has none.
func questions(f casefile.Form) (string, error) {
	type question struct {
		Name string     `json:"name"`
		Type rule.Type  `json:"type,omitempty"`
		When *rule.Rule `json:"when,omitempty"`
	}
	var all []question
	skips := false
	for _, field := range f.Fields {
		if field.Inline == nil {
			continue
		}
		q := question{Name: field.Inline.Key, Type: field.RuleType()}
		if !field.Inline.When.None() {
			q.When, skips = &field.Inline.When, true
		}
		all = append(all, q)
	}
	if !skips {
		return "", nil
	}
	b, err := json.Marshal(all)
	return string(b), err
}

// measures shows what was measured in a case, and the instruments to choose from.
func (v *visit) measures() error {
	m, err := v.site.App.Cases.Measures(v.r.Context(), v.who.Actor, v.r.PathValue("file"))
	if err != nil {
		return err
	}
	view := v.view(v.t("measure.title"))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return tools.Measures(view, m).Render(v.r.Context(), w) })
}

// measuring is the form of an instrument for a case.
func (v *visit) measuring(code string) (form, app.FileView, error) {
	file := v.r.PathValue("file")
	seen, i, err := v.site.App.Cases.Measure(v.r.Context(), v.who.Actor, file, code)
	if err != nil {
		return form{}, seen, err
	}
	at := "/files/" + file + "/measures/" + code
	f := form{title: i.Name.In(v.p.Lang()), back: "/files/" + file + "/measures", intro: v.introduced(i), table: i.Form(), body: casefile.Body{},
		action: at, draft: at, safe: pages.Safe(seen),
		hidden: map[string]string{"id": v.newID(), "instrument": i.Code, "instrument_version": strconv.Itoa(i.Version)}}
	v.persons(&f, seen)
	return f, seen, nil
}

// introduced is what stands above the questions.
func (v *visit) introduced(i *instrument.Instrument) string {
	return strings.TrimSpace(i.Intro.In(v.p.Lang()) + " " + v.t("measure.may_skip") + " " + v.t("measure.no_diagnosis"))
}

func (v *visit) measureForm() error {
	f, _, err := v.measuring(v.r.PathValue("code"))
	if err != nil {
		return err
	}
	return v.show(f, nil)
}

func (v *visit) measure() error { return v.measureBy(v.r.PathValue("code")) }

// measureBy writes answers to an instrument.
func (v *visit) measureBy(code string) error {
	f, _, err := v.measuring(code)
	if err != nil {
		return err
	}
	if f.body, err = v.body(f.table); err != nil {
		return err
	}
	f.body.Set("instrument", f.hidden["instrument"])
	v.keep(&f, "id")
	day, err := v.day(v.r.PostForm)
	var e casefile.Entry
	if err == nil {
		e, err = v.site.App.Cases.Append(v.r.Context(), v.who.Actor,
			app.AppendRequest{File: v.r.PathValue("file"), ID: f.hidden["id"], Kind: casefile.Instrument, Day: day, Body: f.body, Draft: f.draft})
	}
	switch {
	case err == nil:
		return v.redirect(afterMeasure(e))
	case refused(err):
		if err := v.carry(&f, v.r.PostForm); err != nil {
			return err
		}
		return v.show(f, err)
	default:
		return err
	}
}

// afterMeasure is the result, or what must be done first.
func afterMeasure(e casefile.Entry) string {
	if e.Body.Has("alerts") {
		return "/files/" + e.File + "/new/" + string(casefile.SafetyAction)
	}
	return "/files/" + e.File + "/results/" + e.ID
}

// carry keeps answers that an older version of an instrument asked for and this
// one has no place for: they stand in the note.
func (v *visit) carry(f *form, typed url.Values) error {
	version, err := strconv.Atoi(typed.Get("instrument_version"))
	if f.table.Kind != casefile.Instrument || err != nil || typed.Get("instrument_version") == f.hidden["instrument_version"] {
		return nil
	}
	old, err := v.site.App.Instruments.Find(v.r.Context(), v.who.Actor, typed.Get("instrument"), version)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	kept := []string{}
	for name, answers := range typed {
		key, asked := strings.CutPrefix(name, casefile.Asked(""))
		if !asked || f.table.Takes(name, answers) {
			continue
		}
		delete(f.body, name)
		if text := v.said(old, key, answers); text != "" {
			kept = append(kept, text)
		}
	}
	slices.Sort(kept)
	if len(kept) > 0 {
		note := strings.TrimSpace(f.body.Get("instrument_note") + "\n" + v.t("measure.kept", "version", strconv.Itoa(version)) + "\n" + strings.Join(kept, "\n"))
		f.body.Set("instrument_note", note)
	}
	f.body.Set("instrument_version", f.hidden["instrument_version"])
	return nil
}

// said is an answer in the words of its version, by the name of its question
// where that is not known.
func (v *visit) said(old *instrument.Instrument, key string, answers []string) string {
	if strings.Join(answers, "") == "" {
		return ""
	}
	if old != nil {
		if field, ok := old.Form().Field(casefile.Asked(key)); ok {
			return pages.InWords(v.view(""), field, answers)
		}
	}
	return key + ": " + strings.Join(answers, ", ")
}

// result shows what somebody's answers came to.
func (v *visit) result() error {
	r, err := v.site.App.Cases.Result(v.r.Context(), v.who.Actor, v.r.PathValue("file"), v.r.PathValue("entry"))
	if err != nil {
		return err
	}
	view := v.view(v.t("measure.result"))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return tools.Result(view, r).Render(v.r.Context(), w) })
}

// alerts says what waits for an action, and names the newest of it.
func (v *visit) alerts(seen app.FileView) (newest, text string) {
	all := seen.State.Alerts
	if len(all) == 0 {
		return "", ""
	}
	return all[len(all)-1].Entry, strings.Join(pages.AlertTexts(v.view(""), seen), " ")
}
