package journey_test

import (
	"strings"
	"testing"

	"teduh/internal/domain/access"
	"teduh/internal/domain/survey"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
)

// TestWhoLeavesHandsOverAllCases is a colleague's last day: nobody leaves open
// cases behind by mistake, the list is printed, a colleague takes them all, the
// account ends within the hour, and the record gets the decree of the new term.
func TestWhoLeavesHandsOverAllCases(t *testing.T) {
	const leaving, second, account, password = "Contoh Merpati Senja", "Contoh Dahlia Lazuardi", "petugas.pamit", "empat kata yang panjang"
	each(t, func(v *visitor) {
		v.own = []string{caller, "Mawar", second, "Dahlia"}
		leaver, psychologist := v.together(), v.together()
		leaver.own, psychologist.own = v.own, v.own
		psychologist.signsIn(access.Psychologist)
		taker := psychologist.said("header a[href='/account']")[0]
		v.signsIn(access.Head)
		v.open(v.staffPage())
		v.fill(map[string]string{"name": leaving, "account": account, "roles": "caseworker", "password": password})
		v.press(v.words.T("staff.create"))
		leaver.signsInAs(account, password)
		numbers := []string{leaver.registers(nil), leaver.registers(map[string]string{"name": second, "age": "51"})}

		v.endsPost(leaving)
		v.reads("main", v.words.T("staff.open_cases", "n", len(numbers)))
		v.press(v.words.T("head.hand_over_first"))
		v.press(v.words.T("head.print_list"))
		v.prints(papers["a4"], 1)
		for _, number := range numbers {
			v.reads(".paper", number)
		}
		v.lacks("main", caller)
		v.press("←")
		v.write("all", ask[string](v, `(name) => [...document.querySelectorAll("#all option")].find(o => o.text.startsWith(name))?.value ?? ""`, taker))
		v.press(v.words.T("head.hand_over"))
		v.reads(".good", v.words.T("head.nothing_left"))
		psychologist.press("Teduh")
		for _, number := range numbers {
			psychologist.reads(".list", number)
		}

		v.press("←")
		v.endsPost(leaving)
		v.reads("main li", leaving)
		leaver.waits(func() { leaver.goes("/") })
		leaver.lacks("main", numbers[0])
		v.newTerm("460/17/2016", "2019-10-19")
	})
}

// endsPost presses the button that ends the one post of somebody on the page.
func (v *visitor) endsPost(name string) {
	v.t.Helper()
	post := ask[string](v, `(name) => [...document.querySelectorAll("main .list > li")].find(l => l.innerText.startsWith(name))?.querySelector("button[name=post]")?.value ?? ""`, name)
	v.pressAmong(`button[name=post][value="`+post+`"]`, "")
}

// newTerm writes the decree of the board's new term into the record.
func (v *visitor) newTerm(decree, until string) {
	v.t.Helper()
	v.press("←")
	v.press(v.words.T("institution.edit"))
	v.fill(map[string]string{"decree": decree, "decree_from": "2016-10-19", "decree_until": until})
	v.press(v.words.T("form.save"))
	day, err := calendar.ParseDay(until)
	v.do(err)
	v.reads("dd", decree+" · "+v.words.T("institution.until", "day", v.words.Day(day)))
}

// TestAClientIsHeardWithoutAName is what a client has in hand: a slip and a card
// that say nothing of violence, a copy of her file without the others in it; and
// what comes after a case: nine answers by a code, a complaint past the worker to
// the head, its answer by the receipt.
func TestAClientIsHeardWithoutAName(t *testing.T) {
	each(t, func(v *visitor) {
		v.own = []string{caller, "Mawar", told}
		client, head := v.together(), v.together()
		client.own, head.own = v.own, v.own
		v.signsIn(access.Caseworker)
		v.registers(map[string]string{"consent_given": "both"})
		v.act("referral", map[string]string{"referral_target": "uptd_ppa", "share_consent": "yes"})
		v.carriesSlip()
		v.act("closure", map[string]string{"without_approval": told})
		v.press(v.words.T("survey.give"))
		v.harmless()
		code := v.said(".code")[0]

		client.saysHowItWas(code)
		receipt := client.complains()
		head.signsIn(access.Head)
		head.answersComplaint()
		client.press(v.words.T("complaint.look_up"))
		client.write("code", receipt)
		client.press(v.words.T("complaint.show"))
		client.reads(".said", "Contoh: kami tambah petugas.")
	})
}

// carriesSlip prints what the client signs, text and signature on one sheet, and
// what the client carries to the agency.
func (v *visitor) carriesSlip() {
	v.t.Helper()
	v.press(v.words.T("document.papers"))
	v.press(v.words.T("paperkind.consent"))
	v.press(v.words.T("document.show"))
	v.prints(papers["a4"], 1)
	v.press("←")
	v.press(v.words.T("paperkind.slip"))
	v.press(v.words.T("document.show"))
	v.harmless()
	v.reads(".paper", "Contoh LK3 Kabupaten Donggala")
	v.reads(".paper", "0800000")
	v.press("←")
	v.press("←")
}

// harmless says that a paper betrays neither who carries it nor what happened.
func (v *visitor) harmless() {
	v.t.Helper()
	said := strings.ToLower(v.said(".paper")[0])
	for _, unwanted := range []string{caller, "mawar", "kdrt", "kekerasan", "violence", "korban", "victim", "ppa", taxonomy.Name("problems", "domestic_violence", v.lang)} {
		if strings.Contains(said, strings.ToLower(unwanted)) {
			v.t.Errorf("%s: the paper says %q", v.at(), unwanted)
		}
	}
}

// saysHowItWas answers the nine questions by the code on the card.
func (v *visitor) saysHowItWas(code string) {
	v.t.Helper()
	v.open("/survey")
	if v.lang == "en" {
		v.press("English")
	}
	v.write("code", strings.ToLower(code))
	v.press(v.words.T("survey.open"))
	answers := map[string]string{"remark": "Contoh: ruang tunggu sempit."}
	for n := range survey.Now().Elements {
		answers[survey.Field(n)] = "4"
	}
	if n := len(survey.Now().Elements); n != 9 {
		v.t.Errorf("%d questions", n)
	}
	v.fill(answers)
	v.press(v.words.T("survey.send"))
	v.reads("main", v.words.T("survey.thanks"))
}

// complains complains about a worker and returns the code of the receipt.
func (v *visitor) complains() string {
	v.t.Helper()
	v.press(v.words.T("complaint.title"))
	v.fill(map[string]string{"lk3": v.option("lk3", "Contoh LK3 Kabupaten Donggala"), "about": "worker"})
	v.press(v.words.T("complaint.on"))
	v.reads("main p", v.words.T("complaint.by_head", "name", "Contoh LK3 Kabupaten Donggala"))
	v.fill(map[string]string{"text": "Contoh: menunggu tiga jam."})
	v.press(v.words.T("complaint.send"))
	return v.said(".code")[0]
}

// answersComplaint answers it. What a single client said of the service is not to
// be read yet.
func (v *visitor) answersComplaint() {
	v.t.Helper()
	v.press(v.words.T("menu.voices"))
	v.lacks("main", "ruang tunggu sempit")
	v.press(v.words.T("complaint.about_worker"))
	v.reads(".said", "Contoh: menunggu tiga jam.")
	v.fill(map[string]string{"answer": "Contoh: kami tambah petugas."})
	v.press(v.words.T("complaint.answer"))
}

// staffPage is where the people of the own LK3 are.
func (v *visitor) staffPage() string {
	v.t.Helper()
	v.open("/institutions")
	return ask[string](v, `() => [...document.querySelectorAll("main a[href^='/institutions/']")].map(a => a.getAttribute("href")).find(h => /^\/institutions\/[0-9a-f-]{36}$/.test(h)) ?? ""`) + "/staff"
}
