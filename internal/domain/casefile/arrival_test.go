package casefile_test

import (
	"testing"

	"teduh/internal/domain/casefile"
)

func TestARegistrationTakesOverWhatTheContactKnows(t *testing.T) {
	contact := casefile.Body{
		"channel": {"phone"}, "caller": {"Contoh Ani"}, "danger_now": {"yes"}, "presenting": {"economic"}, "action_taken": {"Dijelaskan."},
		"safe_contact": {"WA pagi"}, "phone": {"0812 3456 7890"}, "phone_safe": {"no"}, "sex": {"female"}, "age": {"34"}, "residence": {"72.03"},
	}
	own := casefile.FromContact(contact)
	for field, want := range map[string]string{
		"name": "Contoh Ani", "safe_contact": "WA pagi", "phone": "0812 3456 7890", "phone_safe": "no", "sex": "female", "age": "34", "residence": "72.03",
		"presenting": "economic", "urgency": "danger", "origin": "self", "reporter": "",
	} {
		if got := own.Get(field); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
	}
	contact.Set("relation_to_client", "neighbour")
	other := casefile.FromContact(contact)
	for field, want := range map[string]string{
		"reporter": "Contoh Ani", "reporter_relation": "neighbour", "reporter_contact": "WA pagi · 0812 3456 7890", "name": "", "safe_contact": "", "phone": "", "origin": "", "age": "34",
	} {
		if got := other.Get(field); got != want {
			t.Errorf("for another: %s is %q, want %q", field, got, want)
		}
	}
	sent := casefile.FromContact(casefile.Body{"channel": {"referral_in"}, "caller": {"Contoh Melati"}, "sender_name": {"Contoh Bripka"}, "sender_reach": {"0457-110"}, "where_to_find": {"Desa Contoh"}})
	for field, want := range map[string]string{
		"name": "Contoh Melati", "reporter": "Contoh Bripka", "reporter_relation": "professional", "reporter_contact": "0457-110", "address": "Desa Contoh", "origin": "", "safe_contact": "",
	} {
		if got := sent.Get(field); got != want {
			t.Errorf("sent by an agency: %s is %q, want %q", field, got, want)
		}
	}
	nobody := casefile.FromContact(casefile.Body{"caller": {casefile.NotSaid}})
	if nobody.Has("name") {
		t.Errorf("nobody is called %q", nobody.Get("name"))
	}
}

func TestAContactThatSaysWhatCameOfItIsSettled(t *testing.T) {
	for outcome, want := range map[string]casefile.Status{"": casefile.Registered, "information": casefile.Closed, "consultation": casefile.Closed, "became_case": casefile.Registered} {
		body := casefile.Body{"caller": {"Contoh"}, "presenting": {"economic"}}
		body.Set("contact_outcome", outcome)
		s := casefile.Fold(book, []casefile.Entry{entry(1, casefile.Contact, 20160310, body)})
		if s.Status != want || (s.Outcome == outcome) != (want == casefile.Closed || outcome == "") {
			t.Errorf("%q: %s, %q", outcome, s.Status, s.Outcome)
		}
	}
}

func TestARegistrationOfSomebodyKnownAsksNothingThatIsKnown(t *testing.T) {
	for name, c := range map[string]struct {
		who casefile.Body
		age string
	}{
		"before the birthday": {casefile.Body{"birth_date": {"1982-07-02"}}, "33"},
		"on the birthday":     {casefile.Body{"birth_date": {"1982-07-01"}}, "34"},
		"the year only":       {casefile.Body{"birth_year": {"1980"}, "reckoned_year": {"1990"}}, "36"},
		"reckoned":            {casefile.Body{"reckoned_year": {"1990"}}, "26"},
		"a slip":              {casefile.Body{"birth_year": {"2190"}}, ""},
		"nothing":             {casefile.Body{}, ""},
	} {
		c.who.Set("sex", "female")
		if b := casefile.FromIdentity(c.who, 20160701); b.Get("age") != c.age || b.Get("sex") != "female" {
			t.Errorf("%s: %v", name, b)
		}
	}
}
