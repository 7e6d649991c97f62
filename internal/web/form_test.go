package web_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"teduh/internal/domain/casefile"
	"teduh/internal/kit/locale"
)

// typist fills a page's form as somebody would, field by field. What it types
// into a field of text is text's.
type typist struct {
	text func(field string) string
	also url.Values // answers that matter
}

func plainText(field string) string { return "Diketik pada " + field + "." }

// form is the form on a page that writes something.
func (a *answer) form() *goquery.Selection {
	a.t.Helper()
	f := a.doc.Find("main form[method=post]").First()
	if f.Length() == 0 {
		a.t.Fatalf("%s has no form", a.asked)
	}
	return f
}

func (a *answer) action() string { return a.form().AttrOr("action", "") }

// fills answers every field of the form on a page.
func (p typist) fills(a *answer) url.Values {
	a.t.Helper()
	out := url.Values{}
	a.form().Find("input, select, textarea").Each(func(_ int, s *goquery.Selection) {
		name := s.AttrOr("name", "")
		if _, twice := out[name]; name == "" || twice {
			return
		}
		out.Set(name, p.answers(s, name))
	})
	for name, values := range p.also {
		if _, there := out[name]; there {
			out[name] = values
		}
	}
	return out
}

// untouched is the form as a browser sends it when nothing is typed.
func (a *answer) untouched() url.Values {
	a.t.Helper()
	out := url.Values{}
	a.form().Find("input, textarea, option[selected]").Each(func(_ int, s *goquery.Selection) {
		kind, name := s.AttrOr("type", ""), s.AttrOr("name", s.Parent().AttrOr("name", ""))
		_, checked := s.Attr("checked")
		if text := s.AttrOr("value", s.Text()); name != "" && text != "" && (checked || kind != "radio" && kind != "checkbox") {
			out.Add(name, text)
		}
	})
	return out
}

func (p typist) answers(s *goquery.Selection, name string) string {
	kind := s.AttrOr("type", goquery.NodeName(s))
	_, place := s.Attr("list")
	switch {
	case kind == "hidden":
		return s.AttrOr("value", "")
	case kind == "select":
		return s.Find("option[value!='']").First().AttrOr("value", "")
	case kind == "radio", kind == "checkbox":
		return s.AttrOr("value", "")
	case kind == "date":
		return "2016-03-07"
	case kind == "number":
		return "12"
	case kind == "time":
		return "09:30"
	case place:
		return "Kabupaten Donggala"
	case name == "village":
		return "Ganti"
	default:
		return p.text(name)
	}
}

// breaks makes what was typed unacceptable wherever it can be, and returns the
// fields that must be refused.
func breaks(a *answer, typed url.Values) []string {
	var bad []string
	spoil := func(name, value string) {
		if typed.Get(name) != value {
			typed.Set(name, value)
			bad = append(bad, name)
		}
	}
	required := ""
	a.form().Find("input, select, textarea").Each(func(_ int, s *goquery.Selection) {
		name, kind := s.AttrOr("name", ""), s.AttrOr("type", goquery.NodeName(s))
		_, place := s.Attr("list")
		switch {
		case kind == "time":
			spoil(name, "25:00")
		case kind == "date" && name != "day": // the day is looked at last
			spoil(name, "31 Februari")
		case kind == "number":
			spoil(name, "dua belas")
		case place, name == "village":
			spoil(name, "Atlantis")
		case kind == "textarea" && required == "":
			if _, must := s.Attr("required"); must {
				required = name
			}
		}
	})
	if required != "" {
		spoil(required, "")
	}
	if len(bad) == 0 { // nothing but choices: choose nothing
		first := a.form().Find("[required]:not([name=day])").First().AttrOr("name", "")
		if questions := a.form().Find("input[name^='q-']"); first == "" && questions.Length() > 0 { // none must be chosen, but not none at all
			questions.Each(func(_ int, s *goquery.Selection) { typed.Set(s.AttrOr("name", ""), "") })
			return nil
		}
		if first == "" {
			first = a.form().Find("input[type=checkbox]").First().AttrOr("name", "")
		}
		spoil(first, "")
	}
	return slices.Compact(bad)
}

// keeps asserts that a form shown again holds everything that was typed.
func (a *answer) keeps(typed url.Values) {
	a.t.Helper()
	for name, values := range typed {
		for _, value := range values {
			if !kept(a.form(), name, value) {
				a.t.Errorf("%s: what was typed into %s is lost: %q", a.asked, name, value)
			}
		}
	}
}

func kept(f *goquery.Selection, name, value string) bool {
	found := false
	f.Find("[name='" + name + "']").Each(func(_ int, s *goquery.Selection) {
		_, checked := s.Attr("checked")
		switch kind := s.AttrOr("type", goquery.NodeName(s)); kind {
		case "password":
			found = true // typed again
		case "textarea":
			found = found || s.Text() == value
		case "select":
			found = found || s.Find("option[selected]").AttrOr("value", "") == value
		case "radio", "checkbox":
			found = found || value == "" || checked && s.AttrOr("value", "") == value
		default:
			found = found || s.AttrOr("value", "") == value
		}
	})
	return found
}

// refuses sends what cannot be accepted, in both languages: each fault stands
// beside its field in the visitor's words, everything typed is kept, nothing is
// written.
func (d *door) refuses(v *visitor, page string, p typist) {
	d.t.Helper()
	for _, l := range []locale.Lang{locale.EN, locale.ID} {
		v.speaks(l)
		asked := v.get(page).is(200)
		typed := p.fills(asked)
		bad := breaks(asked, typed)
		w := d.during(func() {
			a := v.post(asked.action(), typed).is(422).has("html[lang="+string(l)+"]", ".alert[role=alert]")
			for _, field := range bad {
				id := strings.ReplaceAll(field, ".", "-") // of a cell
				a.has(fmt.Sprintf("#%s-fault", id), fmt.Sprintf("[aria-describedby~='%s-fault']", id))
			}
			a.keeps(typed)
		})
		if len(w.rows) > 0 {
			d.t.Errorf("%s is refused and writes %v", page, w.rows)
		}
	}
}

// writes sends what can be accepted.
func (d *door) writes(v *visitor, page string, p typist) string {
	d.t.Helper()
	asked := v.get(page).is(200)
	return v.post(asked.action(), p.fills(asked)).at()
}

// step is one form of the life of a case.
type step struct {
	who, page string
	also      url.Values
}

// life goes through every kind of entry. {kind} pages are of {case}.
func life() []step {
	on := func(who string, kind casefile.Kind) step {
		return step{who: who, page: "/files/{case}/new/" + string(kind)}
	}
	with := func(s step, name string, values ...string) step {
		s.also = url.Values{name: values}
		return s
	}
	return []step{
		{who: "front", page: "/contacts/new"},
		{who: "front", page: "/files/{made}/new/contact_outcome"},
		{who: "front", page: "/groups/new"},
		{who: "worker", page: "/register?contact={contact}", also: url.Values{"urgency": {"ordinary"}, "presenting": {"economic"}, "age": {"34"}, "birth_date": {"1982-07-01"}}},
		{who: "worker", page: "/files/{person}/new/identity"},
		on("worker", casefile.Party), on("worker", casefile.Tie), on("worker", casefile.Household), on("worker", casefile.Support),
		with(on("worker", casefile.Track), "track", "managed"), on("worker", casefile.Consent), on("worker", casefile.Screening),
		{who: "worker", page: "/files/{case}/measures/srq20"}, on("worker", casefile.SafetyAction), {who: "worker", page: "/files/{case}/measures/goal_attainment"},
		on("worker", casefile.Assessment), with(on("worker", casefile.Problem), "primary", "sexual_violence"), on("head", casefile.PoliceDecision), on("worker", casefile.Plan), on("head", casefile.Approval),
		with(on("head", casefile.Assignment), "assigned", "{staff}", "{psychologist}"), on("worker", casefile.Session), on("psychologist", casefile.SealedNote),
		on("worker", casefile.ToDoTask), on("worker", casefile.Done), on("worker", casefile.Schedule), {who: "worker", page: "/files/{case}/new/addendum?to={session}"},
		on("worker", casefile.Conference), on("worker", casefile.Referral), on("worker", casefile.Reply), on("worker", casefile.Suspension),
		on("worker", casefile.Resumption), on("worker", casefile.Evaluation), on("psychologist", casefile.Conflict), on("head", casefile.Review), {who: "worker", page: "/files/{case}/correct/{session}"},
		on("worker", casefile.Closure), on("worker", casefile.FollowUp), on("worker", casefile.Reopening),
		with(on("head", casefile.Transfer), "to_institution", "{bantaeng}"),
	}
}

// lives writes a whole case through its forms; each is tried with bad input
// first when tried is true.
func (d *door) lives(text func(field string) string, tried bool) {
	d.t.Helper()
	d.ids["staff"], d.ids["psychologist"] = d.visitor("worker").staff, d.visitor("psychologist").staff
	d.ids["contact"] = d.visitor("worker").post("/contacts", contactForm()).at()
	for _, s := range life() {
		also := url.Values{}
		for name, values := range s.also {
			for _, v := range values {
				also.Add(name, d.fill(v))
			}
		}
		if strings.Contains(s.page, "{session}") {
			d.ids["session"] = d.one(`SELECT id FROM entry WHERE file = $1 AND kind = 'session'`, d.ids["case"])
		}
		if strings.HasSuffix(s.page, "/tie") {
			d.ids["party"] = d.one(`SELECT id FROM entry WHERE file = $1 AND kind = 'party'`, d.ids["case"])
			also.Set("second", d.ids["party"])
		}
		p, page, who := typist{text, also}, d.fill(s.page), d.visitor(s.who)
		if tried {
			d.refuses(who, page, p)
		}
		d.ids["made"] = d.writes(who, page, p)
		if strings.HasPrefix(s.page, "/register") {
			d.ids["case"] = d.ids["made"]
			d.ids["person"] = d.one(`SELECT person FROM party WHERE file = $1`, d.ids["case"])
		}
	}
}

// unformed is what is written by pressing a button: the end of a post, and the
// head's word that two files are of one person.
var unformed = []casefile.Kind{casefile.Release, casefile.Linking, casefile.Unlinking}

func TestEveryFormKeepsWhatWasTypedAndSaysWhatIsWrongBesideIt(t *testing.T) {
	d := openDoor(t)
	d.lives(plainText, true)
	d.visitor("outsider").post("/transfers/"+d.one(`SELECT id FROM transfer WHERE state = 'sent'`)+"/accept", url.Values{}).is(303)
	d.agrees()
	written, err := d.kinds()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range casefile.Kinds() {
		if !slices.Contains(unformed, k) && !slices.Contains(written, string(k)) {
			t.Errorf("no form wrote an entry of kind %s", k)
		}
	}
}

func TestAFormSentTwiceWritesOnce(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker := d.visitor("worker")
	for _, page := range []string{"/contacts/new", "/groups/new", "/register", "/files/{case}/new/session", "/files/{case}/new/closure"} {
		asked := worker.get(d.fill(page)).is(200)
		typed := typist{text: plainText}.fills(asked)
		first := worker.post(asked.action(), typed).is(303).Header().Get("Location")
		w := d.during(func() { worker.post(asked.action(), typed).is(303).leads(first) })
		if w.rows["entry"] != 0 || w.rows["fact"] != 0 {
			t.Errorf("%s, sent twice, writes %v", page, w.rows)
		}
	}
	d.agrees()
}

func TestADayThatIsNoneOrHasNotComeIsRefusedBesideTheDay(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker := d.visitor("worker")
	for day, key := range map[string]string{"kemarin": "fault.day", "2016-03-08": "fault.future", "2016-02-30": "fault.day"} {
		form := merged(sessionForm(), url.Values{"day": {day}})
		worker.post(d.fill("/files/{case}/new/session"), form).is(422).has("#day-fault ~ @"+key, "input[name=day][value='"+day+"']")
	}
}
