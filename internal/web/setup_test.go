package web_test

import (
	"net/url"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/registry"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/crypt"
	"teduh/internal/kit/ident"
	"teduh/internal/kit/sqldb"
	"teduh/internal/kit/sqldb/sqltest"
	"teduh/internal/store"
	"teduh/internal/testkit"
)

func emptyDoor(t *testing.T) *door {
	t.Helper()
	key, err := crypt.NewKey(ident.Seeded(1, "setup"))
	if err != nil {
		t.Fatal(err)
	}
	db := sqltest.Open(t, sqldb.SQLite, store.Migrations())
	s, err := store.Open(ctx, db, key, taxonomy.Codebook{})
	if err != nil {
		t.Fatal(err)
	}
	return doorOf(t, testkit.Empty(s, db, key))
}

func TestTheFirstAccountIsMadeOnceWithTheCodeOfTheFirstStart(t *testing.T) {
	d := emptyDoor(t)
	code, err := d.Staff.SetupCode(ctx)
	if err != nil || code == "" {
		t.Fatalf("%q %v", code, err)
	}
	first := url.Values{
		"code": {code}, "kind": {"lk3_community"}, "institution_name": {"Contoh LK3 Kaur"}, "institution_code": {"KAU"}, "area": {"Kabupaten Kaur"},
		"account": {"koordinator.kaur"}, "name": {"Contoh Koordinator"}, "password": {password},
	}
	v := d.passerBy()
	for field, bad := range map[string]url.Values{
		"code": {"code": {"salah"}}, "account": {"account": {"x"}}, "password": {"password": {"pendek"}}, "name": {"name": {" "}},
		"institution_code": {"institution_code": {"terlalu panjang"}}, "area": {"area": {"Atlantis"}},
	} {
		w := d.during(func() {
			v.post("/setup", merged(first, bad)).is(422).has("#" + field + "-fault").keeps(without(merged(first, bad), "password"))
		})
		if len(w.rows) > 0 {
			t.Errorf("a refused %s writes %v", field, w.rows)
		}
	}
	v.post("/setup", first).is(303).leads("/sign-in")
	v.signIn("koordinator.kaur", password)
	v.get("/").is(200)
	other := merged(first, url.Values{"account": {"penyusup.kaur"}, "institution_code": {"KAX"}})
	d.passerBy().post("/setup", other).is(422).has("#code-fault")
	if again, err := d.Staff.SetupCode(ctx); err != nil || again != "" {
		t.Errorf("there is a code again: %q %v", again, err)
	}
}

func TestThereIsNoDefaultAccount(t *testing.T) {
	d := emptyDoor(t)
	for _, account := range []string{"admin", "root", "operator", "teduh", ""} {
		for _, guess := range []string{"", "admin", "teduh", "password"} {
			if _, err := d.Staff.SignIn(ctx, account, guess, ""); err == nil {
				t.Errorf("%q signs in with %q", account, guess)
			}
		}
	}
}

var firstInstitution = registry.Institution{Code: "KAU", Name: "Contoh LK3 Kaur", Kind: "lk3_community", Status: "active", Area: "17.04"}

func without(form url.Values, name string) url.Values {
	out := merged(form)
	delete(out, name)
	return out
}

func TestWithoutACodeNobodySetsUp(t *testing.T) {
	d := emptyDoor(t)
	err := d.Staff.Setup(ctx, "", firstInstitution, app.NewStaff{Account: "penyusup", Name: "x", Profession: "administration", Password: password})
	if err == nil {
		t.Error("set up before a code was made")
	}
}
