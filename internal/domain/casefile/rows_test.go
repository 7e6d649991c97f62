package casefile_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"teduh/internal/domain/casefile"
	"teduh/internal/kit/fault"
)

// steps is a table as that of a plan: what is to be reached, by what, until when.
var steps = casefile.Form{Fields: []casefile.Field{{Name: "measures", Type: casefile.Rows, Columns: []casefile.Field{
	{Name: "aim", Type: casefile.Line, AsAbove: true}, {Name: "measure", Type: casefile.Line, Required: true},
	{Name: "until", Type: casefile.DueDate}, {Name: "row", Type: casefile.Link},
}}}}

// TestRowsSurviveTheWay checks that whatever rows somebody types come back dense,
// in their order, without the empty ones, after being checked, written and read,
// and that checking them again changes nothing.
func TestRowsSurviveTheWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"", " ", "Aman.", "Sekolah lagi.", " Bertemu  guru "})
		body, want := casefile.Body{}, []string{}
		for _, n := range slices.Sorted(maps.Keys(rapid.MapOfN(rapid.IntRange(1, 40), rapid.Bool(), 0, 12).Draw(t, "numbers"))) {
			measure, until := word.Draw(t, "measure"), rapid.SampledFrom([]string{"", "2016-11-01"}).Draw(t, "until")
			if strings.TrimSpace(measure) == "" {
				until = ""
			} else {
				want = append(want, strings.TrimSpace(measure)+until)
			}
			body[casefile.RowKey("measures", n, "measure")] = casefile.Values{measure}
			body[casefile.RowKey("measures", n, "until")] = casefile.Values{until}
			if len(want) == 1 {
				body[casefile.RowKey("measures", n, "aim")] = casefile.Values{strings.TrimSpace(measure)}
			}
		}
		clean, err := casefile.Check(steps, body, reference)
		if err != nil {
			t.Fatal(err)
		}
		stored, err := clean.Encode()
		if err != nil {
			t.Fatal(err)
		}
		back, err := casefile.Decode(stored)
		if err != nil {
			t.Fatal(err)
		}
		rows := back.Rows("measures")
		if back.LastRow("measures") != len(want) || len(rows) != len(want) {
			t.Fatalf("%d rows, want %d: %v", len(rows), len(want), back)
		}
		for i, row := range rows {
			if row.Get("measure")+row.Get("until") != want[i] || row.Get("row") != strconv.Itoa(i+1) {
				t.Fatalf("row %d: %v, want %q", i+1, row, want[i])
			}
		}
		if again, err := casefile.Check(steps, back, reference); err != nil || !reflect.DeepEqual(again, back) {
			t.Fatalf("checked again: %v %v", again, err)
		}
		if casefile.ContentHash(back) != casefile.ContentHash(clean) {
			t.Fatal("the hash that an approval binds to is another one")
		}
	})
}

func TestAFaultInARowNamesItsCell(t *testing.T) {
	for name, c := range map[string]struct{ cell, value, key string }{
		"no day":         {"measures.3.until", "31 Februari", "fault.day"},
		"without action": {"measures.3.measure", "", "fault.required"},
		"no goal yet":    {"measures.2.aim", "", "fault.required"},
		"not a column":   {"measures.3.colour", "blue", "fault.unknown_field"},
		"not a number":   {"measures.03.measure", "x", "fault.unknown_field"},
		"row zero":       {"measures.0.measure", "x", "fault.unknown_field"},
		"control letter": {"measures.3.measure", "a\x00b", "fault.characters"},
	} {
		t.Run(name, func(t *testing.T) {
			b := casefile.Body{"measures.2.aim": {"Aman."}, "measures.2.measure": {"Bertemu."}, "measures.3.measure": {"Antar."}, "measures.3.until": {"2016-11-01"}}
			b[c.cell] = casefile.Values{c.value}
			_, err := casefile.Check(steps, b, reference)
			f := fault.First(err)
			if f == nil || f.Key != c.key || f.Field != c.cell && c.key != "fault.unknown_field" {
				t.Fatalf("%v", err)
			}
		})
	}
	many := casefile.Body{}
	for n := range 21 {
		many.Set(casefile.RowKey("measures", n+1, "measure"), "x")
		many.Set(casefile.RowKey("measures", n+1, "aim"), "x")
	}
	if _, err := casefile.Check(steps, many, reference); fault.First(err) == nil || fault.First(err).Key != "fault.rows_most" || fault.First(err).Field != "measures" {
		t.Fatalf("21 rows: %v", err)
	}
}

func TestARowKeepsItsNameWhenOthersGo(t *testing.T) {
	b := casefile.Body{}
	for n, row := range []string{"1", "3", "", "3"} {
		b.Set(casefile.RowKey("measures", n+1, "measure"), fmt.Sprint("Langkah ", n))
		b.Set(casefile.RowKey("measures", n+1, "row"), row)
	}
	b.Set("measures.1.aim", "Aman.")
	clean, err := casefile.Check(steps, b, reference)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, row := range clean.Rows("measures") {
		names = append(names, row.Get("row"))
	}
	if !slices.Equal(names, []string{"1", "3", "4", "5"}) {
		t.Fatalf("%v", names)
	}
}
