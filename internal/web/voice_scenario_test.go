package web_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"teduh/internal/domain/survey"
)

const hears = "head outsider district province ministry"

var voiceScenarios = []scenario{
	{route: "GET /survey", may: "nobody worker", some: true, has: []string{"input[name=code]"}, lacks: []string{"~ Donggala"}},
	{route: "POST /survey", form: url.Values{"code": {"AAAA-BBBB-CCCC-DDDD"}}, may: "nobody", some: true, status: 422, has: []string{"#code-fault ~ @survey.unknown_code"}, lacks: []string{"~ AAAA"}, audit: "code_failed installation"},
	{route: "POST /survey/answer", form: url.Values{"code": {"AAAA-BBBB-CCCC-DDDD"}, "q1": {"4"}}, may: "nobody", some: true, status: 422, has: []string{"#code-fault ~ @survey.unknown_code"}, audit: "code_failed installation"},
	{route: "GET /complaint", may: "nobody worker", some: true, has: []string{"select[name=lk3] option[value='{donggala}']", "a[href='https://www.lapor.go.id']"}},
	{route: "POST /complaint", form: url.Values{}, may: "nobody", some: true, status: 422, has: []string{"#lk3-fault", "#about-fault"}},
	{
		route: "POST /complaint", form: url.Values{"lk3": {"{donggala}"}, "about": {"head"}}, may: "nobody", some: true, status: 200,
		has: []string{"main ~ Contoh DDG", "textarea[name=text]"}, lacks: []string{"main ~ @complaint.received"},
	},
	{
		route: "POST /complaint", form: url.Values{"lk3": {"{donggala}"}, "about": {"worker"}, "text": {"pendek"}}, may: "nobody", some: true, status: 422,
		has: []string{"#text-fault", "textarea ~ pendek"},
	},
	{
		route: "POST /complaint", form: url.Values{"lk3": {"{donggala}"}, "about": {"worker"}, "text": {callerName + " menunggu tiga jam."}}, may: "nobody", some: true, status: 200,
		has: []string{".code b", "main ~ Contoh LK3 Donggala"}, lacks: []string{"~ " + callerName}, audit: "complain complaint", writes: []string{"complaint"},
	},
	{route: "GET /complaint/status", may: "nobody", some: true, has: []string{"input[name=code]"}},
	{route: "POST /complaint/status", form: url.Values{"code": {"AAAA-BBBB-CCCC-DDDD"}}, may: "nobody", some: true, status: 422, has: []string{"#code-fault ~ @survey.unknown_code"}, audit: "code_failed installation"},
	{route: "GET /complaint/paper", may: "nobody", some: true, has: []string{".paper .ruled"}},
	{route: "GET /voices", may: hears, lacks: []string{"~ " + callerName}, audit: "list complaint"},
	{route: "GET /voices", may: "head", some: true, has: []string{"main ~ @complaint.about_worker"}, audit: "list survey"},
	{route: "GET /voices/{id}", at: "/voices/{nothing}", may: ""},
	{route: "POST /voices/{id}", at: "/voices/{nothing}", form: url.Values{"answer": {"Jawaban."}}, may: ""},
	{route: "POST /files/{file}/survey-code", at: "/files/{nothing}/survey-code", form: url.Values{}, may: ""},
	{route: "POST /files/{file}/survey-code", at: "/files/{case}/survey-code", form: url.Values{}, may: "worker head", status: 409},
}

// code is the one that a page shows.
func (a *answer) code() string {
	a.t.Helper()
	return strings.TrimSpace(a.doc.Find(".code b").Text())
}

func surveyForm(code string) url.Values {
	f := url.Values{"code": {code}, "remark": {"Ruang tunggu sempit."}}
	for n := range survey.Now().Elements {
		f.Set(survey.Field(n), "3")
	}
	return f
}

func TestAClientAnswersByTheCodeOfThePaper(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker, head, client := d.visitor("worker"), d.visitor("head"), d.passerBy()
	for n := range survey.Least {
		who := url.Values{"name": {[]string{"Contoh Anggrek", "Contoh Bakung", "Contoh Cempaka", "Contoh Dadap", "Contoh Enau"}[n]}, "nik": {""}, "phone": {""}, "address": {""}}
		file := worker.post("/register", merged(registerForm(), who)).at()
		worker.post("/files/"+file+"/new/closure", url.Values{"closure_reason": {"goals_reached"}, "outcome": {"stable"}, "plan_after": {"Tidak ada."}}).is(303)
		worker.get("/files/" + file).is(200).has("form[action$='/survey-code']")
		paper := worker.post("/files/"+file+"/survey-code", url.Values{}).is(200).has(".paper table td").lacks("~ "+clientName, ".paper ~ K.D.S.", "~ "+file+"</")
		code := paper.code()
		worker.post("/files/"+file+"/survey-code", url.Values{}).is(409)
		client.post("/survey", url.Values{"code": {strings.ToLower(code)}}).is(200).has("input[name=q9][value='4']", "input[name=code]")
		form := surveyForm(code)
		form.Del("q4")
		client.post("/survey/answer", form).is(422).has("#q4-fault ~ @fault.required", "input[name=q5][value='3'][checked]", "textarea ~ Ruang tunggu sempit.")
		w := d.during(func() { client.post("/survey/answer", surveyForm(code)).is(200).has("main ~ @survey.thanks") })
		if w.noted("", "survey institution") != 1 {
			t.Errorf("the audit says %v", w.audit)
		}
		client.post("/survey/answer", surveyForm(code)).is(422).has("#code-fault ~ @survey.unknown_code")
		seen := head.get("/voices").is(200)
		if whole := n+1 == survey.Least; seen.holds("section ~ 3,0") != whole || seen.holds("~ Ruang tunggu sempit.") != whole {
			t.Errorf("after %d answers: %s", n+1, seen.said())
		}
	}
	d.visitor("district").get("/voices").is(200).has("section ~ 3,0").lacks("~ Ruang tunggu sempit.")
	worker.get("/voices").is(404)
	d.agrees()
}

func TestAComplaintIsAnsweredByItsReaderAndSeenByItsReceipt(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	client, head, worker := d.passerBy(), d.visitor("head"), d.visitor("worker")
	receipt := client.post("/complaint", url.Values{"lk3": {d.ids["donggala"]}, "about": {"worker"}, "text": {"Saya menunggu tiga jam."}, "contact": {"0899"}}).is(200).code()
	client.post("/complaint/status", url.Values{"code": {receipt}}).is(200).lacks("~ menunggu tiga jam")
	id := d.one(`SELECT id FROM complaint`)
	head.get("/voices").is(200).has("a[href='/voices/"+id+"']", ".tag.hot ~ @complaint.new")
	head.get("/voices/"+id).is(200).has(".said ~ Saya menunggu tiga jam.", "main ~ 0899")
	for _, who := range []*visitor{worker, d.visitor("front"), d.visitor("outsider"), d.visitor("district"), d.visitor("auditor")} {
		who.get("/voices/" + id).is(404)
		who.post("/voices/"+id, url.Values{"answer": {"Jawaban."}}).is(404)
	}
	head.post("/voices/"+id, url.Values{"answer": {""}}).is(422).has("#answer-fault ~ @fault.required")
	head.post("/voices/"+id, url.Values{"answer": {"Kami tambah petugas."}}).is(303).leads("/voices/" + id)
	head.get("/voices").is(200).has(".tag ~ @complaint.done_at_once").lacks(".tag.hot")
	client.post("/complaint/status", url.Values{"code": {receipt}}).is(200).has(".said ~ Kami tambah petugas.")
}

func TestComplaintsAndCodesAreLimited(t *testing.T) {
	d := openDoor(t)
	client := d.passerBy()
	form := url.Values{"lk3": {d.ids["donggala"]}, "about": {"service"}, "text": {"Saya menunggu tiga jam."}}
	for range 5 {
		client.post("/complaint", form).is(200).has(".code b")
	}
	client.post("/complaint", form).is(429).has("textarea ~ Saya menunggu tiga jam.")
	other := d.passerBy()
	other.address = "192.0.2.77"
	other.post("/complaint", form).is(200)
	limited := false
	for n := range 40 {
		a := client.post("/survey", url.Values{"code": {fmt.Sprintf("AAAA-BBBB-CCCC-%04d", n)}})
		limited = limited || a.Code == 429
	}
	if !limited {
		t.Error("codes may be tried without end")
	}
}
