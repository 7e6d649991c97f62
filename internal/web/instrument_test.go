package web_test

import (
	"net/url"
	"strings"
	"testing"

	"teduh/internal/testkit"
)

var instrumentScenarios = []scenario{
	{route: "GET /instruments", may: "head outsider ministry", has: []string{"h1 ~ @instrument.title", "a[href='/instruments/phq9/1']", "a[href='/instruments/new']"}},
	{route: "GET /instruments/new", may: "head outsider ministry", has: []string{"form[enctype='multipart/form-data'] input[type=file][name=file]"}},
	{route: "POST /instruments", may: "head outsider ministry", form: url.Values{"file": {"x"}}, status: 422, has: []string{".alert ~ @fault.no_file"}},
	{route: "GET /instruments/{code}/{version}", at: "/instruments/phq9/1", may: "head outsider ministry", has: []string{"input[name=q-q9]", "form[action='/instruments/phq9/1/retire']"}},
	{route: "GET /instruments/{code}/{version}", at: "/instruments/phq9/77", may: ""},
	{route: "GET /instruments/{code}/{version}", at: "/instruments/sdq/x", may: ""},
	{
		route: "POST /instruments/{code}/{version}", at: "/instruments/srq20/1", may: "head outsider ministry", status: 200, form: url.Values{"q-q17": {"yes"}},
		has: []string{"#tried ~ @measure.incomplete", "#tried .hot ~ @instrument.alert_raised", "input[name=q-q17][value=yes][checked]"},
	},
	{route: "POST /instruments/{code}/{version}", at: "/instruments/srq20/1", may: "head", some: true, status: 422, form: url.Values{"q-q17": {"maybe"}}, has: []string{"#q-q17-fault ~ @fault.choice"}},
	{route: "POST /instruments/{code}/{version}/retire", at: "/instruments/gad7/1/retire", may: "head", some: true, to: "/instruments", writes: []string{"instrument"}, audit: "instrument instrument"},
	{route: "POST /instruments/{code}/{version}/use", at: "/instruments/gad7/1/use", may: "head", some: true, to: "/instruments", audit: "instrument instrument"},
	{route: "POST /instruments/{code}/{version}/retire", at: "/instruments/gad7/1/retire", may: "worker stranger district operator auditor", some: true, status: 404, audit: "refused place"},
	{route: "POST /instruments/{code}/{version}/use", at: "/instruments/gad7/1/use", may: "worker stranger district operator auditor", some: true, status: 404, audit: "refused place"},
}

func init() { tables = append(tables, "instrument") }

func TestAHeadAddsAFormAndAWorkerFillsIt(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	head, worker := d.visitor("head"), d.visitor("worker")
	broken := []byte(strings.Repeat("x", 100))
	head.sendFile("/instruments", "form.xlsx", broken).is(422).has(".alert li")
	at := head.sendFile("/instruments", "form.xlsx", testkit.Form(t, "pangan", "alasan")).is(303).Header().Get("Location")
	head.get(at).is(200).has("h1 ~ Pangan keluarga", "input[name=q-meals]", ".tag ~ @instrument.status_trial")
	worker.get(d.fill("/files/{case}/measures/l-pangan")).is(404)
	head.post(at+"/use", url.Values{}).is(303)
	form := worker.get(d.fill("/files/{case}/measures/l-pangan")).is(200).has("form[data-questions*='alasan']")
	typed := typist{text: plainText}.fills(form)
	typed.Set("q-meals", "3")
	result := worker.post(form.action(), typed).is(303).Header().Get("Location")
	worker.get(result).is(200).has("h1 ~ Pangan keluarga", ".good ~ @measure.no_diagnosis").lacks("dd ~ Diketik pada q-alasan.")
	d.agrees()
}

// TestAnOldDraftOpensUnderANewerVersion finds nothing lost of what was typed.
func TestAnOldDraftOpensUnderANewerVersion(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	head, worker := d.visitor("head"), d.visitor("worker")
	use := func(more ...string) {
		at := head.sendFile("/instruments", "form.xlsx", testkit.Form(t, "pangan", more...)).is(303).Header().Get("Location")
		head.post(at+"/use", url.Values{}).is(303)
	}
	use("alasan")
	page := d.fill("/files/{case}/measures/l-pangan")
	form := worker.get(page).is(200)
	typed := typist{text: plainText}.fills(form)
	typed.Set("q-meals", "1")
	typed.Set("q-alasan", "Panen gagal.")
	worker.post("/drafts", typed).is(303)
	use("lain")
	again := worker.get(page).is(200).has("textarea[name=instrument_note] ~ Mengapa: alasan: Panen gagal.", "input[name=q-meals][value='1'][checked]", "input[name=instrument_version][value='2']")
	if got := again.doc.Find("[name=q-alasan]").Length(); got != 0 {
		t.Error("a question that is gone is asked")
	}
	// Sent from a page that was opened before: nothing is written, everything is kept.
	w := d.during(func() {
		worker.post(form.action(), typed).is(409).has("textarea[name=instrument_note] ~ Panen gagal.", ".alert ~ @instrument.changed")
	})
	if w.rows["entry"] != 0 {
		t.Errorf("an old form writes %v", w.rows)
	}
}
