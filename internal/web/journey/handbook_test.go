package journey_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"

	"teduh/internal/domain/access"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/locale"
)

// handbooks is where the pages for each role lie, each with its pictures.
var handbooks = map[locale.Lang]string{locale.ID: "../../../doc/handbook", locale.EN: "../../../doc/handbook/en"}

// atHome is violence at home: in the demo such a case is told with its family.
const (
	atHome = "domestic_violence"
	drugs  = "drug_abuse"
	anyOf  = ""
)

// pictured is the pages of the handbook: who opens them, and how. Whoever has
// no account has no role.
var pictured = []struct {
	name  string
	role  access.Role
	reach func(v *visitor)
}{
	{"contact", access.FrontOfficer, at("/contacts/new")},
	{"home", access.Caseworker, at("/")},
	{"case", access.Caseworker, inCase(atHome, "")},
	{"family", access.Caseworker, inCase(atHome, "/family")},
	{"session", access.Caseworker, inCase(atHome, "/new/session")},
	{"assessment", access.Caseworker, inCase(drugs, "/new/assessment")},
	{"plan", access.Caseworker, inCase(drugs, "/new/plan")},
	{"referral", access.Caseworker, inCase(atHome, "/new/referral")},
	{"conflict", access.Caseworker, inCase(atHome, "/new/conflict")},
	{"calendar", access.Caseworker, at("/calendar")},
	{"instruments", access.Psychologist, inCase(anyOf, "/measures")},
	{"instrument", access.Psychologist, inCase(anyOf, "/measures/phq9")},
	{"sealed-note", access.Psychologist, inCase(anyOf, "/new/sealed_note")},
	{"home-head", access.Head, at("/")},
	{"report", access.Head, at("/report?period=2016-09")},
	{"register", access.Head, at("/registerbook")},
	{"reviews", access.Head, at("/reviews")},
	{"import", access.Head, at("/imports")},
	{"voices", access.Head, at("/voices")},
	{"agency", access.Head, at("/agencies/new")},
	{"registry", access.Head, at("/instruments")},
	{"xlsform", access.Head, at("/instruments/new")},
	{"own-codes", access.Head, through("/institutions", ".list a")},
	{"reply", "", at("/reply")},
	{"refer", "", at("/refer")},
	{"recap-district", access.DistrictOfficer, at("/recap")},
	{"addressed", access.DistrictOfficer, at("/addressed")},
	{"recap-ministry", access.MinistryOfficer, at("/recap?period=2016")},
	{"training", access.Trainer, at("/training")},
	{"institutions", access.Operator, at("/institutions")},
}

// at opens an address.
func at(path string) func(*visitor) { return func(v *visitor) { v.turns(path) } }

// turns opens an address without the look that others take at every page.
func (v *visitor) turns(path string) {
	v.t.Helper()
	v.waits(func() { v.goes(path) })
}

// through opens what the first such link of a page leads to.
func through(path, link string) func(*visitor) {
	return func(v *visitor) {
		v.t.Helper()
		v.turns(path)
		v.turns(ask[string](v, `(link) => document.querySelector("main").querySelector(link).getAttribute("href")`, link))
	}
}

// inCase opens a page of the first case on the board with a problem.
func inCase(problem, path string) func(*visitor) {
	return func(v *visitor) {
		v.t.Helper()
		v.turns("/?show=open")
		said := taxonomy.Name("problems", problem, v.lang)
		found := ask[string](v, `(said) => [...document.querySelectorAll("main .list > li")].find(e => e.innerText.includes(said))?.querySelector("a[href^='/files/']").getAttribute("href") ?? ""`, said)
		if found == "" {
			v.t.Fatalf("%s: no case says %q", v.at(), said)
		}
		v.turns(found + path)
	}
}

// TestTheHandbookShowsThePagesAsTheyAre holds each picture of the handbook, in
// both languages, against the page it was taken of: by the words on it, for two
// browsers never draw the same points. TEDUH_TEST_HANDBOOK=write takes the
// pictures anew.
func TestTheHandbookShowsThePagesAsTheyAre(t *testing.T) {
	v := arrive(t, style{lang: locale.ID, width: phone})
	for lang, dir := range handbooks {
		t.Run(string(lang), func(t *testing.T) {
			reader := *v
			reader.t, reader.lang = t, lang
			reader.illustrates(filepath.Join(dir, "pictures"))
		})
	}
}

// illustrates takes all pictures of a handbook, or compares them with the pages.
func (v *visitor) illustrates(dir string) {
	v.t.Helper()
	write := os.Getenv("TEDUH_TEST_HANDBOOK") == "write"
	record := filepath.Join(dir, "pages.json")
	recorded, now := map[string]string{}, map[string]string{}
	if text, err := os.ReadFile(record); err == nil {
		v.do(json.Unmarshal(text, &recorded))
	}
	here := map[access.Role]*visitor{}
	for _, p := range pictured {
		somebody := here[p.role]
		if somebody == nil {
			somebody = v.together()
			somebody.begins(p.role)
			here[p.role] = somebody
		}
		p.reach(somebody)
		now[p.name] = somebody.wording()
		if write {
			somebody.portrait(filepath.Join(dir, p.name+".webp"))
		} else if recorded[p.name] != now[p.name] {
			v.t.Errorf("the picture %s shows a page that has changed: make handbook", p.name)
		}
	}
	if write {
		text, err := json.MarshalIndent(now, "", "\t")
		v.do(err)
		v.do(os.WriteFile(record, append(text, '\n'), 0o644))
		return
	}
	for _, name := range slices.Sorted(maps.Keys(recorded)) {
		if now[name] == "" {
			v.t.Errorf("the picture %s is of a page that nobody opens", name)
		}
	}
}

// begins signs in, or only chooses the language.
func (v *visitor) begins(role access.Role) {
	v.t.Helper()
	if role != "" {
		v.signsIn(role)
		return
	}
	v.open("/sign-in")
	if v.lang == locale.EN {
		v.press("English")
	}
}

var clockTime = regexp.MustCompile(`\d\d[.:]\d\d WI(B|TA|T)`)

// wording is a digest of all words on a page, without the time of day.
func (v *visitor) wording() string {
	v.t.Helper()
	text := ask[string](v, `() => document.querySelector("main").textContent.replace(/\s+/g, " ")`)
	sum := sha256.Sum256([]byte(clockTime.ReplaceAllString(text, "")))
	return hex.EncodeToString(sum[:8])
}

// tall is how much of a page a picture shows: what a thumb scrolls once.
const tall = 960

// portrait takes a picture of the page from its top.
func (v *visitor) portrait(file string) {
	v.t.Helper()
	height := min(ask[float64](v, `() => document.documentElement.scrollHeight`), tall)
	call(v, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: v.width, Height: int64(height), DeviceScaleFactor: 1.25, Mobile: true})
	quality := int64(40)
	shot := call(v, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatWebp, Quality: &quality})
	v.do(os.MkdirAll(filepath.Dir(file), 0o755))
	v.do(os.WriteFile(file, shot.Data, 0o644))
	call(v, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: v.width, Height: 780, DeviceScaleFactor: 1, Mobile: true})
}
