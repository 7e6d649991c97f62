package web_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"teduh/internal/domain/casefile"
	"teduh/internal/domain/words"
	"teduh/internal/kit/locale"
)

// hasFamily gives the client a husband who is opposed and a daughter, through the
// pages, and names them in braces.
func (d *door) hasFamily() {
	d.t.Helper()
	worker := d.visitor("worker")
	add := func(name string, f url.Values) {
		worker.post(d.fill("/files/{case}/new/party"), f).is(303).leads(d.fill("/files/{case}/family"))
		d.ids[name] = d.one(`SELECT id FROM entry WHERE file = $1 AND kind = 'party' ORDER BY position DESC LIMIT 1`, d.ids["case"])
	}
	add("husband", url.Values{"name": {"Cendana Rimba"}, "party_roles": {"alleged_perpetrator"}, "relation": {"husband"}, "sex": {"male"}, "age": {"40"}, "opposed": {"yes"}, "phone": {"0899777000111"}})
	add("child", url.Values{"name": {"Mawar Rimba"}, "party_roles": {"child", "witness"}, "relation": {"child"}, "sex": {"female"}, "age": {"9"}, "other_parent": {d.ids["husband"]}, "lives_with_client": {"yes"}})
}

func TestTheFamilyIsDrawnAndSaidInWords(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	d.hasFamily()
	worker := d.visitor("worker")
	for _, l := range []locale.Lang{locale.ID, locale.EN} {
		worker.speaks(l)
		page := worker.get(d.fill("/files/{case}/family")).is(200).has(
			"svg.family[role=img] title ~ @family.genogram", "svg.family desc", "svg.family rect.person", "svg.family circle.person", "svg.family path.home",
			"svg.family text.who ~ C.R.", "svg.family text.age ~ 40", "li ~ @family.opposed", "li ~ @family.lives_here", "dd ~ Cendana Rimba", d.fill("a[href='/files/{case}/new/party?again={husband}']"),
		).lacks("svg.family ~ Cendana", "svg.family ~ Mawar", "title ~ Kenari", "h1 ~ Kenari")
		if n := page.doc.Find("svg.family .person").Length(); n != 4 { // the client has two borders
			t.Errorf("%d symbols", n)
		}
		if words := page.doc.Find("#genogram").Parent().Find("details li").Length(); words < 3 {
			t.Errorf("%d ties in words", words)
		}
	}
	worker.speaks(locale.ID)
	worker.get(d.fill("/files/{case}")).has(d.fill("a[href='/files/{case}/family']")).lacks("svg.family")
	d.visitor("head").get(d.fill("/files/{case}/new/transfer")).is(200).has(d.fill("input[name=passed_persons][value='{child}'][checked]")).lacks(d.fill("input[name=passed_persons][value='{husband}']"), d.fill("input[name=passed_persons][value='{person}']"))
	worker.post("/search", url.Values{"q": {"Mawar Rimba"}}).is(200).has(".named li ~ Mawar Rimba", d.fill(".named a[href='/files/{case}']"), ".named .soft ~ Anak").lacks(".named .soft ~ Saksi", "#quiet .named ~ Mawar", "title ~ Mawar")
	worker.post("/search", url.Values{"q": {"Cendana"}}).is(200).has("details#quiet:not([open]) .named ~ Cendana Rimba", "#quiet .soft ~ Terduga pelaku").lacks("main > .named", "main > ul.named")
	for _, name := range []string{"front", "colleague", "outsider"} {
		d.visitor(name).post("/search", url.Values{"q": {"Mawar Rimba"}}).is(200).lacks(".named", "~ K.D.S.")
	}
	d.agrees()
}

func TestWhoDidHarmAndLivesWithTheClientStandsWhereItIsAskedWhetherItIsSafe(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	d.hasFamily()
	worker := d.visitor("worker")
	said := words.In(locale.ID).T("safe.with", "who", "C.R.")
	worker.get(d.fill("/files/{case}")).lacks(".card ~ " + said).has(".tag.hot ~ @flag.unscreened")
	worker.post(d.fill("/files/{case}/new/screening"), url.Values{"risk_level": {"low"}, "danger_now": {"no"}, "safety_decision": {"Contoh."}}).is(303)
	worker.get(d.fill("/files/{case}")).lacks(".tag ~ @flag.unscreened")
	worker.post(d.fill("/files/{case}/new/household"), url.Values{"members": {d.ids["person"], d.ids["husband"]}}).is(303)
	worker.get(d.fill("/files/{case}")).has(".card.alert .tag.hot ~ " + said)
	worker.get(d.fill("/files/{case}/new/session")).has(".card ~ " + said)
	worker.post(d.fill("/files/{case}/new/household"), url.Values{"members": {d.ids["person"], d.ids["child"]}}).is(303)
	worker.get(d.fill("/files/{case}")).lacks(".card ~ " + said)
}

// TestNobodyIsReachedThroughWhoMayHaveDoneHarm: whoever was named as safe at the
// intake is so no more once the case says what they did.
func TestNobodyIsReachedThroughWhoMayHaveDoneHarm(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker := d.visitor("worker")
	file := "/files/" + worker.post("/register", merged(registerForm(), url.Values{"name": {"Contoh Lain"}, "nik": nil, "phone": nil, "contact_person": {"Cendana Rimba"}})).is(303).at()
	through := words.In(locale.ID).T("safe.through", "who", "Cendana Rimba")
	worker.get(file).has(".card li ~ " + through)
	worker.post(file+"/new/party", url.Values{"name": {"tjendana rimba"}, "party_roles": {"alleged_perpetrator"}}).is(303)
	for _, at := range []string{"", "/new/session", "/family"} {
		worker.get(file + at).is(200).has(".card.alert .tag.hot ~ " + words.In(locale.ID).T("safe.not_through", "who", "C.R.")).lacks(".card li ~ " + through)
	}
}

func TestSayingAPersonAnewKeepsWhatWasKnown(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	d.hasFamily()
	worker := d.visitor("worker")
	page := d.fill("/files/{case}/new/party?again={husband}")
	asked := worker.get(page).is(200).has("input[name=name][value='Cendana Rimba']", d.fill("input[name=party][value='{husband}']"), "input[name=opposed][value=yes][checked]")
	typed := typist{text: plainText}.fills(asked)
	typed.Set("age", "41")
	for _, name := range []string{"unborn", "deceased", "ended_on", "birth_date"} {
		typed.Del(name)
	}
	worker.post(asked.action(), typed).is(303)
	worker.get(d.fill("/files/{case}/family")).has("svg.family text.age ~ 41").lacks("svg.family text.age ~ 40")
	worker.get(d.fill("/files/{case}/new/party?again={child}x")).is(404)
	worker.get(d.fill("/files/{case}/new/tie?again={husband}")).is(404)
}

func TestAnEntrySaysWhomItConcernsAndTheTimelineNarrowsToOne(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker := d.visitor("worker")
	worker.get(d.fill("/files/{case}/new/session")).lacks("input[name=concerns]") // nobody to choose from
	d.hasFamily()
	worker.get(d.fill("/files/{case}/new/session")).has(d.fill("input[name=concerns][value='{child}']"))
	of := func(word string, about ...string) {
		worker.post(d.fill("/files/{case}/new/session"), merged(sessionForm(), url.Values{"what_happened": {word}, "concerns": about})).is(303)
	}
	of("Kisah anak.", d.ids["child"])
	of("Kisah suami.", d.ids["husband"])
	of("Kisah semua.")
	worker.get(d.fill("/files/{case}")).has("dd ~ Kisah anak.", "dd ~ Kisah suami.", "dd ~ Kisah semua.", ".tag ~ M.R., 9")
	worker.get(d.fill("/files/{case}?person={child}")).has("dd ~ Kisah anak.", "b[aria-current] ~ M.R., 9", "~ @family.narrowed").lacks("dd ~ Kisah suami.", "dd ~ Kisah semua.")
	worker.post(d.fill("/files/{case}/new/session"), merged(sessionForm(), url.Values{"concerns": {d.ids["entry"]}})).is(422).has("#concerns-fault")
	d.agrees()
}

func TestTheFamilyDoesNotCrowdTheTimeline(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	d.hasFamily()
	worker := d.visitor("worker")
	worker.get(d.fill("/files/{case}")).lacks(d.fill("li#e-{husband}"))
	worker.get(d.fill("/files/{case}/family")).has(d.fill("li#e-{husband}"), d.fill("a[href='/files/{case}/correct/{husband}']"))
	worker.post(d.fill("/files/{case}/correct/{husband}"), url.Values{"name": {"Cendana Lain"}, "party_roles": {"family_member"}, "correction_reason": {"Salah orang."}}).is(303)
	page := worker.get(d.fill("/files/{case}/family")).has("li ~ C.L.")
	if strings.Contains(page.doc.Find("#people").Parent().Text(), "C.R.,") {
		t.Error("a corrected person is still there")
	}
	if n := d.one(`SELECT kind FROM entry WHERE file = $1 ORDER BY position DESC LIMIT 1`, d.ids["case"]); n != string(casefile.Correction) {
		t.Error(n)
	}
}

func TestAFurtherClientHasASafeContactOfTheOwn(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker := d.visitor("worker")
	worker.post(d.fill("/files/{case}/new/party"), url.Values{"name": {"Cendana Rimba"}, "party_roles": {"client"}, "relation": {"husband"}, "sex": {"male"}, "opposed": {"yes"}}).is(303)
	d.ids["husband"] = d.one(`SELECT id FROM entry WHERE file = $1 AND kind = 'party'`, d.ids["case"])
	own := d.fill("/files/{case}/people/{husband}")
	worker.get(d.fill("/files/{case}/family")).has("a[href='" + own + "']")
	d.visitor("colleague").get(own).is(404)
	d.visitor("head").get(own).is(404)
	worker.post(own, url.Values{"name": {"Cendana Rimba"}, "sex": {"male"}}).is(422).has("#safe_contact-fault")
	asked := worker.get(own).is(200).has("input[name=name][value='Cendana Rimba']", "input[name=sex][value=male][checked]")
	typed := url.Values{"id": {asked.form().Find("input[name=id]").AttrOr("value", "")}, "name": {"Cendana Rimba"}, "sex": {"male"}, "safe_contact": {"Hanya lewat kantor."}}
	for range 2 { // sent twice, written once
		worker.post(own, typed).is(303)
	}
	person := d.one(`SELECT person FROM party WHERE file = $1 AND person <> $2`, d.ids["case"], d.ids["person"])
	worker.get(d.fill("/files/{case}/family")).has(".card ~ Hanya lewat kantor.", ".card ~ WA pagi", "a[href='/files/"+person+"']").lacks("a[href='" + own + "']")
	worker.get("/files/" + person).is(200).has("dd ~ Cendana Rimba")
	d.visitor("colleague").get("/files/" + person).is(404)
	d.lettersOfOneSide()
	typed.Set("id", d.ids["nothing"])
	worker.post(own, typed).is(409)
	d.agrees()
}

// lettersOfOneSide refers the husband alone: his letter and his consent on paper
// tell of him, and nothing of the first client.
func (d *door) lettersOfOneSide() {
	d.t.Helper()
	worker := d.visitor("worker")
	worker.post(d.fill("/files/{case}/new/session"), merged(sessionForm(), url.Values{"concerns": {d.ids["person"]}})).is(303)
	worker.get(d.fill("/files/{case}/new/referral")).is(200).lacks("textarea[name=services_given] ~ 2016")
	hers := []string{"~ " + clientName, "~ WA pagi", "~ K.D.S."}
	for kind, f := range map[string]url.Values{
		"referral": {"referral_target": {"puskesmas"}, "referral_purpose": {"Periksa."}, "share_consent": {"yes"}, "concerns": {d.ids["husband"]}},
		"consent":  {"service_consent": {"yes"}, "data_consent": {"yes"}, "given_by": {"client"}, "concerns": {d.ids["husband"]}},
	} {
		worker.post(d.fill("/files/{case}/new/"+kind), f).is(303)
		entry := d.one(`SELECT id FROM entry WHERE file = $1 AND kind = $2 ORDER BY position DESC LIMIT 1`, d.ids["case"], kind)
		asked := worker.get(d.fill("/files/{case}/paper/"+kind+"?entry="+entry)).is(200).lacks("textarea ~ "+clientName, "textarea ~ WA pagi")
		if kind == "referral" {
			asked.has("textarea[name=letter_body] ~ Hanya lewat kantor.")
		}
		worker.post(d.fill("/files/{case}/paper/"+kind), typist{text: plainText}.fills(asked)).is(200)
		typed := url.Values{"entry": {entry}, "named": {"yes"}, "letter_body": {asked.doc.Find("textarea[name=letter_body]").Text()}}
		worker.post(d.fill("/files/{case}/paper/"+kind), typed).is(200).has("dd ~ Cendana Rimba").lacks(hers...)
	}
}

// TestEachClientOfACaseAgreesOrRefusesAlone: the second client's consent leaves
// what the first refused in force, and the page says whose is missing.
func TestEachClientOfACaseAgreesOrRefusesAlone(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	d.hasFamily()
	worker := d.visitor("worker")
	worker.get(d.fill("/files/{case}/new/consent")).is(200).has(d.fill("main form > fieldset input[name=concerns][value='{husband}']"))
	say := func(more url.Values) {
		worker.post(d.fill("/files/{case}/new/consent"), merged(url.Values{"service_consent": {"yes"}, "data_consent": {"yes"}, "given_by": {"client"}}, more)).is(303)
	}
	say(url.Values{"not_shared_with": {"police_ppa"}, "concerns": {d.ids["person"]}})
	say(url.Values{"concerns": {d.ids["husband"]}})
	link := worker.get(d.fill("/files/{case}")).is(200).doc.Find("a[href*='?withdraw=']")
	if link.Length() != 2 { // not that of the registration, which the next one took the place of
		t.Fatalf("%d consents can be withdrawn", link.Length())
	}
	given := worker.get(link.First().AttrOr("href", "")).is(200).has("h1 ~ @consent.withdrawn", "input[name=service_consent][value=yes][checked]", "main form > .field input[name=withdrawn_on]",
		d.fill("input[name=concerns][value='{husband}'][checked]"))
	worker.post(given.action(), given.untouched()).is(303)
	p := words.In(locale.ID)
	worker.get(d.fill("/files/{case}")).is(200).has(".tag.hot ~ C.R., 40 (Suami): " + p.T("consent.withdrawn")).lacks(".tag ~ " + p.T("consent.none"))
	say(url.Values{"concerns": {d.ids["husband"]}})
	worker.get(d.fill("/files/{case}")).is(200).lacks(".tag ~ " + p.T("consent.withdrawn"))
	worker.get(d.fill("/files/{case}/new/referral")).is(200).has(".card.late ~ Polres")
	worker.post(d.fill("/files/{case}/new/referral"), url.Values{"referral_target": {"police_ppa"}, "referral_purpose": {"Contoh."}, "share_consent": {"yes"}}).is(422).has("#share_reason-fault ~ @casefile.target_refused")
	d.agrees()
}

// TestTheCopyForOneSideNeverTellsOfTheOther writes about both sides through the
// pages, and looks at what would lie on the table as paper.
func TestTheCopyForOneSideNeverTellsOfTheOther(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker := d.visitor("worker")
	write := func(kind string, f url.Values) {
		worker.post(d.fill("/files/{case}/new/"+kind), f).is(303)
	}
	write("session", merged(sessionForm(), url.Values{"what_happened": {"Kisah awal."}})) // before anybody was opposed
	d.hasFamily()
	write("household", url.Values{"members": {d.ids["person"], d.ids["child"]}, "household_name": {"Rumah persembunyian"}})
	write("screening", url.Values{"risk_level": {"high"}, "danger_now": {"yes"}, "safety_decision": {"Kisah rencana aman."}, "safe_place": {"Rumah bibi"}, "concerns": {d.ids["person"]}})
	write("session", merged(sessionForm(), url.Values{"what_happened": {"Kisah suami."}, "concerns": {d.ids["husband"]}}))
	write("session", merged(sessionForm(), url.Values{"what_happened": {"Kisah bersama."}, "present": {"Kakak di Palu"}}))
	write("referral", url.Values{"referral_target": {"uptd_ppa"}, "referral_purpose": {"Kisah rujukan."}, "share_consent": {"yes"}, "concerns": {d.ids["person"]}})
	d.ids["referral"] = d.one(`SELECT id FROM entry WHERE file = $1 AND kind = 'referral' ORDER BY position DESC LIMIT 1`, d.ids["case"])
	write("reply", url.Values{"reply_result": {"completed"}, "reply_text": {"Kisah balasan."}, "replies_to": {d.ids["referral"]}})

	hers := []string{"Kisah awal.", "Kisah rencana aman.", "Kisah rujukan.", "Kisah balasan."}
	secret := append([]string{clientName, "Dahlia", clientNIK, clientPhone, clientHome, "WA pagi", "Rumah persembunyian", "Rumah bibi", "Kakak di Palu", "K.D.S.", d.ids["person"]}, hers...)
	copyFor := func(person string) *answer {
		asked := worker.get(d.fill("/files/{case}/paper/case_file")).is(200)
		f := typist{text: plainText}.fills(asked)
		f["kinds"] = nil
		asked.form().Find("input[name=kinds]").Each(func(_ int, s *goquery.Selection) { f.Add("kinds", s.AttrOr("value", "")) })
		f.Set("reader", "client")
		f.Set("copy_person", person)
		return worker.post(asked.action(), f).is(200)
	}
	his := copyFor(d.ids["husband"]).has("main ~ Kisah suami.", "main ~ Kisah bersama.").doc.Find("main").Text()
	for _, word := range secret {
		if strings.Contains(his, word) {
			t.Errorf("the husband's copy tells %q", word)
		}
	}
	hersToo := copyFor(d.ids["person"]).has("main ~ Kisah bersama.").doc.Find("main").Text()
	for _, word := range hers {
		if !strings.Contains(hersToo, word) {
			t.Errorf("the client's copy lacks %q", word)
		}
	}
	for _, word := range []string{"Kisah suami.", "Cendana", "0899777000111", "C.R.", "Kakak di Palu"} {
		if strings.Contains(hersToo, word) {
			t.Errorf("the client's copy tells %q", word)
		}
	}
}
