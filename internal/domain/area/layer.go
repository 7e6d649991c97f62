package area

import (
	"bytes"
	"sort"
	"strings"
)

// layer is one level of many places, kept as its sorted CSV text with the start
// of each line: a tenth of what maps would take.
type layer struct {
	text   []byte
	lower  []byte // the text in small letters, byte for byte
	starts []uint32
}

func newLayer(text []byte) *layer {
	l := &layer{text: text, lower: lowered(text)}
	for at := bytes.IndexByte(text, '\n') + 1; at > 0 && at < len(text); {
		l.starts = append(l.starts, uint32(at))
		n := bytes.IndexByte(text[at:], '\n')
		if n < 0 {
			break
		}
		at += n + 1
	}
	return l
}

func lowered(text []byte) []byte {
	out := bytes.Clone(text)
	for i, c := range out {
		if 'A' <= c && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	return out
}

func (l *layer) at(i int) Area {
	line := l.text[l.starts[i]:]
	if n := bytes.IndexByte(line, '\n'); n >= 0 {
		line = line[:n]
	}
	parts := strings.SplitN(strings.TrimRight(string(line), "\r"), ",", 3)
	return Area{Code: Code(parts[0]), Name: strings.Trim(parts[2], `"`)}
}

// find returns the place of a code, or where it would stand.
func (l *layer) find(c Code) int {
	return sort.Search(len(l.starts), func(i int) bool { return l.at(i).Code >= c })
}

// Get returns a place by its code.
func (t *Tree) Get(c Code) (Area, bool) {
	switch c.Level() {
	case Nation:
		return Area{Name: "Indonesia"}, true
	case Province:
		return pick(t.provinces, t.provinceAt, c)
	case Regency:
		return pick(t.regencies, t.regencyAt, c)
	case District:
		return t.districts().get(c)
	case Village:
		return t.villages().get(c)
	default:
		return Area{}, false
	}
}

func pick(areas []Area, at map[Code]int, c Code) (Area, bool) {
	i, ok := at[c]
	if !ok {
		return Area{}, false
	}
	return areas[i], true
}

func (l *layer) get(c Code) (Area, bool) {
	i := l.find(c)
	if i == len(l.starts) {
		return Area{}, false
	}
	a := l.at(i)
	return a, a.Code == c
}

// below returns the districts of a regency or the villages of a district.
func (t *Tree) below(c Code) []Area {
	var l *layer
	switch c.Level() {
	case Regency:
		l = t.districts()
	case District:
		l = t.villages()
	default:
		return nil
	}
	var out []Area
	for i := l.find(c + "."); i < len(l.starts); i++ {
		a := l.at(i)
		if !strings.HasPrefix(string(a.Code), string(c)+".") {
			break
		}
		out = append(out, a)
	}
	return out
}
