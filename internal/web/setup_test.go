package web_test

import (
	"net/url"
	"testing"

	"github.com/PuerkitoBio/goquery"

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
	v.get("/sign-in").is(303).leads("/setup")
	v.get("/setup").is(200).has("#code")
	v.post("/setup", first).is(303).leads("/sign-in")
	v.get("/setup").is(303).leads("/sign-in")
	v.signIn("koordinator.kaur", password)
	v.get("/").is(200)
	other := merged(first, url.Values{"account": {"penyusup.kaur"}, "institution_code": {"KAX"}})
	d.passerBy().post("/setup", other).is(422).has("#code-fault")
	if again, err := d.Staff.SetupCode(ctx); err != nil || again != "" {
		t.Errorf("there is a code again: %q %v", again, err)
	}
}

// TestAnOfficeOfAProvinceSetsUp names its place as people do, and finds it so
// when it edits its record.
func TestAnOfficeOfAProvinceSetsUp(t *testing.T) {
	d := emptyDoor(t)
	code, err := d.Staff.SetupCode(ctx)
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{
		"code": {code}, "kind": {"dinas_province"}, "institution_name": {"Contoh Dinas Sosial Provinsi"}, "institution_code": {"DST"}, "area": {"Donggala"},
		"account": {"koordinator.provinsi"}, "name": {"Contoh Koordinator"}, "password": {password},
	}
	v := d.passerBy()
	v.post("/setup", form).is(422).has("#area-fault")
	v.post("/setup", merged(form, url.Values{"area": {"Sulawesi Tengah"}})).is(303).leads("/sign-in")
	v.signIn("koordinator.provinsi", password)
	list := v.get("/institutions?q=Provinsi").is(200)
	at := list.doc.Find("main li a").First().AttrOr("href", "")
	v.post(at+"/staff", url.Values{"account": {"petugas.provinsi"}, "name": {"Contoh Petugas"}, "profession": {"administration"}, "roles": {"province_officer"}, "password": {password}}).is(303)
	v = d.passerBy()
	v.signIn("petugas.provinsi", password)
	edit := v.get(at + "/edit").is(200)
	kept := url.Values{"kind": {"dinas_province"}, "status": {"active"}, "phone": {"0451 000"}}
	edit.form().Find("input").Each(func(_ int, s *goquery.Selection) {
		if name := s.AttrOr("name", ""); !kept.Has(name) {
			kept.Set(name, s.AttrOr("value", ""))
		}
	})
	if got := kept.Get("area"); got != "Sulawesi Tengah" {
		t.Errorf("the record lies in %q", got)
	}
	v.post(at+"/edit", kept).is(303)
	v.get(at).is(200).has("~ 0451 000")
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
