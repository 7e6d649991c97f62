package taxonomy

import "sync"

// measures gives each code of a counted list the number of the measure that
// counts it. The numbers are stored with the facts: they never change their
// meaning, a new code takes the next free one of its list.
var measures = sync.OnceValue(func() map[string]map[string]int16 {
	all := map[string]map[string]int16{}
	read("measures.json", &all)
	return all
})

// SealedNote stands among the services for a session whose note is sealed.
const SealedNote = "sealed_note"

// Counted names the lists whose codes are counted one by one.
func Counted() []string {
	return []string{"services", "closure_reasons", "outcomes", "referral_targets", "reply_results", "origins"}
}

// Measure returns the number of the measure that counts a code of a list; ok is
// false for a code that is not counted.
func Measure(list, code string) (number int16, ok bool) {
	number, ok = measures()[list][code]
	return number, ok
}
