package crypt

import (
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Cost is what argon2id takes to make a hash, with one lane.
type Cost struct{ MemoryKiB, Passes uint32 }

// Recommended is the OWASP minimum: 19 MiB, two passes.
var Recommended = Cost{MemoryKiB: 19 * 1024, Passes: 2}

const (
	lanes   = 1
	saltLen = 16
	hashLen = 32
)

// At most two run at once, so that guessing cannot exhaust the memory.
var hashing = make(chan struct{}, 2)

func derive(password string, salt []byte, m, t uint32, p uint8) []byte {
	hashing <- struct{}{}
	defer func() { <-hashing }()
	return argon2.IDKey([]byte(password), salt, t, m, p, hashLen)
}

// HashPassword returns the PHC string of a password.
func (c Cost) HashPassword(password string, chance io.Reader) (string, error) {
	salt := make([]byte, saltLen)
	if _, err := io.ReadFull(chance, salt); err != nil {
		return "", err
	}
	sum := derive(password, salt, c.MemoryKiB, c.Passes, lanes)
	return c.phc(salt, sum), nil
}

func (c Cost) phc(salt, sum []byte) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.MemoryKiB, c.Passes, lanes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(sum))
}

// CheckPassword reports whether the password made the hash. It takes the same
// time for an unknown account when it is given the decoy of the cost.
func CheckPassword(hash, password string) bool {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false
	}
	var m, t uint32
	var p uint8
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &m, &t, &p); err != nil {
		return false
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(parts[4])
	sum, err2 := base64.RawStdEncoding.DecodeString(parts[5])
	if err1 != nil || err2 != nil {
		return false
	}
	return subtle.ConstantTimeCompare(sum, derive(password, salt, m, t, p)) == 1
}

// Decoy is a hash that no password makes, checked when an account is unknown,
// so that the answer takes as long.
func (c Cost) Decoy() string { return c.phc(make([]byte, saltLen), make([]byte, hashLen)) }
