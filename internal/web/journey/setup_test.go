package journey_test

import "testing"

// TestANewInstallationGetsItsPeopleAndItsFirstCase begins where an LK3 begins:
// the code of the first start, the first account, a colleague's account, the
// first case, and a recap that counts it.
func TestANewInstallationGetsItsPeopleAndItsFirstCase(t *testing.T) {
	const account, password = "petugas.kaur", "empat kata yang panjang"
	eachAt(t, serveNew, func(v *visitor) {
		v.own = []string{caller, "Mawar", told, v.site.code}
		v.open("/")
		v.reads("h1", "Akun pertama")
		if v.lang == "en" {
			v.press("English")
		}
		v.fill(map[string]string{"code": v.site.code, "kind": "lk3_community", "institution_name": "Contoh LK3 Kaur", "institution_code": "KAU", "area": "Atlantis",
			"account": "kepala.kaur", "name": "Contoh Kepala", "password": "pendek"})
		v.press(v.words.T("setup.submit"))
		v.reads("#area-fault", v.words.T("fault.place"))
		v.reads("#password-fault", v.words.T("staff.password_short"))
		v.answered("institution_name", "Contoh LK3 Kaur")
		v.write("area", "Kabupaten Kaur")
		v.write("password", password)
		v.press(v.words.T("setup.submit"))
		v.enters("kepala.kaur", password)

		worker := v.together()
		worker.own = v.own
		v.press(v.words.T("menu.institutions"))
		v.press("Contoh LK3 Kaur")
		v.press(v.words.T("institution.staff"))
		v.fill(map[string]string{"name": "Contoh Petugas", "account": account, "roles": "caseworker", "password": password})
		v.press(v.words.T("staff.create"))
		v.reads(".list b", "Contoh Petugas")

		worker.signsInAs(account, password)
		worker.press(v.words.T("board.new_case"))
		worker.fill(map[string]string{"name": caller, "age": "34", "sex": "female", "safe_contact": "WA pagi.", "presenting": "neglect", "consent_given": "both", "residence": "Kabupaten Kaur"})
		worker.press(v.words.T("form.save"))
		worker.reads(".timeline b", v.words.T("kind.registration"))
		worker.act("problem", map[string]string{"problem": "neglect"})

		v.press(v.words.T("menu.recap"))
		v.reads("#sentence", v.words.Tenths(1000)+"%")
	})
}
