package testkit

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Form is an XLSForm with one question more than its predecessor for each of
// more: the first asks how many meals a day, and fewer than two raise an alert.
func Form(t testing.TB, code string, more ...string) []byte {
	t.Helper()
	survey := [][]any{{"type", "name", "label::id", "label::en", "relevant"}, {"select_one times", "meals", "Makan berapa kali sehari?", "How many meals a day?"}}
	for _, name := range more {
		survey = append(survey, []any{"text", name, "Mengapa: " + name, "Why: " + name, "${meals} < 2"})
	}
	sheets := map[string][][]any{
		"survey":  survey,
		"choices": {{"list_name", "name", "label"}, {"times", 1, "1"}, {"times", 2, "2"}, {"times", 3, "3"}},
		"settings": {{"form_title::id", "form_title::en", "form_id", "source", "licence"},
			{"Pangan keluarga", "Food in the family", code, "Contoh", "Contoh"}},
		"scores": {{"name", "label", "items", "most"}, {"total", "Total", "meals", 3}},
		"alerts": {{"name", "relevant", "message"}, {"hunger", "${meals} < 2", "Lapar."}},
	}
	f := excelize.NewFile()
	defer f.Close()
	for name, rows := range sheets {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for n, row := range rows {
			at, err := excelize.CoordinatesToCellName(1, n+1)
			if err == nil {
				err = f.SetSheetRow(name, at, &row)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
