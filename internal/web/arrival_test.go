package web_test

import (
	"net/url"
	"testing"

	"teduh/internal/domain/casefile"
)

// TestWhatLooksOddIsSaidAndNeverBlocks: a NIK is written down as the paper says
// it; beside it stands what does not fit.
func TestWhatLooksOddIsSaidAndNeverBlocks(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker := d.visitor("worker")
	odd := merged(registerForm(), url.Values{"name": {"Contoh Lain"}, "nik": {"3204040107820000"}, "phone": {""}, "kk": {"12345"}, "interpreter": {"yes"}, "language": {"Bahasa Kaili"}})
	made := worker.post("/register", odd).is(303).at()
	worker.get("/files/"+made).is(200).has(".late ~ @doubt.other_sex", ".late ~ @doubt.no_serial", ".late ~ @doubt.not_sixteen", ".tag ~ Bahasa Kaili")
	person := d.one(`SELECT person FROM party WHERE file = $1`, made)
	worker.get("/files/"+person+"/new/identity").is(200).has(".warn ~ @doubt.other_sex", ".warn ~ @doubt.not_sixteen")
	worker.get("/files/" + d.ids["case"]).is(200).lacks(".late ~ @doubt.other_sex")
	front := merged(odd, url.Values{"name": {"Contoh Lain Lagi"}, "nik": {"123"}})
	d.visitor("front").post("/register", front).is(200).has(".warn ~ @doubt.not_sixteen").lacks("~ Contoh Lain")
}

func TestAContactCarriesWhatItKnowsIntoTheRegistration(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	front := d.visitor("front")
	for name, c := range map[string]struct {
		more url.Values
		has  []string
	}{
		"for oneself": {url.Values{}, []string{"input[name=name][value='" + callerName + "']", "input[name=safe_contact][value='WA pagi']", "input[name=phone][value='0812']", "select[name=origin] option[value=self][selected]"}},
		"for another": {url.Values{"relation_to_client": {"neighbour"}}, []string{"input[name=name][value='']", "input[name=reporter][value='" + callerName + "']", "input[name=reporter_contact][value='WA pagi · 0812']"}},
		"for nobody":  {url.Values{"caller": {"", casefile.NotSaid}}, []string{"input[name=name][value='']"}},
	} {
		more := merged(url.Values{"contact_outcome": {"became_case"}, "safe_contact": {"WA pagi"}, "phone": {"0812"}, "age": {"34"}, "sex": {"female"}, "danger_now": {"yes"}}, c.more)
		a := front.post("/contacts", merged(contactForm(), more)).is(303).leads("/register?contact=")
		always := []string{"input[name=age][value='34']", "input[name=sex][value=female][checked]", "select[name=presenting] option[value=economic][selected]", "input[name=residence][value='Kabupaten Donggala']", "input[name=urgency][value=danger][checked]"}
		front.get(a.Header().Get("Location")).is(200).has(append(always, c.has...)...)
		if t.Failed() {
			t.Fatal(name)
		}
	}
	front.get("/contacts/new").is(200).has(".if-yes li", "input[type=checkbox][name=caller]")
}

// TestAVillageIsFoundByPartOfItsName needs no script: what may be several is asked
// about, and the page of the person says it in words.
func TestAVillageIsFoundByPartOfItsName(t *testing.T) {
	d := openDoor(t)
	worker := d.visitor("worker")
	typed := func(village string) *answer {
		return worker.post("/register", merged(registerForm(), url.Values{"village": {village}, "same_as": {"none"}}))
	}
	typed("Kabonga").is(422).has("select[name=village] option[value='72.03.08.1021'] ~ Kabonga Besar, Banawa", "select[name=village] option[value='72.03.08.1022']", "#village-fault ~ @fault.village")
	typed("Tidak Ada").is(422).has("input[name=village][value='Tidak Ada']", "#village-fault ~ @fault.village")
	for _, said := range []string{"Ganti", "72.03.08.1020", "ganti, banawa"} {
		worker.get("/files/" + typed(said).is(303).at()).is(200).has("dd ~ Ganti, Banawa, Kabupaten Donggala")
	}
	worker.post("/search", url.Values{"q": {clientName}, "district": {"Banawa"}}).is(200).has("li ~ " + clientName)
	worker.post("/search", url.Values{"q": {clientName}, "district": {"Sindue"}}).is(200).lacks("li b ~ " + clientName)
	d.agrees()
}
