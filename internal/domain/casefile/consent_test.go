package casefile_test

import (
	"slices"
	"strings"
	"testing"

	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
)

func TestTheLastConsentStands(t *testing.T) {
	entries := []casefile.Entry{entry(1, casefile.Registration, 20160301, registration())}
	say := func(b casefile.Body) casefile.Consented {
		b.Set("given_by", "client")
		entries = append(entries, entry(len(entries)+1, casefile.Consent, 20160302, b))
		return casefile.Fold(book, entries).Consent
	}
	if got := casefile.Fold(book, entries).Consent; got.Service != "" || got.Data != "" {
		t.Errorf("nothing was asked: %+v", got)
	}
	if got := say(casefile.Body{"service_consent": {"yes"}, "data_consent": {"no"}}); got.Service != "yes" || got.Data != "no" {
		t.Errorf("service only: %+v", got)
	}
	if got := say(casefile.Body{"service_consent": {"yes"}, "data_consent": {"yes"}}); got.Data != "yes" || got.Withdrawn != 0 {
		t.Errorf("both: %+v", got)
	}
	if got := say(casefile.Body{"service_consent": {"yes"}, "data_consent": {"yes"}, "withdrawn_on": {"2016-03-02"}}); got.Withdrawn != 20160302 {
		t.Errorf("withdrawn: %+v", got)
	}
}

// TestOneClientsWordIsNotTheOthers: two clients of a case, the second agrees to
// what the first refused, and then takes it back.
func TestOneClientsWordIsNotTheOthers(t *testing.T) {
	second := party(2, "husband", casefile.Body{"party_roles": {"client"}, "opposed": {"yes"}})
	child := party(3, "child", casefile.Body{"party_roles": {"client"}})
	entries := []casefile.Entry{entry(1, casefile.Registration, 20160301, registration()), second, child}
	say := func(b casefile.Body) {
		b.Set("service_consent", "yes")
		b.Set("data_consent", "yes")
		b.Set("given_by", "client")
		entries = append(entries, entry(len(entries)+1, casefile.Consent, 20160302, b))
	}
	refers := func(kind casefile.Kind, want string, whom ...string) {
		t.Helper()
		body := casefile.Body{"referral_target": {"police_ppa"}, "share_consent": {"yes"}}
		body.Set(map[casefile.Kind]string{casefile.Referral: "concerns", casefile.Transfer: "passed_persons"}[kind], whom...)
		state := casefile.Fold(book, entries)
		if _, err := casefile.Accept(book, state, nil, entry(90, kind, 20160303, body)); key(err) != want {
			t.Errorf("%s about %v: %v, want %q", kind, whom, err, want)
		}
		body.Set("share_reason", "Nyawa terancam.")
		after, err := casefile.Accept(book, state, nil, entry(90, kind, 20160303, body))
		if err != nil || kind == casefile.Referral && after.Referrals[0].Override != (want != "") {
			t.Errorf("%s about %v with a reason: %v", kind, whom, err)
		}
	}
	say(casefile.Body{"not_shared_with": {"police_ppa"}})
	refers(casefile.Referral, "casefile.target_refused", second.ID) // who said nothing is spoken for
	say(casefile.Body{"concerns": {second.ID}})
	if got := casefile.Fold(book, entries); !slices.Equal(got.Consent.Refused, []string{"police_ppa"}) || !slices.Equal(got.RefusedTo(), []string{"police_ppa"}) {
		t.Fatalf("the second client's word took the first one's away: %+v", got.Consent)
	}
	refers(casefile.Referral, "casefile.target_refused")
	refers(casefile.Referral, "casefile.target_refused", client)
	refers(casefile.Referral, "casefile.target_refused", client, second.ID)
	refers(casefile.Referral, "casefile.target_refused", child.ID)
	refers(casefile.Referral, "", second.ID)
	refers(casefile.Transfer, "")

	say(casefile.Body{"concerns": {second.ID}, "withdrawn_on": {"2016-03-02"}})
	refers(casefile.Referral, "casefile.consent_against", second.ID)
	refers(casefile.Transfer, "")
	refers(casefile.Transfer, "casefile.consent_against", second.ID)
	if got := casefile.Fold(book, entries); got.Consent.Withdrawn != 0 || got.ConsentOf(second.ID).Withdrawn == 0 || got.ConsentOf(child.ID).Withdrawn != 0 {
		t.Errorf("withdrawn by one: %+v %+v", got.Consent, got.Consents)
	}
}

// TestAGuardianFoundToHaveDoneHarmConsentsNoMore: it is often known only later.
func TestAGuardianFoundToHaveDoneHarmConsentsNoMore(t *testing.T) {
	guardian := party(2, "", casefile.Body{"party_roles": {"guardian"}})
	entries := []casefile.Entry{entry(1, casefile.Registration, 20160301, registration()), guardian}
	consents := func() error {
		state := casefile.Fold(book, entries)
		_, err := casefile.Accept(book, state, nil, entry(90, casefile.Consent, 20160303, casefile.Body{"given_by": {"guardian"}}))
		if state.GuardianConflict != (err != nil) {
			t.Errorf("conflict %v, %v", state.GuardianConflict, err)
		}
		return err
	}
	if err := consents(); err != nil {
		t.Fatal(err)
	}
	entries = append(entries, party(3, "", casefile.Body{"party": {guardian.ID}, "party_roles": {"guardian", "alleged_perpetrator"}}))
	if err := consents(); key(err) != "casefile.guardian_consent" {
		t.Errorf("a guardian who may have done harm: %v", err)
	}
	entries = append(entries, party(4, "", casefile.Body{"party": {guardian.ID}, "party_roles": {"alleged_perpetrator"}}))
	if err := consents(); err != nil {
		t.Errorf("who is guardian no more: %v", err)
	}
}

func TestASignatureIsAPathOfWholeNumbersAndNothingElse(t *testing.T) {
	body := func(path string) casefile.Body {
		return casefile.Body{"service_consent": {"yes"}, "data_consent": {"yes"}, "given_by": {"client"}, "signature": {path}}
	}
	form := casefile.Current(casefile.Consent)
	for _, good := range []string{"M1 2", "M10 20 L30 40 M5 5 L6 6"} {
		if _, err := casefile.Check(form, body(good), reference); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{"L1 2", "M1 2 Q3 4", "url(#x)", "M1 2\"><script>", strings.Repeat("M1 2 ", 5000)} {
		_, err := casefile.Check(form, body(bad), reference)
		if f := fault.First(err); f == nil || f.Key != "fault.drawing" || f.Field != "signature" {
			t.Errorf("%.20q: %v", bad, err)
		}
	}
}
