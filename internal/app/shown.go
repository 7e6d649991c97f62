package app

import "teduh/internal/store"

// What verbs return of the store's, by the names that doors use: a door never
// touches the store.
type (
	Talk       = store.Talk       // of supervision
	Line       = store.Line       // a file in a list
	Caseload   = store.Caseload   // what somebody has in hand
	Counted    = store.Counted    // a file behind a number
	Draft      = store.Draft      // typed and not sent yet
	Filter     = store.Filter     // narrows the list of cases
	Session    = store.Session    // somebody signed in somewhere
	Sought     = store.Sought     // who is searched for
	Likeness   = store.Likeness   // a client who may be the one of another file
	Outgoing   = store.Outgoing   // a case on its way elsewhere
	Incoming   = store.Incoming   // a case on its way here
	SenderCode = store.SenderCode // by which an agency sends clients
	Due        = store.Due        // something promised
)

// The filters of the board.
const (
	Home       = store.Home
	OpenCases  = store.OpenCases
	Soon       = store.Soon
	AllCases   = store.AllCases
	DoneCases  = store.DoneCases
	GroupWork  = store.GroupWork
	Unsettled  = store.Unsettled
	Follow     = store.Follow
	Conflicted = store.Conflicted
	Unanswered = store.Unanswered
)

// ManyAlike is as far as a board counts likenesses.
const ManyAlike = store.ManyAlike

// Filters lists the filters that ask for an act, in the order of the board.
func Filters() []Filter { return store.Filters() }
