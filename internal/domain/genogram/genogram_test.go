package genogram_test

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"teduh/internal/domain/genogram"
)

var kinds = []genogram.Kind{
	genogram.Parent, genogram.Parent, genogram.Parent, genogram.Married, genogram.Divorced, genogram.Separated, genogram.Partners, genogram.Unregistered,
	genogram.Sibling, genogram.Twin, genogram.Identical, genogram.Adoptive, genogram.Foster, genogram.Step, genogram.Other,
}

var qualities = []string{"", "", "", "close", "distant", "conflict", "violence", "control", "cut_off"}

// anyFamily is persons with whatever ties, sensible or not.
func anyFamily(t *rapid.T) ([]genogram.Person, []genogram.Tie, []string) {
	var people []genogram.Person
	for i := range rapid.IntRange(1, 40).Draw(t, "people") {
		people = append(people, genogram.Person{
			ID: fmt.Sprint("p", i), Label: "A.B.", Sex: rapid.SampledFrom([]string{"male", "female", "unknown"}).Draw(t, "sex"),
			Age: rapid.IntRange(-1, 90).Draw(t, "age"), Index: i == 0, Born: rapid.IntRange(0, 9).Draw(t, "born") > 0, Dead: rapid.Bool().Draw(t, "dead"),
			Level: rapid.IntRange(-2, 2).Draw(t, "level"),
		})
	}
	var ties []genogram.Tie
	for range rapid.IntRange(0, 60).Draw(t, "ties") {
		pick := func(name string) string { return people[rapid.IntRange(0, len(people)-1).Draw(t, name)].ID }
		ties = append(ties, genogram.Tie{First: pick("first"), Second: pick("second"), Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Quality: rapid.SampledFrom(qualities).Draw(t, "quality")})
	}
	var home []string
	for _, p := range people {
		if rapid.Bool().Draw(t, "home") {
			home = append(home, p.ID)
		}
	}
	return people, ties, home
}

// segments are the straight pieces of a path.
func segments(t interface{ Fatalf(string, ...any) }, p genogram.Path) (out [][4]int) {
	fields := strings.Fields(string(p))
	x, y := 0, 0
	for i := 0; i < len(fields); i++ {
		op := fields[i][0]
		if op == 'Z' {
			continue
		}
		nx, err1 := strconv.Atoi(fields[i][1:])
		ny, err2 := strconv.Atoi(fields[i+1])
		if err1 != nil || err2 != nil {
			t.Fatalf("no path: %q", p)
		}
		if op == 'L' {
			out = append(out, [4]int{x, y, nx, ny})
		}
		x, y = nx, ny
		i++
	}
	return out
}

// through reports whether a piece that runs along an axis, or not, enters the
// inside of a symbol.
func through(s [4]int, o genogram.Symbol) bool {
	const in = genogram.Half - 1
	for i := range 101 {
		x, y := s[0]+(s[2]-s[0])*i/100, s[1]+(s[3]-s[1])*i/100
		if x > o.X-in && x < o.X+in && y > o.Y-in && y < o.Y+in {
			return true
		}
	}
	return false
}

func TestWhateverTheFamilyNobodyIsDrawnOverAnotherAndEveryTieIsDrawn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people, ties, home := anyFamily(t)
		d := genogram.Lay(people, ties, home)
		if len(d.Symbols) != len(people) {
			t.Fatalf("%d of %d drawn", len(d.Symbols), len(people))
		}
		for i, a := range d.Symbols {
			if a.X-genogram.Half < 0 || a.X+genogram.Half > d.Width || a.Y-genogram.Half < 0 || a.Y+genogram.Half > d.Height {
				t.Fatalf("%s lies outside", a.ID)
			}
			for _, b := range d.Symbols[:i] {
				if dx, dy := a.X-b.X, a.Y-b.Y; max(dx, -dx) < 2*genogram.Half+16 && max(dy, -dy) < 2*genogram.Half+16 {
					t.Fatalf("%s and %s overlap", a.ID, b.ID)
				}
			}
		}
		drawn, quality := map[int]bool{}, map[int]bool{}
		for _, line := range d.Lines {
			for _, tie := range line.Ties {
				drawn[tie] = true
				quality[tie] = quality[tie] || line.Style == ties[tie].Quality
			}
			for _, s := range segments(t, line.Path) {
				if min(s[0], s[1], s[2], s[3]) < 0 || max(s[0], s[2]) > d.Width || max(s[1], s[3]) > d.Height {
					t.Fatalf("%s leaves the drawing: %s", line.Style, line.Path)
				}
			}
		}
		for i, tie := range ties {
			if tie.First != tie.Second && (!drawn[i] || tie.Quality != "" && !quality[i]) {
				t.Fatalf("%+v is not drawn", tie)
			}
		}
		if again := genogram.Lay(people, ties, home); !reflect.DeepEqual(d, again) {
			t.Fatal("drawn otherwise the second time")
		}
	})
}

// tree is a family as one is: couples, their children, and theirs.
func tree(t *rapid.T) ([]genogram.Person, []genogram.Tie) {
	people := []genogram.Person{{ID: "root", Sex: "female", Age: 80, Index: true, Born: true}}
	var ties []genogram.Tie
	add := func(p genogram.Person) string {
		p.ID, p.Born = fmt.Sprint("p", len(people)), true
		people = append(people, p)
		return p.ID
	}
	for at := 0; at < len(people) && len(people) < 36; at++ {
		p := people[at]
		if p.Age < 18 || p.ID != "root" && !slices.ContainsFunc(ties, func(t genogram.Tie) bool { return t.Second == p.ID && t.Kind == genogram.Parent }) {
			continue
		}
		for range rapid.IntRange(0, 2).Draw(t, "partners") {
			partner := add(genogram.Person{Sex: rapid.SampledFrom([]string{"male", "female"}).Draw(t, "sex"), Age: p.Age})
			ties = append(ties, genogram.Tie{First: p.ID, Second: partner, Kind: rapid.SampledFrom([]genogram.Kind{genogram.Married, genogram.Divorced, genogram.Partners}).Draw(t, "couple")})
			for range rapid.IntRange(0, 3).Draw(t, "children") {
				child := add(genogram.Person{Sex: "male", Age: max(p.Age-20-rapid.IntRange(0, 15).Draw(t, "younger"), 0)})
				ties = append(ties, genogram.Tie{First: p.ID, Second: child, Kind: genogram.Parent}, genogram.Tie{First: partner, Second: child, Kind: genogram.Parent})
			}
		}
	}
	return people, ties
}

func TestAFamilyTreeIsDrawnByTheFieldsRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people, ties := tree(t)
		d := genogram.Lay(people, ties, nil)
		at := map[string]genogram.Symbol{}
		for _, s := range d.Symbols {
			at[s.ID] = s
		}
		for _, line := range d.Lines {
			for _, s := range segments(t, line.Path) {
				for _, o := range d.Symbols {
					if through(s, o) {
						t.Fatalf("%s %s runs through %s at %d %d", line.Style, line.Path, o.ID, o.X, o.Y)
					}
				}
			}
		}
		children := map[string][]genogram.Symbol{} // by both parents
		parents := map[string]string{}
		for _, tie := range ties {
			a, b := at[tie.First], at[tie.Second]
			switch {
			case tie.Kind == genogram.Parent && a.Y >= b.Y:
				t.Fatalf("%s is not above the child %s", a.ID, b.ID)
			case tie.Kind == genogram.Parent:
				parents[b.ID] += a.ID + " "
			case a.Y != b.Y:
				t.Fatalf("the couple %s and %s stand on two rows", a.ID, b.ID)
			}
		}
		for _, p := range people {
			if parents[p.ID] != "" {
				children[parents[p.ID]] = append(children[parents[p.ID]], at[p.ID])
			}
		}
		for of, all := range children {
			for _, a := range all {
				for _, b := range all {
					if a.Age > b.Age && a.X > b.X {
						t.Fatalf("children of %s: %s (%d) stands right of %s (%d)", of, a.ID, a.Age, b.ID, b.Age)
					}
				}
			}
		}
	})
}
