package journey_test

import (
	"strings"
	"testing"

	"teduh/internal/domain/access"
	"teduh/internal/domain/survey"
	"teduh/internal/kit/locale"
)

// TestWhoLeavesHandsOverAllCases gives all cases of somebody who leaves to a
// colleague at once: they are on the colleague's home page and no longer on the
// other's.
func TestWhoLeavesHandsOverAllCases(t *testing.T) {
	v := arrive(t, style{lang: locale.ID, width: phone})
	v.own = []string{caller, "Mawar", told}
	worker, psychologist := v.together(), v.together()
	worker.own, psychologist.own = v.own, v.own
	worker.signsIn(access.Caseworker)
	leaver := worker.said("header a[href='/account']")[0]
	worker.press(v.words.T("board.new_case"))
	worker.fill(map[string]string{"name": caller, "age": "34", "sex": "female", "safe_contact": "WA pagi.", "presenting": "neglect", "consent_given": "both"})
	worker.press(v.words.T("form.save"))
	number := worker.number()
	psychologist.signsIn(access.Psychologist)
	taker := psychologist.said("header a[href='/account']")[0]

	v.signsIn(access.Head)
	v.open(v.handoverOf(leaver))
	v.reads(".list b", number)
	v.lacks("main", caller)
	v.write("all", ask[string](v, `(name) => [...document.querySelectorAll("#all option")].find(o => o.text.startsWith(name))?.value ?? ""`, taker))
	v.press(v.words.T("head.hand_over"))
	v.reads(".good", v.words.T("head.nothing_left"))

	psychologist.open("/")
	psychologist.reads(".list", number)
	worker.open("/")
	worker.lacks(".list", number)
}

// TestAClientIsHeardWithoutAName is what comes after a case: a code on paper, nine
// answers, a complaint past the worker to the head, its answer by the receipt.
func TestAClientIsHeardWithoutAName(t *testing.T) {
	v := arrive(t, style{lang: locale.EN, width: phone, keys: true})
	v.own = []string{caller, "Mawar", told}
	client, head := v.together(), v.together()
	client.own, head.own = v.own, v.own
	v.signsIn(access.Caseworker)
	v.press(v.words.T("board.new_case"))
	v.fill(map[string]string{"name": caller, "age": "34", "sex": "female", "safe_contact": "WA pagi.", "presenting": "economic", "consent_given": "both"})
	v.press(v.words.T("form.save"))
	v.act("closure", nil)
	v.press(v.words.T("survey.give"))
	v.lacks(".paper", caller)
	code := v.said(".code")[0]

	client.open("/survey")
	client.press("English")
	client.write("code", strings.ToLower(code))
	client.press(v.words.T("survey.open"))
	answers := map[string]string{"remark": "Contoh: ruang tunggu sempit."}
	for n := range survey.Now().Elements {
		answers[survey.Field(n)] = "4"
	}
	client.fill(answers)
	client.press(v.words.T("survey.send"))
	client.reads("main", v.words.T("survey.thanks"))

	client.press(v.words.T("complaint.title"))
	client.fill(map[string]string{"lk3": client.option("lk3", "Contoh LK3 Kabupaten Donggala"), "about": "worker"})
	client.press(v.words.T("complaint.on"))
	client.reads("main p", v.words.T("complaint.by_head", "name", "Contoh LK3 Kabupaten Donggala"))
	client.fill(map[string]string{"text": "Contoh: menunggu tiga jam."})
	client.press(v.words.T("complaint.send"))
	receipt := client.said(".code")[0]

	head.signsIn(access.Head)
	head.press(v.words.T("menu.voices"))
	head.lacks("main", "ruang tunggu sempit")
	head.press(v.words.T("complaint.about_worker"))
	head.reads(".said", "Contoh: menunggu tiga jam.")
	head.fill(map[string]string{"answer": "Contoh: kami tambah petugas."})
	head.press(v.words.T("complaint.answer"))

	client.press(v.words.T("complaint.look_up"))
	client.write("code", receipt)
	client.press(v.words.T("complaint.show"))
	client.reads(".said", "Contoh: kami tambah petugas.")
}

// staffPage is where the people of the own LK3 are.
func (v *visitor) staffPage() string {
	v.t.Helper()
	v.open("/institutions")
	return ask[string](v, `() => [...document.querySelectorAll("main a[href^='/institutions/']")].map(a => a.getAttribute("href")).find(h => /^\/institutions\/[0-9a-f-]{36}$/.test(h)) ?? ""`) + "/staff"
}

// handoverOf is where somebody's cases are handed over.
func (v *visitor) handoverOf(name string) string {
	v.t.Helper()
	v.open(v.staffPage())
	return ask[string](v, `(name) => [...document.querySelectorAll("main li")].find(l => l.innerText.includes(name))?.querySelector("a[href$='/handover']")?.getAttribute("href") ?? ""`, name)
}
