// Package family knows how Indonesian names and numbers are written, so that a
// person is found whichever way the name was spelt, and two files of one person
// are noticed. It holds nobody's name.
//
// Start at [NameTokens] and [Resembles].
package family

import (
	"slices"
	"strings"
	"unicode"
)

// NameTokens returns the folded words of a name by which it is found: old and
// new spelling are one (oe/u, dj/j, tj/c, sj/sy), and so are the ways to write
// Muhammad. Titles and the words bin, binti are left out; a name that says that
// none was given has no words.
func NameTokens(name string) []string {
	var tokens []string
	for _, w := range heard(name) {
		tokens = append(tokens, w.sound)
	}
	return tokens
}

// word is a word of a name as it was written, and folded.
type word struct{ text, sound string }

func heard(name string) []word {
	if slices.Contains(nameless, strings.ToLower(strings.TrimSpace(name))) {
		return nil
	}
	var out []word
	for _, text := range words(name) {
		sound := Fold(text)
		if sound != "" && !slices.ContainsFunc(out, func(w word) bool { return w.sound == sound }) {
			out = append(out, word{text, sound})
		}
	}
	return out
}

// FullName returns the folded words of a name in order, for an exact match.
func FullName(name string) string { return strings.Join(NameTokens(name), " ") }

// LooseTokens returns more tokens by which a name is found when it was mistyped
// or shortened: its words without vowels, their beginnings and ends (Minah for
// Aminah), and neighbouring words written as one.
func LooseTokens(name string) []string {
	tokens := NameTokens(name)
	var loose []string
	add := func(kind, t string) {
		if t != "" && !slices.Contains(loose, kind+t) {
			loose = append(loose, kind+t)
		}
	}
	for i, t := range tokens {
		add("sound ", skeleton(t))
		add("begin ", beginning(t))
		add("end ", ending(t))
		if i > 0 {
			add("sound ", skeleton(tokens[i-1]+t))
		}
	}
	return loose
}

func words(name string) []string {
	all := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !slices.Contains(apostrophes, r) })
	var out []string
	for _, w := range all {
		w = strings.Map(func(r rune) rune {
			if slices.Contains(apostrophes, r) {
				return -1
			}
			return r
		}, w)
		out = append(out, parted(w)...)
	}
	if len(out) > 1 && out[0] == "m" {
		out[0] = "muhammad"
	}
	return out
}

var apostrophes = []rune{'\'', '’', '‘', '`'}

// parted takes "abdul" off a word that begins with it, in whatever way it was
// joined: Abdurrahman is Abdul Rahman.
func parted(word string) []string {
	const shortest = 4
	for _, joined := range []string{"abdul", "abdur", "abdu", "abdoel", "abd"} {
		if rest, ok := strings.CutPrefix(word, joined); ok && (rest == "" || len(rest) >= shortest) {
			if rest == "" {
				return []string{"abdul"}
			}
			return []string{"abdul", rest}
		}
	}
	return []string{word}
}

var passedOver = []string{
	"bin", "binti", "bt", "alm", "almh", "almarhum", "almarhumah", "h", "hj", "haji", "hajah", "ny", "nyonya", "tn", "tuan", "sdr", "sdri",
	"ibu", "bapak", "pak", "bu", "mbak", "mas", "bang", "kak", "dr", "drs", "dra", "ir", "se", "sh", "spd", "st", "skm", "amd", "pd", "alias",
}

var nameless = []string{"tanpa nama", "anonim", "tidak diketahui", "nn"}

var muhammads = []string{
	"moh", "mohd", "moch", "mochamad", "mochammad", "mohamad", "mohammad", "mohammed", "mohamed", "muh", "muhd", "muhamad", "muhammad", "muhamed", "mhd", "md", "mukhamad", "mukhammad", "muchamad", "muchammad",
}

var sitis = []string{"siti", "sitti", "sity", "st", "sti", "siety"}

// spellings are applied at each place in this order: what is longer or older
// first.
var spellings = strings.NewReplacer(
	"dj", "i", "tj", "c", "sj", "s", "sy", "s", "sh", "s", "ts", "s", "dz", "s", "nj", "ni", "ch", "h", "kh", "h", "gh", "g", "dh", "d", "th", "t", "bh", "b", "ph", "f",
	"oe", "u", "oo", "u", "ou", "u", "ie", "i", "ee", "i", "ai", "e", "ei", "e",
	"v", "f", "p", "f", "z", "s", "x", "ks", "q", "k", "y", "i", "j", "i",
)

// Fold returns a word as it sounds.
func Fold(word string) string {
	word = strings.ToLower(word)
	switch {
	case slices.Contains(muhammads, word):
		return "muhamad"
	case slices.Contains(sitis, word):
		return "siti"
	case slices.Contains(passedOver, word):
		return ""
	}
	return hardened(undouble(spellings.Replace(word)))
}

// undouble drops repeated letters and a final silent h: Anna is Ana, Fatimah is
// Fatima.
func undouble(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		if len(out) == 0 || out[len(out)-1] != r {
			out = append(out, r)
		}
	}
	if n := len(out); n > 2 && out[n-1] == 'h' {
		out = out[:n-1]
	}
	return string(out)
}

// hardened makes a final d a t, as it is spoken: Ahmad is Ahmat.
func hardened(s string) string {
	if len(s) > 2 && strings.HasSuffix(s, "d") {
		return s[:len(s)-1] + "t"
	}
	return s
}

const vowels = "aeiou"

// skeleton is a folded word without its vowels but the first letter; "" when
// fewer than two consonants are left.
func skeleton(folded string) string {
	var b strings.Builder
	consonants := 0
	for i, r := range folded {
		vowel := strings.ContainsRune(vowels, r)
		if !vowel {
			consonants++
		}
		if i == 0 && vowel {
			b.WriteByte('a')
		} else if !vowel && r != 'h' {
			b.WriteRune(r)
		}
	}
	if consonants < 2 {
		return ""
	}
	return b.String()
}

// beginning is the first letters of a longer word: slips are made further on.
func beginning(folded string) string {
	const letters = 4
	if len(folded) <= letters {
		return ""
	}
	return folded[:letters]
}

// ending is the last two syllables of a folded word, by which people are often
// called.
func ending(folded string) string {
	r := []rune(folded)
	seen := 0
	for i := len(r) - 1; i >= 0; i-- {
		if !strings.ContainsRune(vowels, r[i]) {
			continue
		}
		if seen++; seen == 2 {
			if i > 0 && !strings.ContainsRune(vowels, r[i-1]) {
				i--
			}
			return string(r[i:])
		}
	}
	return folded
}
