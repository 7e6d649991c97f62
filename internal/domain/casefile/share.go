package casefile

import (
	"slices"

	"teduh/internal/kit/fault"
)

// shareNamed is the scope of a consent that lets data go to a named agency.
const shareNamed = "share_named"

// Shares reports whether what the client said of the file lets it be shared with
// an agency of a kind, of the list referral_targets. In the way stands a consent
// that was withdrawn, refused, given for other things only, or that leaves this
// kind of agency out. Who was never asked may still agree to one referral.
func (c Consented) Shares(target string) bool {
	return c.Withdrawn == 0 && c.Data != "no" && !c.Kept && !slices.Contains(c.Refused, target)
}

// AnotherLK3 is the kind of agency, of the list referral_targets, that a transfer
// goes to.
const AnotherLK3 = "other_lk3"

// target is the kind of agency that something is shared with.
func target(k Kind, b Body) string {
	if k == Transfer {
		return AnotherLK3
	}
	return b.Get("referral_target")
}

// Spoken is what somebody beside the first client said for themselves.
type Spoken struct {
	Person string
	Consented
}

// consent keeps the words of each client apart: what one agrees to, another may
// have refused.
func (s *State) consent(b Body) {
	said, whom := consented(b), b.All("concerns")
	if len(whom) == 0 || slices.Contains(whom, s.Client) {
		s.Consent = said
	}
	for _, person := range whom {
		if person != s.Client {
			s.Consents = restate(s.Consents, Spoken{person, said}, func(old Spoken) bool { return old.Person == person })
		}
	}
}

// ConsentOf is what somebody of the case said for themselves, else what was said
// for the case.
func (s *State) ConsentOf(person string) Consented {
	if i := slices.IndexFunc(s.Consents, func(c Spoken) bool { return c.Person == person }); i >= 0 {
		return s.Consents[i].Consented
	}
	return s.Consent
}

// asked are the consents that sharing something needs: of those it is about,
// else of all who said anything.
func (s *State) asked(about []string) []Consented {
	var all []Consented
	if len(about) == 0 {
		all = append(all, s.Consent)
		for _, c := range s.Consents {
			all = append(all, c.Consented)
		}
	}
	for _, person := range about {
		all = append(all, s.ConsentOf(person))
	}
	return all
}

// RefusedTo lists the kinds of agency, of the list referral_targets, to which
// anybody of the case wants nothing told.
func (s *State) RefusedTo() []string {
	var kinds []string
	for _, c := range s.asked(nil) {
		kinds = append(kinds, c.Refused...)
	}
	return once(kinds)
}

// told are the persons of whom an entry tells another agency; none: the case as a
// whole. With a transfer the first client goes, and who is ticked.
func (s *State) told(e Entry) []string {
	if e.Kind == Transfer {
		return append([]string{s.Client}, e.Body.All("passed_persons")...)
	}
	return e.Body.All("concerns")
}

// consented reads a consent. A scope that was named leaves out what it does not
// name.
func consented(b Body) Consented {
	scope := b.All("scope")
	return Consented{
		Service: b.Get("service_consent"), Data: b.Get("data_consent"), Withdrawn: b.Day("withdrawn_on"),
		Refused: b.All("not_shared_with"), Kept: leavesOut(scope, shareNamed), NoPhone: leavesOut(scope, byPhone),
	}
}

// leavesOut reports whether a scope that was named does not name a thing.
func leavesOut(scope []string, thing string) bool {
	return len(scope) > 0 && !slices.Contains(scope, thing)
}

// Reaches reports whether the client is still to be reached by what they carry:
// not once they want nothing any more.
func (c Consented) Reaches() bool { return c.Withdrawn == 0 && c.Service != "no" && !c.NoPhone }

// Overrides reports whether an entry shares something although the client's
// consent does not say so.
func (s *State) Overrides(e Entry) bool {
	if e.Kind == PoliceDecision {
		return e.Body.Get("police_result") == Told && s.PoliceRefused()
	}
	against := func(c Consented) bool { return !c.Shares(target(e.Kind, e.Body)) }
	return e.Body.Has("share_reason") && (e.Body.Get("share_consent") != "yes" || slices.ContainsFunc(s.asked(s.told(e)), against))
}

// sharing refuses to let anything leave against the client's word, unless
// somebody says why.
func (s *State) sharing(e Entry) error {
	b, to := e.Body, target(e.Kind, e.Body)
	if b.Has("share_reason") {
		return nil
	}
	if b.Get("share_consent") != "yes" {
		return fault.Bad("share_reason", "casefile.not_shared")
	}
	for _, c := range s.asked(s.told(e)) {
		switch {
		case slices.Contains(c.Refused, to):
			return fault.Bad("share_reason", "casefile.target_refused")
		case !c.Shares(to):
			return fault.Bad("share_reason", "casefile.consent_against")
		}
	}
	return nil
}
