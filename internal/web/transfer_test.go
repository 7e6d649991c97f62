package web_test

import (
	"net/url"
	"testing"
)

// TestATransferTellsItsEntriesApart by how they begin, and warns of a refusal only
// where it is one of the transfer.
func TestATransferTellsItsEntriesApart(t *testing.T) {
	d := openDoor(t)
	worker, head := d.visitor("worker"), d.visitor("head")
	file := "/files/" + worker.post("/register", registerForm()).at()
	form := file + "/new/transfer"
	for _, said := range []string{"Bercerita tentang sekolah.", "Bercerita tentang rumah, lama sekali, sampai sore dan lebih lama lagi."} {
		worker.post(file+"/new/session", merged(sessionForm(), url.Values{"what_happened": {said}})).is(303)
	}
	refuse := func(whom string) {
		t.Helper()
		worker.post(file+"/new/consent", url.Values{"service_consent": {"yes"}, "data_consent": {"yes"}, "given_by": {"client"}, "not_shared_with": {whom}}).is(303)
	}
	refuse("police_ppa")
	head.get(form).is(200).has("label ~ · Bercerita tentang sekolah.", "label ~ · Bercerita tentang rumah, lama sekali, sa…").lacks("label ~ sampai sore", ".card.late")
	refuse("other_lk3")
	head.get(form).is(200).has(".card.late")
	d.agrees()
}
