package web_test

import (
	"net/url"

	"teduh/internal/app"
	"teduh/internal/kit/sqldb"
	"teduh/internal/testkit"
)

// The client of most scenarios. Nothing of this may stand in a title, an
// address or the log.
const (
	clientName  = "Kenari Dahlia Senja"
	clientNIK   = "9900014107820017"
	clientPhone = "089912340017"
	clientHome  = "Jalan Kenari Rahasia 17"
	callerName  = "Kenari Melati Fajar"
)

func contactForm() url.Values {
	return url.Values{
		"channel": {"walk_in"}, "caller": {callerName}, "presenting": {"economic"}, "danger_now": {"no"}, "action_taken": {"Diberi minum dan didengarkan."},
	}
}

func registerForm() url.Values {
	return url.Values{
		"name": {clientName}, "sex": {"female"}, "age": {"34"}, "residence": {"Kabupaten Donggala"}, "origin": {"self"}, "safe_contact": {"WA pagi"},
		"consent_given": {"both"}, "presenting": {"economic"}, "nik": {clientNIK}, "phone": {clientPhone}, "address": {clientHome},
	}
}

func sessionForm() url.Values {
	return url.Values{"service": {"counselling"}, "what_happened": {"Bercerita panjang."}, "next_step": {"Bertemu lagi."}}
}

// furnish gives the village what scenarios name in braces, through its pages.
func (d *door) furnish() {
	d.t.Helper()
	d.secrets = []string{clientName, "Dahlia", clientNIK, clientPhone, clientHome, callerName, "Melati"}
	d.ids["contact"] = d.visitor("front").post("/contacts", contactForm()).at()
	worker, head := d.visitor("worker"), d.visitor("head")
	d.ids["case"] = worker.post("/register", registerForm()).at()
	d.ids["person"] = d.one(`SELECT person FROM party WHERE file = $1`, d.ids["case"])
	d.ids["entry"] = d.one(`SELECT id FROM entry WHERE file = $1 AND kind = 'registration'`, d.ids["case"])
	d.ids["left"] = worker.post("/register", merged(registerForm(), url.Values{"same_as": {"none"}})).at()
	head.post("/files/"+d.ids["left"]+"/new/transfer", url.Values{
		"to_institution": {d.ids["bantaeng"]}, "transfer_reason": {"Pindah rumah."}, "share_consent": {"yes"},
	}).is(303)
	d.ids["transfer"] = d.one(`SELECT id FROM transfer WHERE sender_file = $1`, d.ids["left"])
	known := testkit.Registration("Contoh di tempat lain", "economic")
	known.Set("nik", clientNIK)
	if _, err := d.Cases.Register(ctx, d.Sigi.All, app.RegisterRequest{Body: known}); err != nil {
		d.t.Fatal(err)
	}
	d.ids["stays"] = worker.post("/register", merged(registerForm(), url.Values{"name": {"Contoh Bambang Lestari"}, "sex": {"male"}, "age": {"61"}, "nik": {""}, "phone": {""}})).at()
	head.post("/files/"+d.ids["stays"]+"/new/transfer", url.Values{
		"to_institution": {d.ids["bantaeng"]}, "transfer_reason": {"Pindah rumah."}, "share_consent": {"yes"},
	}).is(303)
	d.ids["declined"] = d.one(`SELECT id FROM transfer WHERE sender_file = $1`, d.ids["stays"])
	d.refers()
	d.ids["import"] = d.oldBook([]string{"31/02/2014", clientName})
	d.ids["list"] = d.lk3List("ministry")
	d.ids["twin"] = d.one(`SELECT person FROM party WHERE file = $1`, d.ids["left"])
	d.ids["training"] = d.visitor("trainer").post("/training/save", trainingForm()).at()
	d.ids["staff"], d.ids["post"] = worker.staff, d.one(`SELECT id FROM post WHERE staff = $1`, d.visitor("colleague").staff)
	d.ids["css"] = d.passerBy().get("/sign-in").doc.Find("link[rel=stylesheet]").AttrOr("href", "")
}

// refers sends the client to an agency of the catalogue, whose letter has a code,
// and to the Dinas, which has an account.
func (d *door) refers() {
	d.t.Helper()
	worker := d.visitor("worker")
	d.ids["agency"] = worker.post("/agencies/new", url.Values{"name": {"Contoh Puskesmas Donggala"}, "kind": {"puskesmas"}, "area": {"Kabupaten Donggala"}}).at()
	for name, to := range map[string]string{"referral": d.ids["agency"], "office": d.Cast.District.Institution} {
		worker.post("/files/"+d.ids["case"]+"/new/referral", url.Values{
			"agency": {to}, "referral_target": {"other"}, "urgency": {"urgent"}, "referral_purpose": {"Contoh: diperiksa."}, "share_consent": {"yes"},
		}).is(303)
		d.ids[name] = d.one(`SELECT id FROM referral WHERE agency = $1`, to)
	}
	letter := worker.post("/files/"+d.ids["case"]+"/paper/referral", url.Values{
		"entry": {d.ids["referral"]}, "with_code": {"yes"}, "request": {nothing}, "named": {"yes"}, "letter_body": {"Mohon diperiksa."},
	}).is(200)
	d.ids["code"], d.ids["number"] = letter.doc.Find("#code").Text(), d.one(`SELECT number FROM referral WHERE id = $1`, d.ids["referral"])
	if len(d.ids["code"]) < 16 {
		d.t.Fatalf("the letter shows no code: %s", letter.said())
	}
	invited := d.visitor("head").post("/agencies/"+d.ids["agency"]+"/codes", url.Values{"id": {invitedForm}}).is(200)
	d.ids["sender"] = invited.doc.Find("#code").Text()
	if len(d.ids["sender"]) < 16 {
		d.t.Fatalf("the agency gets no code: %s", invited.said())
	}
	d.secrets = append(d.secrets, d.ids["code"], d.ids["sender"])
}

func trainingForm() url.Values {
	return url.Values{"wave": {"east"}, "place": {"Makassar"}, "from": {"2016-10-11"}, "to": {"2016-10-14"}, "criterion": {"APBD"}, "resources": {"Yayasan Pulih\r\nPuskris UI"}}
}

// one reads one text from the database.
func (d *door) one(query string, args ...any) string {
	d.t.Helper()
	text, err := sqldb.Get(ctx, d.DB, sqldb.Scalar[string], query, args...)
	if err != nil {
		d.t.Fatalf("%s: %v", query, err)
	}
	return text
}
