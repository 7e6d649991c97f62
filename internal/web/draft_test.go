package web_test

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

const typedText = "Contoh: bercerita panjang sampai sesi berakhir."

func TestWhatIsSentAfterTheSessionIsOverWaitsForItsWriter(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker, form := d.visitor("worker"), "/files/"+d.ids["case"]+"/new/session"
	d.Pass(20 * time.Minute)
	sent := sessionForm()
	sent.Set("draft", form)
	sent.Set("what_happened", typedText)
	w := d.during(func() {
		worker.post(form, sent).is(303).leads("/sign-in?over=draft.over&to=%2Ffiles%2F")
	})
	if len(w.rows) != 1 || w.rows["draft"] != 1 {
		t.Errorf("writes %v", w.rows)
	}
	asked := worker.get("/sign-in?over=draft.over&to="+url.QueryEscape(form)).is(200).has(".alert ~ @draft.over", "input[name=to][value='"+form+"']")
	asked.lacks("~ " + typedText)

	colleague := d.passerBy()
	colleague.post("/sign-in", url.Values{"account": {"akun.colleague"}, "password": {password}, "to": {form}}).is(303).leads("/")
	if to := colleague.get("/").is(200); to.holds("a[href='" + form + "']") {
		t.Error("a colleague is shown the draft")
	}
	again := d.passerBy()
	again.post("/sign-in", url.Values{"account": {"akun.worker"}, "password": {password}, "to": {form}}).is(303).leads(form)
	again.get(form).is(200).has("textarea[name=what_happened] ~ " + typedText)
	again.get("/").is(200).has("a[href='" + form + "'] ~ @kind.session")
	again.post(form, sent).is(303)
	again.get(form).is(200).lacks("textarea ~ " + typedText)
	again.get("/").is(200).lacks("a[href='" + form + "']")
}

// TestEveryLongFormOfACaseKeepsItsDraft: an addition is of one entry and a further
// client's identity of one person, and so are their drafts.
func TestEveryLongFormOfACaseKeepsItsDraft(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker := d.visitor("worker")
	worker.post(d.fill("/files/{case}/new/party"), url.Values{"name": {"Cendana Rimba"}, "party_roles": {"client"}}).is(303)
	d.ids["party"] = d.one(`SELECT id FROM entry WHERE file = $1 AND kind = 'party'`, d.ids["case"])
	d.ids["other"] = d.one(`SELECT id FROM entry WHERE file = $1 AND kind = 'consent'`, d.ids["case"])
	for place, form := range map[string]url.Values{
		d.fill("/files/{case}/new/addendum?to={entry}"): {"addition": {typedText}, "adds_to": {d.ids["entry"]}},
		d.fill("/files/{case}/people/{party}"):          {"name": {"Cendana Rimba"}, "sex": {"male"}, "safe_contact": {typedText}},
		d.fill("/files/{case}/new/party?again={party}"): {"name": {"Cendana Rimba"}, "party_roles": {"client"}, "note": {typedText}, "party": {d.ids["party"]}},
	} {
		worker.get(place).is(200).has("form[data-draft] input[name=draft][value='" + place + "']")
		typed := merged(form, url.Values{"draft": {place}, "quiet": {"1"}})
		worker.post("/drafts", typed).is(204)
		worker.get("/").is(200).has("main a[href='" + place + "']")
		worker.get(d.fill("/files/{case}/new/addendum?to={other}")).is(200).lacks("~ " + typedText)
		page := worker.get(place).is(200).has("form[action='/drafts/discard']")
		page.doc.Find("form[action='/drafts/discard']").Remove()
		asked := page.untouched()
		if asked.Get("addition")+asked.Get("safe_contact")+asked.Get("note") != typedText {
			t.Errorf("%s: %v", place, asked)
		}
		at, _, _ := strings.Cut(place, "?")
		worker.post(at, asked).is(303)
		worker.get("/").is(200).lacks("main a[href='" + place + "']")
	}
}

func TestAfterALockNothingIsKept(t *testing.T) {
	d := openDoor(t)
	worker := d.visitor("worker")
	cookie := worker.session()
	worker.post("/sign-out", url.Values{}).is(303)
	w := d.during(func() {
		worker.with(cookie).post("/contacts", url.Values{"draft": {"/contacts/new"}, "caller": {callerName}}).is(303).leads("/sign-in")
	})
	if len(w.rows) > 0 {
		t.Errorf("writes %v", w.rows)
	}
}

func TestADayAfterTheSessionNothingIsKept(t *testing.T) {
	d := openDoor(t)
	worker := d.visitor("worker")
	d.Pass(25 * time.Hour)
	w := d.during(func() {
		worker.post("/contacts", url.Values{"draft": {"/contacts/new"}, "caller": {callerName}}).is(303).leads("/sign-in")
	})
	if len(w.rows) > 0 {
		t.Errorf("writes %v", w.rows)
	}
}

func TestSignInLeadsNowhereElse(t *testing.T) {
	d := openDoor(t)
	d.visitor("worker")
	for _, to := range []string{"https://evil.example/", "//evil.example/contacts/new", "/recap", "javascript:alert(1)", "/files/x"} {
		d.passerBy().post("/sign-in", url.Values{"account": {"akun.worker"}, "password": {password}, "to": {to}}).is(303).leads("/")
	}
}
