package web

import (
	"net/http"
	"slices"
	"strings"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/document"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/httpd"
	"teduh/internal/web/pages/layout"

	casepages "teduh/internal/web/pages/casefile"
	pages "teduh/internal/web/pages/document"
)

// papers lists what can be printed of a case.
func (v *visit) papers() error {
	f, err := v.site.App.Cases.Open(v.r.Context(), v.who.Actor, v.r.PathValue("file"))
	if err != nil {
		return err
	}
	view := v.view(v.t("document.papers"))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.List(view, f).Render(v.r.Context(), w) })
}

func (v *visit) paperKind() document.Kind { return document.Kind(v.r.PathValue("paper")) }

func (v *visit) paperForm() error {
	p, err := v.site.App.Documents.Prepare(v.r.Context(), v.who.Actor, v.r.PathValue("file"), v.paperKind(), v.r.URL.Query().Get("entry"))
	if err != nil {
		return err
	}
	return v.askPaper(p, nil)
}

// askPaper shows the form of a paper; refusal is what was wrong with it.
func (v *visit) askPaper(p app.Paper, refusal error) error {
	f := layout.Form{Action: pages.Of(p.State.File, p.Kind, ""), Submit: v.t("document.show"), Hidden: map[string]string{"entry": p.Entry.ID}}
	if p.Kind == document.Referral {
		f.Hidden["request"] = v.newID()
	}
	var warning []string
	if p.Kind == document.CaseFile {
		f.Shown = v.copyInputs(p)
		warning = append(warning, v.t("document.look_through"))
		if p.State.Consent.Data != "yes" {
			warning = append(warning, v.t("document.no_consent"))
		}
	} else {
		f.Shown = v.letterInputs(p)
	}
	f.Shown = append(f.Shown, v.paperInput())
	if p.Kind.IsLetter() {
		if err := v.drafting(&f, paperPlace(p.State.File, p.Kind, p.Entry.ID)); err != nil {
			return err
		}
	}
	status := http.StatusOK
	if refusal != nil {
		status = httpd.Status(refusal)
		f.Keep(v.r.PostForm)
		f.Refuse(v.p, refusal)
	}
	view := v.view(v.t("paperkind." + string(p.Kind)))
	return v.html(status, func(w http.ResponseWriter) error {
		return pages.Ask(view, pages.Address(p.State.File), casepages.Safe(p.FileView), warning, f).Render(v.r.Context(), w)
	})
}

// paperInput asks for the size of paper.
func (v *visit) paperInput() layout.Input {
	i := v.simple("paper", "radios", v.paper(), true)
	i.Label = v.t("document.paper")
	for _, p := range layout.Papers() {
		i.Options = append(i.Options, layout.Option{Code: p, Name: v.t("paper." + p)})
	}
	return i
}

// letterInputs are what is typed into a paper: of a consent nothing, of an
// agreement its number, of a letter all that stands around its body too.
func (v *visit) letterInputs(p app.Paper) []layout.Input {
	day := v.simple("letter_day", "date", v.who.Today.String(), true)
	number := v.simple("letter_number", "line", "", false)
	number.Help = v.t("help.letter_number")
	switch {
	case p.Kind == document.Consent:
		return []layout.Input{day}
	case !p.Kind.IsLetter():
		return []layout.Input{number, day}
	}
	nature := v.chosen("letter_nature", "letter_natures", "")
	nature.Required = false
	if p.Kind != document.Slip {
		nature.Values = []string{"secret"}
	}
	to := v.simple("letter_to", "text", v.addressee(p), false)
	to.Help = v.t("help.letter_to." + string(p.Kind))
	body := v.simple("letter_body", "text", v.letterBody(p), true)
	inputs := []layout.Input{number, day, nature, v.simple("enclosures", "line", "", false), v.simple("letter_subject", "line", v.t("document.subject."+string(p.Kind)), false), to}
	if p.Kind != document.Slip {
		named := layout.Input{Name: "named", Label: v.t("field.named"), Kind: "radios", Required: true, Options: v.yesNo(), Values: []string{"no"}}
		named.Help = v.t("help.named")
		if p.Kind == document.Closing || p.Entry.Body.Yes("share_consent") {
			named.Values = []string{"yes"}
		}
		inputs = append(inputs, named)
	}
	if p.Kind == document.Referral {
		inputs = append(inputs, v.withCode(p))
	}
	return append(inputs, body, v.simple("copies", "text", "", false))
}

// withCode asks whether the letter carries a code by which the agency answers.
func (v *visit) withCode(p app.Paper) layout.Input {
	i := layout.Input{Name: "with_code", Label: v.t("letter.with_code"), Help: v.t("letter.once"), Kind: "radios", Required: true, Options: v.yesNo(), Values: []string{"no"}}
	if r, ok := p.State.Referral(p.Entry.ID); ok && !r.Settled() {
		i.Values = []string{"yes"}
	}
	return i
}

// addressee is to whom a letter goes as far as the file says. A slip names
// nobody: whoever finds it learns nothing.
func (v *visit) addressee(p app.Paper) string {
	if p.Kind != document.Referral {
		return ""
	}
	if to := p.ReferredTo; to.Name != "" {
		return strings.TrimSpace(to.Name + "\n" + to.Address)
	}
	target := taxonomy.Name("referral_targets", p.Entry.Body.Get("referral_target"), v.p.Lang())
	if name := p.Entry.Body.Get("target_name"); name != "" {
		target += "\n" + name
	}
	return target
}

// letterBody is the body of a letter as the file gives it, to be looked through
// and changed.
func (v *visit) letterBody(p app.Paper) string {
	b := p.Entry.Body
	switch p.Kind {
	case document.Slip:
		return v.t("document.body.slip", "name", p.Institution.Name, "phone", p.Institution.Phone)
	case document.Closing:
		return v.t("document.body.closing", "name", p.Institution.Name, "from", v.p.Day(p.State.FirstDay), "until", v.p.Day(p.Entry.Day))
	}
	lines := []string{v.t("document.body.referral", "purpose", b.Get("referral_purpose"))}
	for _, field := range []string{"chronology", "services_given", "present_state", "documents"} {
		if b.Has(field) {
			lines = append(lines, v.t("field."+field)+": "+b.Get(field))
		}
	}
	if b.Yes("share_consent") {
		lines = append(lines, v.reached(p)...)
	}
	if due := b.Day("reply_due"); due != 0 {
		lines = append(lines, v.t("document.body.reply_due", "day", v.p.Day(due)))
	}
	return strings.Join(append(lines, v.t("document.body.thanks")), "\n")
}

// reached says how those whom a letter is about are reached without harm, and what
// they need.
func (v *visit) reached(p app.Paper) (lines []string) {
	view := v.view("")
	for _, w := range p.Whom {
		of := ""
		if len(p.Whom) > 1 {
			of = " (" + casefile.Initials(w.Name) + ")"
		}
		who := casefile.IdentityFor(w.Who, casefile.AnAgency)
		if told := (casepages.SafeView{SafeContact: casefile.SafeContactOf(who)}).Told(view); len(told) > 0 {
			lines = append(lines, v.t("field.safe_contact")+of+": "+strings.Join(told, "; "))
		}
		if needs := casepages.Needs(view, who); len(needs) > 0 {
			lines = append(lines, v.t("field.accommodation")+of+": "+strings.Join(needs, "; "))
		}
	}
	return lines
}

// copyInputs ask for whom a file is copied, and what of it.
func (v *visit) copyInputs(p app.Paper) []layout.Input {
	reader := v.simple("reader", "radios", string(casefile.TheClient), true)
	reader.Help = v.t("help.reader")
	for _, r := range casefile.Readers() {
		reader.Options = append(reader.Options, layout.Option{Code: string(r), Name: v.t("reader." + string(r))})
	}
	person := v.simple("copy_person", "radios", p.State.Client, true)
	person.Help = v.t("help.copy_person")
	for _, m := range p.State.People() {
		person.Options = append(person.Options, layout.Option{Code: m.ID, Name: casepages.MemberName(v.view(""), m, p.Today)})
	}
	kinds := v.simple("kinds", "choices", "", true)
	kinds.Values = nil
	for _, k := range casefile.Kinds() {
		if p.State.Has(k) > 0 && k != casefile.SealedNote && k != casefile.Correction {
			kinds.Options = append(kinds.Options, layout.Option{Code: string(k), Name: v.t("kind." + string(k))})
			kinds.Values = append(kinds.Values, string(k))
		}
	}
	return []layout.Input{reader, person, kinds}
}

// paperPrint shows a paper as it is printed.
func (v *visit) paperPrint() error {
	file, k, posted := v.r.PathValue("file"), v.paperKind(), v.r.PostForm
	var p app.Paper
	var err error
	if k == document.CaseFile {
		p, err = v.copied(file)
	} else {
		p, err = v.site.App.Documents.Print(v.r.Context(), v.who.Actor, file, k, posted.Get("entry"))
	}
	if refused(err) {
		return v.againPaper(file, k, err)
	}
	if err != nil {
		return err
	}
	if k.IsLetter() { // it is on paper now
		if err := v.site.App.Drafts.Discard(v.r.Context(), v.who.Actor, paperPlace(file, k, p.Entry.ID)); err != nil {
			return err
		}
	}
	paper := pages.View{Paper: p, Letter: v.typedLetter(), Body: posted.Get("letter_body"), Named: posted.Get("named") == "yes", Reader: casefile.Reader(posted.Get("reader"))}
	if k == document.Referral && posted.Get("with_code") == "yes" {
		code, err := v.site.App.Referrals.Code(v.r.Context(), v.who.Actor, file, p.Entry.ID, posted.Get("request"))
		if err != nil {
			return err
		}
		paper.Answer = &pages.Answer{LetterCode: code, At: v.r.Host + "/reply"}
	}
	view := v.printed(v.t("paperkind."+string(k)), v.paper())
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.Page(view, paper).Render(v.r.Context(), w) })
}

// paperPlace is the address of the form of a paper.
func paperPlace(file string, k document.Kind, entry string) string { return pages.Of(file, k, entry) }

func (v *visit) againPaper(file string, k document.Kind, refusal error) error {
	p, err := v.site.App.Documents.Prepare(v.r.Context(), v.who.Actor, file, k, v.r.PostForm.Get("entry"))
	if err != nil {
		return err
	}
	return v.askPaper(p, refusal)
}

// copied copies a file for somebody.
func (v *visit) copied(file string) (app.Paper, error) {
	c := app.Choice{Reader: casefile.Reader(v.r.PostForm.Get("reader")), Person: v.r.PostForm.Get("copy_person")}
	for _, k := range v.r.PostForm["kinds"] {
		c.Kinds = append(c.Kinds, casefile.Kind(k))
	}
	return v.site.App.Documents.Copy(v.r.Context(), v.who.Actor, file, c)
}

// typedLetter reads what a letter says about itself. A day that is none is today.
func (v *visit) typedLetter() document.Letter {
	p := v.r.PostForm
	day, err := calendar.ParseDay(p.Get("letter_day"))
	if err != nil {
		day = v.who.Today
	}
	nature := p.Get("letter_nature")
	if !taxonomy.Has("letter_natures", nature) {
		nature = ""
	}
	return document.Letter{Number: strings.TrimSpace(p.Get("letter_number")), Nature: nature, Enclosures: strings.TrimSpace(p.Get("enclosures")),
		Subject: strings.TrimSpace(p.Get("letter_subject")), Day: day, To: document.Lines(p.Get("letter_to")), Copies: document.Lines(p.Get("copies"))}
}

// written is what somebody may write down on paper first. The rest is made by a
// press of a button, or has forms of its own.
func written() []casefile.Kind {
	pressed := []casefile.Kind{casefile.Linking, casefile.Unlinking, casefile.Instrument, casefile.Release, casefile.TransferAnswer, casefile.Handover}
	return slices.DeleteFunc(casefile.Kinds(), func(k casefile.Kind) bool { return slices.Contains(pressed, k) })
}

// everyday are the forms that lie on the table of an LK3, in the order of the work.
var everyday = []casefile.Kind{
	casefile.Contact, casefile.Registration, casefile.Consent, casefile.Party, casefile.Screening, casefile.Assessment, casefile.Plan, casefile.Session,
	casefile.GroupSession, casefile.Referral, casefile.Evaluation, casefile.Closure, casefile.FollowUp,
}

// blankForms lists the forms that can be printed empty.
func (v *visit) blankForms() error {
	if err := v.site.App.AskToCreate(v.r.Context(), v.who.Actor, casefile.ContactFile); err != nil {
		return err
	}
	view := v.view(v.t("document.forms"))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error {
		return pages.Forms(view, everyday, slices.DeleteFunc(written(), func(k casefile.Kind) bool { return slices.Contains(everyday, k) })).Render(v.r.Context(), w)
	})
}

func (v *visit) blankForm() error {
	kop, err := v.site.App.Letterheads.OnForms(v.r.Context(), v.who.Actor)
	if err != nil {
		return err
	}
	k := casefile.Kind(v.r.PathValue("kind"))
	if !slices.Contains(casefile.Kinds(), k) {
		return fault.Bad("kind", "fault.choice")
	}
	b := pages.BlankView{Kind: k, Title: v.t("kind." + string(k)), Form: casefile.Current(k), Paper: v.paper(), Letterhead: kop, Institution: v.who.Institution}
	if k == casefile.Registration {
		b.Form = app.RegistrationForm(true)
	}
	view := v.printed(v.t("document.forms")+": "+b.Title, b.Paper)
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.Blank(view, b).Render(v.r.Context(), w) })
}
