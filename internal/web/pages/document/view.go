// Package document is the papers made of a case: letters in the style of the
// administration, copies of a file, blank forms. Nothing of a client stands in
// their titles: a browser makes file names of them.
package document

import (
	"slices"
	"strconv"
	"strings"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/document"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/locale"
	"teduh/internal/web/pages/layout"

	casepages "teduh/internal/web/pages/casefile"
)

// View is a paper as it is printed.
type View struct {
	app.Paper
	Letter document.Letter
	Body   string // of a letter, as it was typed
	Named  bool   // it says who the client is
	Reader casefile.Reader
	Answer *Answer // of a referral letter with a code, nil without
}

// Answer is how the agency answers a referral letter without an account.
type Answer struct {
	app.LetterCode
	At string // address of the page where the code is typed
}

// Back is the page on which the paper was chosen.
func (p View) Back() string { return Address(p.State.File) }

// Address is the page of the papers of a file.
func Address(file string) string { return "/files/" + file + "/paper" }

// Of is the page of one paper, made of one entry or of the last.
func Of(file string, k document.Kind, entry string) string {
	address := Address(file) + "/" + string(k)
	if entry != "" {
		address += "?entry=" + entry
	}
	return address
}

// Offer is a paper that can be made.
type Offer struct{ Path, Name string }

// Offers lists the papers of a file; of several referrals each has its own.
func Offers(v layout.View, f app.FileView) []Offer {
	var out []Offer
	for _, k := range f.Papers() {
		name := v.T("paperkind." + string(k))
		if k != document.Referral && k != document.Slip || len(f.State.Referrals) < 2 {
			out = append(out, Offer{Of(f.State.File, k, ""), name})
			continue
		}
		for _, r := range f.State.Referrals {
			out = append(out, Offer{Of(f.State.File, k, r.Entry), name + " · " + taxonomy.Name("referral_targets", r.Target, v.Lang()) + ", " + v.ShortDay(r.Day)})
		}
	}
	return out
}

// Client is what those are called whom a paper is about.
func (p View) Client() string {
	names := make([]string, len(p.Whom))
	for i, w := range p.Whom {
		names[i] = w.Name
	}
	return strings.Join(names, ", ")
}

// byClient is the giver of a consent who is the client, of the list
// consent_givers.
const byClient = "client"

// Giver is who signs a consent: the client, or who gives it in the client's place,
// whose name is written by hand.
func (p View) Giver(v layout.View) document.Signatory {
	by := p.Entry.Body.Get("given_by")
	if by == "" || by == byClient {
		return document.Signatory{Post: v.T("document.client"), Name: p.Client()}
	}
	return document.Signatory{Post: taxonomy.Name("consent_givers", by, v.Lang())}
}

// Facts are the lines by which a letter names whom it is about.
func (p View) Facts(v layout.View) [][2]string {
	var out [][2]string
	for _, w := range p.Whom {
		out = append(out, [2]string{v.T("field.name"), w.Name}, [2]string{v.T("field.sex"), taxonomy.Name("sexes", w.Sex, v.Lang())})
		if w.Age >= 0 {
			out = append(out, [2]string{v.T("field.age"), strconv.Itoa(w.Age)})
		}
	}
	return append(out, [2]string{v.T("registerbook.number"), p.State.Number})
}

// Paragraphs are those of the body.
func (p View) Paragraphs() []string { return document.Lines(p.Body) }

// Opening splits the body of a letter: a referral says first what it is, then who
// it is about, then the rest.
func (p View) Opening() (opening, rest []string) {
	all := p.Paragraphs()
	if p.Kind != document.Referral || len(all) < 2 {
		return nil, all
	}
	return all[:1], all[1:]
}

// To are the lines of the addressee.
func (p View) To(v layout.View) []string {
	to := slices.Clone(p.Letter.To)
	if len(to) == 0 {
		to = []string{v.T("document.blank")}
	}
	to[0] = v.T("document.to") + " " + to[0]
	return to
}

// columnsOf are the columns of a table that were filled in anywhere, in the order
// in which they are asked.
func columnsOf(rows [][]casepages.Answer) []string {
	var heads []string
	for _, row := range rows {
		at := 0
		for _, cell := range row {
			if i := slices.Index(heads, cell.Label); i >= 0 {
				at = i + 1
				continue
			}
			heads = slices.Insert(heads, at, cell.Label)
			at++
		}
	}
	return heads
}

// under is what a row says in a column.
func under(row []casepages.Answer, head string) string {
	for _, cell := range row {
		if cell.Label == head {
			return cell.Text
		}
	}
	return ""
}

// Head are the lines at the head of a letter: number, nature, enclosures,
// subject.
func (p View) Head(v layout.View) [][2]string {
	blank := func(text string) string {
		if text == "" {
			return v.T("document.blank")
		}
		return text
	}
	nature := ""
	if p.Letter.Nature != "" {
		nature = taxonomy.Name("letter_natures", p.Letter.Nature, v.Lang())
	}
	enclosures := p.Letter.Enclosures
	if enclosures == "" {
		enclosures = "–"
	}
	return [][2]string{
		{v.T("field.letter_number"), blank(p.Letter.Number)}, {v.T("field.letter_nature"), blank(nature)},
		{v.T("field.enclosures"), enclosures}, {v.T("field.letter_subject"), blank(p.Letter.Subject)},
	}
}

// Dated is the place and day of a letter.
func (p View) Dated(v layout.View) string {
	town := p.Letterhead.Town
	if town == "" {
		town = strings.Repeat("…", 10)
	}
	return town + ", " + v.Day(p.Letter.Day)
}

// Signer is who signs for the institution.
func (p View) Signer(v layout.View) document.Signatory {
	s := p.Letterhead.Head
	if s.Post == "" {
		s.Post = v.T("document.head")
	}
	return s
}

// Answers puts an entry into words.
func (p View) Answers(v layout.View, e casefile.Entry) []casepages.Answer {
	return casepages.Answers(v, e, p.FileView)
}

// Measured says which instrument it was, in which version, and of whom it was
// asked where the copy may say so.
func (p View) Measured(v layout.View, e casefile.Entry) string {
	said := casepages.ToolName(v, p.FileView, e.Body)
	if p.Tools.Of(e.Body) != nil {
		said += " (" + v.T("measure.version", "version", e.Body.Get("instrument_version")) + ")"
	}
	if of := casepages.Whose(v, p.FileView, strings.Join(e.Body.All("concerns"), " ")); of != "" {
		said += " · " + of
	}
	return said
}

// Withheld reports whether an instrument's answers are left out because they are
// for one role alone.
func (p View) Withheld(e casefile.Entry) bool { return e.Body.Has("reserved_for") }

// Who are the lines of the client's identity on a copy.
func (p View) Who(v layout.View) []casepages.Answer {
	if p.Person == nil {
		return nil
	}
	return p.Answers(v, casefile.Entry{Kind: casefile.Identity, Body: p.Person})
}

// Consent is the text that was agreed to, or that is to be.
func (p View) Consent() taxonomy.ConsentText {
	return taxonomy.ConsentOf(p.Entry.Body.Get("text_version"))
}

// Told are the paragraphs of a text in the language in which it was read.
func (p View) Told(v layout.View, texts []locale.Text) []string {
	lang := v.Lang()
	if read := p.Entry.Body.Get("text_language"); read != "" {
		lang = locale.Parse(read)
	}
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = t.In(lang)
	}
	return out
}

// box is a box on paper, ticked or not.
func box(ticked bool) string {
	if ticked {
		return "☒"
	}
	return "☐"
}

func has(answers []string, code string) bool { return slices.Contains(answers, code) }

// number is a number that was typed, or room for one.
func number(v layout.View, typed string) string {
	if typed == "" {
		return v.T("document.blank")
	}
	return typed
}
