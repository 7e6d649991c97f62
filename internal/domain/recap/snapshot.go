package recap

import (
	"bytes"
	"compress/gzip"
	"encoding/gob"
	"fmt"
	"slices"

	"teduh/internal/kit/calendar"
)

// kept is a cube as it is kept, before its layers: with its axes, so that a
// cube laid out otherwise is not read.
type kept struct {
	Layout                         int
	Year                           int
	Provinces, Regencies, Problems []string
	Sexes, Ages                    []string
	Positions                      map[string]int64
	Closed                         map[string]calendar.Month
	Late                           [13]int64
	Active                         map[string][13]bool
	Offices                        []office
	Layers                         []slot // follow, one after the other
}

// layout is the number of the arrays' layout: raised when it changes.
const layout = 4

func (k kept) of(a *Axes) bool {
	return k.Layout == layout && slices.Equal(k.Provinces, a.Provinces) && slices.Equal(k.Regencies, a.Regencies) &&
		slices.Equal(k.Problems, a.Problems) && slices.Equal(k.Sexes, a.Sexes) && slices.Equal(k.Ages, a.Ages)
}

// Encode returns the cube as bytes for a snapshot.
func (c *Cube) Encode() ([]byte, error) {
	a := c.Axes
	k := kept{Layout: layout, Year: c.Year, Provinces: a.Provinces, Regencies: a.Regencies, Problems: a.Problems, Sexes: a.Sexes, Ages: a.Ages,
		Positions: c.Positions, Closed: c.Closed, Late: c.Late, Active: map[string][13]bool{}, Offices: c.offices}
	for institution, seen := range c.active {
		k.Active[institution] = *seen
	}
	for s := range c.layers {
		k.Layers = append(k.Layers, s)
	}
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	e := gob.NewEncoder(z)
	if err := e.Encode(k); err != nil {
		return nil, err
	}
	for _, s := range k.Layers {
		if err := e.Encode(c.layers[s]); err != nil {
			return nil, err
		}
	}
	err = z.Close()
	return b.Bytes(), err
}

// DecodeCube reads a snapshot. One of other axes or another layout is an error:
// it is only a cache, and the facts say it anew.
func DecodeCube(data []byte, axes *Axes) (*Cube, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	var k kept
	d := gob.NewDecoder(z)
	if err := d.Decode(&k); err != nil {
		return nil, err
	}
	if !k.of(axes) {
		return nil, fmt.Errorf("recap: a snapshot of another layout")
	}
	c := NewCube(k.Year, axes, len(k.Offices))
	c.Late = k.Late
	c.Positions, c.Closed = some(k.Positions), some(k.Closed)
	for _, o := range k.Offices {
		c.office(o)
	}
	for institution, seen := range k.Active {
		c.active[institution] = &seen
	}
	for _, s := range k.Layers {
		l := c.layer(s)
		if err := d.Decode(l); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// some is a map that can be written to: an empty one is not kept.
func some[V any](m map[string]V) map[string]V {
	if m == nil {
		return map[string]V{}
	}
	return m
}
