// Package audit is the line that every act and every look leaves, and the hash
// chain that shows when one was altered, removed or reordered.
//
// A line holds ids and codes, never a name, a number of a person or a word of
// a file.
package audit

import (
	"crypto/sha256"
	"encoding/binary"
	"time"
)

// Line is one line of an institution's audit chain; Institution "" is the
// installation's own chain, for people without an institution and for jobs.
type Line struct {
	Institution string
	Seq         int64 // from 1, without gaps
	At          time.Time
	Staff       string // "" for a job
	Job         string // "" for a person
	Verb        string
	Kind        string // of what the subject is: file, staff, list, recap …
	Subject     string // its id
	Detail      string // codes and counts, as "kind=session n=12"
	Prev        []byte
	Hash        []byte
}

// Genesis is the hash before the first line: 32 zero bytes.
func Genesis() []byte { return make([]byte, sha256.Size) }

// Chain fills Prev and Hash of a line that follows prev.
func Chain(prev []byte, l Line) Line {
	l.Prev = prev
	l.Hash = l.sum()
	return l
}

// Holds reports whether the line's hash is that of its content.
func (l Line) Holds() bool { return string(l.Hash) == string(l.sum()) }

func (l Line) sum() []byte {
	h := sha256.New()
	h.Write(l.Prev)
	var n [8]byte
	number := func(v int64) {
		binary.BigEndian.PutUint64(n[:], uint64(v))
		h.Write(n[:])
	}
	number(l.Seq)
	number(l.At.UnixMilli())
	for _, s := range []string{l.Institution, l.Staff, l.Job, l.Verb, l.Kind, l.Subject, l.Detail} {
		number(int64(len(s)))
		h.Write([]byte(s))
	}
	return h.Sum(nil)
}
