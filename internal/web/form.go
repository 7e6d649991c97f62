package web

import (
	"crypto/rand"
	"net/url"
	"slices"
	"strings"

	"teduh/internal/app"
	"teduh/internal/domain/area"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
	"teduh/internal/kit/locale"
	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/casefile"
)

// inputs renders the asked fields of a form table with what was typed.
func (v *visit) inputs(f form) (shown, folded []layout.Input, err error) {
	listed := false
	for _, field := range f.table.Asked() {
		if field.Retired && !field.Answers(f.body) {
			continue
		}
		options, chosen := f.chooses(field)
		if chosen && len(options) == 0 {
			continue // nothing to choose from
		}
		input, err := v.inputOf(field, f.body)
		if err != nil {
			return nil, nil, err
		}
		input.Warn = v.p.List(pages.Doubts(v.p, field, f.body))
		if chosen {
			input.Options = options
		}
		if note := f.notes[field.Name]; note != "" {
			input.Help = note
		}
		if field.Group != "" {
			input.Group, input.Bare = v.t("field.group_"+field.Group), !field.Required
			if field.Type == casefile.Text {
				input.Label = v.t("field.group_reason")
			}
		}
		if input.Kind == "place" {
			if listed {
				input.Options = nil // one list serves the whole page
			}
			listed = true
		}
		if field.Folded {
			folded = append(folded, v.lie(field.Part, input)...)
		} else {
			shown = append(shown, input)
		}
	}
	return shown, folded, nil
}

// lie puts fields into a part of the fold, which says that they may stay empty.
func (v *visit) lie(part string, inputs ...layout.Input) []layout.Input {
	for n := range inputs {
		if part != "" {
			inputs[n].Part = v.t("field.part_" + part)
		}
		inputs[n].Bare = !inputs[n].Required
	}
	return inputs
}

// inFold is what a form folds away: the day, where its table wants it, and the
// fields.
func (v *visit) inFold(f form, folded []layout.Input) []layout.Input {
	day := v.lie(f.table.DayIn, v.dayInput(f.day))
	at := max(0, slices.IndexFunc(folded, func(i layout.Input) bool { return i.Part == day[0].Part }))
	return slices.Insert(folded, at, day...)
}

// chooses returns what a field chooses from where that is of the case itself.
func (f form) chooses(field casefile.Field) ([]layout.Option, bool) {
	switch {
	case field.Type == casefile.Someone || field.Type == casefile.Persons:
		if field.Name == "other_parent" && len(f.people) > 0 {
			return f.people[1:], true // beside the client
		}
		return f.people, true
	case field.Type == casefile.Tasks:
		return f.tasks, true
	case field.List == "steps":
		return f.steps, true
	}
	return nil, false
}

func (v *visit) inputOf(f casefile.Field, body casefile.Body) (layout.Input, error) {
	if f.Type == casefile.Rows {
		return v.table(f, body)
	}
	return v.input(f, body.All(f.Name))
}

const radiosAtMost = 4 // choices that are shown at once; more go into a list

func (v *visit) input(f casefile.Field, values []string) (layout.Input, error) {
	i := layout.Input{Name: f.Name, Required: f.Required, Values: values, Kind: "line"}
	v.label(&i, f)
	i.Read = v.consentText(f.Name)
	if f.Name == "danger_now" {
		i.Steps = v.dangerSteps()
	}
	if f.Unsaid {
		i.Unsaid = casefile.NotSaid
	}
	switch f.Type {
	case casefile.Text:
		i.Kind = "text"
	case casefile.Drawing:
		i.Kind = "drawing"
	case casefile.Number:
		i.Kind = "number"
	case casefile.Note:
		i.Kind = "note"
	case casefile.Date, casefile.DueDate:
		i.Kind = "date"
	case casefile.YesNo:
		i.Kind, i.Options = "radios", []layout.Option{{Code: "yes", Name: v.t("form.yes")}, {Code: "no", Name: v.t("form.no")}}
	case casefile.Choice:
		i.Kind, i.Options = "choice", v.choices(f)
		if f.List == "second_level" {
			return i, v.finer(&i)
		}
		if len(i.Options) <= radiosAtMost {
			i.Kind = "radios"
		}
	case casefile.Choices:
		i.Kind, i.Options = "choices", v.choices(f)
	case casefile.Someone:
		i.Kind = "choice"
	case casefile.Persons:
		i.Kind = "choices"
	case casefile.Place:
		if f.Name == villageField {
			v.village(&i)
			break
		}
		v.place(&i)
	case casefile.Clock:
		i.Kind = "time"
	case casefile.Tasks:
		i.Kind = "choices"
	case casefile.Staff:
		return i, v.doers(&i, f.List)
	case casefile.Staffs:
		return i, v.workers(&i)
	case casefile.Office:
		return i, v.partners(&i)
	case casefile.Entries:
		i.Kind = "choices"
	case casefile.Agency:
		return i, v.receivers(&i)
	}
	return i, nil
}

// label names a field: by the catalogue, or by what it carries itself.
func (v *visit) label(i *layout.Input, f casefile.Field) {
	in, l := f.Inline, v.p.Lang()
	if in == nil {
		i.Label = v.t("field." + f.Name)
		if f.Help {
			i.Help = v.t("help." + f.Name)
		}
		return
	}
	i.Label, i.Help, i.Section, i.Question, i.Bare = in.Label.In(l), in.Help.In(l), in.Section.In(l), in.Key, true
}

// choices are those a field carries itself, or those of its list.
func (v *visit) choices(f casefile.Field) []layout.Option {
	if f.Inline == nil {
		return v.options(f.List)
	}
	out := make([]layout.Option, len(f.Inline.Options))
	for n, o := range f.Inline.Options {
		out[n] = layout.Option{Code: o.Code, Name: o.Name.In(v.p.Lang())}
	}
	return out
}

// consentText is what the client is told before the answer to a field.
func (v *visit) consentText(field string) []string {
	c := taxonomy.Consent()
	var told []locale.Text
	switch field {
	case "consent_given":
		told = slices.Concat(c.Service, c.Data, c.Limits)
	case "service_consent":
		told = slices.Concat(c.Service, c.Limits)
	case "data_consent":
		told = c.Data
	}
	out := make([]string, len(told))
	for n, paragraph := range told {
		out[n] = paragraph.In(v.p.Lang())
	}
	return out
}

// dangerSteps is what to do when somebody is in danger now.
func (v *visit) dangerSteps() []string {
	var out []string
	for _, step := range taxonomy.Danger().Steps {
		out = append(out, step.In(v.p.Lang()))
	}
	return out
}

func (v *visit) options(list string) []layout.Option {
	items := taxonomy.List(list)
	out := make([]layout.Option, len(items))
	for n, item := range items {
		out[n] = layout.Option{Code: item.Code, Name: item.Name.In(v.p.Lang())}
	}
	return out
}

// finer offers the finer codes under the problems they belong to: the national
// ones, then the LK3's own.
func (v *visit) finer(i *layout.Input) error {
	own, err := v.site.App.Institutions.SecondLevels(v.r.Context(), v.who.Actor)
	if err != nil {
		return err
	}
	i.Options = nil
	for _, p := range taxonomy.List("problems") {
		add := func(code, name string) {
			i.Options = append(i.Options, layout.Option{Code: code, Name: name, Under: p.Name.In(v.p.Lang())})
		}
		for _, s := range taxonomy.Now().SecondLevel {
			if s.Under == p.Code {
				add(s.Code, s.Name.In(v.p.Lang()))
			}
		}
		for _, l := range own {
			if l.Under == p.Code {
				add(l.Code, l.Name)
			}
		}
	}
	return nil
}

// place offers the regencies and cities: those of the own province first, all
// by typing part of a name.
func (v *visit) place(i *layout.Input) {
	i.Kind = "place"
	if i.Help == "" {
		i.Help = v.t("help.residence")
	}
	tree := v.site.App.Areas()
	if a, ok := tree.Get(area.Code(i.Value())); ok && i.Value() != "" {
		i.Values = []string{a.Name}
	}
	own := tree.ProvinceOf(area.Code(v.who.Area), v.who.Today)
	for _, near := range []bool{true, false} {
		for _, r := range tree.Regencies() {
			if (tree.ProvinceOf(r.Code, v.who.Today) == own) == near {
				i.Options = append(i.Options, layout.Option{Code: string(r.Code), Name: r.Name})
			}
		}
	}
}

func (v *visit) workers(i *layout.Input) error {
	i.Kind = "choices"
	people, err := v.site.App.Staff.Workers(v.r.Context(), v.who.Actor)
	if err != nil {
		return err
	}
	loads, err := v.site.App.Staff.Caseloads(v.r.Context(), v.who.Actor)
	for _, p := range people {
		name := p.Name + " (" + taxonomy.Name("professions", p.Profession, v.p.Lang()) + ")"
		i.Options = append(i.Options, layout.Option{Code: p.ID, Name: name + " · " + v.caseload(loads[p.ID])})
	}
	return err
}

// doers offers who can be given a task: colleagues, and those of the list.
func (v *visit) doers(i *layout.Input, list string) error {
	i.Kind = "choice"
	if v.colleagues == nil {
		people, err := v.site.App.Staff.Doers(v.r.Context(), v.who.Actor)
		if err != nil {
			return err
		}
		v.colleagues = []layout.Option{}
		for _, p := range people {
			v.colleagues = append(v.colleagues, layout.Option{Code: p.ID, Name: p.Name})
		}
	}
	i.Options = append(i.Options, v.colleagues...)
	if list != "" {
		i.Options = append(i.Options, v.options(list)...)
	}
	return nil
}

// caseload says what a worker has in hand.
func (v *visit) caseload(l app.Caseload) string {
	if l.Open == 0 {
		return v.t("caseload.none")
	}
	said := v.t("caseload.open", "n", l.Open, "high", l.HighRisk, "days", v.who.Today.Sub(l.Oldest))
	if l.Weighted > 0 {
		said = v.t("caseload.weighted", "n", l.Weighted) + " · " + said
	}
	return said
}

func (v *visit) partners(i *layout.Input) error {
	i.Kind = "choice"
	all, err := v.site.App.Institutions.Partners(v.r.Context(), v.who.Actor)
	for _, p := range all {
		i.Options = append(i.Options, layout.Option{Code: p.ID, Name: p.Name})
	}
	return err
}

// body reads a form's fields from what was posted.
func (v *visit) body(f casefile.Form) (casefile.Body, error) { return v.bodyOf(f, v.r.PostForm) }

// bodyOf reads a form's fields from what was typed. Places are typed by name.
func (v *visit) bodyOf(f casefile.Form, typed url.Values) (casefile.Body, error) {
	body := casefile.Body{}
	for _, field := range f.Fields {
		if field.Type == casefile.Rows {
			v.readRows(field, typed, body)
			continue
		}
		if field.Name == villageField {
			body.Set(field.Name, v.villageCode(typed.Get("residence"), typed.Get(field.Name)))
			continue
		}
		v.readField(field, field.Name, typed, body)
	}
	return body, nil
}

func (v *visit) readField(f casefile.Field, name string, typed url.Values, body casefile.Body) {
	answers := typed[name]
	if f.Type == casefile.Place {
		answers = v.placeCodes(answers)
	}
	body.Set(name, answers...)
}

// placeCodes turns names of regencies into codes; what is no name stays, and is
// refused beside its field.
func (v *visit) placeCodes(typed []string) []string {
	out := make([]string, len(typed))
	for n, text := range typed {
		out[n] = placeCode(v.site.App.Areas(), area.Regency, text)
	}
	return out
}

// placeCode returns the code of what is named on a level; a code stays, and so
// does what names nothing.
func placeCode(tree *area.Tree, l area.Level, text string) string {
	text = strings.TrimSpace(text)
	if _, ok := tree.Get(area.Code(text)); ok {
		return text
	}
	if found, ok := tree.Named(l, text); ok {
		return string(found.Code)
	}
	return text
}

// newID makes an id for a form, so that sending it twice writes once.
func (v *visit) newID() string { return ident.New(v.site.App.Now(), rand.Reader) }

// day reads the day something happened, 0 for today.
func (v *visit) day(values url.Values) (calendar.Day, error) {
	text := values.Get("day")
	if text == "" {
		return 0, nil
	}
	d, err := calendar.ParseDay(text)
	if err != nil {
		return 0, fault.Bad("day", "fault.day")
	}
	return d, nil
}

// dayInput asks on which day it happened: today unless said otherwise.
func (v *visit) dayInput(value string) layout.Input {
	if value == "" {
		value = v.who.Today.String()
	}
	return layout.Input{Name: "day", Label: v.t("field.day"), Kind: "date", Required: true, Values: []string{value}}
}

// refused reports whether an error belongs to what was typed, so that the form
// is shown again with everything kept.
func refused(err error) bool {
	f := fault.First(err)
	return f != nil && (f.Kind == fault.Invalid || f.Kind == fault.Conflict || f.Kind == fault.Unavailable)
}
