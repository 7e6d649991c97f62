package web_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"teduh/internal/domain/access"
	"teduh/internal/kit/sqldb"
	"teduh/internal/store"
	"teduh/internal/testkit"
)

// cage makes canaries: texts that are found wherever they lie in the clear.
type cage struct {
	planted []string
	kinds   map[string]bool
}

// text is a canary for a field: a name, a number or a sentence, as the field
// asks for.
func (c *cage) text(field string) string {
	n := len(c.planted) + 1000
	kind, made := "sentence", fmt.Sprintf("Kalimat kenari %d-%s tidak boleh terbaca.", n, field)
	switch field {
	case "nik", "kk":
		kind, made = "NIK", fmt.Sprintf("99%014d", 71_000_000+n*7919)
	case "phone":
		kind, made = "phone", fmt.Sprintf("0899%08d", 71_000_000+n)
	case "name", "alias", "caller", "guardian", "present", "attendees", "received_by", "accompanied_by", "target_name":
		kind, made = "name", fmt.Sprintf("Kenari%d Dahlia%d Senja", n, n)
	}
	c.planted = append(c.planted, made)
	c.kinds[kind] = true
	return made
}

// found fails for every canary in what was read.
func (c *cage) found(t *testing.T, where string, data []byte) {
	t.Helper()
	lower := bytes.ToLower(data)
	for _, p := range c.planted {
		for _, form := range []string{p, url.QueryEscape(p), url.PathEscape(p)} {
			if bytes.Contains(lower, []byte(strings.ToLower(form))) {
				t.Errorf("%s holds %q", where, p)
			}
		}
	}
	for _, part := range []string{"kenari1", "dahlia1"} { // no part of a name either
		if bytes.Contains(lower, []byte(part)) {
			t.Errorf("%s holds a part of a canary, %q", where, part)
		}
	}
}

// cagedDoor is a door whose database and temporary files lie in a folder of
// their own.
func cagedDoor(t *testing.T) (d *door, folder string) {
	t.Helper()
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	t.Cleanup(func() {
		if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
			t.Errorf("temporary files are left: %v %v", left, err)
		}
	})
	folder = t.TempDir()
	db, err := sqldb.Open(ctx, "sqlite:"+filepath.Join(folder, "teduh.db"), sqldb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(ctx, store.Migrations()); err != nil {
		t.Fatal(err)
	}
	return doorOf(t, testkit.Settle(t, db)), folder
}

func TestNothingTypedIntoAFormLiesInTheClear(t *testing.T) {
	d, folder := cagedDoor(t)
	c := &cage{kinds: map[string]bool{}}
	d.secrets = []string{"kenari1", "dahlia1"}
	for range 3 {
		d.lives(c.text, false)
		d.visitor("outsider").post(d.fill("/transfers/"+d.one(`SELECT id FROM transfer WHERE state = 'sent'`)+"/accept"), url.Values{}).is(303)
	}
	d.plantsInPassing(c)
	if len(c.planted) < 200 || len(c.kinds) != 4 {
		t.Errorf("only %d canaries of %v were planted", len(c.planted), c.kinds)
	}
	d.looksAround(c)
	d.agrees()
	c.found(t, "the log", []byte(d.log.String()))
	files, plain := 0, false
	err := filepath.WalkDir(folder, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		files++
		plain = plain || bytes.Contains(data, []byte("Contoh LK3 Donggala"))
		c.found(t, e.Name(), data)
		return err
	})
	if err != nil || files < 2 || !plain {
		t.Errorf("%d files were read, what lies in the clear was found: %v, %v", files, plain, err)
	}
}

// plantsInPassing types canaries where they do not belong: into searches,
// addresses, names of things, sign-in, and forms that are refused.
func (d *door) plantsInPassing(c *cage) {
	d.t.Helper()
	worker, head, who := d.visitor("worker"), d.visitor("head"), d.passerBy()
	name := func() string { return c.text("name") }
	worker.post("/search", url.Values{"q": {name()}}).is(200)
	worker.post("/search", url.Values{"q": {c.text("nik")}}).is(200)
	worker.post("/search", url.Values{"q": {strings.Repeat(name(), 20)}}).is(422)
	who.post("/sign-in", url.Values{"account": {name()}, "password": {c.text("what_happened")}}).is(401)
	who.post("/setup", url.Values{"code": {c.text("what_happened")}, "name": {name()}}).is(422)
	worker.post("/account/end", url.Values{"session": {name()}}).is(404)
	worker.post("/account/pick", url.Values{"institution": {name()}}).is(404)
	worker.post("/drafts", url.Values{"draft": {"/contacts/new"}, "caller": {name()}, "action_taken": {c.text("action_taken")}, name(): {c.text("nik")}}).is(303)
	worker.post("/drafts", url.Values{"draft": {"/files/" + d.ids["case"] + "/new/session?x=" + name()}, "what_happened": {c.text("what_happened")}})
	worker.post("/drafts", url.Values{"draft": {name()}, "what_happened": {c.text("what_happened")}}).is(404)
	worker.post("/months/close", url.Values{"month": {name()}})
	worker.post("/transfers/"+url.PathEscape(name())+"/accept", url.Values{}).is(404)
	worker.post("/files/"+d.ids["case"]+"/new/session", url.Values{"id": {name()}, "day": {name()}, "service": {name()}, "what_happened": {name()}, "unknown": {name()}})
	worker.post("/register", url.Values{"contact": {name()}, "person": {name()}, "name": {name()}}).is(422)
	for _, address := range []string{"/%s", "/files/%s", "/files/%s/new/session", "/institutions/%s", "/training/%s", "/assets/%s"} {
		head.get(fmt.Sprintf(address, url.PathEscape(name())))
		who.get(fmt.Sprintf(address, url.PathEscape(name())))
	}
	for _, address := range []string{"/?show=%s&page=%s", "/recap/files?of=%s&column=%s", "/recap?period=%s&area=%s", "/recap?by=%s&list=%s", "/recap?figure=%s&institution=%s", "/register?contact=%s&person=%s", "/sign-in?over=%s&x=%s", "/institutions?q=%s&x=%s"} {
		head.get(fmt.Sprintf(address, url.QueryEscape(name()), url.QueryEscape(name())))
	}
	d.plantsOutside(c)
	d.plantsOnPaper(c)
	d.plantsStaff(c)
	d.plantsVoices(c)
}

// plantsVoices types what clients say when a case is over, and what the head
// says about work.
func (d *door) plantsVoices(c *cage) {
	d.t.Helper()
	head, worker, client := d.visitor("head"), d.visitor("worker"), d.passerBy()
	said := func() string { return c.text("what_happened") }
	client.post("/survey", url.Values{"code": {said()}}).is(422)
	client.post("/survey/answer", url.Values{"code": {said()}, "remark": {said()}}).is(422)
	file := worker.post("/register", merged(registerForm(), url.Values{"name": {c.text("name")}, "same_as": {"none"}})).at()
	worker.post("/files/"+file+"/new/closure", url.Values{"closure_reason": {"goals_reached"}, "outcome": {"stable"}, "plan_after": {said()}}).is(303)
	code := worker.post("/files/"+file+"/survey-code", url.Values{}).is(200).code()
	answered := surveyForm(code)
	answered.Set("remark", said())
	client.post("/survey/answer", answered).is(200)
	complaint := url.Values{"lk3": {d.ids["donggala"]}, "about": {"worker"}, "text": {said()}, "contact": {c.text("phone")}}
	receipt := client.post("/complaint", complaint).is(200).code()
	complaint.Set("about", said())
	client.post("/complaint", complaint).is(422)
	head.post("/voices/"+d.one(`SELECT id FROM complaint`), url.Values{"answer": {said()}}).is(303)
	client.post("/complaint/status", url.Values{"code": {said()}}).is(422)
	head.post("/supervision", url.Values{"with": {worker.staff}, "themes": {said()}, "agreements": {said()}}).is(303)
	head.post("/supervision", url.Values{"with": {c.text("name")}, "themes": {said()}}).is(422)
	head.post("/supervision/"+d.one(`SELECT id FROM supervision`)+"/add", url.Values{"addition": {said()}}).is(303)
	for _, kept := range []string{code, receipt} {
		c.planted = append(c.planted, kept, strings.ReplaceAll(kept, "-", ""))
	}
}

// plantsOutside types canaries where somebody without an account types.
func (d *door) plantsOutside(c *cage) {
	d.t.Helper()
	worker, head, who := d.visitor("worker"), d.visitor("head"), d.passerBy()
	name := func() string { return c.text("name") }
	d.ids["case"] = worker.post("/register", merged(registerForm(), url.Values{"name": {name()}, "nik": {c.text("nik")}, "phone": {c.text("phone")}, "same_as": {"none"}})).at()
	d.ids["person"] = d.one(`SELECT person FROM party WHERE file = $1`, d.ids["case"])
	d.refers()
	who.post("/reply", url.Values{"code": {name()}}).is(422)
	who.post("/reply/answer", url.Values{"code": {name()}, "reply_text": {name()}}).is(422)
	opened := who.post("/reply", url.Values{"code": {d.ids["code"]}}).is(200)
	c.found(d.t, "the page of the agency", opened.Body.Bytes())
	heard := who.post("/reply/answer", url.Values{"code": {d.ids["code"]}, "id": {answerForm}, "reply_result": {"accepted"}, "reply_text": {c.text("reply_text")}}).is(200)
	c.found(d.t, "the page of the agency", heard.Body.Bytes())
	who.get("/reply?code=" + url.QueryEscape(name())).is(200)
	who.get("/refer?code=" + url.QueryEscape(name())).is(200)
	who.post("/refer", url.Values{"code": {name()}}).is(422)
	who.post("/refer/receipt", url.Values{"code": {name()}}).is(422)
	received := who.post("/refer/send", url.Values{"code": {d.ids["sender"]}, "id": {sendForm}, "file": {sendFile}, "danger_now": {"no"}, "reason": {c.text("issue")},
		"sender_name": {name()}, "sender_reach": {c.text("phone")}, "client_name": {name()}, "where_to_find": {c.text("address")}}).is(200)
	c.found(d.t, "the receipt", received.Body.Bytes())
	c.found(d.t, "the list of referrals", head.get("/referrals").is(200).Body.Bytes())
	for _, code := range []string{d.ids["code"], d.ids["sender"], received.doc.Find("#receipt").Text()} {
		c.planted = append(c.planted, code, strings.ReplaceAll(code, "-", ""))
	}
}

// plantsOnPaper types names into what is printed.
func (d *door) plantsOnPaper(c *cage) {
	d.t.Helper()
	worker, head := d.visitor("worker"), d.visitor("head")
	name := func() string { return c.text("name") }
	head.post("/letterhead", url.Values{"kop": {name()}, "town": {name()}, "head_name": {name()}, "office_name": {name()}, "office_post": {name()}}).is(303)
	head.post("/report/2016-03/text", url.Values{"report_number": {name()}, "obstacles": {c.text("what_happened")}, "suggestions": {c.text("what_happened")}}).is(303)
	head.post("/report/"+url.PathEscape(name())+"/text", url.Values{"obstacles": {name()}})
	worker.post("/registerbook/line", url.Values{"caller": {name()}, "age": {name()}}).is(200)
	paper := "/files/" + d.ids["case"] + "/paper/"
	worker.post(paper+"consent", url.Values{"letter_number": {name()}, "entry": {name()}})
	worker.post(paper+"case_file", url.Values{"reader": {name()}, "kinds": {name()}, "copy_person": {name()}}).is(422)
	worker.post(paper+url.PathEscape(name()), url.Values{"letter_body": {name()}}).is(404)
	for _, address := range []string{"/report?period=%s&paper=%s", "/registerbook?period=%s&names=%s", "/registerbook?page=%s&paper=%s"} {
		head.get(fmt.Sprintf(address, url.QueryEscape(name()), url.QueryEscape(name())))
	}
	head.get("/forms/" + url.PathEscape(name())).is(422)
}

// plantsStaff writes names and numbers of people who work.
func (d *door) plantsStaff(c *cage) {
	d.t.Helper()
	at := "/institutions/" + d.ids["donggala"] + "/staff"
	head := d.visitor("head")
	head.post(at, url.Values{"name": {c.text("name")}, "account": {"akun.baru"}, "profession": {"social_worker"}, "roles": {string(access.Caseworker)}, "password": {password}}).is(303)
	head.post(at+"/credential", url.Values{"person": {d.visitor("worker").staff}, "kind": {"str"}, "number": {c.text("nik")}, "issuer": {"KTKI"}}).is(303)
	head.post(at+"/credential", url.Values{"person": {c.text("name")}, "kind": {"str"}, "number": {c.text("nik")}}).is(404)
	head.post(at+"/post", url.Values{"person": {c.text("name")}, "role": {"front_officer"}, "from": {c.text("name")}})
	head.post(at+"/end", url.Values{"post": {c.text("name")}}).is(404)
}

// looksAround opens what shows clients, and what must not.
func (d *door) looksAround(c *cage) {
	d.t.Helper()
	worker, head := d.visitor("worker"), d.visitor("head")
	if !slices.ContainsFunc(c.planted, func(p string) bool { return worker.get("/files/" + d.ids["person"]).is(200).holds("dd ~ " + p) }) {
		d.t.Error("no canary is shown to those who may see it: the test plants nothing")
	}
	for _, page := range []string{"/", "/?show=all", "/recap", "/recap?by=sex", "/recap.csv", "/institutions/" + d.ids["donggala"], "/registerbook"} {
		c.found(d.t, page, head.get(page).is(200).Body.Bytes())
	}
	blank := head.get("/forms/registration").is(200).doc
	blank.Find(".kop").Remove() // it says what the head wrote for it
	said, err := blank.Html()
	if err != nil {
		d.t.Fatal(err)
	}
	c.found(d.t, "a blank form", []byte(said))
	for _, missing := range []string{"/files/" + d.ids["case"], "/files/" + d.ids["person"], "/files/" + d.ids["contact"]} {
		c.found(d.t, "an error page", d.visitor("stranger").get(missing).is(404).Body.Bytes())
	}
	book := head.get("/recap.xlsx").is(200).Body.Bytes()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		d.t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			d.t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			d.t.Fatal(err)
		}
		c.found(d.t, "the spreadsheet's "+f.Name, data)
	}
}
