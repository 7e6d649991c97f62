package journey_test

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"teduh/internal/domain/access"
	"teduh/internal/kit/locale"
)

// TestEveryPageKeepsTheRules follows every link that somebody is offered, to
// one page of each kind, by day and by night.
func TestEveryPageKeepsTheRules(t *testing.T) {
	for _, s := range []style{{lang: locale.ID, width: phone}, {lang: locale.EN, width: phone, dark: true}} {
		t.Run(s.name(), func(t *testing.T) {
			v := arrive(t, s)
			seen := map[string]bool{}
			for _, role := range []access.Role{access.Head, access.Psychologist, access.MinistryOfficer, access.Trainer, access.Operator, access.Auditor} {
				somebody := v.together()
				somebody.signsIn(role)
				somebody.roams(seen)
			}
			v.open("/no-such-page")
			if len(seen) < 40 {
				t.Errorf("only %d kinds of pages were found", len(seen))
			}
		})
	}
}

// roams follows what is offered from the page one is on, and looks at the kinds
// of pages that nobody has seen.
func (v *visitor) roams(seen map[string]bool) {
	v.t.Helper()
	been := map[string]bool{}
	for ahead := v.links(); len(ahead) > 0; ahead = ahead[1:] {
		kind := kindOf(ahead[0])
		if been[kind] {
			continue
		}
		been[kind] = true
		v.waits(func() { run(v, chromedp.Navigate(v.site.url+ahead[0])) })
		if !seen[kind] {
			seen[kind] = true
			v.look()
		}
		ahead = append(ahead, v.links()...)
	}
}

// links are the pages that this one leads to.
func (v *visitor) links() []string {
	v.t.Helper()
	all := ask[[]string](v, `() => [...document.querySelectorAll("a[href^='/']")].map(a => a.getAttribute("href"))`)
	return slices.DeleteFunc(all, func(path string) bool { return file.MatchString(path) })
}

var file = regexp.MustCompile(`\.(csv|xlsx|ics)(\?|$)|^/(imports|directory)/template$|^/(imports|directory)/[^/]+/rest$`)

// kindOf is a page without what differs from one page of its kind to another.
func kindOf(path string) string {
	if strings.HasPrefix(path, "/forms/") { // one page for each kind of entry, all alike
		return "/forms/{kind}"
	}
	path, query, _ := strings.Cut(identifier.ReplaceAllString(path, "{id}"), "?")
	q, _ := url.ParseQuery(query)
	kind := path
	for _, name := range []string{"show", "by", "institution", "contact", "person"} {
		if q.Has(name) {
			kind += " " + name + "=" + q.Get(name)
		}
	}
	return kind
}
