package document_test

import (
	"strings"
	"testing"

	"teduh/internal/domain/document"
	"teduh/internal/kit/fault"
)

func TestWhatIsWrittenMustFitOnItsPaper(t *testing.T) {
	for name, c := range map[string]struct {
		err   error
		field string
	}{
		"long text":  {document.Report{Obstacles: strings.Repeat("a", document.TextMax+1)}.Check(), "obstacles"},
		"many lines": {document.Report{Suggestions: strings.Repeat("a\n", document.TextRows) + "a"}.Check(), "suggestions"},
		"kop":        {document.Letterhead{Lines: []string{"a", "b", "c", "d", "e"}}.Check(), "kop"},
		"name":       {document.Letterhead{Office: document.Signatory{Name: strings.Repeat("a", 200)}}.Check(), "office_name"},
		"rank":       {document.Letterhead{Head: document.Signatory{Rank: strings.Repeat("a", 200)}}.Check(), "head_rank"},
		"number":     {document.Letterhead{Head: document.Signatory{Number: "NIP 1970"}}.Check(), "head_number"},
	} {
		if c.err == nil || fault.First(c.err).Field != c.field {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	full := document.Report{Obstacles: strings.TrimSpace(strings.Repeat("a\n", document.TextRows)), Suggestions: strings.Repeat("é", document.TextMax)}
	if err := full.Check(); err != nil {
		t.Errorf("what fits is refused: %v", err)
	}
	head := document.Letterhead{Lines: []string{"PEMERINTAH"}, Town: "Kaur", Head: document.Signatory{Name: "A", Number: "19700101 199001 1 001"}}
	if err := head.Check(); err != nil {
		t.Errorf("a letterhead that fits is refused: %v", err)
	}
}

func TestWhatIsKeptIsReadAgain(t *testing.T) {
	want := document.Report{Number: "400/1", Obstacles: "Hujan.\nBanjir."}
	stored, err := document.Encode(want)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := document.Decode[document.Report](stored); err != nil || got != want {
		t.Errorf("%+v: %v", got, err)
	}
	if got := document.Lines(" a \r\n\n b"); len(got) != 2 || got[0] != "a" || got[1] != "b" {
		t.Errorf("%q", got)
	}
}
