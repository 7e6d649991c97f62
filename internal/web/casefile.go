package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"

	"teduh/internal/web/pages/layout"

	pages "teduh/internal/web/pages/casefile"
)

// home is the board of those who work on cases, the recap of those who see
// figures, else the registry.
func (v *visit) home() error {
	switch {
	case caseStaff(v.who.Actor):
		return v.board()
	case access.Holds(v.who.Actor, access.SeeFigures):
		return v.redirect("/recap")
	case access.Holds(v.who.Actor, access.SeeTraining):
		return v.redirect("/training")
	case access.Holds(v.who.Actor, access.SeeRegistry):
		return v.redirect("/institutions")
	default:
		return v.redirect("/account")
	}
}

func (v *visit) board() error {
	f := app.Filter(v.r.URL.Query().Get("show"))
	if !slices.Contains(append(app.Filters(), app.OpenCases, app.Soon, app.AllCases, app.DoneCases, app.GroupWork, app.Unsettled), f) {
		f = app.Home
	}
	page := v.page()
	board, err := v.site.App.Cases.Board(v.r.Context(), v.who.Actor, f, page)
	if err != nil {
		return err
	}
	b := pages.BoardView{Board: board, Filter: f, Page: page, MayWrite: true, Head: v.who.Is(access.Head), Month: v.who.Today.Month(), Senders: map[string]string{}}
	b.ReadsCases = len(access.Reach(v.who.Actor, access.Read, string(casefile.CaseFile))) > 0
	b.MayClose = b.Head && board.Open < b.Month
	for _, d := range board.Drafts {
		b.Drafts = append(b.Drafts, pages.DraftLine{Place: d.Place, Name: v.draftName(d), File: board.Drafted[d.File], Saved: d.Saved})
	}
	if len(board.Incoming)+len(board.Outgoing) > 0 {
		if b.Senders, err = v.partnerNames(); err != nil {
			return err
		}
	}
	view := v.view(v.t("menu.board"))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.Board(view, b).Render(v.r.Context(), w) })
}

// page is which page of a list is asked for, from 0.
func (v *visit) page() int {
	n, _ := strconv.Atoi(v.r.URL.Query().Get("page")) // anything else is the first
	return min(max(n, 0), 10_000)
}

func (v *visit) partnerNames() (map[string]string, error) {
	all, err := v.site.App.Institutions.Partners(v.r.Context(), v.who.Actor)
	names := make(map[string]string, len(all))
	for _, i := range all {
		names[i.ID] = i.Name
	}
	return names, err
}

// file shows a case or a contact.
func (v *visit) file() error {
	f, err := v.site.App.Cases.Open(v.r.Context(), v.who.Actor, v.r.PathValue("file"))
	if err != nil {
		return err
	}
	if f.State.Has(casefile.Transfer)+f.State.Has(casefile.Handover) > 0 {
		names, err := v.partnerNames()
		if err != nil {
			return err
		}
		for id, name := range names {
			f.Authors[id] = name
		}
	}
	f.About, f.Ticket = v.r.URL.Query().Get("person"), v.newID()
	view := v.view(v.t("page.file"))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error { return pages.File(view, f).Render(v.r.Context(), w) })
}

// form is a form for a field table, ready to be shown or shown again.
type form struct {
	title, back, intro string
	warns              bool            // whether the intro is a warning
	link               layout.MenuItem // what is better done first, such as to look whether the client is here
	table              casefile.Form
	body               casefile.Body
	day                string
	action             string
	hidden             map[string]string
	safe               pages.SafeView
	first              []layout.Input  // asked before the fields of the table
	people             []layout.Option // of the case, to choose from
	declared           []casefile.Declared
	picks              []layout.Option // entries of the file that can be picked
	tasks              []layout.Option // open in the case, to tick off
	steps              []layout.Option // whose day can be set
	notes              map[string]string
	begins             []layout.Option // what it can begin with: addresses and names
	draft              string          // address whose draft it keeps, "" for none
	saved              time.Time       // of the draft it was filled with
}

// show renders a form; err is what was refused, nil the first time.
func (v *visit) show(f form, err error) error {
	if err == nil && f.draft != "" && !v.wantsRows() && !v.begins() {
		if err := v.restore(&f); err != nil {
			return err
		}
	}
	shown, folded, inputErr := v.inputs(f)
	if inputErr != nil {
		return inputErr
	}
	v.barred(shown, f.declared)
	for i := range shown {
		if shown[i].Name == "passed" {
			shown[i].Options = f.picks
		}
	}
	page := layout.Form{Action: f.action, Hidden: f.hidden, Shown: append(f.first, shown...), Folded: v.inFold(f, folded), Submit: v.t("form.save"),
		Draft: f.draft, Restored: f.saved}
	if err == nil && f.saved.IsZero() {
		page.Begins = f.begins
	}
	if page.Questions, inputErr = questions(f.table); inputErr != nil {
		return inputErr
	}
	status := http.StatusOK
	if err != nil {
		status = httpStatus(err)
		page.Refuse(v.p, err)
	}
	view := v.view(f.title)
	return v.html(status, func(w http.ResponseWriter) error {
		return pages.Entry(view, f.back, f.intro, f.warns, f.safe, f.link, page).Render(v.r.Context(), w)
	})
}

func httpStatus(err error) int {
	if fault.KindOf(err) == fault.Conflict {
		return http.StatusConflict
	}
	return http.StatusUnprocessableEntity
}

func (v *visit) newContact() form {
	return form{title: v.t("kind.contact"), back: "/", table: casefile.Current(casefile.Contact), body: casefile.Body{}, action: "/contacts", draft: "/contacts/new",
		hidden: map[string]string{"id": v.newID(), "file": v.newID()}}
}

func (v *visit) contactForm() error {
	if err := v.site.App.AskToCreate(v.r.Context(), v.who.Actor, casefile.ContactFile); err != nil {
		return err
	}
	return v.show(v.newContact(), nil)
}

func (v *visit) contact() error { return v.begin(v.newContact(), v.site.App.Contacts.Record) }

// begin writes the first entry of a file by a form.
func (v *visit) begin(f form, record func(context.Context, access.Actor, app.AppendRequest) (string, error)) error {
	var err error
	if f.body, err = v.body(f.table); err != nil {
		return err
	}
	v.keep(&f, "id", "file")
	if v.wantsRows() {
		return v.show(f, nil)
	}
	day, err := v.day(v.r.PostForm)
	if err == nil {
		var file string
		if file, err = record(v.r.Context(), v.who.Actor, app.AppendRequest{ID: f.hidden["id"], File: f.hidden["file"], Day: day, Body: f.body, Draft: f.draft}); err == nil {
			return v.redirect(after(file, f.body))
		}
	}
	if refused(err) {
		return v.show(f, err)
	}
	return err
}

// after is where one goes on from the first entry of a file: to the registration,
// when a case is to grow from it.
func after(file string, body casefile.Body) string {
	if body.Get("contact_outcome") == casefile.BecameCase {
		return "/register?contact=" + file
	}
	return "/files/" + file
}

// keep carries hidden values and the day over to the form shown again.
func (v *visit) keep(f *form, names ...string) {
	f.day = v.r.PostForm.Get("day")
	for _, name := range names {
		f.hidden[name] = v.r.PostForm.Get(name)
	}
}

// registering is the registration form for a new person or a known one.
func (v *visit) registering(contact, person, beside string) form {
	f := form{title: v.t("board.new_case"), back: "/", table: app.RegistrationForm(person == ""), body: casefile.Body{}, action: "/register",
		hidden: map[string]string{"id": v.newID(), "contact": contact, "person": person, "beside": beside}}
	f.body.Set("residence", v.who.Area)
	if person == "" {
		f.link = layout.MenuItem{Path: searchFirst(contact), Key: "register.search_first"}
	}
	f.draft = "/register" + grownFrom(url.Values{"contact": {contact}, "person": {person}, "beside": {beside}})
	return f
}

func (v *visit) registerForm() error {
	q := v.r.URL.Query()
	if err := v.site.App.AskToCreate(v.r.Context(), v.who.Actor, casefile.CaseFile); err != nil {
		return err
	}
	f := v.registering(q.Get("contact"), q.Get("person"), q.Get("beside"))
	if contact := q.Get("contact"); contact != "" {
		if err := v.fromContact(&f, contact); err != nil {
			return err
		}
	}
	if person := q.Get("person"); person != "" {
		seen, err := v.site.App.Cases.Open(v.r.Context(), v.who.Actor, person)
		if err != nil {
			return err
		}
		f.safe = pages.Safe(seen)
		for field, answers := range casefile.FromIdentity(casefile.IdentityOf(seen.Entries), v.who.Today) {
			f.body.Set(field, answers...)
		}
	}
	return v.show(f, nil)
}

// fromContact takes over what the contact already says, so that nothing is
// typed twice.
func (v *visit) fromContact(f *form, contact string) error {
	seen, err := v.site.App.Cases.Open(v.r.Context(), v.who.Actor, contact)
	if err != nil {
		return err
	}
	for field, answers := range casefile.FromContact(casefile.Effective(seen.Entries)[0].Body) {
		if _, asked := f.table.Field(field); asked {
			f.body.Set(field, answers...)
		}
	}
	f.back = "/files/" + contact
	return nil
}

func (v *visit) register() error {
	f := v.registering(v.r.PostForm.Get("contact"), v.r.PostForm.Get("person"), v.r.PostForm.Get("beside"))
	var err error
	if f.body, err = v.body(f.table); err != nil {
		return err
	}
	v.keep(&f, "id")
	if v.wantsRows() {
		return v.show(f, nil)
	}
	day, err := v.day(v.r.PostForm)
	if err == nil {
		r := app.RegisterRequest{
			ID: f.hidden["id"], Contact: f.hidden["contact"], Person: f.hidden["person"], Beside: f.hidden["beside"], Day: day, Body: f.body, Draft: f.draft, Read: taxonomy.Consent().Version, ReadIn: string(v.p.Lang()),
		}
		v.samePerson(&r)
		if r.Person == "" && !r.Ask {
			f.hidden["same_as"] = somebodyElse // is not asked again
		}
		var made app.Registered
		made, err = v.site.App.Cases.Register(v.r.Context(), v.who.Actor, r)
		if err == nil {
			return v.afterRegistration(made, r.Body)
		}
		f.ask(v.whoElse(made.Alike))
	}
	if refused(err) {
		return v.show(f, err)
	}
	return err
}

// afterRegistration shows the case to those who may open it, else says its
// number, and what looks odd.
func (v *visit) afterRegistration(made app.Registered, body casefile.Body) error {
	if v.who.Is(access.Caseworker) || v.who.Is(access.Psychologist) || v.who.Is(access.Head) {
		return v.redirect("/files/" + made.Case)
	}
	view := v.view(v.t("register.done"))
	return v.html(http.StatusOK, func(w http.ResponseWriter) error {
		return layout.Message(view, v.t("register.number", "number", made.Number), "/", v.t("page.home"), pages.IdentityDoubts(v.p, body)...).Render(v.r.Context(), w)
	})
}

// writing is the form of one kind of entry in a file.
func (v *visit) writing(k casefile.Kind) (form, app.FileView, error) {
	file := v.r.PathValue("file")
	seen, err := v.site.App.Cases.Form(v.r.Context(), v.who.Actor, file, k)
	if err != nil {
		return form{}, seen, err
	}
	at := "/files/" + file + "/new/" + string(k)
	f := form{title: v.t("act." + string(k)), back: "/files/" + file, table: casefile.Current(k), body: casefile.Body{},
		action: at, draft: at, hidden: map[string]string{"id": v.newID()}}
	f.intro, f.safe = v.bind(&f, seen, k), pages.Safe(seen)
	v.persons(&f, seen)
	if k == casefile.Transfer {
		v.goAlong(&f, seen)
	}
	v.planned(&f, seen, k)
	if slices.Contains(seen.Aside, k) {
		f.back = "/files/" + file + "/family"
		return f, seen, v.sayAnew(&f, seen, k)
	}
	return f, seen, nil
}

// bind fills the links of an entry from the file as it was seen: which plan is
// approved, which referral is answered.
func (v *visit) bind(f *form, seen app.FileView, k casefile.Kind) (intro string) {
	switch k {
	case casefile.Consent:
		f.hidden["text_version"], f.hidden["text_language"] = taxonomy.Consent().Version, string(v.p.Lang())
		f.notes = map[string]string{"concerns": v.t("consent.whose")}
		v.withdrawing(f, seen)
	case casefile.Approval:
		f.hidden["approves"], f.hidden["approved_hash"] = seen.State.Plan.Entry, seen.State.Plan.Hash
		for _, e := range casefile.Effective(seen.Entries) {
			if e.ID == seen.State.Plan.Entry {
				intro = pages.PlanText(v.view(""), e, seen)
			}
		}
	case casefile.Reply:
		if r, ok := v.answered(seen.State); ok {
			f.hidden["replies_to"] = r.Entry
			intro = pages.ReferredTo(v.view(""), seen, r) + " · " + r.Number + " · " + v.p.Day(r.Day)
		}
	case casefile.Referral:
		f.body.Set("urgency", "ordinary")
		f.body.Set("services_given", v.given(seen))
		f.notes = map[string]string{"urgency": v.answerClock()}
		intro, f.warns = v.refusedTo(seen.State.RefusedTo()), true
	case casefile.Transfer:
		f.picks = v.picks(seen)
		if slices.Contains(seen.State.RefusedTo(), casefile.AnotherLK3) { // what is refused to others hinders no transfer
			intro, f.warns = v.refusedTo([]string{casefile.AnotherLK3}), true
		}
	case casefile.PoliceDecision:
		intro, f.warns = pages.PoliceIntro(v.view(""), seen), seen.State.PoliceRefused()
	case casefile.SafetyAction:
		f.hidden["acts_on"], intro = v.alerts(seen)
	case casefile.Problem:
		f.body.Set("primary", codedOnly(seen.State.Dims.Problem))
		f.body.Set("secondary", seen.State.Secondary...)
	case casefile.Identity:
		for _, e := range casefile.Effective(seen.Entries) {
			f.body = e.Body.Clone()
			f.hidden["reckoned_year"] = f.body.Get("reckoned_year")
		}
	case casefile.Assignment:
		f.body.Set("assigned", seen.State.Assigned...)
		f.declared = seen.State.Declared
	case casefile.Review:
		f.body = seen.State.Checklist(seen.Person, seen.Today)
		intro = v.t("review.checked_by_program")
	}
	return intro
}

// withdrawing fills the form of a consent with the one that its address names and
// that the client takes back, so that this is as easy as giving it was.
func (v *visit) withdrawing(f *form, seen app.FileView) {
	for _, e := range casefile.Effective(seen.Entries) {
		if e.Kind != casefile.Consent || e.ID != v.r.URL.Query().Get("withdraw") {
			continue
		}
		f.title, f.draft = v.t("consent.withdrawn"), ""
		for _, field := range []string{"service_consent", "data_consent", "given_by", "scope", "not_shared_with", "concerns"} {
			f.body.Set(field, e.Body.All(field)...)
		}
		f.body.Set("withdrawn_on", v.who.Today.String())
		f.table.Fields = slices.Clone(f.table.Fields)
		for n := range f.table.Fields {
			if f.table.Fields[n].Name == "withdrawn_on" {
				f.table.Fields[n].Folded = false
			}
		}
	}
}

func codedOnly(problem string) string {
	if problem == casefile.NotCoded {
		return ""
	}
	return problem
}

func (v *visit) entryForm() error {
	if v.r.PathValue("kind") == string(casefile.Instrument) { // which one is chosen first
		return v.redirect("/files/" + v.r.PathValue("file") + "/measures")
	}
	f, _, err := v.writing(casefile.Kind(v.r.PathValue("kind")))
	if err != nil {
		return err
	}
	return v.show(f, nil)
}

func (v *visit) entry() error {
	k := casefile.Kind(v.r.PathValue("kind"))
	if k == casefile.Instrument { // it has pages of its own
		return v.measureBy(v.r.PostForm.Get("instrument"))
	}
	f, seen, err := v.writing(k)
	if err != nil {
		return v.again(seen, err)
	}
	if f.body, err = v.body(f.table); err != nil {
		return err
	}
	v.keep(&f, "id")
	for _, name := range []string{"approves", "approved_hash", "replies_to", "text_version", "text_language", "party", "tie", "household", "support", "person", "reckoned_year", "adds_to"} {
		if posted := v.r.PostForm.Get(name); posted != "" {
			f.hidden[name] = posted
			f.body.Set(name, posted)
		}
	}
	if v.wantsRows() {
		return v.show(f, nil)
	}
	if err = v.write(f, k); err == nil {
		return v.redirect(onward(f, k))
	}
	if refused(err) {
		return v.show(f, err)
	}
	return err
}

// onward is where somebody goes who wrote an entry: a follow-up that found the
// client in need leads to the reopening.
func onward(f form, k casefile.Kind) string {
	if k == casefile.FollowUp && f.body.Yes("reopen_needed") {
		return f.back + "/new/" + string(casefile.Reopening)
	}
	return f.back
}

// again lets a form that was sent twice, and whose entry is already written,
// come back to the file.
func (v *visit) again(seen app.FileView, err error) error {
	id := v.r.PostForm.Get("id")
	if !slices.ContainsFunc(seen.Entries, func(e casefile.Entry) bool { return e.ID == id }) {
		return err
	}
	return v.redirect("/files/" + v.r.PathValue("file"))
}

func (v *visit) write(f form, k casefile.Kind) error {
	day, err := v.day(v.r.PostForm)
	if err != nil {
		return err
	}
	r := app.AppendRequest{File: v.r.PathValue("file"), ID: f.hidden["id"], Kind: k, Day: day, Body: f.body, Draft: f.draft}
	if k == casefile.Transfer {
		_, err = v.site.App.Cases.Transfer(v.r.Context(), v.who.Actor, r)
		return err
	}
	_, err = v.site.App.Cases.Append(v.r.Context(), v.who.Actor, r)
	return err
}

// correcting is the form of a correction: the old entry's form as it stands
// now, and why.
func (v *visit) correcting() (form, error) {
	file := v.r.PathValue("file")
	seen, e, err := v.site.App.Cases.CorrectionForm(v.r.Context(), v.who.Actor, file, v.r.PathValue("entry"))
	if err != nil {
		return form{}, err
	}
	table := casefile.Correcting(seen.FormOf(e))
	at := "/files/" + file + "/correct/" + e.ID
	f := form{title: v.t("casefile.correct") + ": " + v.t("kind."+string(e.Kind)), back: "/files/" + file, table: table, body: e.Body.Clone(),
		action: at, draft: at, safe: pages.Safe(seen), hidden: map[string]string{"id": v.newID()}}
	v.persons(&f, seen)
	f.tasks = v.ticks(seen, e.Body.All("tasks_done"))
	return f, nil
}

func (v *visit) correctionForm() error {
	f, err := v.correcting()
	if err != nil {
		return err
	}
	return v.show(f, nil)
}

func (v *visit) correction() error {
	f, err := v.correcting()
	if err != nil {
		return err
	}
	if f.body, err = v.body(f.table); err != nil {
		return err
	}
	f.body.Set("corrects", v.r.PathValue("entry"))
	v.keep(&f, "id")
	if v.wantsRows() {
		return v.show(f, nil)
	}
	if err = v.write(f, casefile.Correction); err == nil {
		return v.redirect(f.back)
	}
	if refused(err) {
		return v.show(f, err)
	}
	return err
}

// picks offers the entries that can go along with a transfer, newest first.
func (v *visit) picks(seen app.FileView) []layout.Option {
	var out []layout.Option
	for _, e := range pages.Newest(app.Passable(seen.State, seen.Entries)) {
		name := v.t("kind."+string(e.Kind)) + " · " + v.p.ShortDay(e.Day)
		if begins := pages.Begins(e, seen); begins != "" {
			name += " · " + begins
		}
		out = append(out, layout.Option{Code: e.ID, Name: name})
	}
	return out
}

// goAlong offers who can go along with a transfer; the usual ones are ticked.
func (v *visit) goAlong(f *form, seen app.FileView) {
	view := v.view("")
	var ticked []string
	f.people = nil
	for _, m := range seen.State.Parties {
		if m.MayGoAlong() {
			f.people = append(f.people, layout.Option{Code: m.ID, Name: pages.MemberName(view, m, seen.Today)})
		}
		if m.GoesAlong() {
			ticked = append(ticked, m.ID)
		}
	}
	f.body.Set("passed_persons", ticked...)
}

func (v *visit) declineTransfer() error {
	id, why := v.r.PathValue("id"), v.r.PostForm.Get("transfer_note")
	err := v.site.App.Cases.Decline(v.r.Context(), v.who.Actor, id, why)
	if refused(err) {
		reason := layout.Input{Name: "transfer_note", Label: v.t("transfer.why"), Kind: "text", Required: true}
		return v.editing(v.t("transfer.decline"), "/", layout.Form{Action: "/transfers/" + id + "/decline", Submit: v.t("transfer.decline"), Shown: []layout.Input{reason}}, err)
	}
	if err != nil {
		return err
	}
	return v.redirect("/")
}

func (v *visit) withdrawTransfer() error {
	file := v.r.PathValue("file")
	if err := v.site.App.Cases.Withdraw(v.r.Context(), v.who.Actor, file); err != nil {
		return err
	}
	return v.redirect("/files/" + file)
}

func (v *visit) acceptTransfer() error {
	made, err := v.site.App.Cases.Accept(v.r.Context(), v.who.Actor, v.r.PathValue("id"))
	if err != nil {
		return err
	}
	return v.redirect("/files/" + made.Case)
}

func (v *visit) closeMonth() error {
	m, err := calendar.ParseMonth(v.r.PostForm.Get("month"))
	if err != nil {
		return fault.Bad("month", "fault.day")
	}
	if err := v.site.App.Recaps.CloseMonth(v.r.Context(), v.who.Actor, m); err != nil {
		return err
	}
	return v.redirect("/")
}
