package casefile

import "slices"

// Reader is for whom a file is copied onto paper.
type Reader string

// The readers.
const (
	OwnArchive Reader = "archive" // the institution itself
	TheClient  Reader = "client"  // a person of the case
	ACourt     Reader = "court"
	AnAgency   Reader = "agency" // that goes on with the case
)

// Readers lists them, the narrowest copy first.
func Readers() []Reader { return []Reader{TheClient, AnAgency, ACourt, OwnArchive} }

var (
	// outward is the work with the client: all that readers outside may be given.
	// What stands in no list stays in the institution's own archive: how it runs
	// its work, what another LK3 passed on.
	outward = []Kind{
		Registration, Consent, Screening, SafetyAction, Assessment, Instrument, Problem, Plan, Session, Addendum, Conference, Referral, Reply,
		Transfer, Suspension, Resumption, FollowUp, Evaluation, Closure, Reopening,
	}
	// ofOthers says who third persons are: a court may be given it.
	ofOthers = []Kind{Party, Tie, Household, Support}
	// thirdPersons are fields of a client's own identity that identify another.
	thirdPersons = []string{"contact_person"}
)

// Copied returns what of a file may stand on a copy for a reader, as it stands
// now. person is whom a client's copy is for. Sealed notes are never copied.
// What others are called and where they are found is left out for a client and
// an agency; what prose tells of them is for a person to look through.
func Copied(entries []Entry, r Reader, person string) []Entry {
	said := Effective(entries)
	if r == TheClient {
		said = For(entries, person)
	}
	client := Fold(noBook{}, entries).Client
	kinds := make(map[string]Kind, len(entries))
	for _, e := range entries {
		kinds[e.ID] = e.Kind
	}
	var out []Entry
	for _, e := range said {
		if !r.mayHave(e.Kind) || e.Kind == Addendum && !r.mayHave(kinds[e.Body.Get("adds_to")]) {
			continue
		}
		if about := About(e); r == AnAgency && e.Kind == Instrument && len(about) > 0 && !slices.Contains(about, client) {
			continue // nothing on the copy would say whose answers they are
		}
		e.Body = without(e, func(f Field) bool { return f.Secrecy == Hidden || r.hides(e.Kind, f) })
		r.measured(e)
		if r.tells(e) {
			out = append(out, e)
		}
	}
	return out
}

// mayHave reports whether entries of a kind may stand on a copy for the reader.
func (r Reader) mayHave(k Kind) bool {
	switch {
	case k == SealedNote, k == Correction:
		return false
	case r == OwnArchive:
		return true
	case slices.Contains(ofOthers, k):
		return r == ACourt
	default:
		return slices.Contains(outward, k)
	}
}

// isNarrow reports whether third persons stay out of a copy.
func (r Reader) isNarrow() bool { return r != OwnArchive && r != ACourt }

func (r Reader) hides(k Kind, f Field) bool {
	if !r.isNarrow() || r == TheClient && f.Type == Drawing { // the own signature
		return false
	}
	own := r == TheClient && k == Identity && !slices.Contains(thirdPersons, f.Name)
	return f.namesPersons() || f.Secrecy == Person && !own
}

// measured cuts the answers to an instrument down to what a reader may have: an
// agency what they come to; the client no words that were meant for the worker.
// What one role alone reads stands on no paper, which has no roles.
func (r Reader) measured(e Entry) {
	if e.Kind != Instrument {
		return
	}
	reserved := e.Body.Has("reserved_for")
	for name := range e.Body {
		answer := isAnswer(name) || name == "instrument_note"
		if answer && (reserved || r == AnAgency) || name == "scores" && reserved || name == "alerts" && (reserved || r == TheClient) {
			delete(e.Body, name)
		}
	}
}

// tells reports whether anything is left of an entry that a person answered. The
// own archive also keeps that an instrument was used.
func (r Reader) tells(e Entry) bool {
	if e.Kind == Instrument && (r == OwnArchive || len(Given(e.Body)) > 0 || e.Body.Has("scores") || e.Body.Has("alerts")) {
		return true
	}
	return slices.ContainsFunc(Current(e.Kind).Asked(), func(f Field) bool { return f.Answers(e.Body) })
}

// known is what each reader outside learns of who the client is; a client is
// told all that is the own.
var known = map[Reader][]string{
	ACourt:   {"name", "alias", "nik", "kk", "birth_place", "birth_date", "sex", "address", "address_ktp", "village"},
	AnAgency: {"name", "sex", "birth_date", "disability", "accommodation", "language", "interpreter", "safe_contact", "contact_ways", "safe_hours", "phone", "phone_safe", "never_contact", "cover_name"},
}

// IdentityFor returns what of the client's identity stands on a copy.
func IdentityFor(who Body, r Reader) Body {
	out := who.Clone()
	for name := range out {
		fields, narrowed := known[r]
		if narrowed && !slices.Contains(fields, name) || r == TheClient && slices.Contains(thirdPersons, name) {
			delete(out, name)
		}
	}
	return out
}
