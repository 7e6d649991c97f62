// Package casefile is the pages of contacts and cases: the board, a file with
// its timeline, and one plain form for each kind of entry.
package casefile

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"teduh/internal/app"
	"teduh/internal/domain/area"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/family"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"

	"teduh/internal/web/pages/layout"
)

// BoardView is the home page of somebody who works on cases.
type BoardView struct {
	app.Board
	Filter     app.Filter
	Page       int
	MayWrite   bool
	Head       bool
	Month      calendar.Month
	MayClose   bool
	ReadsCases bool // may open some: has lists of them and the register
	Senders    map[string]string
	Drafts     []DraftLine
}

// DraftLine is a draft as the board shows it.
type DraftLine struct {
	Place, Name string
	File        app.Line // the zero line when it begins a file
	Saved       time.Time
}

// BehindView is the files behind a number of a recap.
type BehindView struct {
	app.Behind
	Page  int
	Row   string // what the row is called
	Back  string // the recap
	Here  string // this list's first page
	Today calendar.Day
}

// ProblemName names a problem.
func ProblemName(v layout.View, code string) string { return taxonomy.Name("problems", code, v.Lang()) }

// Needs say what the client needs to be understood and to come in.
func Needs(v layout.View, who casefile.Body) []string {
	var out []string
	if who.Yes("interpreter") {
		out = append(out, strings.TrimSpace(v.T("flag.interpreter")+" "+who.Get("language")))
	}
	for _, d := range who.All("disability") {
		out = append(out, v.T("field.disability")+": "+taxonomy.Name("disabilities", d, v.Lang()))
	}
	if a := who.Get("accommodation"); a != "" {
		out = append(out, a)
	}
	return out
}

// ConsentKey is the message that says what is missing of a client's consent, ""
// when nothing is.
func ConsentKey(c casefile.Consented) string {
	switch {
	case c.Withdrawn != 0:
		return "consent.withdrawn"
	case c.Service == "":
		return "consent.none"
	case c.Service != "yes":
		return "consent.service_no"
	case c.Data == "no":
		return "consent.data_no"
	case c.Data != "yes":
		return "consent.data_open"
	default:
		return ""
	}
}

// ConsentsMissing says what is missing of each client's consent, in words: the
// first client's for the case, that of others where they spoke for themselves.
func ConsentsMissing(v layout.View, f app.FileView) []string {
	var out []string
	if key := ConsentKey(f.State.Consent); key != "" {
		out = append(out, v.T(key))
	}
	for _, c := range f.State.Consents {
		if key := ConsentKey(c.Consented); key != "" {
			out = append(out, personName(v, f, c.Person)+": "+v.T(key))
		}
	}
	return out
}

// Unscreened reports whether nobody asked yet how much danger there is in a case to
// ask in: a managed one, or one in which somebody is said to have done harm.
func Unscreened(s *casefile.State) bool {
	ask := s.Track == casefile.Managed || slices.ContainsFunc(s.Parties, func(m casefile.Member) bool { return m.Is(casefile.Perpetrator) })
	return ask && s.Open() && s.Risk == "" && !s.Flags.HighRisk
}

// MayWithdraw reports whether a consent stands and can be taken back.
func MayWithdraw(f app.FileView, e casefile.Entry) bool {
	if e.Kind != casefile.Consent || !slices.Contains(f.Offered, casefile.Consent) {
		return false
	}
	said := slices.DeleteFunc(casefile.Effective(f.Entries), func(o casefile.Entry) bool { return o.Kind != casefile.Consent })
	i := slices.IndexFunc(said, func(o casefile.Entry) bool { return o.ID == e.ID })
	b := said[i].Body
	agreed := b.Yes("service_consent") || b.Yes("data_consent")
	return agreed && !b.Has("withdrawn_on") && !slices.ContainsFunc(said[i+1:], func(o casefile.Entry) bool {
		return slices.Equal(whose(f, o.Body), whose(f, b))
	})
}

// whose is whose consent a body is: the first client's when nobody is named.
func whose(f app.FileView, b casefile.Body) []string {
	if named := b.All("concerns"); len(named) > 0 {
		return named
	}
	return []string{f.State.Client}
}

// Consents says what a client agreed to and what not, a line each; none when
// nobody asked.
func Consents(v layout.View, c casefile.Consented) []string {
	var out []string
	say := func(key, answer string) {
		if answer != "" {
			out = append(out, v.T(key)+": "+taxonomy.Name("consent_answers", answer, v.Lang()))
		}
	}
	say("consent.service", c.Service)
	say("consent.data", c.Data)
	refused := make([]string, len(c.Refused))
	for i, target := range c.Refused {
		refused[i] = taxonomy.Name("referral_targets", target, v.Lang())
	}
	if len(refused) > 0 {
		out = append(out, v.T("field.not_shared_with")+": "+v.List(refused))
	}
	if c.Kept {
		out = append(out, v.T("consent.kept"))
	}
	if c.Withdrawn != 0 {
		out = append(out, v.T("consent.withdrawn_on", "day", v.ShortDay(c.Withdrawn)))
	}
	return out
}

// upTo is a number that was counted so far and no further.
func upTo(v layout.View, n, most int) string {
	if n >= most {
		return v.Int(int64(most-1)) + "+"
	}
	return v.Int(int64(n))
}

// actKeys are the keys of what is done most often in a case.
var actKeys = map[casefile.Kind]string{casefile.Session: "1", casefile.Referral: "2", casefile.Closure: "3"}

// buttonClass lets the first of some buttons stand out.
func buttonClass(n int) string {
	if n == 0 {
		return "button"
	}
	return "button plain"
}

// firstKey is the key that opens the first line of a list, beside those of the
// acts above it; other lines have none.
func firstKey(n int) string {
	if n == 0 {
		return "5"
	}
	return ""
}

// FilterKey is the message that names a list by a filter.
func FilterKey(f app.Filter) string {
	if f == app.Home {
		return "board.last"
	}
	return "filter." + string(f)
}

// StatusKey is the message that names how a file in a list stands.
func StatusKey(l app.Line) string {
	if l.Kind == casefile.ContactFile {
		return "contact_status." + string(l.Status)
	}
	return "status." + string(l.Status)
}

// DaysSince says how long ago a day was.
func DaysSince(v layout.View, day, today calendar.Day) string {
	if day == 0 {
		return ""
	}
	if day == today {
		return v.T("casefile.contact_today")
	}
	return v.T("casefile.days_ago", "n", today.Sub(day))
}

// Answer is one answered field of an entry, in words.
type Answer struct {
	Label, Text string
	Path        string // of a drawing
	Rows        [][]Answer
}

// Answers puts an entry's body into words by its field table. A correction says
// after its reason what is right.
func Answers(v layout.View, e casefile.Entry, f app.FileView) []Answer {
	var out []Answer
	for _, field := range f.FormOf(e).Fields {
		if field.Type != casefile.Link && field.Name != "concerns" && field.Answers(e.Body) {
			out = append(out, answer(v, field, e.Body, f))
		}
	}
	return out
}

// OnScreen is Answers as a screen shows them that somebody else may look at:
// numbers of identity papers are masked. They stand in full in the form and on
// paper.
func OnScreen(v layout.View, e casefile.Entry, f app.FileView) []Answer {
	e.Body = e.Body.Clone()
	for _, field := range f.FormOf(e).Fields {
		if field.Type == casefile.National && field.Answers(e.Body) {
			e.Body.Set(field.Name, family.Masked(e.Body.Get(field.Name)))
		}
	}
	return Answers(v, e, f)
}

func answer(v layout.View, field casefile.Field, b casefile.Body, f app.FileView) Answer {
	a := Answer{Label: label(v, field)}
	switch field.Type {
	case casefile.Drawing:
		a.Path = b.Get(field.Name)
	case casefile.Rows:
		for _, row := range b.Rows(field.Name) {
			a.Rows = append(a.Rows, cells(v, field, row, f))
		}
	default:
		a.Text = words(v, field, b.All(field.Name), f)
	}
	return a
}

func cells(v layout.View, table casefile.Field, row casefile.Body, f app.FileView) (out []Answer) {
	for _, column := range table.Columns {
		if column.Type != casefile.Link && row.Has(column.Name) {
			out = append(out, answer(v, column, row, f))
		}
	}
	return out
}

func label(v layout.View, field casefile.Field) string {
	if field.Inline != nil {
		return field.Inline.Label.In(v.Lang())
	}
	return v.T("field." + field.Name)
}

// named is what a choice is called.
func named(v layout.View, field casefile.Field, code string) string {
	if field.Inline == nil {
		return taxonomy.Name(field.List, code, v.Lang())
	}
	for _, o := range field.Inline.Options {
		if o.Code == code {
			return o.Name.In(v.Lang())
		}
	}
	return code
}

func words(v layout.View, field casefile.Field, answers []string, f app.FileView) string {
	said := make([]string, len(answers))
	for i, a := range answers {
		switch field.Type {
		case casefile.Choice, casefile.Choices:
			said[i] = named(v, field, a)
			if own, ok := f.Finer[a]; ok && field.List == "second_level" {
				said[i] = own
			}
		case casefile.Someone, casefile.Persons:
			said[i] = personName(v, f, a)
		case casefile.YesNo:
			said[i] = v.T("form." + a)
		case casefile.Date, casefile.DueDate:
			d, _ := calendar.ParseDay(a)
			said[i] = v.Day(d)
		case casefile.Place:
			said[i] = area.Indonesia().Spelled(area.Code(a))
		case casefile.Staff:
			if said[i] = f.Authors[a]; said[i] == "" {
				said[i] = taxonomy.Name(field.List, a, v.Lang())
			}
		case casefile.Tasks:
			said[i] = taskName(v, f, a)
		case casefile.Staffs, casefile.Office:
			said[i] = f.Authors[a]
		case casefile.Agency:
			said[i] = f.Agencies[a]
		case casefile.Entries:
			said[i] = entryName(v, f, a)
		default:
			said[i] = a
			if field.Unsaid && a == casefile.NotSaid {
				said[i] = v.T("form.unsaid")
			}
		}
	}
	return strings.Join(said, ", ")
}

// entryName calls an entry by its kind and day.
func entryName(v layout.View, f app.FileView, id string) string {
	for _, e := range f.Entries {
		if e.ID == id {
			return v.T("kind."+string(e.Kind)) + " " + v.ShortDay(e.Day)
		}
	}
	return ""
}

// AuthorName names who wrote an entry. Who wrote by a code, or at another
// institution, has no name here.
func AuthorName(v layout.View, f app.FileView, author string) string {
	if name, ok := f.Authors[author]; ok {
		return name
	}
	return v.T("casefile.outside")
}

// ReferredTo names the agency of a referral: as the catalogue does, else by its
// kind.
func ReferredTo(v layout.View, f app.FileView, r casefile.Sent) string {
	if name := f.Agencies[r.Agency]; name != "" {
		return name
	}
	return taxonomy.Name("referral_targets", r.Target, v.Lang())
}

// ReferralState says where a referral stands.
func ReferralState(v layout.View, state string) string {
	if state == casefile.Requested {
		return v.T("referral.requested")
	}
	return taxonomy.Name("reply_results", state, v.Lang())
}

// taskName says what a task was, as long as the file knows it.
func taskName(v layout.View, f app.FileView, ref string) string {
	for _, t := range f.State.Tasks {
		if t.Ref() == ref {
			return t.What
		}
	}
	return v.T("plan.gone")
}

// Stages are the steps of the managed track, with what is done.
func Stages(s *casefile.State) []struct {
	Key  string
	Done bool
} {
	return []struct {
		Key  string
		Done bool
	}{
		{"stage.registration", true}, {"stage.assessment", s.Has(casefile.Assessment) > 0}, {"stage.plan", s.Plan.Entry != ""},
		{"stage.intervention", s.Has(casefile.Session) > 0}, {"stage.evaluation", s.Evaluated}, {"stage.closure", s.Status == casefile.Closed},
	}
}

// Number is how a case is called on the screen: by its number, a contact by its
// day.
func Number(v layout.View, s *casefile.State) string {
	if s.Number != "" {
		return s.Number
	}
	switch s.Kind {
	case casefile.PersonFile:
		return v.T("casefile.identity")
	case casefile.GroupFile:
		return v.T("kind.group_session") + " " + v.ShortDay(s.FirstDay)
	}
	return v.T("casefile.contact_of", "day", v.ShortDay(s.FirstDay))
}

// Short names the client as lists do, by initials and age.
func Short(s *casefile.State) string {
	if s.Age < 0 {
		return s.Initials
	}
	return s.Initials + ", " + strconv.Itoa(s.Age)
}

// begun is how much of an entry is shown where only its beginning is.
const begun = 40

// Begins is how the words of an entry begin, "" where it has none: it tells one
// session from the next.
func Begins(e casefile.Entry, f app.FileView) string {
	for _, field := range f.FormOf(e).Fields {
		if text := []rune(strings.Join(strings.Fields(e.Body.Get(field.Name)), " ")); field.Type == casefile.Text && field.Secrecy != casefile.Hidden && len(text) > 0 {
			if len(text) > begun {
				return strings.TrimSpace(string(text[:begun])) + "…"
			}
			return string(text)
		}
	}
	return ""
}

// Newest returns the entries, newest first.
func Newest(entries []casefile.Entry) []casefile.Entry {
	out := make([]casefile.Entry, len(entries))
	for i, e := range entries {
		out[len(entries)-1-i] = e
	}
	return out
}

// Corrected lists the entries that a later one corrects.
func Corrected(entries []casefile.Entry) map[string]bool {
	out := map[string]bool{}
	for _, e := range entries {
		if e.Kind == casefile.Correction {
			out[e.Body.Get("corrects")] = true
		}
	}
	return out
}

// OwnWork reports whether an entry approves the work of whoever wrote it.
func OwnWork(s *casefile.State, entry string) bool {
	return slices.ContainsFunc(s.OwnWork, func(o casefile.OwnApproval) bool { return o.Entry == entry })
}
