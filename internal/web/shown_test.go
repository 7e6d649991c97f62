package web_test

import (
	"net/url"
	"testing"
)

// TestACorrectionSaysWhatIsRight: whoever reads a file must find what holds, not
// only that something was wrong.
func TestACorrectionSaysWhatIsRight(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker := d.visitor("worker")
	file := "/files/" + d.ids["case"]
	worker.post(file+"/new/session", sessionForm()).is(303)
	session := d.one(`SELECT id FROM entry WHERE file = $1 AND kind = 'session'`, d.ids["case"])
	right := merged(sessionForm(), url.Values{"correction_reason": {"Keliru catat."}, "what_happened": {"Yang benar: anak ikut hadir."}, "minutes": {"60"}})
	worker.post(file+"/correct/"+session, right).is(303)
	worker.get(file).is(200).has("dd ~ Keliru catat.", "dd ~ Yang benar: anak ikut hadir.", "dd ~ Bercerita panjang.", "dd ~ 60")
}

func TestDangerNowIsSeenUntilTheContactIsSettled(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	front := d.visitor("front")
	contact := front.post("/contacts", merged(contactForm(), url.Values{"danger_now": {"yes"}})).is(303).at()
	front.get("/files/" + contact).is(200).has(".tag.hot ~ @flag.danger")
	front.get("/").is(200).has(".tag.hot ~ @flag.danger")
	front.get("/files/" + d.ids["contact"]).is(200).lacks(".tag.hot")
}

func TestASlipOfTheFingerIsRefusedBesideItsField(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker := d.visitor("worker")
	worker.post("/register", merged(registerForm(), url.Values{"age": {"900"}})).is(422).has("#age-fault ~ 130")
	worker.post("/files/"+d.ids["case"]+"/new/session", merged(sessionForm(), url.Values{"day": {"1016-10-14"}})).is(422).has("#day-fault ~ @fault.long_ago")
	worker.post("/files/"+d.ids["case"]+"/new/session", merged(sessionForm(), url.Values{"day": {"2015-10-14"}})).is(422).has("#day-fault ~ @casefile.too_early")
}

func TestNobodyEndsTheOwnPost(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	head := d.visitor("head")
	own := d.one(`SELECT id FROM post WHERE staff = $1`, head.staff)
	head.post("/institutions/"+d.ids["donggala"]+"/staff/end", url.Values{"post": {own}}).is(409).has("~ @staff.own_post")
	head.get("/").is(200)
}
