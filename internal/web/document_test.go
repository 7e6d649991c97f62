package web_test

import (
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/words"
	"teduh/internal/kit/locale"
	"teduh/internal/web/pages/document"
)

func TestPapersSayNoMoreThanTheirReaderMayRead(t *testing.T) {
	d := openDoor(t)
	d.furnish()
	d.lettersOf(d.ids["case"])
	d.refusesToShare(d.ids["case"])
	d.copiesAnswers(d.ids["case"])
	d.keepsLetters(d.ids["case"])
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
		asked := front.get("/forms/" + string(k)).is(200).doc.Find(".question")
		var want []string
		for _, folded := range []bool{false, true} {
			for _, f := range table.Asked() {
				if f.Folded == folded && !f.Retired {
					want = append(want, words.In(locale.ID).T("field."+f.Name))
				}
			}
		}
		if asked.Length() != len(want) || len(want) != len(document.OnPaper(table)) {
			t.Errorf("%s asks %d questions on paper, %d on the screen", k, asked.Length(), len(want))
			continue
		}
		for i, label := range want {
			if got := asked.Eq(i).Find("b").First().Text(); got != label {
				t.Errorf("%s: question %d is %q on paper, %q on the screen", k, i+1, got, label)
			}
		}
	}
}
