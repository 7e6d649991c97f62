package journey_test

import (
	"testing"

	"teduh/internal/domain/access"
	"teduh/internal/kit/calendar"
)

// TestTheDistrictOfficerReadsTheRecapAndKeepsTheRegistry goes from the figures
// of the regency to its LK3, to its budget, and to the invitations that follow
// from it.
func TestTheDistrictOfficerReadsTheRecapAndKeepsTheRegistry(t *testing.T) {
	each(t, func(v *visitor) {
		v.signsIn(access.DistrictOfficer)
		v.reads("#sentence", "LK3")
		v.lacks("main a", v.words.T("recap.nation")) // the figures above are not theirs
		v.write("period", "2016-Q3")
		v.press(v.words.T("recap.show"))
		v.reads("h1", v.words.Period(calendar.PeriodOf(201607, calendar.Quarter)))
		v.pressAmong("main table a", "")
		v.press("Contoh LK3 Kabupaten Donggala")
		v.reads("h1", "Contoh LK3 Kabupaten Donggala")
		v.write("by", "age")
		v.press(v.words.T("recap.show"))
		v.reads("th", v.words.T("recap.total"))

		v.press(v.words.T("menu.institutions"))
		v.pressAmong("main a[href^='/institutions/']", "Contoh LK3")
		v.press(v.words.T("institution.set_budget"))
		v.fill(map[string]string{"year": "2017", "status": "set_aside", "planned": "-5"})
		v.press(v.words.T("form.save"))
		v.reads("#planned-fault", v.words.T("fault.number"))
		v.answered("year", "2017")
		v.answered("planned", "-5")
		v.write("planned", "50000000")
		v.press(v.words.T("form.save"))
		v.reads("main", "2017")
		v.press(v.words.T("menu.training"))
		v.press(v.words.T("training.invitations", "year", "2016"))
		v.reads("main", "Contoh LK3")
	})
}
