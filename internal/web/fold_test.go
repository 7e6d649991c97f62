package web_test

import (
	"net/url"
	"strings"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/words"
	"teduh/internal/kit/locale"
)

// TestWhatIsFoldedAwayLiesInSmallFolds: each says what lies in it; only that
// with a fault opens, and what was typed in the others is kept and counted.
func TestWhatIsFoldedAwayLiesInSmallFolds(t *testing.T) {
	d := openDoor(t)
	worker := d.visitor("worker")
	asked := worker.get("/register").is(200).
		has("form > h2 ~ Isian lain (48, boleh kosong)").lacks("details.part[open]", "details.part summary .tag", "details.part .required ~ @form.optional")
	parts := map[string]bool{}
	for _, f := range app.RegistrationForm(true).Asked() {
		if !f.Folded {
			continue
		}
		parts[f.Part] = true
		in := asked.doc.Find("[name='" + f.Name + "']").Closest("details.part").Find("summary").First().Text()
		if want := words.In(locale.ID).T("field.part_" + f.Part); !strings.Contains(in, want) {
			t.Errorf("%s lies under %q, want %q", f.Name, in, want)
		}
	}
	if n := asked.doc.Find("form > details").Length(); n != len(parts) {
		t.Errorf("%d folds, %d parts", n, len(parts))
	}
	typed := merged(registerForm(), url.Values{"birth_date": {"31 Februari"}, "household": {"Contoh: berdua."}, "interpreter": {"yes"}})
	again := worker.post("/register", typed).is(422).
		has("details.part[open] #birth_date-fault", "details.part:not([open]) .tag ~ 1 terisi", "details.part:not([open]) textarea[name=household] ~ Contoh: berdua.")
	again.keeps(typed)
	if open := again.doc.Find("details.part[open]"); open.Length() != 1 {
		t.Errorf("%d folds are open for one fault", open.Length())
	}
	worker.post("/register", merged(registerForm(), url.Values{"day": {"kemarin"}})).is(422).has("details.part[open] #day-fault")
	worker.post("/register", merged(registerForm(), url.Values{"nik": {"12"}, "age": {""}})).is(422).has("details.part[open] .warn ~ @doubt.not_sixteen")
	d.furnish()
	worker.get(d.fill("/files/{case}/new/referral")).is(200).has("form > details summary ~ Isian lain (").lacks("details.part")
	fix := d.one(`SELECT id FROM entry WHERE kind = 'registration'`)
	worker.get(d.fill("/files/{case}/correct/"+fix)).is(200).has("details.part summary ~ Lainnya (2)", "details.part summary ~ @field.part_case").lacks("details.part[open]")
}
