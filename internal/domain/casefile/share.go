package casefile

import (
	"slices"

	"teduh/internal/kit/fault"
)

// shareNamed is the scope of a consent that lets data go to a named agency.
const shareNamed = "share_named"

// Shares reports whether what the client said of the file stands in the way of
// sharing it with a named agency: a consent that was withdrawn, refused, or
// given for other things only. Who was never asked may still agree to one
// referral.
func (c Consented) Shares() bool {
	return c.Withdrawn == 0 && c.Data != "no" && !c.Kept
}

// consented reads a consent. A scope that was named leaves out what it does not
// name.
func consented(b Body) Consented {
	scope := b.All("scope")
	return Consented{
		Service: b.Get("service_consent"), Data: b.Get("data_consent"), Withdrawn: b.Day("withdrawn_on"),
		Kept: len(scope) > 0 && !slices.Contains(scope, shareNamed),
	}
}

// Overrides reports whether something is shared although the client's consent
// does not say so.
func (s *State) Overrides(b Body) bool {
	return b.Has("share_reason") && (b.Get("share_consent") != "yes" || !s.Consent.Shares())
}

// sharing refuses to let anything leave against the client's word, unless
// somebody says why.
func (s *State) sharing(b Body) error {
	if b.Has("share_reason") {
		return nil
	}
	switch {
	case b.Get("share_consent") != "yes":
		return fault.Bad("share_reason", "casefile.not_shared")
	case !s.Consent.Shares():
		return fault.Bad("share_reason", "casefile.consent_against")
	}
	return nil
}
