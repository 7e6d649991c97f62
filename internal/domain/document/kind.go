package document

// Kind is a paper that is made of a case.
type Kind string

// The papers.
const (
	Consent   Kind = "consent"   // both texts, with a signature or a line for one
	Agreement Kind = "agreement" // the plan, agreed with the client
	Referral  Kind = "referral"  // the letter to the agency
	Slip      Kind = "slip"      // what the client carries there: it says nothing
	Closing   Kind = "closing"   // that the service has ended
	CaseFile  Kind = "case_file" // a copy of the file for somebody
)

// Kinds lists the papers in the order of the work.
func Kinds() []Kind { return []Kind{Consent, Agreement, Referral, Slip, Closing, CaseFile} }

// IsLetter reports whether a paper has a number, an addressee and a body that is
// typed.
func (k Kind) IsLetter() bool { return k == Referral || k == Slip || k == Closing }
