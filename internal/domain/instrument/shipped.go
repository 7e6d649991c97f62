package instrument

import (
	"embed"
	"io/fs"
	"slices"
	"sync"
)

//go:embed data/*.json
var data embed.FS

// Shipped is the instruments that come with the program, every version that ever
// did; a fault in one is a defect and panics.
var Shipped = sync.OnceValue(func() []*Instrument {
	names, err := fs.Glob(data, "data/*.json")
	if err != nil {
		panic(err)
	}
	all := make([]*Instrument, len(names))
	for n, name := range names {
		raw, err := data.ReadFile(name)
		if err == nil {
			all[n], err = Read(raw)
		}
		if err != nil {
			panic("instrument: " + name + ": " + err.Error())
		}
	}
	slices.SortStableFunc(all, func(a, b *Instrument) int { return slices.Index(usual, a.Code) - slices.Index(usual, b.Code) })
	return all
})

// usual is the order in which they are offered: danger first.
var usual = []string{"safety_checklist", "srq20", "phq9", "gad7", "dass21", "family_functioning", "goal_attainment"}

// Read reads and checks a definition's file.
func Read(stored []byte) (*Instrument, error) {
	d, err := Decode(stored)
	if err != nil {
		return nil, err
	}
	return Compile(d)
}
