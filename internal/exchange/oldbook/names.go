package oldbook

import (
	"strconv"
	"strings"
	"unicode"

	"teduh/internal/domain/area"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/locale"
)

// names finds what somebody wrote: codes of lists and places.
type names struct {
	lists     map[string]map[string]string // list → folded name → code
	regencies map[string][]area.Area       // folded name, with and without its kind
	districts map[area.Code]map[string]area.Code
	tree      *area.Tree
}

func newNames(tree *area.Tree) *names {
	n := &names{lists: map[string]map[string]string{}, regencies: map[string][]area.Area{}, districts: map[area.Code]map[string]area.Code{}, tree: tree}
	for _, c := range columns {
		if c.List != "" && n.lists[c.List] == nil {
			n.lists[c.List] = namesOf(c.List)
		}
	}
	for i, p := range taxonomy.Of2016().Problems {
		if p.Code != taxonomy.NotCoded {
			n.lists["problems"][strconv.Itoa(i+1)] = p.Code
		}
	}
	for _, r := range tree.Regencies() {
		for _, name := range []string{fold(r.Name), bare(r.Name), fold(string(r.Code)), fold(strings.ReplaceAll(string(r.Code), ".", ""))} {
			n.regencies[name] = append(n.regencies[name], r)
		}
	}
	return n
}

// namesOf are the ways to write the codes of a list. A way that two codes share
// is none.
func namesOf(list string) map[string]string {
	ways := map[string]string{}
	for _, item := range taxonomy.List(list) {
		for _, name := range []string{item.Code, item.Name.ID, item.Name.EN} {
			for _, way := range waysOf(name) {
				if other, taken := ways[way]; taken && other != item.Code {
					ways[way] = ""
					continue
				}
				ways[way] = item.Code
			}
		}
	}
	for way, code := range shorthand[list] {
		ways[way] = code
	}
	return ways
}

// shorthand is what old books write.
var shorthand = map[string]map[string]string{
	"sexes":       {"p": "female", "l": "male", "pr": "female", "lk": "male", "wanita": "female", "pria": "male", "f": "female", "m": "male"},
	"case_states": {"terbuka": "registered", "open": "registered", "aktif": "active", "tutup": "closed", "ditutup": "closed", "terminasi": "closed"},
}

// waysOf are a name whole, without what stands in brackets, and an abbreviation
// in brackets alone: KDRT.
func waysOf(name string) []string {
	ways := []string{fold(name)}
	before, rest, found := strings.Cut(name, "(")
	inside, after, closed := strings.Cut(rest, ")")
	if !found || !closed {
		return ways
	}
	ways = append(ways, fold(before+" "+after))
	if strings.ToUpper(inside) == inside {
		ways = append(ways, fold(inside))
	}
	return ways
}

// fold makes ways to write the same alike: case, spaces, dots and dashes do not
// matter.
func fold(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("._-–/,*", r)
	}), " ")
}

// bare is the name of a regency or city without what it is.
func bare(name string) string {
	f := fold(name)
	for _, kind := range []string{"kabupaten ", "kota administrasi ", "kota ", "kab "} {
		if rest, ok := strings.CutPrefix(f, kind); ok {
			return rest
		}
	}
	return f
}

// regency returns the one regency or city that a text names; else those it
// could mean.
func (n *names) regency(text string) (code area.Code, like []string) {
	f := fold(text)
	if rest, ok := strings.CutPrefix(f, "kab "); ok {
		f = "kabupaten " + rest
	}
	found := n.regencies[f]
	if len(found) == 1 || len(found) > 1 && found[0].Code == found[len(found)-1].Code {
		return found[0].Code, nil
	}
	for _, r := range found {
		like = append(like, r.Name)
	}
	if len(like) == 0 {
		like = n.nearRegencies(bare(text))
	}
	return "", like
}

func (n *names) nearRegencies(want string) (like []string) {
	for _, r := range n.tree.Regencies() {
		if near(want, bare(r.Name)) && len(like) < 3 {
			like = append(like, r.Name)
		}
	}
	return like
}

// district returns the district of a regency that a text names.
func (n *names) district(in area.Code, text string) (code area.Code, like []string) {
	known := n.districts[in]
	if known == nil {
		known = map[string]area.Code{}
		for _, d := range n.tree.Children(in, 0) {
			for _, way := range []string{fold(d.Name), fold(string(d.Code)), fold(strings.ReplaceAll(string(d.Code), ".", ""))} {
				known[way] = d.Code
			}
		}
		n.districts[in] = known
	}
	f := fold(text)
	for _, kind := range []string{"kecamatan ", "kec ", "distrik "} {
		f = strings.TrimPrefix(f, kind)
	}
	if code, ok := known[f]; ok {
		return code, nil
	}
	for _, d := range n.tree.Children(in, 0) {
		if near(f, fold(d.Name)) && len(like) < 3 {
			like = append(like, d.Name)
		}
	}
	return "", like
}

// code returns the code of a list that a text names; else names it could mean.
func (n *names) code(list, text string, l locale.Lang) (code string, like []string) {
	f := fold(text)
	if code := n.lists[list][f]; code != "" {
		return code, nil
	}
	for _, item := range taxonomy.List(list) {
		if near(f, fold(item.Name.ID)) || near(f, fold(item.Name.EN)) {
			like = append(like, item.Name.In(l))
		}
	}
	if items := taxonomy.List(list); len(like) == 0 && len(items) <= 6 {
		for _, item := range items {
			like = append(like, item.Name.In(l))
		}
	}
	return "", like[:min(len(like), 6)]
}

// near reports whether one text is probably a slip of the finger for another:
// it is a part of it, or at most a quarter of its letters differ.
func near(a, b string) bool {
	if len(a) < 3 || len(a) > 60 {
		return false
	}
	return strings.Contains(b, a) || distance(a, b)*4 <= max(len(a), len(b))
}

// distance is how many letters must be changed, added or left out to make one
// text the other (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// Places finds regencies and cities as people write them.
type Places struct{ names *names }

// NewPlaces returns the places of a tree.
func NewPlaces(tree *area.Tree) *Places { return &Places{newNames(tree)} }

// Regency returns the one regency or city that a text names; else the names of
// those it could mean.
func (p *Places) Regency(text string) (code area.Code, like []string) { return p.names.regency(text) }

// BareName is the name of a regency or city without what it is, in small
// letters.
func BareName(name string) string { return bare(name) }
