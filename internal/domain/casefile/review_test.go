package casefile_test

import (
	"slices"
	"testing"

	"teduh/internal/domain/casefile"
)

func TestAChecklistIsFilledInWithWhatTheFileShows(t *testing.T) {
	s := casefile.Fold(book, []casefile.Entry{entry(1, casefile.Registration, 20160301, registration())})
	b := s.Checklist(nil, 20160302)
	if b.Get("check_plan") != casefile.NotAsked || b.Get("check_closure") != casefile.NotAsked || b.Get("check_referral") != casefile.NotAsked {
		t.Errorf("a new case of the short track is asked for %v", b)
	}
	if b.Get("check_session") != casefile.Lacks || b.Get("check_consent") == "" || b.Get("check_respect") != "" || b.Get("check_safe_contact") != "" {
		t.Errorf("the file shows %v", b)
	}
	for name, answers := range b {
		field, ok := casefile.Current(casefile.Review).Field(name)
		if !ok || field.Required || !slices.Contains([]string{casefile.InOrder, casefile.Lacks, casefile.NotAsked}, answers[0]) {
			t.Errorf("%s is %v", name, answers)
		}
	}
	if n, of := casefile.Checked(casefile.Body{"check_consent": {casefile.InOrder}, "check_plan": {casefile.Lacks}, "check_closure": {casefile.NotAsked}}); n != 1 || of != 2 {
		t.Errorf("%d of %d", n, of)
	}
	if n, of := casefile.Checked(casefile.Body{"review_lacking": {"consent"}}); n != 0 || of != 0 {
		t.Errorf("a review of before adds up to %d of %d", n, of)
	}
}
