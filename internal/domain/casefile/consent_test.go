package casefile_test

import (
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
