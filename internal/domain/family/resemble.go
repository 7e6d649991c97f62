package family

import (
	"slices"
	"strconv"
	"strings"

	"teduh/internal/kit/calendar"
)

// Who is what a file says of a person, as far as it helps to tell whether it is
// the person of another file.
type Who struct {
	Name, Alias, Head string // Head is the head of the family
	NIK, Phone        string
	Sex               string
	Born              calendar.Day // 0 when unknown
	BornIn            int          // the year, also when it was reckoned from an age; 0 when unknown
	District          string
}

// How like two names must be.
const (
	oneName    = 0.90 // the same but for spelling
	sameName   = 0.86 // a slip of the finger
	likeName   = 0.68 // shortened, or with another word beside
	someName   = 0.40 // beside a NIK that is the same
	mistyped   = 1    // digits of a number
	yearsAside = 2    // when a year was reckoned from an age
	yearsApart = 5    // nobody is that wrong about an age
)

// Resembles reports whether two files may be of one person. It weighs what a
// worker at the front desk would: a number that is the same, or a name that is
// the same but for spelling with a birth that fits. It errs by asking once too
// often, and is asked of files of one institution only.
func Resembles(a, b Who) bool {
	name := a.nameLike(b)
	if !mayBe(a.Sex, b.Sex, "unknown") {
		name -= 0.2 // a wrong tick, or somebody else
	}
	if n, m := longNumber(a.NIK), longNumber(b.NIK); n != "" && m != "" {
		d := distance(n, m)
		if d <= mistyped && (name >= likeName || d == 0 && name >= someName) {
			return true
		}
		if d > mistyped+1 {
			return false
		}
	}
	birth := a.bornWith(b)
	if p, q := Phone(a.Phone), Phone(b.Phone); p != "" && q != "" && distance(p, q) <= mistyped && name >= likeName && birth != apart {
		return true
	}
	switch birth {
	case exact:
		return name >= likeName
	case slipped:
		return name >= sameName && a.tellsApart(b) && !a.otherPlace(b)
	case near:
		return name >= oneName && !a.otherPlace(b) && (a.tellsApart(b) || a.sameHead(b))
	default:
		return false
	}
}

func mayBe(a, b, unknown string) bool {
	return a == b || a == "" || b == "" || a == unknown || b == unknown
}

// tellsApart reports whether the names have two words at least: many share one.
func (a Who) tellsApart(b Who) bool {
	return len(NameTokens(a.Name)) > 1 && len(NameTokens(b.Name)) > 1
}

func (a Who) sameHead(b Who) bool { return a.Head != "" && NameLikeness(a.Head, b.Head) >= sameName }

// otherPlace reports whether they live in other districts, or in families with
// other heads.
func (a Who) otherPlace(b Who) bool {
	return a.District != "" && b.District != "" && NameLikeness(a.District, b.District) < likeName ||
		a.Head != "" && b.Head != "" && NameLikeness(a.Head, b.Head) < likeName
}

type birth int

const (
	unknown birth = iota
	exact         // the same day
	slipped       // the same day but for a digit, or the same month, or day and month exchanged
	near          // years that fit
	about         // years that might
	apart
)

func (a Who) bornWith(b Who) birth {
	switch x, y := a.birthday(), b.birthday(); {
	case x == "" || y == "":
	case x == y:
		return exact
	case slip(x, y):
		return slipped
	default:
		return apart
	}
	if a.BornIn == 0 || b.BornIn == 0 {
		return unknown
	}
	switch d := max(a.BornIn-b.BornIn, b.BornIn-a.BornIn); {
	case d <= yearsAside:
		return near
	case d < yearsApart:
		return about
	default:
		return apart
	}
}

// birthday is the day of birth as yymmdd: as it was said, else as the NIK holds
// it; "" when neither does.
func (a Who) birthday() string {
	if a.Born != 0 {
		return strconv.Itoa(int(a.Born))[2:]
	}
	n := Digits(a.NIK)
	if n == "" || len(birthDoubts(n, "", 0)) > 0 {
		return ""
	}
	day := number(n[6:8])
	if day > womansDay {
		day -= womansDay
	}
	return n[10:12] + n[8:10] + strconv.Itoa(100 + day)[1:]
}

// slip reports whether two days yymmdd are one but for a digit, lie in one month,
// or have day and month in the other order.
func slip(a, b string) bool {
	return distance(a, b) <= 1 || a[:4] == b[:4] || a[:2] == b[:2] && a[2:4] == b[4:] && a[4:] == b[2:4]
}

// nameLike compares the names, and with each the other's alias.
func (a Who) nameLike(b Who) float64 {
	best := NameLikeness(a.Name, b.Name)
	if a.Alias != "" {
		best = max(best, NameLikeness(a.Alias, b.Name))
	}
	if b.Alias != "" {
		best = max(best, NameLikeness(a.Name, b.Alias))
	}
	return best
}

// NameLikeness says how like two names are, from 0 to 1: the words of the
// shorter are found among those of the longer, each once.
func NameLikeness(a, b string) float64 {
	x, y := heard(ownName(a)), heard(ownName(b))
	if FullName(ownName(a)) == FullName(ownName(b)) && len(x) > 0 {
		return 1
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return 0
	}
	best := aligned(x, y)
	if len(y) > len(x) { // Nur Aini is Nuraini
		for i := 0; i+1 < len(y); i++ {
			joined := word{y[i].text + y[i+1].text, y[i].sound + y[i+1].sound}
			best = max(best, aligned(x, slices.Concat(y[:i], []word{joined}, y[i+2:])))
		}
	}
	return best
}

// ownName is a name without that of the father.
func ownName(name string) string {
	all := strings.Fields(name)
	i := slices.IndexFunc(all, func(w string) bool { return slices.Contains(fathers, strings.ToLower(w)) })
	if i <= 0 {
		return name
	}
	return strings.Join(all[:i], " ")
}

var fathers = []string{"bin", "binti", "bt", "bt."}

// aligned finds each word of x in y, the best first.
func aligned(x, y []word) float64 {
	left := slices.Clone(y)
	found, weight, rest := 0.0, 0.0, 0.0
	for _, w := range x {
		best, at := 0.0, -1
		for i, o := range left {
			if s := wordLikeness(w, o); s > best {
				best, at = s, i
			}
		}
		if at >= 0 {
			left = slices.Delete(left, at, at+1)
		}
		found += best * float64(len(w.text))
		weight += float64(len(w.text))
	}
	for _, o := range left {
		rest += float64(len(o.text))
	}
	const missing = 0.25 // a word left out says less than a word that differs
	return found / weight * (1 - missing*rest/(weight+rest))
}

func wordLikeness(a, b word) float64 {
	if a.sound == b.sound {
		return 1
	}
	short, long := a.sound, b.sound
	if len(short) > len(long) {
		short, long = long, short
	}
	slips := min(distance(a.sound, b.sound), distance(a.text, b.text))
	switch bones := skeleton(a.sound); {
	case len(short) == 1: // an initial
		if short[0] == long[0] {
			return 0.8
		}
		return 0
	case slips == 1 && len(long) >= 4:
		return 0.92
	case bones == skeleton(b.sound) && len(bones) >= 3:
		return 0.9
	case slips == 2 && len(long) >= 6:
		return 0.8
	case len(short) >= 4 && (strings.HasSuffix(long, short) || strings.HasPrefix(long, short)):
		return 0.75
	default:
		return 0
	}
}

// distance counts the slips between two texts: a letter left out, added,
// another, or two in the other order. It stops counting at 3.
func distance(a, b string) int {
	const most = 3
	if len(a)-len(b) >= most || len(b)-len(a) >= most {
		return most
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(b)], most)
}
