package web_test

import (
	"net/url"
	"strings"
	"testing"
)

var headScenarios = []scenario{
	{
		route: "GET /institutions/{id}/staff/{person}/handover", at: "/institutions/{donggala}/staff/{staff}/handover", may: "head",
		has: []string{"select[name='to_{case}']", "select[name=all]", "main ~ K.D.S."}, lacks: []string{"~ " + clientName}, audit: "list file",
	},
	{route: "GET /institutions/{id}/staff/{person}/handover", at: "/institutions/{bantaeng}/staff/{staff}/handover", may: "", some: true},
	{
		route: "GET /institutions/{id}/staff/{person}/handover/list", at: "/institutions/{donggala}/staff/{staff}/handover/list", may: "head",
		has: []string{".paper td ~ @consent.service", ".paper ~ K.D.S.", ".signature"}, lacks: []string{"~ " + clientName, "~ Dahlia"}, audit: "list file",
	},
	{
		route: "POST /institutions/{id}/staff/{person}/handover", at: "/institutions/{donggala}/staff/{staff}/handover", form: url.Values{"to_{case}": {"{nothing}"}},
		may: "head", status: 422, has: []string{"#to_{case}-fault ~ @fault.choice"}, audit: "list file",
	},
	{route: "GET /reviews", may: "head outsider", has: []string{"form[action='/reviews'] input[name=month]", "input[name=size][value='3']"}, audit: "list file"},
	{route: "POST /reviews", form: url.Values{"month": {"2016-05"}}, may: "head outsider", status: 422},
	{route: "POST /reviews", form: url.Values{"month": {"2016-03"}}, may: "head", some: true, to: "/reviews?month=2016-03", writes: []string{"review_sample"}, audit: "draw month"},
	{route: "GET /reviews", at: "/reviews?month=2016-03", may: "head", some: true, has: []string{"a[href$='/new/review']"}, lacks: []string{"~ " + clientName, "form[action='/reviews']"}, audit: "list file"},
	{route: "POST /reviews/settings", form: url.Values{"size": {"banyak"}, "weights": {"yes"}}, may: "head outsider", status: 422, has: []string{"#size-fault", "input[name=size][value=banyak]"}, audit: "list file"},
	{route: "POST /reviews/settings", form: url.Values{"size": {"5"}, "weights": {"yes"}}, may: "head", some: true, to: "/reviews", writes: []string{"setting"}, audit: "setting institution"},
	{route: "GET /supervision", may: lk3Staff, audit: "list supervision"},
	{route: "GET /supervision/new", may: "head outsider", has: []string{"textarea[name=themes]", "input[name=with]"}},
	{route: "POST /supervision", form: url.Values{"themes": {"Kenari: beban."}}, may: "head outsider", status: 422, has: []string{"fieldset.bad", "textarea[name=themes] ~ Kenari: beban."}},
	{
		route: "POST /supervision", form: url.Values{"with": {"{staff}"}, "themes": {"Kenari: beban."}, "agreements": {"Dua kasus dialihkan."}}, may: "head", some: true, to: "/supervision",
		writes: []string{"supervision"}, audit: "supervise supervision",
	},
	{route: "GET /supervision", may: "worker head", some: true, has: []string{".said ~ Kenari: beban."}, audit: "list supervision"},
	{route: "GET /supervision/{id}/add", at: "/supervision/{nothing}/add", may: "", some: true},
	{route: "POST /supervision/{id}/add", at: "/supervision/{nothing}/add", form: url.Values{"addition": {"Kenari: ralat."}}, may: ""},
	{route: "GET /supervision", may: "colleague psychologist front outsider stranger", some: true, lacks: []string{"~ Kenari: beban."}, audit: "list supervision"},
}

func TestAFollowUpThatFindsNeedLeadsToTheReopening(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker, file := d.visitor("worker"), "/files/"+d.ids["case"]
	worker.post(file+"/new/closure", url.Values{"closure_reason": {"goals_reached"}, "outcome": {"stable"}, "plan_after": {"Tidak ada."}}).is(303)
	worker.post(file+"/new/follow_up", url.Values{"result": {"Baik."}, "reopen_needed": {"no"}}).is(303).leads(file)
	worker.post(file+"/new/follow_up", url.Values{"result": {"Perlu dibantu lagi."}, "reopen_needed": {"yes"}}).is(303).leads(file + "/new/reopening")
	worker.get(file + "/new/reopening").is(200).has("textarea[name=reopening_reason]")
	worker.get(file).is(200).has(".timeline dd ~ Perlu dibantu lagi.")
	d.agrees()
}

func TestTheHeadSeesAConflictBesideTheChoiceAndCannotChooseIt(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker, head := d.visitor("worker"), d.visitor("head")
	worker.post("/files/"+d.ids["case"]+"/new/conflict", url.Values{"conflict_relation": {"neighbour"}, "leave_now": {"no"}}).is(303)
	head.get("/?show=conflict").is(200).has("a[href='/files/"+d.ids["case"]+"']", ".tag ~ @flag.conflict")
	a := head.get("/files/" + d.ids["case"] + "/new/assignment").is(200)
	box := a.doc.Find("input[name=assigned][value='" + worker.staff + "']")
	if _, disabled := box.Attr("disabled"); !disabled || !strings.Contains(box.Parent().Text(), "Tetangga") {
		t.Errorf("the choice says %q, disabled %v", box.Parent().Text(), disabled)
	}
	head.post("/files/"+d.ids["case"]+"/new/assignment", url.Values{"assigned": {d.visitor("colleague").staff, worker.staff}}).is(303)
	d.agrees()
}

func TestAPostThatLeavesCasesAsksFirst(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker, head, colleague := d.visitor("worker"), d.visitor("head"), d.visitor("colleague")
	post := d.one(`SELECT id FROM post WHERE staff = $1`, worker.staff)
	end, over := "/institutions/"+d.ids["donggala"]+"/staff/end", "/institutions/"+d.ids["donggala"]+"/staff/"+worker.staff+"/handover"
	worker.post("/files/"+d.ids["case"]+"/new/task", url.Values{"task": {"Antar ke Puskesmas."}, "due_on": {"2016-03-09"}}).is(303)
	head.get(over).is(200).has(".ticks li ~ Antar ke Puskesmas.")
	head.get(over+"/list").is(200).has(".paper td ~ Antar ke Puskesmas.", ".paper td ~ @kind.due_reply", ".paper td ~ @consent.service").lacks("~ " + clientName)
	w := d.during(func() {
		head.post(end, url.Values{"post": {post}}).is(409).has("a[href='"+over+"']", "input[name=at_once]")
	})
	if len(w.rows) > 0 {
		t.Errorf("the question writes %v", w.rows)
	}
	d.visitor("operator").post(end, url.Values{"post": {post}}).is(409).has("main ~ @head.ask_head").lacks("a[href='" + over + "']")
	worker.get("/files/" + d.ids["case"]).is(200)
	head.post(over, url.Values{"all": {colleague.staff}, "note": {"Pindah tugas."}}).is(303).leads(over)
	head.get(over).is(200).has(".good ~ @head.nothing_left")
	head.post(end, url.Values{"post": {post}}).is(303)
	colleague.get("/files/" + d.ids["case"]).is(200).has(".timeline dd ~ Pindah tugas.")
	d.agrees()
}

func TestATalkIsAddedToAndAReviewAddsUp(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	head, worker := d.visitor("head"), d.visitor("worker")
	head.post("/drafts", url.Values{"draft": {"/supervision/new"}, "themes": {"Kenari: setengah jadi."}}).is(303)
	head.get("/").is(200).has("main a[href='/supervision/new'] ~ @supervision.new")
	head.get("/supervision/new").is(200).has("textarea[name=themes] ~ setengah jadi.")
	head.post("/supervision", url.Values{"with": {worker.staff}, "themes": {"Kenari: beban."}}).is(303)
	head.get("/supervision/new").is(200).lacks("~ setengah jadi.")
	at := "/supervision/" + d.one(`SELECT id FROM supervision`) + "/add"
	head.get("/supervision").is(200).has("a[href='" + at + "']")
	head.post(at, url.Values{"addition": {""}}).is(422).has("#addition-fault")
	head.post("/drafts", url.Values{"draft": {at}, "addition": {"Ralat: belum"}}).is(303)
	head.get(at).is(200).has("textarea[name=addition] ~ Ralat: belum")
	head.post(at, url.Values{"addition": {"Ralat: satu kasus."}}).is(303).leads("/supervision")
	worker.get("/supervision").is(200).has(".said ~ Kenari: beban.", ".said ~ Ralat: satu kasus.").lacks("a[href='" + at + "']")
	worker.get(at).is(404)
	d.visitor("outsider").get(at).is(404)
	review := "/files/" + d.ids["case"] + "/new/review"
	head.get(review).is(200).has("input[name=check_plan][value=not_applicable]", "input[name=check_consent][checked]", "input[name=check_respect]")
	head.post(review, url.Values{"review_result": {"to_improve"}, "check_consent": {"yes"}, "check_plan": {"no"}, "check_closure": {"not_applicable"}}).is(303)
	head.get("/reviews").is(200).has(".past a[href^='/files/"+d.ids["case"]+"']", ".past p ~ 1 dari 2").lacks("~ " + clientName)
	d.agrees()
}
