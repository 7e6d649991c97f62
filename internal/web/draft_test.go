package web_test

import (
	"net/url"
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
