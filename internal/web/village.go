package web

import (
	"cmp"

	"teduh/internal/domain/area"
	"teduh/internal/web/pages/layout"
)

// villageField is the field of a client's village or district. Its name is typed,
// or a part of it; where that may mean several, the page asks which.
const villageField = "village"

// villagesMost is how many are offered; with more, somebody types more.
const villagesMost = 40

// within is the regency in which a village is looked for: that of the residence
// on the same page, else the institution's own.
func (v *visit) within(residence string) area.Code {
	code := area.Code(placeCode(v.site.App.Areas(), area.Regency, residence)).Regency()
	return cmp.Or(code, area.Code(v.who.Area).Regency())
}

// villageCode returns the code of what is typed; what names none, or several,
// stays, and is refused beside its field.
func (v *visit) villageCode(residence, text string) string {
	tree := v.site.App.Areas()
	if _, ok := tree.Get(area.Code(text)); ok || text == "" {
		return text
	}
	if found := tree.Inside(v.within(residence), text); len(found) == 1 {
		return string(found[0].Code)
	}
	return text
}

// village shows the field: a name, or what the name may mean to choose from.
func (v *visit) village(i *layout.Input) {
	tree := v.site.App.Areas()
	if code := area.Code(i.Value()); code.Level() >= area.Regency {
		if _, ok := tree.Get(code); ok {
			i.Values = []string{tree.Spelled(code)}
			return
		}
	}
	found := tree.Inside(v.within(v.r.PostForm.Get("residence")), i.Value())
	if len(found) < 2 || len(found) > villagesMost {
		return
	}
	i.Kind = "choice"
	for _, a := range found {
		i.Options = append(i.Options, layout.Option{Code: string(a.Code), Name: tree.Spelled(a.Code)})
	}
}
