package recap

// Empty says what an empty cell means: these are different things, and a 0 must
// only stand for the first.
type Empty int

// The kinds of empty.
const (
	Zero          Empty = iota // reported, and nothing happened
	NotReported                // an LK3 is there, but nothing came from it
	NotApplicable              // no LK3 is there
	NotYet                     // the time has not come
	Withheld                   // not shown, to protect people
)

// Code names the kind in files; "" for a true zero.
func (e Empty) Code() string {
	return [...]string{"", "not_reported", "not_applicable", "not_yet", "withheld"}[e]
}
