package web_test

import (
	"net/url"
	"testing"
)

func TestAMessageForTheClientIsNeutralAndOnlyWhereItIsAllowed(t *testing.T) {
	for name, c := range map[string]struct {
		rules   map[string][]string
		has     []string
		message bool
	}{
		"allowed":     {map[string][]string{"contact_ways": {"message"}, "cover_name": {"Bu Arisan"}, "contact_words": {"dari arisan"}}, []string{".tag ~ @safe.no_calls", ".card ~ dari arisan", "textarea#message ~ Bu Arisan"}, true},
		"not allowed": {map[string][]string{"contact_ways": {"visit"}}, []string{".tag ~ @safe.no_calls"}, false},
		"not asked":   {nil, []string{".card ~ WA pagi"}, false},
		"never":       {map[string][]string{"contact_ways": {"message"}, "never_contact": {"yes"}}, []string{".tag ~ @safe.never"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			d := openDoor(t)
			worker, form, session := d.visitor("worker"), registerForm(), sessionForm()
			for field, answers := range c.rules {
				form[field] = answers
			}
			file := "/files/" + worker.post("/register", form).at()
			session.Set("next_date", "2016-12-24")
			session.Set("next_time", "10:00")
			worker.post(file+"/new/session", session).is(303)
			page := worker.get(file).is(200).has(c.has...).lacks("textarea#message ~ "+clientName, "textarea#message ~ Dahlia", "textarea#message ~ LK3", "textarea#message ~ ekonomi")
			if page.holds("textarea#message ~ 24 Desember 2016 pukul 10.00") != c.message {
				t.Errorf("a message is offered: %v", !c.message)
			}
			worker.get(file + "/new/session").is(200).has(c.has[0])
		})
	}
}

// TestEveryPageAboutAClientSaysWhatIsSafe: also before a second case, on the
// client's own file, among those found, and as it was corrected.
func TestEveryPageAboutAClientSaysWhatIsSafe(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker := d.visitor("worker")
	form := registerForm()
	form["never_contact"], form["name"], form["nik"], form["phone"] = []string{"yes"}, []string{"Contoh Mawar"}, nil, nil
	file := worker.post("/register", form).is(303).at()
	person := d.one(`SELECT person FROM party WHERE file = $1`, file)
	for _, at := range []string{"/files/" + file, "/files/" + person, "/files/" + person + "/new/identity", "/register?person=" + person} {
		worker.get(at).is(200).has(".tag ~ @safe.never", ".card ~ WA pagi")
	}
	for _, at := range []string{"/measures", "/paper", "/paper/consent", "/paper/case_file", "/family"} {
		worker.get("/files/"+file+at).is(200).has(".tag ~ @safe.never", ".card ~ WA pagi")
	}
	for _, kind := range []string{"session", "referral", "screening", "consent", "closure"} {
		worker.get("/files/"+file+"/new/"+kind).is(200).has(".tag ~ @safe.never", ".card ~ WA pagi")
	}
	worker.post("/search", url.Values{"q": {"Contoh Mawar"}}).is(200).has("li .tag ~ @safe.never")
	d.visitor("colleague").get("/register?person=" + person).is(404)

	contact := worker.post("/contacts", merged(contactForm(), url.Values{"safe_contact": {"Telepon malam"}})).is(303).at()
	entry := d.one(`SELECT id FROM entry WHERE file = $1`, contact)
	right := merged(contactForm(), url.Values{"safe_contact": {"JANGAN malam"}, "correction_reason": {"Keliru."}})
	worker.post("/files/"+contact+"/correct/"+entry, right).is(303)
	worker.get("/files/" + contact).is(200).has(".card ~ JANGAN malam").lacks(".card ~ Telepon malam")
}
