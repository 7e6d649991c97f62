package staff

import (
	_ "embed"
	"encoding/binary"
	"io"
	"strings"
	"unicode/utf8"

	"teduh/internal/kit/fault"
)

//go:embed words.txt
var wordList string

//go:embed common.txt
var commonList string

// The least and most characters of a password (NIST SP 800-63B-4: 15 when it is
// the only factor).
const (
	leastPassword = 15
	mostPassword  = 200
)

// CheckPassword refuses short and common passwords, and those made of the
// account. Faults: staff.password_short, staff.password_common.
func CheckPassword(password, account string) error {
	folded := strings.ToLower(strings.Join(strings.Fields(password), ""))
	switch {
	case utf8.RuneCountInString(password) < leastPassword || utf8.RuneCountInString(password) > mostPassword:
		return fault.Bad("password", "staff.password_short")
	case plain(folded), account != "" && strings.Contains(folded, strings.ToLower(account)):
		return fault.Bad("password", "staff.password_common")
	default:
		return nil
	}
}

// plain reports whether a password is a common one, a common one repeated, or
// made of very few different characters.
func plain(folded string) bool {
	different := map[rune]bool{}
	for _, r := range folded {
		different[r] = true
	}
	if len(different) < 5 {
		return true
	}
	for _, common := range strings.Fields(commonList) {
		if rest := strings.ReplaceAll(folded, common, ""); len(common) > 3 && len(strings.Trim(rest, "0123456789!.@#-_")) == 0 {
			return true
		}
	}
	return false
}

// Passphrase offers four Indonesian words, chosen by chance.
func Passphrase(chance io.Reader) (string, error) {
	words := strings.Fields(wordList)
	picked := make([]string, 4)
	for i := range picked {
		var b [8]byte
		if _, err := io.ReadFull(chance, b[:]); err != nil {
			return "", err
		}
		picked[i] = words[binary.BigEndian.Uint64(b[:])%uint64(len(words))]
	}
	phrase := strings.Join(picked, " ")
	if CheckPassword(phrase, "") != nil {
		return Passphrase(chance)
	}
	return phrase, nil
}
