package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"teduh/internal/domain/access"
	"teduh/internal/domain/staff"
	"teduh/internal/kit/httpd"
	"teduh/internal/kit/locale"
)

// with is the same browser holding an earlier session cookie.
func (v *visitor) with(cookie http.Cookie) *visitor {
	copied := *v
	copied.cookies = map[string]*http.Cookie{cookie.Name: &cookie}
	return &copied
}

func (v *visitor) session() http.Cookie { return *v.cookies[httpd.Cookie] }

func TestASessionIsMadeAnewAtSignInAndTheOldOneEnds(t *testing.T) {
	d := openDoor(t)
	worker := d.visitor("worker")
	old := worker.session()
	worker.signIn("akun.worker", password)
	if worker.session().Value == old.Value {
		t.Error("the secret stays the same")
	}
	worker.get("/").is(200)
	worker.with(old).get("/").is(303).leads("/sign-in")
}

func TestASessionThatSomebodyMadeUpIsNone(t *testing.T) {
	d := openDoor(t)
	worker := d.visitor("worker")
	for _, value := range []string{"", "x", strings.Repeat("A", 43), worker.session().Value + "A", strings.ToUpper(worker.session().Value)} {
		worker.with(http.Cookie{Name: httpd.Cookie, Value: value}).get("/").is(303).leads("/sign-in")
	}
}

func TestASessionEndsAfterAQuarterOfAnHourWithoutUse(t *testing.T) {
	d := openDoor(t)
	worker := d.visitor("worker")
	for range 3 {
		d.Pass(14 * time.Minute)
		worker.get("/").is(200)
	}
	d.Pass(16 * time.Minute)
	over := worker.get("/").is(303).leads("/sign-in?over=signin.over")
	if worker.cookies[httpd.Cookie] != nil {
		t.Error("the cookie of a session that is over stays")
	}
	worker.get(over.Header().Get("Location")).is(200).has("~ @signin.over")
}

func TestASessionEndsAfterTwelveHoursHoweverMuchItIsUsed(t *testing.T) {
	d := openDoor(t)
	worker := d.visitor("worker")
	for range 12 * 6 {
		worker.get("/account").is(200)
		d.Pass(10 * time.Minute)
	}
	worker.get("/account").is(200)
	d.Pass(time.Minute)
	worker.get("/account").is(303).leads("/sign-in?over=signin.over")
}

func TestAnEndedPostEndsItsRightsAtOnce(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker, head := d.visitor("worker"), d.visitor("head")
	worker.get("/files/" + d.ids["case"]).is(200)
	post := d.one(`SELECT id FROM post WHERE staff = $1`, worker.staff)
	head.post("/institutions/"+d.ids["donggala"]+"/staff/end", url.Values{"post": {post}, "at_once": {"yes"}}).is(303)
	cookie := worker.session()
	worker.get("/files/" + d.ids["case"]).is(303).leads("/sign-in?over=signin.no_post")
	w := d.during(func() {
		worker.with(cookie).post("/files/"+d.ids["case"]+"/new/session", sessionForm()).is(303).leads("/sign-in")
	})
	if len(w.rows) > 0 {
		t.Errorf("somebody without a post writes %v", w.rows)
	}
	worker.post("/sign-in", url.Values{"account": {"akun.worker"}, "password": {password}}).is(401).has("~ @signin.no_post")
}

func TestOnePostOfTwoEndsAndTheOtherStays(t *testing.T) {
	d := openDoor(t)
	both := d.join("both", d.ids["donggala"], access.Caseworker, access.Head)
	both.get("/recap").is(200)
	post := d.one(`SELECT id FROM post WHERE staff = $1 AND role = 'head'`, both.staff)
	d.visitor("operator").post("/institutions/"+d.ids["donggala"]+"/staff/end", url.Values{"post": {post}, "at_once": {"yes"}}).is(303)
	both.get("/recap").is(404)
	both.get("/contacts/new").is(200)
}

func TestSomebodyWithPostsAtTwoInstitutionsPicksOne(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker := d.visitor("worker")
	if err := d.Staff.AddPost(ctx, d.Cast.Operator, staff.Post{Staff: worker.staff, Institution: d.ids["sigi"], Role: access.Head, FirstDay: 20160101}); err != nil {
		t.Fatal(err)
	}
	before := worker.session()
	worker.get("/account").has("button[value='" + d.ids["sigi"] + "']")
	worker.post("/account/pick", url.Values{"institution": {d.ids["sigi"]}}).is(303).leads("/")
	worker.get("/files/" + d.ids["case"]).is(404)
	worker.get("/account").has("main ~ Contoh LK3 Sigi")
	worker.with(before).get("/").is(303).leads("/sign-in")
}

func TestTheOwnSessionsAreListedAndEnded(t *testing.T) {
	d := openDoor(t)
	worker := d.visitor("worker")
	phone := d.passerBy()
	phone.headers["User-Agent"] = "Mozilla/5.0 (Android 14; Mobile) Firefox/130.0"
	phone.signIn("akun.worker", password)
	other := d.one(`SELECT id FROM session WHERE staff = $1 AND device = 'phone Firefox'`, worker.staff)
	strangers := d.visitor("stranger")
	strangers.post("/account/end", url.Values{"session": {other}}).is(303)
	phone.get("/account").is(200)
	worker.get("/account").has("li ~ Firefox, ponsel").post("/account/end", worker, url.Values{"session": {other}}).is(303)
	phone.get("/account").is(303).leads("/sign-in")
	d.Pass(20 * time.Minute)
	worker.signIn("akun.worker", password)
	if n := worker.get("/account").doc.Find("main ul.list > li").Length(); n != 1 {
		t.Errorf("%d sessions are listed", n)
	}
}

// post goes on from a page.
func (a *answer) post(address string, v *visitor, form url.Values) *answer {
	return v.post(address, form)
}

func TestANewPasswordEndsTheOtherSessions(t *testing.T) {
	d := openDoor(t)
	worker := d.visitor("worker")
	phone := d.passerBy()
	phone.signIn("akun.worker", password)
	const fresh = "pagi siang sore malam"
	worker.post("/account/password", url.Values{"old_password": {password}, "password": {"pendek"}}).is(422).has("#password-fault")
	worker.post("/account/password", url.Values{"old_password": {password}, "password": {fresh}}).is(303)
	worker.get("/").is(200)
	phone.get("/").is(303)
	phone.post("/sign-in", url.Values{"account": {"akun.worker"}, "password": {password}}).is(401)
	phone.signIn("akun.worker", fresh)
}

func TestLockingEndsTheSessionAtTheServer(t *testing.T) {
	d := openDoor(t)
	worker := d.visitor("worker")
	cookie := worker.session()
	a := worker.post("/sign-out", url.Values{}).is(303).leads("/sign-in")
	if !strings.Contains(a.Header().Get("Clear-Site-Data"), "storage") {
		t.Error("the browser keeps what it holds")
	}
	worker.with(cookie).get("/").is(303).leads("/sign-in")
}

func guess(v *visitor, account string) int {
	return v.post("/sign-in", url.Values{"account": {account}, "password": {"salah salah salah"}}).Code
}

func TestGuessingIsLimitedByAccountAndNobodySignedInIsLockedOut(t *testing.T) {
	d := openDoor(t)
	worker := d.visitor("worker")
	var statuses []int
	for i := range 15 {
		guesser := d.passerBy()
		guesser.address = "203.0.113." + string(rune('0'+i%10))
		statuses = append(statuses, guess(guesser, " Akun.Worker "))
	}
	if n := len(slices.DeleteFunc(slices.Clone(statuses), func(s int) bool { return s != 401 })); n != 10 || statuses[14] != 429 {
		t.Errorf("guesses are answered %v", statuses)
	}
	worker.get("/").is(200)
	if guess(d.passerBy(), "akun.lain") != 401 {
		t.Error("another account is limited too")
	}
	d.Pass(time.Minute)
	d.passerBy().signIn("akun.worker", password)
}

func TestGuessingIsLimitedByAddress(t *testing.T) {
	d := openDoor(t)
	worker := d.visitor("worker")
	worker.address = d.passerBy().address
	limited := 0
	for i := range 60 {
		if guess(d.passerBy(), "akun."+strings.Repeat("x", i%30+1)) == 429 {
			limited++
		}
	}
	if limited < 9 {
		t.Errorf("%d of 60 guesses are refused", limited)
	}
	worker.get("/").is(200)
	elsewhere := d.passerBy()
	elsewhere.address = "203.0.113.9"
	elsewhere.signIn("akun.worker", password)
}

func TestTheLanguageStaysAndLeadsNowhereElse(t *testing.T) {
	d := openDoor(t)
	v := d.passerBy()
	v.get("/sign-in").has("html[lang=id]", "button ~ @signin.submit")
	v.speaks(locale.EN).get("/sign-in").has("html[lang=en]", "button ~ @signin.submit")
	v.post("/language", url.Values{"lang": {"xx"}, "back": {"/"}})
	v.get("/sign-in").has("html[lang=id]")
	for back, want := range map[string]string{
		"/recap?period=2016": "/recap?period=2016", "/sign-in": "/sign-in", "": "/", "//evil.example": "/", "https://evil.example": "/", "/\\evil.example": "/",
		"/\t/evil.example": "/", "/\n/evil.example": "/", "javascript:alert(1)": "/", "/%2f/evil.example": "/", "/../..//evil.example": "/",
		"/contacts": "/", "/assets/x.css": "/",
	} {
		if to := v.post("/language", url.Values{"lang": {"id"}, "back": {back}}).is(303).Header().Get("Location"); to != want {
			t.Errorf("%q leads to %q, want %q", back, to, want)
		}
	}
}

func TestAChangeThatAnotherSiteAsksForIsRefused(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	head := d.visitor("head")
	for _, s := range scenarios() {
		if s.method() != "POST" {
			continue
		}
		for name, headers := range map[string]map[string]string{
			"by what the browser says": {"Sec-Fetch-Site": "cross-site"}, "by a sister site": {"Sec-Fetch-Site": "same-site"},
			"by its origin": {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
		} {
			head.headers = headers
			w := d.during(func() { head.post(d.fill(s.address()), s.filled(d)).is(403).has("h1 ~ @fault.cross_site") })
			if len(w.rows) > 0 || len(w.audit) > 0 {
				t.Errorf("%s, %s: %v %v", s.route, name, w.rows, w.audit)
			}
		}
	}
	head.headers = nil
	head.get("/").is(200)
}

func TestAnErrorShowsAnIDAndNothingOfTheInside(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker := d.visitor("worker")
	if err := d.DB.Close(); err != nil {
		t.Fatal(err)
	}
	for _, ask := range []func() *answer{
		func() *answer { return worker.get("/files/" + d.ids["case"]) },
		func() *answer { return worker.post("/contacts", contactForm()) },
		func() *answer {
			return d.passerBy().post("/sign-in", url.Values{"account": {"akun.worker"}, "password": {password}})
		},
	} {
		a := ask()
		if a.Code != 500 && a.Code != 503 {
			t.Errorf("%s is answered %d", a.asked, a.Code)
		}
		page := strings.ToLower(a.doc.Find("main").Text())
		for _, inside := range []string{"sql", "select", "database", "closed", "/tmp", ".go", "teduh.db", "goroutine", "worker", password} {
			if strings.Contains(page, inside) {
				t.Errorf("%s shows %q: %s", a.asked, inside, a.said())
			}
		}
	}
}

func TestMethodsAndPathsThatAreNoRouteAreNotThere(t *testing.T) {
	d := openDoor(t)
	v := d.passerBy()
	for _, ask := range []string{"GET /files/", "PUT /files/x", "DELETE /", "GET /sign-out", "POST /recap", "GET /.git/config", "GET /assets/../go.mod", "GET //evil.example/", "GET /contacts"} {
		method, path, _ := strings.Cut(ask, " ")
		if a := v.ask(method, path, nil); a.Code != 404 && a.Code/100 != 3 || strings.Contains(a.Header().Get("Location"), "evil.example") && !strings.HasPrefix(a.Header().Get("Location"), "/evil") {
			t.Errorf("%s is answered %d %q", ask, a.Code, a.Header().Get("Location"))
		}
	}
}
