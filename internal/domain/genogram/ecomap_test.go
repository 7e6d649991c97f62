package genogram_test

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"teduh/internal/domain/genogram"
)

func TestAnEcomapShowsEverySystemAndNoneOverAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var systems []genogram.System
		for i := range rapid.IntRange(0, 40).Draw(t, "systems") {
			systems = append(systems, genogram.System{
				ID: fmt.Sprint(i), Label: rapid.StringMatching(`[A-Za-z ]{0,40}`).Draw(t, "label"),
				Strength:  rapid.SampledFrom([]string{"strong", "ordinary", "weak", "broken"}).Draw(t, "strength"),
				Stressful: rapid.Bool().Draw(t, "stressful"), To: rapid.Bool().Draw(t, "to"), From: rapid.Bool().Draw(t, "from"),
			})
		}
		m := genogram.LayEcomap(systems)
		if len(m.Nodes) != len(systems) || len(m.Lines) != len(systems) {
			t.Fatalf("%d of %d drawn", len(m.Nodes), len(systems))
		}
		apart := func(ax, ay, bx, by, radii int) bool {
			return math.Hypot(float64(ax-bx), float64(ay-by)) >= float64(radii)
		}
		for i, n := range m.Nodes {
			if n.X < genogram.Around || n.Y < genogram.Around || n.X+genogram.Around > m.Width || n.Y+genogram.Around > m.Height {
				t.Fatalf("%s lies outside", n.ID)
			}
			if !apart(n.X, n.Y, m.X, m.Y, genogram.Around+genogram.Middle) {
				t.Fatalf("%s lies on the household", n.ID)
			}
			for _, o := range m.Nodes[:i] {
				if !apart(n.X, n.Y, o.X, o.Y, 2*genogram.Around) {
					t.Fatalf("%s and %s overlap", n.ID, o.ID)
				}
			}
			for _, l := range n.Lines {
				if utf8.RuneCountInString(l) > 12 {
					t.Fatalf("%q is too long", l)
				}
			}
			if m.Lines[i].Style != n.Strength || m.Lines[i].Path == "" {
				t.Fatalf("no line to %s", n.ID)
			}
		}
		if !reflect.DeepEqual(m, genogram.LayEcomap(systems)) {
			t.Fatal("drawn otherwise the second time")
		}
	})
}

func TestALabelKeepsItsWords(t *testing.T) {
	m := genogram.LayEcomap([]genogram.System{{Label: "Puskesmas Kota Baru"}, {Label: "Kementeriankementerian"}, {Label: "satu dua tiga empat lima enam tujuh delapan"}})
	for i, want := range []string{"Puskesmas|Kota Baru", "Kementerian|kementerian", "satu dua|tiga empat|lima enam…"} {
		if got := strings.Join(m.Nodes[i].Lines, "|"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
