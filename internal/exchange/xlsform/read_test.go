package xlsform_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"teduh/internal/domain/casefile"
	"teduh/internal/domain/instrument"
	"teduh/internal/exchange/xlsform"
	"teduh/internal/kit/fault"
)

// book is sheets in order, each a table of cells.
type book []struct {
	name string
	rows [][]any
}

func (b book) bytes(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for n, s := range b {
		if n == 0 {
			if err := f.SetSheetName("Sheet1", s.name); err != nil {
				t.Fatal(err)
			}
		} else if _, err := f.NewSheet(s.name); err != nil {
			t.Fatal(err)
		}
		for r, row := range s.rows {
			for c, v := range row {
				at, err := excelize.CoordinatesToCellName(c+1, r+1)
				if err == nil && strings.HasPrefix(asText(v), "=") {
					err = f.SetCellFormula(s.name, at, asText(v)[1:])
				} else if err == nil && v != nil {
					err = f.SetCellValue(s.name, at, v)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func asText(v any) string { s, _ := v.(string); return s }

// rumah is a form as a social worker may write it.
func rumah() book {
	return book{
		{"survey", [][]any{
			{"type", "name", "label::Bahasa Indonesia (id)", "label::English (en)", "hint::id", "hint::en", "required", "relevant", "constraint", "constraint_message::id", "constraint_message::en", "calculation"},
			{"begin_group", "isi", "Rumah", "Home"},
			{"integer", "orang", "Berapa orang?", "How many people?", "Termasuk anak", "Children too", "yes", nil, ". > 0 and . <= 30", "Antara 1 dan 30.", "Between 1 and 30."},
			{"select_one ya_tidak", "bocor", "Atap bocor?", "Does the roof leak?"},
			{"select_one seberapa", "parah", "Seberapa parah?", "How bad?", nil, nil, nil, "${bocor} = 'ya'"},
			{"select_multiple barang", "punya", "Punya apa?", "What is there?", nil, nil, nil, "not(${bocor} = 'ya') or ${parah} >= 1"},
			{"end_group"},
			{"note", "ket", "Terima kasih.", "Thank you."},
			{"date", "sejak", "Sejak kapan?", "Since when?", nil, nil, nil, "selected(${punya}, 'kasur') and count-selected(${punya}) > 1"},
			{"calculate", "padat", "Kepadatan", "Crowding", nil, nil, nil, nil, nil, nil, nil, "if(${orang} > 5, 2, 1) * (${parah} + 1) div 2"},
		}},
		{"choices", [][]any{
			{"list_name", "name", "label::id", "label::en", "score"},
			{"ya_tidak", "ya", "Ya", "Yes", 1}, {"ya_tidak", "tidak", "Tidak", "No", 0},
			{"seberapa", 0, "Sedikit", "A little"}, {"seberapa", 1, "Sedang", "Some"}, {"seberapa", 2, "Parah", "Bad"},
			{"barang", "kasur", "Kasur", "Mattress"}, {"barang", "kompor", "Kompor", "Stove"},
		}},
		{"settings", [][]any{
			{"form_title::id", "form_title::en", "form_id", "source::id", "source::en", "licence::id", "licence::en", "audience"},
			{"Keadaan rumah", "Home", "rumah", "LK3 Contoh", "LK3 Contoh", "Milik sendiri", "Own", "psikolog"},
		}},
		{"scores", [][]any{
			{"name", "label::id", "label::en", "items", "times", "least", "most", "from", "act"},
			{"rusak", "Kerusakan", "Damage", "bocor parah", 2, 0, 6},
			{nil, "ringan", "light", nil, nil, nil, nil, 0},
			{nil, "berat", "heavy", nil, nil, nil, nil, 4, "ya"},
		}},
		{"alerts", [][]any{
			{"name", "relevant", "message::id", "message::en", "raises_risk"},
			{"roboh", "${rusak} >= 6", "Rumah dapat roboh.", "The house may fall.", "yes"},
		}},
	}
}

func read(t testing.TB, b book) (instrument.Definition, error) {
	t.Helper()
	data := b.bytes(t)
	return xlsform.Read(bytes.NewReader(data), int64(len(data)))
}

func TestAFormIsReadWholeAndWorks(t *testing.T) {
	d, err := read(t, rumah())
	if err != nil {
		t.Fatal(err)
	}
	d.Version = 1
	i, err := instrument.Compile(d)
	if err != nil {
		t.Fatal(err)
	}
	if i.Code != "rumah" || i.For != "psychologist" || i.Questions[0].Section.ID != "Rumah" || i.Questions[0].Help.EN != "Children too" {
		t.Errorf("%+v", i.Definition)
	}
	answers := casefile.Body{"q-orang": {"6"}, "q-bocor": {"ya"}, "q-parah": {"2"}, "q-punya": {"kasur", "kompor"}, "q-sejak": {"2016-01-02"}}
	body, err := casefile.Check(i.Form(), answers, casefile.Reference{Today: 20161019})
	if err != nil || !body.Has("q-sejak") {
		t.Fatalf("%v %v", body, err)
	}
	r := i.Result(body)
	if len(r.Scores) != 2 || r.Scores[0].Value != 3 || r.Scores[1].Value != 6 || len(r.Alerts) != 1 || !r.Alerts[0].RaisesRisk {
		t.Errorf("%+v", r)
	}
	if band, _ := r.Scores[1].Band(); band.Label.ID != "berat" || !band.Act {
		t.Errorf("%+v", band)
	}
	answers.Set("q-bocor", "tidak")
	answers.Set("q-orang", "31")
	if body, err = casefile.Check(i.Form(), answers, casefile.Reference{Today: 20161019}); body.Has("q-parah") || fault.First(err) == nil || fault.First(err).Key != "fault.rule" {
		t.Errorf("what does not apply is kept, or 31 people are accepted: %v %v", body, err)
	}
	stored, err := i.Encode()
	if err != nil {
		t.Fatal(err)
	}
	again, err := instrument.Read(stored)
	if err != nil {
		t.Fatal(err)
	}
	if one, _ := json.Marshal(again.Questions); !bytes.Contains(stored, one) {
		t.Error("it does not read back as it was")
	}
}

// TestWhatIsNotUnderstoodIsRefusedWithItsCell spoils one cell at a time.
func TestWhatIsNotUnderstoodIsRefusedWithItsCell(t *testing.T) {
	for name, c := range map[string]struct {
		sheet, row, column int // from 0
		value              any
		want               string
	}{
		"an unknown type":            {0, 2, 0, "geopoint", "survey!A3 xlsform.type"},
		"a list that is not there":   {0, 3, 0, "select_one entah", "survey!A4 instrument.list"},
		"a repeat":                   {0, 1, 0, "begin_repeat", "survey!A2 xlsform.type"},
		"a question named later":     {0, 2, 7, "${parah} > 1", "survey!H3 rule.unknown_field"},
		"a function of its own":      {0, 4, 7, "pulldata('x') = 1", "survey!H5 xlsform.expression"},
		"today":                      {0, 8, 8, ". < today()", "survey!I9 xlsform.expression"},
		"half an expression":         {0, 4, 7, "${bocor} =", "survey!H5 xlsform.expression"},
		"text against a number":      {0, 2, 8, ". > 'banyak'", "survey!I3 rule.types"},
		"a formula":                  {0, 2, 2, "=1+1", "survey!C3 xlsform.formula"},
		"required, perhaps":          {0, 2, 6, "maybe", "survey!G3 xlsform.yes_no"},
		"a calculation of its own":   {0, 2, 11, "1 + 1", "survey!L3 xlsform.calculation"},
		"an end without a beginning": {0, 7, 0, "end_group", "survey!A8 xlsform.group_end"},
		"a group left open":          {0, 6, 0, "note", "survey!A2 xlsform.group_open"},
		"a bad name":                 {0, 2, 1, "Berapa Orang", "survey!B3 instrument.name"},
		"a name twice":               {0, 3, 1, "orang", "survey!B4 instrument.twice"},
		"a language left out":        {0, 2, 3, "", "survey!C3 instrument.both_languages"},
		"a choice without a name":    {1, 1, 1, "", "choices!A2 xlsform.choice"},
		"a score in words":           {1, 1, 4, "satu", "choices!E2 xlsform.number"},
		"no licence":                 {2, 1, 5, "", "settings!F2 xlsform.setting_missing"},
		"another audience":           {2, 1, 7, "pengurus", "settings!H2 xlsform.audience"},
		"a bad form_id":              {2, 1, 2, "Rumah Kita", "settings!C2 instrument.code"},
		"an item that is not asked":  {3, 1, 3, "bocor atap", "scores!D2 instrument.item"},
		"bands out of order":         {3, 3, 7, -1, "scores!H4 instrument.bands"},
		"an alert in prose":          {4, 1, 1, "kalau parah", "alerts!B2 xlsform.expression"},
		"a language nobody knows":    {0, 0, 2, "label::Klingon", "survey!C1 xlsform.language"},
		"a column twice":             {0, 0, 3, "label::id", "survey!D1 xlsform.column_twice"},
	} {
		t.Run(name, func(t *testing.T) {
			b := rumah()
			rows := b[c.sheet].rows
			for len(rows[c.row]) <= c.column {
				rows[c.row] = append(rows[c.row], nil)
			}
			rows[c.row][c.column] = c.value
			if got := refusals(t, b); !slices.Contains(got, c.want) {
				t.Errorf("refused with %v, want %s", got, c.want)
			}
		})
	}
}

func refusals(t *testing.T, b book) []string {
	t.Helper()
	d, err := read(t, b)
	d.Version = 1
	_, err = xlsform.Compile(d, err)
	var got []string
	for _, f := range fault.All(err) {
		got = append(got, f.Field+" "+f.Key)
	}
	return got
}

func TestColumnsAndSheetsThatAreNotKnownAreRefusedOnlyWhereTheyAreFilled(t *testing.T) {
	b := rumah()
	for n := range b[0].rows {
		for len(b[0].rows[n]) < 12 {
			b[0].rows[n] = append(b[0].rows[n], nil)
		}
	}
	b[0].rows[0] = append(b[0].rows[0], "appearance")
	if got := refusals(t, b); len(got) > 0 {
		t.Fatalf("an empty column is refused: %v", got)
	}
	b[0].rows[2] = append(b[0].rows[2], "likert")
	if got := refusals(t, b); !slices.Equal(got, []string{"survey!M3 xlsform.column"}) {
		t.Errorf("%v", got)
	}
	b = append(rumah(), book{{"entities", [][]any{{"a"}}}}...)
	if got := refusals(t, b); !slices.Equal(got, []string{"entities xlsform.sheet"}) {
		t.Errorf("%v", got)
	}
	if got := refusals(t, rumah()[1:2]); !slices.Contains(got, "survey xlsform.sheet_missing") || !slices.Contains(got, "settings xlsform.sheet_missing") {
		t.Errorf("%v", got)
	}
}

func TestAWorkbookThatIsTooMuchIsRefused(t *testing.T) {
	long := rumah()
	for range 2_100 {
		long[0].rows = append(long[0].rows, []any{"note", "n", "x", "x"})
	}
	deep := rumah()
	deep[0].rows[4][7] = strings.Repeat("(", 60) + "1 = 1" + strings.Repeat(")", 60)
	nested := rumah()
	for range 8 {
		nested[0].rows = append(nested[0].rows, []any{"begin_group", "g", "G", "G"})
	}
	for name, c := range map[string]struct {
		b    book
		want string
	}{"rows": {long, "sheet.rows"}, "parentheses": {deep, "xlsform.expression"}, "groups": {nested, "xlsform.group_deep"}} {
		got := strings.Join(refusals(t, c.b), ", ")
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: refused with %.300q, want %s", name, got, c.want)
		}
	}
	for name, data := range map[string]string{"nothing": "", "no archive": "PK\x03\x04 nonsense", "a CSV": "type,name\ntext,a\n"} {
		if _, err := xlsform.Read(strings.NewReader(data), int64(len(data))); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzRead spoils the bytes of a workbook, and a cell of a good one.
func FuzzRead(f *testing.F) {
	good := rumah().bytes(f)
	f.Add(good, "${bocor} = 'ya'")
	f.Add(good[:len(good)/2], "not(not(not(${bocor})))")
	f.Add([]byte("PK\x03\x04"), "((((((")
	f.Fuzz(func(t *testing.T, data []byte, cell string) {
		if _, err := xlsform.Read(bytes.NewReader(data), int64(len(data))); err != nil && fault.First(err) == nil {
			t.Fatalf("no fault: %v", err)
		}
		if strings.HasPrefix(cell, "=") || len(cell) > 8_000 || strings.ContainsFunc(cell, func(r rune) bool { return r < ' ' || r == '\ufffd' || r > 0xfff0 }) {
			return
		}
		b := rumah()
		b[0].rows[4][7] = cell
		if got := refusals(t, b); len(got) == 0 && cell != "" {
			return // accepted: then it compiled
		}
	})
}
