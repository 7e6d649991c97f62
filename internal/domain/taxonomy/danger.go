package taxonomy

import (
	"sync"

	"teduh/internal/kit/locale"
)

// DangerScript is what to do when somebody is in danger now, step by step: shown
// where the danger is ticked.
type DangerScript struct {
	Version string        `json:"version"`
	Source  string        `json:"source"`
	Steps   []locale.Text `json:"steps"`
}

var dangerScripts = sync.OnceValue(func() (all []DangerScript) {
	read("danger.json", &all)
	return all
})

// Danger returns the script in use.
func Danger() DangerScript {
	all := dangerScripts()
	return all[len(all)-1]
}
