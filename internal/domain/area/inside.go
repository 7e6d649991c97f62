package area

import (
	"slices"
	"strings"
)

const districtLen = len("72.03.08")

// DistrictOf returns the district (kecamatan) of a village, or the district
// itself; false for what lies higher.
func (t *Tree) DistrictOf(c Code) (Area, bool) {
	if len(c) < districtLen {
		return Area{}, false
	}
	return t.Get(c[:districtLen])
}

// Spelled writes a place with what it lies in, as [Tree.Inside] reads it: village,
// district, regency.
func (t *Tree) Spelled(c Code) string {
	if c.Level() <= Province {
		a, _ := t.Get(c)
		return a.Name
	}
	var names []string
	for ; c.Level() > Province; c = c.Up() {
		a, ok := t.Get(c)
		if !ok {
			break
		}
		names = append(names, a.Name)
	}
	return strings.Join(names, ", ")
}

// Inside returns the districts and villages that a text may mean: a part of a
// name, perhaps with its district and its regency after commas; without a
// regency those of the given one. What has exactly that name goes before all
// that only hold it.
func (t *Tree) Inside(regency Code, text string) []Area {
	parts := strings.SplitN(text, ",", 3)
	want, within := bare(parts[0]), ""
	if last := len(parts) - 1; last > 0 {
		within = bare(parts[1])
		if r, ok := t.Named(Regency, parts[last]); ok && fold(r.Name) == fold(parts[last]) {
			regency = r.Code
			if last == 1 {
				within = ""
			}
		}
	}
	if want == "" || regency.Level() != Regency {
		return nil
	}
	districts := likest(t.below(regency), within)
	var out []Area
	if within == "" {
		out = holding(districts, want)
	}
	for _, d := range districts {
		out = append(out, holding(t.below(d.Code), want)...)
	}
	return likest(out, want)
}

// holding returns the places whose name holds a text.
func holding(all []Area, want string) []Area {
	return slices.DeleteFunc(slices.Clone(all), func(a Area) bool { return !strings.Contains(bare(a.Name), want) })
}

// likest returns those that have exactly a name, else those whose name holds it.
func likest(all []Area, want string) []Area {
	if exact := slices.DeleteFunc(slices.Clone(all), func(a Area) bool { return bare(a.Name) != want }); len(exact) > 0 {
		return exact
	}
	return holding(all, want)
}

// bare is a name without the word that says what it is.
func bare(name string) string {
	name = fold(name)
	for _, kind := range []string{"desa ", "kelurahan ", "kecamatan "} {
		name = strings.TrimPrefix(name, kind)
	}
	return name
}
