package recap

import (
	"bytes"
	"compress/gzip"
	"encoding/gob"
	"fmt"
	"slices"

	"teduh/internal/kit/calendar"
)

// kept is a cube as it is kept: its axes too, so that a cube laid out
// otherwise is not read.
type kept struct {
	Layout                         int
	Year                           int
	Provinces, Regencies, Problems []string
	Sexes, Ages                    []string
	Positions                      map[string]int64
	Closed                         map[string]calendar.Month
	Fine, Middle, Coarse           map[Measure][]int32
	Offices                        []office
	Late                           [13]int64
	Active                         map[string][13]bool
}

// layout is the number of the arrays' layout: raised when it changes.
const layout = 2

// Encode returns the cube as bytes for a snapshot.
func (c *Cube) Encode() ([]byte, error) {
	k := kept{Layout: layout, Year: c.Year, Provinces: c.Axes.Provinces, Regencies: c.Axes.Regencies, Problems: c.Axes.Problems, Sexes: c.Axes.Sexes, Ages: c.Axes.Ages,
		Positions: c.Positions, Closed: c.Closed, Fine: c.fine, Middle: c.middle, Coarse: c.coarse, Offices: c.offices, Late: c.Late, Active: map[string][13]bool{}}
	for institution, seen := range c.active {
		k.Active[institution] = *seen
	}
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	if err := gob.NewEncoder(z).Encode(k); err != nil {
		return nil, err
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
	if err := gob.NewDecoder(z).Decode(&k); err != nil {
		return nil, err
	}
	if k.Layout != layout || !slices.Equal(k.Provinces, axes.Provinces) || !slices.Equal(k.Regencies, axes.Regencies) || !slices.Equal(k.Problems, axes.Problems) ||
		!slices.Equal(k.Sexes, axes.Sexes) || !slices.Equal(k.Ages, axes.Ages) {
		return nil, fmt.Errorf("recap: a snapshot of another layout")
	}
	c := NewCube(k.Year, axes)
	c.Late = k.Late
	if k.Positions != nil {
		c.Positions = k.Positions
	}
	if k.Closed != nil {
		c.Closed = k.Closed
	}
	if k.Fine != nil {
		c.fine, c.middle, c.coarse = k.Fine, k.Middle, k.Coarse
	}
	for _, o := range k.Offices {
		c.office(o)
	}
	for institution, seen := range k.Active {
		c.active[institution] = &seen
	}
	return c, nil
}
