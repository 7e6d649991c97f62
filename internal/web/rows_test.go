package web_test

import (
	"net/url"
	"testing"
)

func TestMoreRowsKeepWhatWasTypedAndWriteNothing(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	worker, page := d.visitor("worker"), d.fill("/files/{case}/new/")
	worker.post(page+"assessment", url.Values{"formulation": {"Contoh."}}).is(303)
	worker.post(page+"track", url.Values{"track": {"managed"}}).is(303)
	typed := url.Values{
		"review_date": {"2016-04-01"}, "measures.1.domain": {"social"}, "measures.1.aim": {"Anak sekolah lagi."},
		"measures.1.measure": {"Bertemu kepala sekolah."}, "measures.2.measure": {"Mengurus akta."}, "measures.2.until": {"31 Februari"},
	}
	asked := worker.get(page+"plan").is(200).has("fieldset[data-rows=measures] textarea[name='measures.1.measure']", "button[name=more][value=measures] ~ @form.more_rows")
	asked.lacks("[name='measures.2.measure']")
	w := d.during(func() {
		more := merged(typed, url.Values{"more": {"measures"}})
		a := worker.post(page+"plan", more).is(200).has("[name='measures.4.measure']", "[name='measures.3.domain'][autofocus]")
		a.keeps(typed)
		a.lacks("[name='measures.5.measure']", ".fault")
	})
	if len(w.rows) > 0 {
		t.Errorf("more rows write %v", w.rows)
	}
	worker.post(page+"plan", typed).is(422).has("#measures-2-until-fault ~ Baris 2:", "#measures-2-until-fault ~ @fault.day", "[name='measures.3.measure']").keeps(typed)

	d.during(func() {
		kept := merged(typed, url.Values{"draft": {page + "plan"}})
		worker.post("/drafts", kept).is(303)
		worker.get(page+"plan").is(200).has("[name='measures.2.until'][value='31 Februari']", "textarea[name='measures.1.aim'] ~ Anak sekolah lagi.", "[name='measures.3.measure']")
	})
	good := merged(typed, url.Values{"measures.2.until": {"2016-03-20"}, "measures.3.measure": {" "}})
	worker.post(page+"plan", good).is(303)
	worker.get(d.fill("/files/{case}")).is(200).has("ol.rows li ~ Bertemu kepala sekolah.", "ol.rows li ~ Mengurus akta.", "ol.rows li ~ 20 Maret 2016")

	plan := d.one(`SELECT id FROM entry WHERE kind = 'plan'`)
	fix := worker.get(d.fill("/files/{case}/correct/"+plan)).is(200).has("[name='measures.2.row'][value='2']", "[name='measures.3.measure']")
	again := typist{text: plainText}.fills(fix)
	for _, cell := range []string{"domain", "aim", "measure", "doer", "until", "cost_source"} {
		again.Set("measures.1."+cell, "")
		again.Set("measures.3."+cell, "")
	}
	again.Set("measures.2.aim", "Tujuan lain.")
	again.Set("measures.2.measure", "Mengurus akta ke kabupaten.")
	worker.post(fix.action(), again).is(303)
	worker.get(d.fill("/files/{case}/correct/"+plan)).is(200).
		has("[name='measures.1.row'][value='2']", "textarea[name='measures.1.measure'] ~ Mengurus akta ke kabupaten.").lacks("[name='measures.2.row'][value='2']")
	d.agrees()
}
