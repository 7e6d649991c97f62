// Package area is Kemendagri's tree of places: nation, province, regency or
// city, district, village. A province's link to a regency is valid from a day
// to a day, so that a recap of 2016 shows the provinces of 2016.
//
// It holds names and codes only, embedded and read when first asked for.
// Start at [Indonesia].
package area

import (
	"strings"

	"teduh/internal/kit/calendar"
)

// Code is a region code with dots: "34", "34.04", "34.04.01", "34.04.01.2001";
// "" is the nation.
type Code string

// Level is how deep a place lies.
type Level int

// The levels.
const (
	Nation Level = iota
	Province
	Regency
	District
	Village
)

// Level returns how deep the code lies.
func (c Code) Level() Level {
	if c == "" {
		return Nation
	}
	return Level(strings.Count(string(c), ".") + 1)
}

// Up returns the code of the place above by the code's text alone; see
// [Tree.Parent] for where a regency lay on a day.
func (c Code) Up() Code {
	i := strings.LastIndexByte(string(c), '.')
	if i < 0 {
		return ""
	}
	return c[:i]
}

// Regency cuts a code to its regency; "" when it lies above one.
func (c Code) Regency() Code {
	if c.Level() < Regency {
		return ""
	}
	for c.Level() > Regency {
		c = c.Up()
	}
	return c
}

// Area is a place.
type Area struct {
	Code Code
	Name string
}

// Parent returns the place in which a place lies on a day.
func (t *Tree) Parent(c Code, on calendar.Day) Code {
	if c.Level() != Regency {
		return c.Up()
	}
	return t.standing(c.Up(), on)
}

// standing returns the province that held another's regencies on a day.
func (t *Tree) standing(province Code, on calendar.Day) Code {
	if ch, ok := t.changes[province]; ok && on < ch.from {
		return ch.before
	}
	return province
}

// Exists reports whether a place was there on a day.
func (t *Tree) Exists(c Code, on calendar.Day) bool {
	if c.Level() == Province && t.standing(c, on) != c {
		return false
	}
	_, ok := t.Get(c)
	return ok
}

// Provinces returns the provinces of a day, by code.
func (t *Tree) Provinces(on calendar.Day) []Area {
	var out []Area
	for _, p := range t.provinces {
		if t.Exists(p.Code, on) {
			out = append(out, p)
		}
	}
	return out
}

// AllProvinces returns every province there ever was, by code; the place in the
// list is its index in the cube.
func (t *Tree) AllProvinces() []Area { return t.provinces }

// Regencies returns all regencies and cities by code; the place in the list is
// its index in the cube.
func (t *Tree) Regencies() []Area { return t.regencies }

// ProvinceIndex returns the place of a province in AllProvinces, -1 for none.
func (t *Tree) ProvinceIndex(c Code) int { return index(t.provinceAt, c) }

// RegencyIndex returns the place of a regency in Regencies, -1 for none.
func (t *Tree) RegencyIndex(c Code) int { return index(t.regencyAt, c) }

func index(at map[Code]int, c Code) int {
	if i, ok := at[c]; ok {
		return i
	}
	return -1
}

// Children returns the places directly in a place on a day.
func (t *Tree) Children(c Code, on calendar.Day) []Area {
	switch c.Level() {
	case Nation:
		return t.Provinces(on)
	case Province:
		var out []Area
		for _, r := range t.regencies {
			if t.Parent(r.Code, on) == c {
				out = append(out, r)
			}
		}
		return out
	default:
		return t.below(c)
	}
}

// Path returns the places from the province down to a place on a day.
func (t *Tree) Path(c Code, on calendar.Day) []Area {
	var path []Area
	for c != "" {
		a, ok := t.Get(c)
		if !ok {
			return path
		}
		path = append([]Area{a}, path...)
		c = t.Parent(c, on)
	}
	return path
}

// ProvinceOf returns the province in which a place lies on a day.
func (t *Tree) ProvinceOf(c Code, on calendar.Day) Code {
	if c.Level() < Regency {
		return c
	}
	return t.Parent(c.Regency(), on)
}
