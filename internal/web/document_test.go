package web_test

import (
	"net/url"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/words"
	"teduh/internal/kit/locale"
)

func TestPapersSayNoMoreThanTheirReaderMayRead(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	d.lettersOf(d.ids["case"])
	d.refusesToShare(d.ids["case"])
	d.copiesAnswers(d.ids["case"])
	d.signsInPlace(d.ids["case"])
	d.namesWhomItConcerns(d.ids["case"])
	d.keepsLetters(d.ids["case"])
}

func TestABlankFormBearsTheLetterheadOnThePaperAskedFor(t *testing.T) {
	d := openDoor(t)
	d.visitor("head").post("/letterhead", url.Values{"kop": {"Pemerintah Kabupaten Donggala\r\nDinas Sosial"}, "town": {"Banawa"}}).is(303)
	front := d.visitor("front")
	front.get("/forms/contact").is(200).has("body.a4", ".kop p ~ Pemerintah Kabupaten Donggala", "a[href='/forms/contact?paper=f4']")
	front.get("/forms/contact?paper=f4").is(200).has("body.f4", "a[href='/forms/contact?paper=a4']")
}

// TestABlankFormAsksWhatTheScreenAsksInTheSameOrder holds every form on paper
// against its screen's table.
func TestABlankFormAsksWhatTheScreenAsksInTheSameOrder(t *testing.T) {
	d := openDoor(t)
	front := d.visitor("front")
	for _, k := range casefile.Kinds() {
		table := casefile.Current(k)
		if k == casefile.Registration {
			table = app.RegistrationForm(true)
		}
		asked := front.get("/forms/" + string(k)).is(200).doc.Find(".question b:first-child, article > h2")
		id := words.In(locale.ID)
		var want []string
		part := ""
		for _, folded := range []bool{false, true} {
			for _, f := range table.Asked() {
				if f.Folded != folded || f.Retired {
					continue
				}
				if f.Part != part {
					part = f.Part
					want = append(want, id.T("field.part_"+part))
				}
				want = append(want, id.T("field."+f.Name))
			}
		}
		if asked.Length() != len(want) {
			t.Errorf("%s has %d headings and questions on paper, %d on the screen", k, asked.Length(), len(want))
			continue
		}
		for i, label := range want {
			if got := asked.Eq(i).Text(); got != label {
				t.Errorf("%s: line %d is %q on paper, %q on the screen", k, i+1, got, label)
			}
		}
	}
}
