// Package locale puts message keys, numbers, days and faults into a language:
// Indonesian first, English second. The messages are data of the caller.
//
// Start at [Load] and [Catalogue.Printer].
package locale

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// Lang is a language of the screen.
type Lang string

// The languages.
const (
	ID Lang = "id"
	EN Lang = "en"
)

// Langs lists the languages, the default first.
func Langs() []Lang { return []Lang{ID, EN} }

// Parse returns the language of a code, the default for any other.
func Parse(code string) Lang {
	if Lang(code) == EN {
		return EN
	}
	return ID
}

// Text is a text of a data file in each language.
type Text struct {
	ID string `json:"id"`
	EN string `json:"en"`
}

// In returns the text in a language.
func (t Text) In(l Lang) string {
	if l == EN {
		return t.EN
	}
	return t.ID
}

// entry is a message: one form, or one and other.
type entry struct{ one, other string }

// UnmarshalJSON reads a string, or an object of plural forms.
func (e *entry) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		return json.Unmarshal(data, &e.other)
	}
	var forms struct{ One, Other string }
	if err := json.Unmarshal(data, &forms); err != nil {
		return err
	}
	e.one, e.other = forms.One, forms.Other
	return nil
}

// Catalogue is all messages in all languages.
type Catalogue struct {
	entries  map[Lang]map[string]entry
	printers map[Lang]*Printer
}

// Load reads id/*.json and en/*.json. The same key twice is an error.
func Load(files fs.FS) (*Catalogue, error) {
	c := &Catalogue{entries: map[Lang]map[string]entry{}, printers: map[Lang]*Printer{}}
	for _, l := range Langs() {
		names, err := fs.Glob(files, path.Join(string(l), "*.json"))
		if err != nil {
			return nil, err
		}
		c.entries[l] = map[string]entry{}
		for _, name := range names {
			if err := c.read(files, l, name); err != nil {
				return nil, fmt.Errorf("locale: %s: %w", name, err)
			}
		}
		c.printers[l] = newPrinter(c, l)
	}
	return c, nil
}

func (c *Catalogue) read(files fs.FS, l Lang, name string) error {
	raw, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	var messages map[string]entry
	if err := json.Unmarshal(raw, &messages); err != nil {
		return err
	}
	for key, e := range messages {
		if _, twice := c.entries[l][key]; twice {
			return fmt.Errorf("key %s stands twice", key)
		}
		c.entries[l][key] = e
	}
	return nil
}

// Keys lists the keys of a language, sorted.
func (c *Catalogue) Keys(l Lang) []string { return slices.Sorted(maps.Keys(c.entries[l])) }

// Forms returns the forms of a message: one ("" when it has no plural) and
// other.
func (c *Catalogue) Forms(l Lang, key string) (one, other string) {
	e := c.entries[l][key]
	return e.one, e.other
}

// Printer returns the printer of a language.
func (c *Catalogue) Printer(l Lang) *Printer { return c.printers[l] }

// Printer prints in one language. It may be used by many goroutines.
type Printer struct {
	catalogue *Catalogue
	lang      Lang
	tag       language.Tag
	numbers   *message.Printer
}

func newPrinter(c *Catalogue, l Lang) *Printer {
	tag := language.Indonesian
	if l == EN {
		tag = language.English
	}
	return &Printer{catalogue: c, lang: l, tag: tag, numbers: message.NewPrinter(tag)}
}

// Lang returns the language.
func (p *Printer) Lang() Lang { return p.lang }

// Has reports whether there is a message.
func (p *Printer) Has(key string) bool {
	_, ok := p.catalogue.entries[p.lang][key]
	return ok
}

// T returns a message with its placeholders {name} filled: args are names and
// values in turn. Whole numbers are written as the language writes them; the
// argument "n" chooses the plural form. An unknown key stands in ⟦⟧.
func (p *Printer) T(key string, args ...any) string {
	e, ok := p.catalogue.entries[p.lang][key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	text := e.other
	pairs := make([]string, 0, len(args))
	for i := 0; i+1 < len(args); i += 2 {
		name := args[i].(string)
		if n, whole := asInt(args[i+1]); whole {
			if name == "n" && e.one != "" && p.singular(n) {
				text = e.one
			}
			pairs = append(pairs, "{"+name+"}", p.Int(n))
			continue
		}
		if text, ok := args[i+1].(Text); ok { // words that came with the data
			args[i+1] = text.In(p.lang)
		}
		pairs = append(pairs, "{"+name+"}", fmt.Sprint(args[i+1]))
	}
	if len(pairs) == 0 {
		return text
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

func (p *Printer) singular(n int64) bool {
	return plural.Cardinal.MatchPlural(p.tag, int(n%1_000_000_000), 0, 0, 0, 0) == plural.One
}

func asInt(v any) (int64, bool) {
	switch n := v.(type) {
	case int:
		return int64(n), true
	case int64:
		return n, true
	case int32:
		return int64(n), true
	default:
		return 0, false
	}
}
