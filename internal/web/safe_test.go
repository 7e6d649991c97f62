package web_test

import (
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
			worker.post(file+"/new/session", session).is(303)
			page := worker.get(file).is(200).has(c.has...).lacks("textarea#message ~ "+clientName, "textarea#message ~ Dahlia", "textarea#message ~ LK3", "textarea#message ~ ekonomi")
			if page.holds("textarea#message ~ 24 Desember 2016") != c.message {
				t.Errorf("a message is offered: %v", !c.message)
			}
			worker.get(file + "/new/session").is(200).has(c.has[0])
		})
	}
}
