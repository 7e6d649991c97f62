package casefile

// Letter is what a referral tells the receiving agency in writing: the four
// things that the client would otherwise have to tell again, and how to reach the
// client without harm.
type Letter struct {
	Sent
	Author     string // staff id
	TargetName string // as it was typed, "" when the agency is in the catalogue
	Documents  string

	Chronology, ServicesGiven, PresentState, Purpose string // the four things

	Name, Sex string // of the client
	Age       int    // at registration, -1 when unknown
	Safe      SafeContact
}

// LetterOf returns what a referral of a case tells. who is the client's identity
// as it is known now. It reports false when the file holds no such referral.
func LetterOf(s *State, entries []Entry, who Body, referral string) (Letter, bool) {
	sent, ok := s.Referral(referral)
	if !ok {
		return Letter{}, false
	}
	l := Letter{Sent: sent, Name: who.Get("name"), Sex: s.Dims.Sex, Age: s.Age, Safe: SafeContactOf(who)}
	for _, e := range Effective(entries) {
		if e.ID != referral {
			continue
		}
		b := e.Body
		l.Author, l.TargetName, l.Documents = e.Author, b.Get("target_name"), b.Get("documents")
		l.Chronology, l.ServicesGiven, l.PresentState, l.Purpose = b.Get("chronology"), b.Get("services_given"), b.Get("present_state"), b.Get("referral_purpose")
	}
	return l, true
}
