package area

import (
	"bytes"
	"slices"
	"strings"
)

// Find returns places whose name holds the text, by level and then with those
// first whose name begins with it. "kab." and "kabupaten" are the same; case
// does not matter.
func (t *Tree) Find(text string, limit int) []Area {
	want := fold(text)
	if want == "" || limit <= 0 {
		return nil
	}
	var out []Area
	for _, areas := range [][]Area{t.provinces, t.regencies} {
		out = append(out, ranked(match(areas, want), want)...)
	}
	for _, l := range []func() *layer{t.districts, t.villages} {
		if len(out) >= limit {
			break
		}
		out = append(out, ranked(l().match(want, limit), want)...)
	}
	return out[:min(limit, len(out))]
}

// Named returns the province or the regency that a text can only mean: it is
// its name, or a part of no other's on that level.
func (t *Tree) Named(l Level, text string) (Area, bool) {
	areas := map[Level][]Area{Province: t.provinces, Regency: t.regencies}[l]
	want := fold(text)
	if want == "" {
		return Area{}, false
	}
	found := match(areas, want)
	if i := slices.IndexFunc(found, func(a Area) bool { return fold(a.Name) == want }); i >= 0 {
		return found[i], true
	}
	if len(found) != 1 {
		return Area{}, false
	}
	return found[0], true
}

func match(areas []Area, want string) []Area {
	var out []Area
	for _, a := range areas {
		if strings.Contains(fold(a.Name), want) {
			out = append(out, a)
		}
	}
	return out
}

// match looks through the text itself, so that only hits become places.
func (l *layer) match(want string, limit int) []Area {
	const enough = 20 // times the limit, so that those that begin with it are among the hits
	var out []Area
	needle := []byte(want)
	for at := 0; len(out) < limit*enough; {
		n := bytes.Index(l.lower[at:], needle)
		if n < 0 {
			break
		}
		i := l.line(uint32(at + n))
		if i >= 0 && strings.Contains(fold(l.at(i).Name), want) {
			out = append(out, l.at(i))
		}
		if i+1 >= len(l.starts) {
			break
		}
		at = int(l.starts[i+1])
	}
	return out
}

// line returns the line in which an offset lies, -1 before the first.
func (l *layer) line(offset uint32) int {
	i, found := slices.BinarySearch(l.starts, offset)
	if found {
		return i
	}
	return i - 1
}

func ranked(areas []Area, want string) []Area {
	slices.SortStableFunc(areas, func(a, b Area) int { return rank(a, want) - rank(b, want) })
	return areas
}

func rank(a Area, want string) int {
	name := fold(a.Name)
	for _, kind := range []string{"kabupaten ", "kota ", "kota administrasi "} {
		name = strings.TrimPrefix(name, kind)
	}
	if strings.HasPrefix(name, want) {
		return 0
	}
	return 1
}

var abbreviations = strings.NewReplacer("kab. ", "kabupaten ", "kab ", "kabupaten ", "prov. ", "", "provinsi ", "", "kec. ", "", "kel. ", "")

// fold makes what is typed and what is stored alike.
func fold(s string) string {
	return abbreviations.Replace(strings.Join(strings.Fields(strings.ToLower(s)), " "))
}
