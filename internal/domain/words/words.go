// Package words is the catalogue of every text on the screen, Indonesian and
// English: one file a noun. Code knows keys, never sentences.
package words

import (
	"embed"

	"teduh/internal/kit/locale"
)

//go:embed id/*.json en/*.json
var files embed.FS

// Catalogue is all texts. They are part of the program: a fault in them is a
// defect and panics at start.
var Catalogue = func() *locale.Catalogue {
	c, err := locale.Load(files)
	if err != nil {
		panic(err)
	}
	return c
}()

// In returns the printer of a language.
func In(l locale.Lang) *locale.Printer { return Catalogue.Printer(l) }
