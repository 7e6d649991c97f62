package directory

import (
	"slices"
	"strings"
)

// Change is what a row of a list would do to the registry.
type Change struct {
	Row    int
	Name   string
	Place  string // the name of its regency or city
	New    bool
	Fields []Field // that it would change, of an LK3 that is known
}

// Field is a cell that says something else than the registry.
type Field struct{ Column, Was, Becomes string }

// numbers are the columns that are counted where case files are kept.
var numbers = []string{"jumlah_tenaga_profesional", "jumlah_klien", "jumlah_masalah_kasus"}

// naming are the columns that say which LK3 is meant.
var naming = []string{"nama_lk3", "kabupaten_kota"}

// Differs says what an entry of a list would change of what is known of the same
// LK3. An empty cell changes nothing, nor does a number where it is counted.
func (e Entry) Differs(known Entry, counted bool) (fields []Field) {
	was, becomes := Row(known, ""), Row(e, "")
	for i, column := range Columns {
		passed := slices.Contains(naming, column) || counted && slices.Contains(numbers, column)
		if !passed && becomes[i] != "" && becomes[i] != oneLine(was[i]) {
			fields = append(fields, Field{Column: column, Was: was[i], Becomes: becomes[i]})
		}
	}
	return fields
}

// Take returns what is known of an LK3 with the fields changed that an entry of
// a list says otherwise.
func (e Entry) Take(from Entry, fields []Field) Entry {
	for _, f := range fields {
		switch f.Column {
		case "alamat_kantor":
			e.Address = from.Address
		case "email":
			e.Email = from.Email
		case "nama_ketua":
			e.Chair = from.Chair
		case "no_hp_ketua":
			e.ChairPhone = from.ChairPhone
		case "jenis_lk3":
			e.Kind = from.Kind
		case "legalitas_lk3":
			e.Decree = from.Decree
		case "jumlah_tenaga_profesional":
			e.Professionals = from.Professionals
		case "jumlah_klien":
			e.Clients = from.Clients
		case "jumlah_masalah_kasus":
			e.Cases = from.Cases
		}
	}
	return e
}

// oneLine is a text with single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
