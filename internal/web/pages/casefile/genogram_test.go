package casefile_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"teduh/internal/app"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/domain/words"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/ident"
	"teduh/internal/kit/locale"
	pages "teduh/internal/web/pages/casefile"
	"teduh/internal/web/pages/layout"
)

const today = calendar.Day(20161019)

func id(n int) string { return ident.New(today.Time(), ident.Seeded(uint64(n), "genogram")) }

// someFamily is a case with whoever a worker may have added.
func someFamily(t *rapid.T) app.FamilyView {
	client, ids := id(999), []string{id(999)}
	entries := []casefile.Entry{{Kind: casefile.Registration, ID: id(0), Day: 20160301, Position: 1, Body: casefile.Body{
		"age": {"34"}, "sex": {"female"}, "client": {client}, "initials": {"S.C."}, "residence": {"72.03"}, "origin": {"self"}, "consent_given": {"both"}}}}
	code := func(list string) string {
		items := taxonomy.List(list)
		return items[rapid.IntRange(0, len(items)-1).Draw(t, list)].Code
	}
	for n := range rapid.IntRange(0, 40).Draw(t, "entries") {
		e := casefile.Entry{ID: id(n + 1), Position: int64(n + 2), Day: calendar.Day(20160302).Add(n)}
		pick := func() string { return ids[rapid.IntRange(0, len(ids)-1).Draw(t, "person")] }
		if len(ids) < 2 || rapid.Bool().Draw(t, "party") {
			e.Kind = casefile.Party
			e.Body = casefile.Body{"name": {fmt.Sprint("Contoh ", n)}, "party_roles": {code("party_roles")}, "relation": {code("kin")}, "sex": {code("sexes")}, "other_parent": {pick()}}
			ids = append(ids, e.ID)
		} else {
			e.Kind = casefile.Tie
			e.Body = casefile.Body{"first": {pick()}, "second": {pick()}, "tie_kind": {code("tie_kinds")}, "tie_quality": {code("tie_qualities")}}
			if e.Body.Get("first") == e.Body.Get("second") { // refused when it is written
				continue
			}
		}
		entries = append(entries, e)
	}
	state := casefile.Fold(taxonomy.Codebook{}, entries)
	return app.FamilyView{FileView: app.FileView{State: state, Entries: entries, Today: today}, Family: casefile.FamilyOf(state, entries)}
}

// TestTheWordsSayWhatTheDrawingShows: whoever is drawn and however they are tied
// stands in the list beside it too, in both languages, and nobody's name in the
// drawing.
func TestTheWordsSayWhatTheDrawingShows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := someFamily(t)
		d := pages.Genogram(f)
		drawn := map[string]bool{}
		for _, s := range d.Symbols {
			drawn[s.ID] = true
			if strings.Contains(s.Label, "Contoh") {
				t.Fatalf("the drawing names %q", s.Label)
			}
		}
		if !drawn[f.State.Client] {
			t.Fatal("the client is not drawn")
		}
		for _, l := range []locale.Lang{locale.ID, locale.EN} {
			v := layout.View{Printer: words.In(l)}
			said := pages.Ties(v, f)
			if len(said) != len(f.Bonds) {
				t.Fatalf("%d ties, %d in words", len(f.Bonds), len(said))
			}
			for i, b := range f.Bonds {
				for _, end := range []string{b.First, b.Second} {
					m, _ := f.Member(end)
					if name := pages.MemberName(v, m, today); !drawn[end] || !strings.Contains(said[i].Text, name) {
						t.Fatalf("%s: drawn %v, in words %q", name, drawn[end], said[i].Text)
					}
				}
				if !strings.Contains(said[i].Text, taxonomy.Name("tie_kinds", b.Kind, l)) {
					t.Fatalf("%q lacks %s", said[i].Text, b.Kind)
				}
			}
		}
		shown := map[string]bool{}
		for _, line := range d.Lines {
			shown[line.Style] = true
		}
		for _, b := range f.Bonds {
			if b.Quality != "" && !shown[b.Quality] {
				t.Fatalf("%s is said and not drawn", b.Quality)
			}
		}
	})
}
