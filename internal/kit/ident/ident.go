// Package ident makes identifiers: UUIDv7 for things, and the check character
// of numbers that people read to each other. Time and chance are arguments, so
// that a seed repeats every id.
package ident

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"time"
)

// Chance is a source of random bytes: crypto/rand.Reader, or Seeded.
type Chance = io.Reader

// New makes a UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, the rest
// chance. It panics when chance runs dry, as crypto/rand does.
func New(now time.Time, chance Chance) string {
	var b [16]byte
	if _, err := io.ReadFull(chance, b[6:]); err != nil {
		panic(fmt.Sprintf("ident: no chance left: %v", err))
	}
	ms := uint64(now.UnixMilli())
	binary.BigEndian.PutUint16(b[0:], uint16(ms>>32))
	binary.BigEndian.PutUint32(b[2:], uint32(ms))
	b[6] = b[6]&0x0f | 0x70
	b[8] = b[8]&0x3f | 0x80
	var out [36]byte
	hex.Encode(out[0:8], b[0:4])
	hex.Encode(out[9:13], b[4:6])
	hex.Encode(out[14:18], b[6:8])
	hex.Encode(out[19:23], b[8:10])
	hex.Encode(out[24:36], b[10:16])
	out[8], out[13], out[18], out[23] = '-', '-', '-', '-'
	return string(out[:])
}

// Valid reports whether s is written as an id of New.
func Valid(s string) bool {
	if len(s) != 36 || s[14] != '7' {
		return false
	}
	for i, c := range []byte(s) {
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if c != '-' {
				return false
			}
		} else if !strings.ContainsRune("0123456789abcdef", rune(c)) {
			return false
		}
	}
	return true
}

// Seeded returns a stream of bytes that repeats for the same seed and label.
// For invented data only, never for keys.
func Seeded(seed uint64, label string) io.Reader {
	key := sha256.Sum256(binary.BigEndian.AppendUint64([]byte(label), seed))
	return rand.NewChaCha8(key)
}

// checkLetters leaves out what is easily misread: I, O, Q, S, Z, 0, 1, 2, 5.
// Their number is prime, so that a weighted sum finds every single wrong
// character and every swap of neighbours among letters and digits.
const (
	checkLetters = "ABCDEFGHJKLMNPRTUVWXY34"
	symbols      = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// Check returns the check character of a number: letters and digits count by
// value and place, other characters are passed over.
func Check(body string) byte {
	sum, place := 0, 0
	for _, c := range []byte(strings.ToUpper(body)) {
		v := strings.IndexByte(symbols, c)
		if v < 0 {
			continue
		}
		place++
		sum += v * (place%(len(checkLetters)-1) + 1)
	}
	return checkLetters[sum%len(checkLetters)]
}

// ValidNumber reports whether the last character of a number, after its last
// dash, is the check character of what stands before.
func ValidNumber(s string) bool {
	i := strings.LastIndexByte(s, '-')
	return i > 0 && i == len(s)-2 && Check(s[:i]) == s[len(s)-1]
}
