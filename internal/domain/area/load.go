package area

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/csv"
	"encoding/json"
	"io"
	"sync"
	"time"

	"teduh/internal/kit/calendar"
)

//go:embed data/*.gz data/*.json
var data embed.FS

// Tree is all places.
type Tree struct {
	provinces, regencies  []Area
	provinceAt, regencyAt map[Code]int
	changes               map[Code]change
	traits                map[Code]traits
	districts, villages   func() *layer
}

type change struct {
	from   calendar.Day
	before Code
}

type traits struct{ Wave, Zone string }

// Indonesia returns the tree. Provinces and regencies are read at the first
// call, districts and villages when first asked for.
var Indonesia = sync.OnceValue(func() *Tree {
	t := &Tree{
		provinces: rows("provinces", 1), regencies: rows("regencies", 2),
		districts: sync.OnceValue(func() *layer { return newLayer(text("districts")) }),
		villages:  sync.OnceValue(func() *layer { return newLayer(text("villages")) }),
	}
	t.provinceAt, t.regencyAt = places(t.provinces), places(t.regencies)
	t.loadChanges()
	t.loadTraits()
	return t
})

func places(areas []Area) map[Code]int {
	at := make(map[Code]int, len(areas))
	for i, a := range areas {
		at[a.Code] = i
	}
	return at
}

// text unpacks an embedded CSV. The files are part of the program: a fault in
// them is a defect and panics.
func text(name string) []byte {
	packed, err := data.ReadFile("data/" + name + ".csv.gz")
	must(err)
	z, err := gzip.NewReader(bytes.NewReader(packed))
	must(err)
	out, err := io.ReadAll(z)
	must(err)
	return out
}

func rows(name string, nameColumn int) []Area {
	records, err := csv.NewReader(bytes.NewReader(text(name))).ReadAll()
	must(err)
	out := make([]Area, 0, len(records)-1)
	for _, r := range records[1:] {
		out = append(out, Area{Code: Code(r[0]), Name: r[nameColumn]})
	}
	return out
}

func must(err error) {
	if err != nil {
		panic("area: embedded data: " + err.Error())
	}
}

func (t *Tree) loadChanges() {
	var file struct {
		Changes []struct{ Province, From, Before string }
	}
	read("changes", &file)
	t.changes = map[Code]change{}
	for _, c := range file.Changes {
		from, err := calendar.ParseDay(c.From)
		must(err)
		t.changes[Code(c.Province)] = change{from, Code(c.Before)}
	}
}

func (t *Tree) loadTraits() {
	var file []struct{ Code, Wave, Zone string }
	read("provinces", &file)
	t.traits = map[Code]traits{}
	for _, p := range file {
		t.traits[Code(p.Code)] = traits{p.Wave, p.Zone}
	}
}

func read(name string, into any) {
	raw, err := data.ReadFile("data/" + name + ".json")
	must(err)
	must(json.Unmarshal(raw, into))
}

// Wave returns the training wave of a place's province: west, central or east.
// Which province belongs to which wave is configuration, not a rule.
func (t *Tree) Wave(c Code) string { return t.traits[province(c)].Wave }

// Zone returns the time zone of a place: WIB for the nation.
func (t *Tree) Zone(c Code) *time.Location {
	switch t.traits[province(c)].Zone {
	case "WITA":
		return calendar.WITA
	case "WIT":
		return calendar.WIT
	default:
		return calendar.WIB
	}
}

func province(c Code) Code {
	for c.Level() > Province {
		c = c.Up()
	}
	return c
}
