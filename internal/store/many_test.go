package store_test

import (
	"bytes"
	"fmt"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/exchange/oldbook"
	"teduh/internal/kit/locale"
	"teduh/internal/kit/sheet"
	"teduh/internal/kit/sqldb"
	"teduh/internal/store"
	"teduh/internal/testkit"
)

// oldCases is how many cases the book has: two each with one telephone, and the
// first and the last with one NIK.
const oldCases = 24

func oldBook(t *testing.T) *sheet.Book {
	t.Helper()
	var b bytes.Buffer
	s := sheet.NewStream(&b, oldbook.Title("sheet_cases", locale.ID))
	write := func(of func(name string) string) {
		var cells []string
		for _, c := range oldbook.Columns() {
			cells = append(cells, of(c.Name))
		}
		if err := s.Row(cells...); err != nil {
			t.Fatal(err)
		}
	}
	write(func(name string) string { return oldbook.Title(name, locale.ID) })
	for n := range oldCases {
		row := map[string]string{"number": fmt.Sprint(n, "/2014"), "registered_on": "12/03/2014", "name": fmt.Sprintf("Contoh Nama%c", 'a'+n), "sex": "P", "age": fmt.Sprint(20 + n),
			"regency": "Kab. Donggala", "origin": "Keluarga", "problem": "KDRT", "phone": fmt.Sprintf("0812345678%02d", n/2), "nik": fmt.Sprintf("72031234567800%02d", n%(oldCases-1))}
		write(func(name string) string { return row[name] })
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Open(bytes.NewReader(b.Bytes()), int64(b.Len()), sheet.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func bring(t *testing.T, v *testkit.Village, a access.Actor) app.Imported {
	t.Helper()
	got, err := v.Imports.Cases(ctx, a, app.ImportRequest{Book: oldBook(t), Lang: locale.ID})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestAnImportFindsTheSameHoweverMuchItKeepsBack brings a book in that is
// written at once, and in many parts.
func TestAnImportFindsTheSameHoweverMuchItKeepsBack(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		_, err := v.Cases.Register(ctx, v.Sigi.Worker, app.RegisterRequest{Body: casefile.Body{"name": {"Contoh Lain"}, "sex": {"female"}, "age": {"40"}, "residence": {"72.03"},
			"origin": {"self"}, "safe_contact": {"WA"}, "consent_given": {"later"}, "presenting": {"economic"}, "phone": {"081234567803"}}})
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range []testkit.Place{v.Donggala, v.Bantaeng} {
			if at.ID == v.Bantaeng.ID {
				defer store.KeepFew(7, 11)()
			}
			if got := bring(t, v, at.Head); got.Written != oldCases {
				t.Fatalf("%+v", got)
			}
			if got := bring(t, v, at.Head); got.Written != 0 || got.Here != oldCases {
				t.Errorf("the second time: %+v", got)
			}
		}
		counts := func(a access.Actor) map[string]int64 {
			found := map[string]int64{}
			err := sqldb.Each(ctx, v.Store.DB(), func(r sqldb.Row) error {
				var what string
				var n int64
				err := r.Scan(&what, &n)
				found[what] = n
				return err
			}, `SELECT why || CASE WHEN other = institution THEN ' here' ELSE ' elsewhere' END, count(*) FROM likeness WHERE institution = $1 GROUP BY 1
				UNION ALL SELECT 'tokens', count(*) FROM token WHERE institution = $1
				UNION ALL SELECT 'match', count(*) FROM match_token WHERE institution = $1
				UNION ALL SELECT 'files', count(*) FROM file WHERE institution = $1
				UNION ALL SELECT 'facts', count(*) FROM fact WHERE institution = $1
				UNION ALL SELECT 'served', count(*) FROM served WHERE institution = $1`, a.Institution)
			if err != nil {
				t.Fatal(err)
			}
			return found
		}
		once, parts := counts(v.Donggala.Head), counts(v.Bantaeng.Head)
		if once["phone here"] != oldCases/2 || once["nik here"] != 1 || once["phone elsewhere"] == 0 {
			t.Errorf("likenesses: %v", once)
		}
		if fmt.Sprint(once) != fmt.Sprint(parts) {
			t.Errorf("written at once: %v\nin parts:        %v", once, parts)
		}
	})
}
