package taxonomy

import (
	"sync"

	"teduh/internal/kit/locale"
)

// ConsentText is what a client is told before agreeing. The service and the
// processing of data are two statements, in plain words (UU 27/2022 art. 20 to
// 25). An entry keeps the version that was read.
type ConsentText struct {
	Version string        `json:"version"`
	Source  string        `json:"source"`
	Service []locale.Text `json:"service"`
	Data    []locale.Text `json:"data"`
	Limits  []locale.Text `json:"limits"` // of confidentiality
}

var consentTexts = sync.OnceValue(func() (all []ConsentText) {
	read("consent.json", &all)
	return all
})

// Consent returns the text in use.
func Consent() ConsentText {
	all := consentTexts()
	return all[len(all)-1]
}

// ConsentOf returns the text of a version; the one in use when there is no such
// version.
func ConsentOf(version string) ConsentText {
	for _, c := range consentTexts() {
		if c.Version == version {
			return c
		}
	}
	return Consent()
}
