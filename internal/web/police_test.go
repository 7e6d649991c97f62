package web_test

import (
	"net/url"
	"testing"
	"time"

	"teduh/internal/domain/casefile"
)

// TestTheHeadDecidesOnThePageWhetherThePoliceAreTold: the card says at a glance
// what is left, what the client said and who decides; only the head has the form.
func TestTheHeadDecidesOnThePageWhetherThePoliceAreTold(t *testing.T) {
	d := openDoor(t)
	worker, head := d.visitor("worker"), d.visitor("head")
	file := "/files/" + worker.post("/register", merged(registerForm(), url.Values{"presenting": {"sexual_violence"}})).at()
	form := file + "/new/police_decision"
	worker.get(file).is(200).has("#police.late .tag.hot ~ Sisa 72 jam", "#police ~ @police.not_refused", "#police ~ @police.who_decides", "#police details ~ pasal 41", "#police p ~ @police.not_reviewed").lacks("#police a")
	worker.get(form).is(404)
	worker.post(file+"/new/consent", url.Values{"service_consent": {"yes"}, "data_consent": {"yes"}, "given_by": {"client"}, "not_shared_with": {"police_ppa"}}).is(303)
	later := func(pass time.Duration) {
		d.Pass(pass)
		for _, who := range names("worker head front") {
			d.visitor(who).signIn("akun."+who, password)
		}
	}
	later(30*time.Hour + time.Minute)
	for _, who := range []string{"worker", "head"} {
		d.visitor(who).get(file).is(200).has("#police b ~ @police.refused", "#police .tag.hot ~ Sisa 41 jam")
	}
	head.get("/").is(200).has("a[href='/?show=undecided'] b ~ 1", ".list span ~ @kind.due_decision")
	head.get("/?show=undecided").is(200).has("a[href='"+file+"']", ".tag.hot ~ @flag.undecided")
	head.get("/calendar").is(200).has(".list span ~ @kind.due_decision")
	d.visitor("front").get("/calendar").is(200).has(".list span ~ @kind.due_decision").lacks("main ~ polisi", "main ~ TPKS", "main ~ K.D.S.")
	head.get(file).is(200).has("#police a.button[href='" + form + "']")
	head.get(form).is(200).has(".card.late ~ @police.refused", ".card.late ~ Sisa 41 jam", "input[name=police_result][value=not_reported]")

	told := url.Values{"police_result": {casefile.Told}}
	head.post(form, told).is(422).has("#reported_on-fault", "#reported_where-fault", "#police_reason-fault ~ @casefile.police_refused")
	told = merged(told, url.Values{"reported_on": {"2016-03-08"}, "reported_where": {"Contoh: Polres."}})
	head.post(form, told).is(422).has("#police_reason-fault ~ @casefile.police_refused", "input[name=reported_where][value='Contoh: Polres.']").lacks("#reported_on-fault")
	head.post(form, url.Values{"police_result": {casefile.NotTold}}).is(422).has("#police_reason-fault ~ @fault.required")
	head.post(form, url.Values{"police_result": {casefile.ToldByOther}}).is(422).has("#reported_by-fault ~ @fault.required")
	later(43 * time.Hour)
	worker.get(file).is(200).has("#police .tag.hot ~ Lewat 1 jam")
	head.post(form, merged(told, url.Values{"police_reason": {"Contoh: nyawa terancam."}})).is(303).leads(file)
	worker.get(file).is(200).has("#police a[href^='#e-'] ~ Sudah dilaporkan ke polisi", "#police b ~ @police.refused", ".timeline dd ~ Contoh: nyawa terancam.").lacks("#police.late", "#police .tag", "#police a.button")
	head.get(file).is(200).has("#police a.plain[href='" + form + "']")
	head.get("/").is(200).lacks("a[href='/?show=undecided']", ".list span ~ @kind.due_decision")

	plain := "/files/" + worker.post("/register", merged(registerForm(), url.Values{"same_as": {"none"}})).at()
	head.get(plain).is(200).lacks("#police")
	head.get(plain + "/new/police_decision").is(409)
	d.agrees()
}

// TestTheFrontDeskEndsWhatItIsToDo from the list of what is due, and reads what
// that is, not whom it is about.
func TestTheFrontDeskEndsWhatItIsToDo(t *testing.T) {
	d := openDoor(t)
	d.secrets = []string{clientName, "Dahlia"}
	worker, front := d.visitor("worker"), d.visitor("front")
	file := "/files/" + worker.post("/register", registerForm()).at()
	for _, task := range []url.Values{
		{"task": {"Contoh: siapkan ruang."}, "due_on": {"2016-03-08"}, "doer": {front.staff}}, {"task": {"Contoh: antar berkas."}, "due_on": {"2016-03-09"}, "doer": {front.staff}}, {"task": {"Contoh: telepon kakak."}, "due_on": {"2016-03-08"}},
	} {
		worker.post(file+"/new/task", task).is(303)
	}
	marks := "form[action='" + file + "/done']"
	home := front.get("/").is(200).has(".list span ~ Contoh: siapkan ruang.", marks+" button ~ @plan.tick").lacks("main ~ telepon kakak", "main ~ K.D.S.", "a[href='"+file+"']", "input[name=page]")
	if n := home.doc.Find(marks).Length(); n != 2 {
		t.Errorf("%d can be marked as done", n)
	}
	ref := home.doc.Find(marks+" input[name=tasks_done]").First().AttrOr("value", "")
	d.visitor("colleague").post(file+"/done", url.Values{"tasks_done": {ref}}).is(404)
	front.post(file+"/done", url.Values{"tasks_done": {ref}}).is(303).leads("/")
	front.get("/").is(200).lacks("main ~ siapkan ruang")
	again := front.get("/calendar").is(200).has(marks + " input[name=page][value=calendar]")
	front.post(file+"/done", url.Values{"tasks_done": {again.doc.Find(marks+" input[name=tasks_done]").AttrOr("value", "")}, "page": {"calendar"}}).is(303).leads("/calendar")
	front.get("/calendar").is(200).lacks(marks)
	front.post(file+"/done", url.Values{"tasks_done": {ref}}).is(404)
	worker.get(file).is(200).has(".timeline ~ @kind.done").lacks(".ticks ~ siapkan ruang")
	d.agrees()
}
