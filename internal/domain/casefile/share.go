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

// anotherLK3 is the kind of agency that a transfer goes to.
const anotherLK3 = "other_lk3"

// target is the kind of agency that something is shared with.
func target(k Kind, b Body) string {
	if k == Transfer {
		return anotherLK3
	}
	return b.Get("referral_target")
}

// consented reads a consent. A scope that was named leaves out what it does not
// name.
func consented(b Body) Consented {
	scope := b.All("scope")
	return Consented{
		Service: b.Get("service_consent"), Data: b.Get("data_consent"), Withdrawn: b.Day("withdrawn_on"),
		Refused: b.All("not_shared_with"), Kept: len(scope) > 0 && !slices.Contains(scope, shareNamed),
	}
}

// Overrides reports whether an entry shares something although the client's
// consent does not say so.
func (s *State) Overrides(e Entry) bool {
	return e.Body.Has("share_reason") && (e.Body.Get("share_consent") != "yes" || !s.Consent.Shares(target(e.Kind, e.Body)))
}

// sharing refuses to let anything leave against the client's word, unless
// somebody says why.
func (s *State) sharing(e Entry) error {
	b, to := e.Body, target(e.Kind, e.Body)
	if b.Has("share_reason") {
		return nil
	}
	switch {
	case b.Get("share_consent") != "yes":
		return fault.Bad("share_reason", "casefile.not_shared")
	case slices.Contains(s.Consent.Refused, to):
		return fault.Bad("share_reason", "casefile.target_refused")
	case !s.Consent.Shares(to):
		return fault.Bad("share_reason", "casefile.consent_against")
	}
	return nil
}
