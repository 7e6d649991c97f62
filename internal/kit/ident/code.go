package ident

import (
	"io"
	"strings"
)

// codeLetters are 32 characters that are not taken for each other on paper:
// without I, L, O, U (Crockford's base 32).
const codeLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const (
	codeLen   = 16 // 80 bits
	codeGroup = 4
)

// NewCode makes a secret that somebody types from paper: 80 bits in four groups,
// as in 7Q2M-X0KD-3FTR-9WBA.
func NewCode(chance io.Reader) (string, error) {
	raw := make([]byte, codeLen)
	if _, err := io.ReadFull(chance, raw); err != nil {
		return "", err
	}
	return Code(raw), nil
}

// Code writes 16 bytes as a code: five bits of each count.
func Code(raw []byte) string {
	var b strings.Builder
	for i, c := range raw[:codeLen] {
		if i > 0 && i%codeGroup == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(codeLetters[c%byte(len(codeLetters))]) // 256 is a multiple: no letter is likelier
	}
	return b.String()
}

// ReadCode returns a typed code as it is compared: without dashes and spaces, in
// capitals, with the letters that are easily taken for digits read as those.
func ReadCode(typed string) string {
	return strings.Map(func(c rune) rune {
		switch c {
		case 'O', 'o':
			return '0'
		case 'I', 'i', 'L', 'l':
			return '1'
		case 'U', 'u':
			return 'V'
		case '-', ' ', '\t', '–', '\u00a0':
			return -1
		}
		if 'a' <= c && c <= 'z' {
			return c - 'a' + 'A'
		}
		return c
	}, typed)
}
