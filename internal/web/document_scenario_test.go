package web_test

import (
	"net/url"
)

var documentScenarios = []scenario{
	{route: "GET /files/{file}/paper", at: "/files/{case}/paper", may: "worker head", has: []string{"a[href='/files/{case}/paper/consent']", "a[href='/files/{case}/paper/case_file']"}, lacks: []string{"~ " + clientName}, audit: "read file"},
	{route: "GET /files/{file}/paper/{paper}", at: "/files/{case}/paper/consent", may: "worker head", has: []string{"input[name=paper][value=f4]"}, audit: "read file"},
	{route: "GET /files/{file}/paper/{paper}", at: "/files/{case}/paper/case_file", may: "worker head", has: []string{"input[name=reader][value=court]", "input[name=kinds][value=session][checked]"}, audit: "read file"},
	{route: "GET /files/{file}/paper/{paper}", at: "/files/{case}/paper/agreement", may: ""},
	{route: "GET /files/{file}/paper/{paper}", at: "/files/{case}/paper/bukan", may: ""},
	{
		route: "POST /files/{file}/paper/{paper}", at: "/files/{case}/paper/consent", form: url.Values{"paper": {"f4"}, "letter_day": {"2016-03-07"}}, may: "worker head", status: 200,
		has: []string{"body.f4", "dd ~ " + clientName, "h2 ~ @field.service_consent", ".signature"}, lacks: []string{"title ~ Kenari", "~ " + clientNIK, "~ " + clientPhone}, audit: "print file",
	},
	{
		route: "POST /files/{file}/paper/{paper}", at: "/files/{case}/paper/case_file", form: url.Values{"reader": {"court"}, "kinds": {"registration", "session"}}, may: "worker head", status: 200,
		has: []string{"dd ~ " + clientNIK, "h2 ~ @kind.session"}, lacks: []string{"title ~ Kenari", "~ " + clientPhone, "h2 ~ @kind.consent"}, audit: "print file",
	},
	{
		route: "POST /files/{file}/paper/{paper}", at: "/files/{case}/paper/case_file", form: url.Values{"reader": {"agency"}, "kinds": {"session"}}, may: "worker", some: true, status: 200,
		has: []string{"dd ~ " + clientName}, lacks: []string{"~ " + clientNIK, "~ " + clientHome}, audit: "print file",
	},
	{route: "POST /files/{file}/paper/{paper}", at: "/files/{case}/paper/case_file", form: url.Values{"reader": {"court"}}, may: "worker", some: true, status: 422, has: []string{"fieldset.bad ~ @field.kinds", "input[value=court][checked]"}, audit: "read file"},
	{route: "GET /forms", may: lk3Staff, has: []string{"a[href='/forms/registration']", "details a[href='/forms/conference']"}, lacks: []string{"details a[href='/forms/registration']"}},
	{route: "GET /forms/{kind}", at: "/forms/registration", may: lk3Staff, has: []string{"body.a4", ".question ~ @field.safe_contact", ".ticks li ~ ☐"}, lacks: []string{"~ " + clientName}},
	{route: "GET /forms/{kind}", at: "/forms/bukan", may: lk3Staff, status: 422},
}

// clientOnPaper checks the letters of a case: what the client carries says
// nothing, what the agency gets says who it is only when that was chosen.
func (d *door) lettersOf(file string) {
	d.t.Helper()
	worker := d.visitor("worker")
	worker.post("/files/"+file+"/new/referral", url.Values{"referral_target": {"police_ppa"}, "referral_purpose": {"Perlindungan dari kekerasan."}, "share_consent": {"yes"}, "chronology": {"Dipukul."}}).is(303)
	asked := worker.get("/files/"+file+"/paper/slip").is(200).lacks("~ "+clientName, "~ Dipukul", "~ kekerasan")
	slip := worker.post("/files/"+file+"/paper/slip", url.Values{"letter_body": {asked.doc.Find("textarea[name=letter_body]").Text()}, "letter_subject": {asked.doc.Find("input[name=letter_subject]").AttrOr("value", "")}}).is(200)
	slip.has(".paper ~ Contoh LK3 Donggala").lacks("~ "+clientName, "~ K.D.S.", "~ kekerasan", "~ Dipukul", "~ PPA", "~ "+d.one(`SELECT number FROM file WHERE id = $1`, file))
	asked = worker.get("/files/"+file+"/paper/referral").is(200).has("textarea[name=letter_body] ~ Dipukul.", "textarea[name=letter_to] ~ PPA", "input[name=named][value=yes][checked]")
	form := url.Values{"letter_body": {"Isi yang sudah dibaca."}, "letter_to": {"Unit PPA\r\nPolres Donggala"}, "letter_number": {"400/9"}, "copies": {"Arsip"}, "named": {"no"}}
	worker.post("/files/"+file+"/paper/referral", form).is(200).has(".to p ~ Yth. Unit PPA", ".to ~ Polres Donggala", "dd ~ 400/9", ".copies ~ Arsip", ".body ~ Isi yang").lacks("~ "+clientName, "~ K.D.S.", "~ Dipukul")
	form.Set("named", "yes")
	worker.post("/files/"+file+"/paper/referral", form).is(200).has("dd ~ "+clientName).lacks("title ~ Kenari", "~ "+clientNIK, "b#code")
	form.Set("with_code", "yes")
	form.Set("request", asked.doc.Find("input[name=request]").AttrOr("value", ""))
	coded := worker.post("/files/"+file+"/paper/referral", form).is(200).has("b#code", ".noprint ~ @document.print_now")
	if again := worker.post("/files/"+file+"/paper/referral", form).is(200); again.holds("b#code") {
		d.t.Errorf("the code %q is shown twice", coded.doc.Find("b#code").Text())
	}
}

// copiesAnswers checks that a copy tells what somebody answered to an instrument,
// by the words of its version, and what it came to: each reader as much as it may.
func (d *door) copiesAnswers(file string) {
	d.t.Helper()
	worker, answers := d.visitor("worker"), url.Values{}
	for _, q := range []string{"q1", "q2", "q3", "q4", "q5", "q6", "q7"} {
		answers.Set("q-"+q, "2")
	}
	worker.post("/files/"+file+"/measures/gad7", answers).is(303)
	person := worker.get("/files/"+file+"/paper/case_file").is(200).doc.Find("input[name=copy_person]").AttrOr("value", "")
	const label, score, word = "dt ~ 7. Merasa takut", "li ~ Jumlah skor: 14 dari 21", "li ~ tanda sedang"
	for reader, wants := range map[string][2][]string{
		"client": {{label, score, word}, {}}, "court": {{label, score, word}, {}}, "archive": {{label, score, word}, {}}, "agency": {{score, word}, {label}},
	} {
		form := url.Values{"reader": {reader}, "copy_person": {person}, "kinds": {"instrument"}}
		page := worker.post("/files/"+file+"/paper/case_file", form).is(200)
		page.has(append(wants[0], ".paper ~ @measure.no_diagnosis", ".paper b ~ GAD-7")...).lacks(wants[1]...)
		form.Set("kinds", "session")
		worker.post("/files/"+file+"/paper/case_file", form).is(200).lacks(score, label)
	}
}

// namesWhomItConcerns checks that a paper about another person of the case names
// that one, and not the first client.
func (d *door) namesWhomItConcerns(file string) {
	d.t.Helper()
	const other = "Contoh Cendana Lazuardi"
	worker := d.visitor("worker")
	worker.post("/files/"+file+"/new/party", url.Values{"name": {other}, "party_roles": {"client"}, "sex": {"male"}, "age": {"41"}}).is(303)
	whom := d.one(`SELECT id FROM entry WHERE file = $1 AND kind = 'party' ORDER BY position DESC LIMIT 1`, file)
	worker.post("/files/"+file+"/new/referral", url.Values{"referral_target": {"puskesmas"}, "referral_purpose": {"Konseling."}, "share_consent": {"yes"}, "share_reason": {"Diminta sendiri."}, "concerns": {whom}}).is(303)
	worker.get("/files/" + file + "/paper/referral").is(200).lacks("textarea ~ WA pagi")
	worker.post("/files/"+file+"/paper/referral", url.Values{"letter_body": {"Isi."}, "named": {"yes"}}).is(200).has("dd ~ "+other, "dd ~ 41").lacks("~ "+clientName, "dd ~ 34")
	worker.post("/files/"+file+"/new/consent", url.Values{"service_consent": {"yes"}, "data_consent": {"yes"}, "given_by": {"client"}, "concerns": {whom}}).is(303)
	worker.post("/files/"+file+"/paper/consent", url.Values{}).is(200).has(".signed ~ " + other).lacks("~ " + clientName)
}

// signsInPlace checks that whoever gave a consent in the client's place signs it.
func (d *door) signsInPlace(file string) {
	d.t.Helper()
	worker := d.visitor("worker")
	worker.post("/files/"+file+"/paper/consent", url.Values{}).is(200).has(".signed ~ "+clientName, ".signature ~ @document.client")
	worker.post("/files/"+file+"/new/consent", url.Values{"service_consent": {"yes"}, "data_consent": {"yes"}, "given_by": {"guardian"}}).is(303)
	worker.post("/files/"+file+"/paper/consent", url.Values{}).is(200).has("dd ~ "+clientName, ".signature ~ Wali").lacks(".signed ~ " + clientName)
}

// refusesToShare checks the letter about a client who refused sharing: no name,
// and not how they are reached.
func (d *door) refusesToShare(file string) {
	d.t.Helper()
	worker := d.visitor("worker")
	worker.get("/files/" + file + "/paper/referral").is(200).has("textarea[name=letter_body] ~ WA pagi")
	worker.post("/files/"+file+"/new/referral", url.Values{"referral_target": {"puskesmas"}, "referral_purpose": {"Pemeriksaan."}, "share_consent": {"no"}, "share_reason": {"Nyawa terancam."}}).is(303)
	worker.get("/files/"+file+"/paper/referral").is(200).has("textarea[name=letter_body] ~ Pemeriksaan.", "input[name=named][value=no][checked]").lacks("textarea ~ WA pagi")
}

// keepsLetters keeps what is typed into a letter until it is printed.
func (d *door) keepsLetters(file string) {
	d.t.Helper()
	worker, place := d.visitor("worker"), "/files/"+file+"/paper/closing"
	worker.post("/files/"+file+"/new/closure", url.Values{"closure_reason": {"goals_reached"}, "outcome": {"stable"}, "plan_after": {"Tidak ada."}}).is(303)
	entry := worker.get(place).is(200).doc.Find("form[method=post] input[name=entry]").AttrOr("value", "")
	worker.post("/drafts", url.Values{"draft": {place + "?entry=" + entry}, "letter_body": {"Kata yang diketik."}, "named": {"no"}}).is(303)
	worker.get(place).is(200).has("textarea[name=letter_body] ~ Kata yang diketik.", "form[action='/drafts/discard']", "input[name=named][value=no][checked]")
	worker.get("/").is(200).has("main a[href='" + place + "?entry=" + entry + "'] ~ @paperkind.closing")
	worker.post(place, url.Values{"entry": {entry}, "letter_body": {"Kata yang diketik."}, "named": {"no"}}).is(200).has(".body ~ Kata yang diketik.").lacks("~ " + clientName)
	worker.get(place).is(200).lacks("form[action='/drafts/discard']")
	worker.post("/drafts", url.Values{"draft": {"/files/" + file + "/paper/case_file"}, "reader": {"court"}}).is(404)
	worker.post("/drafts", url.Values{"draft": {place + "?entry=" + clientName}, "letter_body": {"x"}}).is(404)
}
