package casefile_test

import (
	"slices"
	"testing"

	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/fault"
)

// referred is a case with a referral of that urgency.
func referred(t *testing.T, urgency string) *casefile.State {
	t.Helper()
	state := casefile.Fold(book, []casefile.Entry{entry(1, casefile.Registration, 20160301, registration())})
	body := casefile.Body{"referral_target": {"puskesmas"}, "referral_purpose": {"Periksa."}, "share_consent": {"yes"}}
	body.Set("urgency", urgency)
	state, err := casefile.Accept(book, state, nil, entry(2, casefile.Referral, 20160302, body))
	if err != nil {
		t.Fatal(err)
	}
	return state
}

func heard(n int, s *casefile.State, result string) (*casefile.State, error) {
	return casefile.Accept(book, s, nil, entry(n, casefile.Reply, 20160303, casefile.Body{"reply_result": {result}, "replies_to": {id(2)}}))
}

// TestWhatMayBeHeardAfterWhat goes through every pair of states.
func TestWhatMayBeHeardAfterWhat(t *testing.T) {
	over := []string{casefile.Declined, casefile.Completed, casefile.NoAnswer, casefile.Cancelled}
	for _, from := range casefile.ReferralStates() {
		for _, to := range casefile.ReferralStates() {
			s := referred(t, "ordinary")
			if from != casefile.Requested {
				var err error
				if s, err = heard(3, s, from); err != nil {
					t.Fatalf("%s: %v", from, err)
				}
			}
			_, err := heard(4, s, to)
			want := !slices.Contains(over, from) && from != to && to != casefile.Requested && to != casefile.Received
			if from == casefile.Requested && to == casefile.Received {
				want = true
			}
			if from == casefile.InProgress && to == casefile.Accepted {
				want = false
			}
			if (err == nil) != want {
				t.Errorf("%s after %s: %v, want %t", to, from, err, want)
			}
			if err != nil && fault.First(err) == nil {
				t.Errorf("%s after %s is no fault: %v", to, from, err)
			}
		}
	}
	for _, code := range casefile.FromOutside() {
		if !taxonomy.Has("reply_results", code) {
			t.Errorf("%s has no name", code)
		}
	}
	for _, code := range casefile.ReferralStates()[1:] {
		if !taxonomy.Has("reply_results", code) {
			t.Errorf("%s has no name", code)
		}
	}
}

func TestAReferralIsAnsweredOnceAndHeardOften(t *testing.T) {
	s := referred(t, "urgent")
	r := s.Referrals[0]
	if r.Due != 20160305 || !r.Late(20160306) || r.Late(20160305) || !s.Flags.Referred || r.Number != casefile.ReferralNumber(2) {
		t.Fatalf("%+v", r)
	}
	for n, result := range []string{casefile.Received, casefile.Arrived, casefile.Accepted, casefile.Completed} {
		var err error
		if s, err = heard(3+n, s, result); err != nil {
			t.Fatal(err)
		}
		if r = s.Referrals[0]; r.Replied != (n > 0) || s.Flags.Referred != (n == 0) || r.Settled() != (n == 3) {
			t.Fatalf("after %s: %+v", result, r)
		}
	}
	if r.ReplyDay != 20160303 || slices.Contains(casefile.Next(s), casefile.Reply) {
		t.Fatalf("%+v", r)
	}
	if s, _ = heard(3, referred(t, "urgent"), casefile.NoAnswer); s.Referrals[0].Replied || s.Flags.Referred {
		t.Fatal("that nobody answered counts as an answer")
	}
	if r := referred(t, "").Referrals[0]; r.Due != 0 || r.Late(20170101) {
		t.Fatal("a clock runs that nobody wound")
	}
}

// TestNothingLeavesAgainstTheClientsWord tries every consent on file with every
// answer for the one referral, for referrals and transfers.
func TestNothingLeavesAgainstTheClientsWord(t *testing.T) {
	for name, c := range map[string]struct {
		said casefile.Body
		may  bool
	}{
		"never asked":     {nil, true},
		"agreed":          {casefile.Body{"service_consent": {"yes"}, "data_consent": {"yes"}, "given_by": {"client"}}, true},
		"agreed to share": {casefile.Body{"service_consent": {"yes"}, "data_consent": {"yes"}, "given_by": {"client"}, "scope": {"service", "share_named"}}, true},
		"not to share":    {casefile.Body{"service_consent": {"yes"}, "data_consent": {"yes"}, "given_by": {"client"}, "scope": {"service", "record"}}, false},
		"not with one":    {casefile.Body{"service_consent": {"yes"}, "data_consent": {"yes"}, "given_by": {"client"}, "not_shared_with": {"puskesmas", "other_lk3"}}, false},
		"with others":     {casefile.Body{"service_consent": {"yes"}, "data_consent": {"yes"}, "given_by": {"client"}, "not_shared_with": {"police_ppa"}}, true},
		"refused data":    {casefile.Body{"service_consent": {"yes"}, "data_consent": {"no"}, "given_by": {"client"}}, false},
		"withdrawn":       {casefile.Body{"service_consent": {"yes"}, "data_consent": {"yes"}, "given_by": {"client"}, "withdrawn_on": {"2016-03-01"}}, false},
	} {
		entries := []casefile.Entry{entry(1, casefile.Registration, 20160301, registration())}
		if c.said != nil {
			entries = append(entries, entry(2, casefile.Consent, 20160301, c.said))
		}
		s := casefile.Fold(book, entries)
		for _, kind := range []casefile.Kind{casefile.Referral, casefile.Transfer} {
			for _, answer := range []string{"yes", "no", "not_asked"} {
				for _, why := range []string{"", "Nyawa terancam."} {
					body := casefile.Body{"referral_target": {"puskesmas"}, "share_consent": {answer}}
					body.Set("share_reason", why)
					after, err := casefile.Accept(book, s, nil, entry(3, kind, 20160302, body))
					if want := c.may && answer == "yes" || why != ""; (err == nil) != want {
						t.Errorf("%s, %s %q %q: %v", name, kind, answer, why, err)
					}
					if err == nil && kind == casefile.Referral && after.Referrals[0].Override != (!c.may || answer != "yes") {
						t.Errorf("%s, %q %q: override %t", name, answer, why, after.Referrals[0].Override)
					}
				}
			}
		}
	}
}

func TestACaseStaysUntilAnotherLK3TakesIt(t *testing.T) {
	s := casefile.Fold(book, []casefile.Entry{entry(1, casefile.Registration, 20160301, registration())})
	s, err := casefile.Accept(book, s, nil, entry(2, casefile.Transfer, 20160302, casefile.Body{"to_institution": {id(9)}, "share_consent": {"yes"}}))
	if err != nil || !s.Open() {
		t.Fatalf("%v %v", s, err)
	}
	for _, k := range []casefile.Kind{casefile.Transfer, casefile.Closure} {
		if slices.Contains(casefile.Next(s), k) {
			t.Errorf("%s while another LK3 is asked", k)
		}
	}
	answer := func(result string) (*casefile.State, error) {
		return casefile.Accept(book, s, nil, entry(3, casefile.TransferAnswer, 20160310, casefile.Body{"transfer_result": {result}, "answers_to": {id(2)}}))
	}
	for _, result := range []string{casefile.NotTaken, casefile.TakenBackHere} {
		if after, err := answer(result); err != nil || !after.Open() || after.Leaving.Entry != "" || after.Went != "" {
			t.Errorf("%s: %+v %v", result, after, err)
		}
	}
	after, err := answer(casefile.TakenOver)
	if err != nil || after.Open() || after.Went != id(9) || after.Spells[0].Close != 20160310 || !after.Spells[0].Transfer {
		t.Errorf("%+v %v", after, err)
	}
}
