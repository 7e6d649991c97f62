package web_test

import (
	"fmt"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/kit/sqldb"
	"teduh/internal/testkit"
)

// TestTheListOfLikenessesIsReadToItsEnd: on pages that drop no pair and repeat
// none, though reasons for a pair were found at different times and by either of
// the two; who settles one stays on the page.
func TestTheListOfLikenessesIsReadToItsEnd(t *testing.T) {
	d := openDoor(t)
	lk3 := d.Donggala
	said := func(nik string) casefile.Body {
		b := testkit.Registration("Contoh Ani", "economic")
		b.Set("phone", "081234500717")
		b.Set("nik", nik)
		return b
	}
	var people []app.Registered
	for range 16 { // 120 pairs with one telephone
		made, err := d.Cases.Register(ctx, lk3.Worker, app.RegisterRequest{Body: said("")})
		if err != nil {
			t.Fatal(err)
		}
		people = append(people, made)
		d.Pass(time.Minute)
	}
	for _, n := range []int{0, 1, 0} { // a further reason for the oldest pair, found later, and told by both
		b := said("9901014107820017")
		for name := range b {
			if _, asked := casefile.Current(casefile.Identity).Field(name); !asked {
				delete(b, name)
			}
		}
		if _, err := d.Cases.Append(ctx, lk3.Head, app.AppendRequest{File: people[n].Person, Kind: casefile.Identity, Body: b}); err != nil {
			t.Fatal(err)
		}
		d.Pass(time.Minute)
	}
	pairs, err := sqldb.Collect(ctx, d.DB, sqldb.Scalar[string], `SELECT DISTINCT CASE WHEN person < other_person THEN person || ' ' || other_person ELSE other_person || ' ' || person END FROM likeness WHERE institution = $1`, lk3.ID)
	if err != nil || len(pairs) != 120 {
		t.Fatalf("%d pairs: %v", len(pairs), err)
	}
	head := d.visitor("head")
	read := func(page int) (found []string) {
		t.Helper()
		head.get(fmt.Sprintf("/likenesses?page=%d", page)).is(200).doc.Find("form[action='/likenesses']").Each(func(_ int, form *goquery.Selection) {
			one, other := answerIn(form, "person"), answerIn(form, "other_person")
			found = append(found, min(one, other)+" "+max(one, other))
		})
		return found
	}
	first, second, third := read(0), read(1), read(2)
	if len(first) != 50 || len(second) != 50 || len(third) != 20 {
		t.Fatalf("%d, %d and %d pairs on the pages", len(first), len(second), len(third))
	}
	all := slices.Concat(first, second, third)
	oldest := []string{people[0].Person, people[1].Person}
	slices.Sort(oldest)
	if all[0] != oldest[0]+" "+oldest[1] {
		t.Errorf("the pair with the newest reason does not come first: %s", all[0])
	}
	slices.Sort(all)
	slices.Sort(pairs)
	if !slices.Equal(all, pairs) {
		t.Errorf("the pages show\n%v, there are\n%v", all, pairs)
	}
	head.get("/likenesses").is(200).has("li b ~ NIK", "a[href='/likenesses?page=1'] ~ @alike.older").lacks("a ~ @alike.newer", "form input[name=page]")
	page := head.get("/likenesses?page=2").is(200).has("a[href='/likenesses?page=1'] ~ @alike.newer", "form[action='/likenesses'] input[name=page][value='2']").lacks("a ~ @alike.older")
	form := page.doc.Find("form[action='/likenesses']").First()
	typed := url.Values{"page": {"2"}}
	for _, name := range names("person other other_person") {
		typed.Set(name, answerIn(form, name))
	}
	head.post("/likenesses/link", merged(typed, url.Values{"link_reason": {""}})).is(422).has("details[open] .fault", "a[href='/likenesses?page=1'] ~ @alike.newer")
	head.post("/likenesses", typed).is(303).leads("/likenesses?page=2")
	if left := read(2); len(left) != 19 {
		t.Errorf("%d are left on the last page", len(left))
	}
	head.get("/likenesses?page=77").is(200).has("main ~ @board.none", "a ~ @alike.newer")
	d.agrees()
}

// answerIn is what a hidden field of a form holds.
func answerIn(form *goquery.Selection, name string) string {
	return form.Find("input[name="+name+"]").AttrOr("value", "")
}
