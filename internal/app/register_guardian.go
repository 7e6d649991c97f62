package app

import (
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/family"
	"teduh/internal/kit/fault"
)

// guarded refuses what would put a client into the hands of a guardian who may
// be the one who did harm: a consent of theirs, and a message through them.
func guarded(b casefile.Body) error {
	if !b.Yes("guardian_conflict") {
		return nil
	}
	var faults fault.Many
	if consents(b) && casefile.ByGuardian(b.Get("consent_by")) {
		faults = append(faults, fault.Bad("consent_by", "casefile.guardian_consent"))
	}
	if guardian := b.Get("guardian"); guardian != "" && family.FullName(guardian) == family.FullName(b.Get("contact_person")) {
		faults = append(faults, fault.Bad("contact_person", "casefile.guardian_contact"))
	}
	return faults.Err()
}

func consents(b casefile.Body) bool {
	return b.Get("consent_given") == "both" || b.Get("consent_given") == "service_only"
}

// giver is who gave the consent of a registration: who was named, else an adult
// client; "" for a child of whom nobody said who consents for it.
func giver(b casefile.Body) string {
	if by := b.Get("consent_by"); by != "" {
		return by
	}
	if age, ok := b.Int("age"); ok && age < casefile.Adult && consents(b) {
		return ""
	}
	return "client"
}
