// Package crypt seals what is secret with the standard library's AES-256-GCM,
// derives keys and search tokens from keys, reads and makes the key file, and
// hashes passwords.
//
// It must never write plain text or key material anywhere but where it is
// asked to. Start at [Key].
package crypt

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"hash"
	"io"

	"teduh/internal/kit/fault"
)

// Key is a 256-bit key.
type Key [32]byte

// NewKey makes a key from a source of chance.
func NewKey(chance io.Reader) (Key, error) {
	var k Key
	_, err := io.ReadFull(chance, k[:])
	return k, err
}

// String keeps keys out of logs.
func (k Key) String() string { return "crypt.Key(secret)" }

func (k Key) aead() cipher.AEAD {
	block, err := aes.NewCipher(k[:])
	if err != nil {
		panic(err) // the key has the right length by its type
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err)
	}
	return aead
}

// Seal encrypts plain under a random nonce, bound to where it belongs
// (institution, table, row, column): it opens nowhere else.
func (k Key) Seal(plain []byte, bound ...string) []byte {
	return k.aead().Seal(nil, nil, plain, binding(bound))
}

// Open decrypts what Seal made. Fault: fault.unreadable when the key, the bytes
// or the place are not those of Seal.
func (k Key) Open(sealed []byte, bound ...string) ([]byte, error) {
	plain, err := k.aead().Open(nil, nil, sealed, binding(bound))
	if err != nil {
		return nil, fault.New(fault.Unavailable, "fault.unreadable")
	}
	return plain, nil
}

// Wrap seals a key.
func (k Key) Wrap(inner Key, bound ...string) []byte { return k.Seal(inner[:], bound...) }

// Unwrap opens a key that Wrap sealed.
func (k Key) Unwrap(wrapped []byte, bound ...string) (Key, error) {
	plain, err := k.Open(wrapped, bound...)
	if err != nil || len(plain) != len(Key{}) {
		return Key{}, fault.New(fault.Unavailable, "fault.unreadable")
	}
	return Key(plain), nil
}

// binding joins names so that no two lists give the same bytes.
func binding(names []string) []byte {
	var b []byte
	for _, n := range names {
		b = binary.BigEndian.AppendUint32(b, uint32(len(n)))
		b = append(b, n...)
	}
	return b
}

// Derive makes a key for one purpose (HKDF-SHA256, RFC 5869).
func (k Key) Derive(purpose string) Key {
	out, err := hkdf.Key(sha256.New, k[:], nil, "teduh "+purpose, len(Key{}))
	if err != nil {
		panic(err) // the length is fixed and legal
	}
	return Key(out)
}

// TokenLen is how many bytes a token has.
const TokenLen = 16

// Token is a keyed hash of a text, for exact search: HMAC-SHA256 cut to 128
// bits.
func (k Key) Token(purpose, text string) []byte { return k.Tokens().Token(purpose, text) }

// Tokens makes many tokens by one key; for one goroutine.
func (k Key) Tokens() *Tokens { return &Tokens{hmac.New(sha256.New, k[:])} }

// Tokens makes tokens by a key.
type Tokens struct{ mac hash.Hash }

// Token is [Key.Token].
func (t *Tokens) Token(purpose, text string) []byte {
	t.mac.Reset()
	t.mac.Write(binding([]string{purpose, text}))
	return t.mac.Sum(nil)[:TokenLen:TokenLen]
}

// Proof is kept beside the data to tell a wrong key from damaged data.
func (k Key) Proof() []byte { return k.Token("proof", "installation key") }

// CheckProof reports whether k made the proof. Fault: fault.WrongKey.
func (k Key) CheckProof(proof []byte) error {
	if subtle.ConstantTimeCompare(proof, k.Proof()) != 1 {
		return fault.New(fault.WrongKey, "fault.wrong_key")
	}
	return nil
}
