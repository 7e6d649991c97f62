// Package fault is the one error type of the program: a kind that every door
// knows how to answer, and a message key that is put into words only at the
// door, in the visitor's language.
//
// A fault never carries a sentence, a name, SQL, a path or a stack. Whatever is
// not a fault is Internal: doors log it under an id and show only the id.
//
// Start at [Error]; use [New] and its shorthands to make one, [Wrap] to add the
// call path, [KindOf] to read it.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says how a door answers.
type Kind int

// The kinds, from the most harmless to the least.
const (
	Internal        Kind = iota // a defect or an outage: logged with an id, never shown
	Invalid                     // what was typed cannot be accepted; Field names where
	NotFound                    // it does not exist, or it is not for this actor: both look the same
	Conflict                    // somebody was faster, or the id is taken by other content
	Unauthenticated             // nobody is signed in, or the sign-in failed
	TooMany                     // guessing limit, or the queue is full: try later
	Unavailable                 // a needed key, disk or database is not there now
	WrongKey                    // the installation key does not open this database
)

var kindNames = [...]string{"internal", "invalid", "not_found", "conflict", "unauthenticated", "too_many", "unavailable", "wrong_key"}

// String returns the name of the kind, for logs.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return "unknown"
	}
	return kindNames[k]
}

// Error is a fault. Key names a message in the catalogue, Args fill its
// placeholders (never with a client's name), Field names the form field, column
// or cell it belongs to ("" when it belongs to none).
type Error struct {
	Kind  Kind
	Key   string
	Args  map[string]any
	Field string
}

// Error is for logs and tests only; pages translate Key.
func (e *Error) Error() string {
	if e.Field != "" {
		return fmt.Sprintf("%s: %s (%s)", e.Kind, e.Key, e.Field)
	}
	return fmt.Sprintf("%s: %s", e.Kind, e.Key)
}

// On returns a copy of e that belongs to field.
func (e *Error) On(field string) *Error {
	c := *e
	c.Field = field
	return &c
}

// With returns a copy of e with one more placeholder filled.
func (e *Error) With(name string, value any) *Error {
	c := *e
	c.Args = make(map[string]any, len(e.Args)+1)
	for k, v := range e.Args {
		c.Args[k] = v
	}
	c.Args[name] = value
	return &c
}

// New makes a fault of a kind with a message key.
func New(kind Kind, key string) *Error { return &Error{Kind: kind, Key: key} }

// Bad makes an Invalid fault on a field.
func Bad(field, key string) *Error { return &Error{Kind: Invalid, Key: key, Field: field} }

// Missing is the one NotFound: it says the same whether the thing does not
// exist or is not for this actor.
func Missing() *Error { return &Error{Kind: NotFound, Key: "fault.not_found"} }

// Many is several faults of one submission, in the order of the fields. It is
// an error only when it is not empty: return it through [Many.Err].
type Many []*Error

// Error joins the faults, for logs and tests.
func (m Many) Error() string {
	parts := make([]string, len(m))
	for i, e := range m {
		parts[i] = e.Error()
	}
	return strings.Join(parts, "; ")
}

// Err returns m as an error, or nil when it is empty.
func (m Many) Err() error {
	if len(m) == 0 {
		return nil
	}
	return m
}

// Unwrap lets errors.As reach each fault.
func (m Many) Unwrap() []error {
	out := make([]error, len(m))
	for i, e := range m {
		out[i] = e
	}
	return out
}

// KindOf returns the kind of the first fault in err's chain, Internal for any
// other error. KindOf(nil) is Internal too: ask only about errors.
func KindOf(err error) Kind {
	if f := First(err); f != nil {
		return f.Kind
	}
	return Internal
}

// Is reports whether err is a fault of the kind.
func Is(err error, kind Kind) bool {
	f := First(err)
	return f != nil && f.Kind == kind
}

// First returns the first fault in err's chain, or nil.
func First(err error) *Error {
	var f *Error
	if errors.As(err, &f) {
		return f
	}
	return nil
}

// All returns every fault in err's chain, so that a page can show each beside
// its field.
func All(err error) []*Error {
	var m Many
	if errors.As(err, &m) {
		return m
	}
	if f := First(err); f != nil {
		return []*Error{f}
	}
	return nil
}

// Wrap adds a call to the path of a failing error: `defer fault.Wrap(&err,
// "Append(%s)", id)`. Arguments are ids, never names of people.
func Wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), *err)
	}
}
