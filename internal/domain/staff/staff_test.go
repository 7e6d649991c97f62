package staff_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"teduh/internal/domain/access"
	"teduh/internal/domain/staff"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
)

func TestPostsCountTogetherOnlyWhileTheyLastAndOnlyAtOneInstitution(t *testing.T) {
	posts := []staff.Post{
		{Institution: "a", Role: access.Head, FirstDay: 20160101},
		{Institution: "a", Role: access.Caseworker, FirstDay: 20160101, LastDay: 20160630},
		{Institution: "b", Role: access.Trainer, FirstDay: 20160901},
	}
	if got := staff.RolesAt(posts, "a", 20160630); len(got) != 2 {
		t.Errorf("on the last day: %v", got)
	}
	if got := staff.RolesAt(posts, "a", 20160701); len(got) != 1 || got[0] != access.Head {
		t.Errorf("a day later: %v", got)
	}
	if got := staff.Institutions(posts, 20160831); len(got) != 1 {
		t.Errorf("before the post at b: %v", got)
	}
}

func TestShortAndCommonPasswordsAreRefused(t *testing.T) {
	for _, bad := range []string{"", "pendek", "empat belas ka", "passwordpassword", "katasandi12345678", "aaaaaaaaaaaaaaaaaaaa", "1234567890123456", "qwertyuiopqwertyuiop", "donggala.dewi.2016!", strings.Repeat("panjang ", 40)} {
		if err := staff.CheckPassword(bad, "donggala.dewi"); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q is accepted", bad)
		}
	}
	if err := staff.CheckPassword("kapas teluk rindang jagung", "dewi"); err != nil {
		t.Error(err)
	}
}

func TestOfferedPassphrasesAreAccepted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		phrase, err := staff.Passphrase(ident.Seeded(rapid.Uint64().Draw(t, "seed"), "p"))
		if err != nil || len(strings.Fields(phrase)) != 4 || staff.CheckPassword(phrase, "x") != nil {
			t.Fatalf("%q %v", phrase, err)
		}
	})
}
