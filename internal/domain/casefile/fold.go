package casefile

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"

	"teduh/internal/kit/calendar"
)

// Codebook is what folding must know of the taxonomy: the age group of an age
// in years (negative: unknown), whether a problem is restricted, or always
// managed, after how many months to follow up a closure, and after how many days
// an answer to a referral is expected, and within how many hours the head decides
// whether the police are told (0: nobody asks).
type Codebook interface {
	AgeGroup(years int) string
	Restricted(problem string) bool
	AlwaysManaged(problem string) bool
	FollowUps(reason string) []int
	AnswerDays(urgency string) int
	Steps(began calendar.Day) []StepRule
	PoliceHours(codes []string, began calendar.Day) int
}

// Fold makes the state of a file from its entries, in the order of their
// positions. Corrections are applied first, so that a corrected entry counts as
// what it should have said; the old text stays in the entries.
func Fold(book Codebook, entries []Entry) *State {
	s := &State{kinds: map[string]Kind{}, seen: map[Kind]int{}, Age: -1}
	for _, e := range Effective(entries) {
		s.apply(book, e)
	}
	return s.settled()
}

// Extend returns the state after one more entry. It is Fold over all of them,
// but needs the earlier ones only when the entry is a correction.
func Extend(book Codebook, before *State, e Entry) (after *State, ok bool) {
	if e.Kind == Correction {
		return nil, false
	}
	s := before.clone()
	s.apply(book, e)
	return s.settled(), true
}

// settled says what is next, once all is known.
func (s *State) settled() *State {
	first, _ := s.NextPromise()
	s.NextDue = first.Day
	if s.Status == Closed { // what the head has still to decide is no follow-up
		s.NextDue = s.after.day
	}
	return s
}

// Effective returns the entries with each corrected one saying what its last
// correction says.
func Effective(entries []Entry) []Entry {
	out := make([]Entry, len(entries))
	copy(out, entries)
	at := make(map[string]int, len(out))
	for i, e := range out {
		at[e.ID] = i
		if e.Kind != Correction {
			continue
		}
		if j, ok := at[e.Body.Get("corrects")]; ok {
			out[j] = corrected(out[j], e)
		}
	}
	return out
}

// IdentityOf is what the entries of a person say together.
func IdentityOf(entries []Entry) Body {
	who := Body{}
	for _, e := range Effective(entries) {
		if e.Kind == Identity {
			who = e.Body
		}
	}
	return who
}

func corrected(old, by Entry) Entry {
	old.Body = replacement(by.Body)
	if d := by.Body.Day("occurred_on"); d != 0 && d != old.Day {
		old.Day = d
		old.Occurred = d.Time()
		old.OpenMonth = max(old.OpenMonth, by.OpenMonth)
	}
	return old
}

// replacement is a correction's body without the correction's own fields.
func replacement(b Body) Body {
	out := b.Clone()
	for _, f := range correctionForm.Fields {
		delete(out, f.Name)
	}
	return out
}

// ContentHash is what an approval binds to: SHA-256 over the body, in hex.
func ContentHash(b Body) string {
	stored, err := b.Encode()
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(stored)
	return hex.EncodeToString(sum[:])
}

// apply is the one switch that names every kind.
func (s *State) apply(book Codebook, e Entry) {
	s.begin(e)
	track := s.Track
	switch e.Kind {
	case Contact:
		s.contact(book, e)
	case ContactOutcome:
		s.Outcome, s.LinkedCase, s.Status = e.Body.Get("contact_outcome"), e.Body.Get("case"), Closed
	case GroupSession:
		s.group(book, e)
	case Identity:
		s.Status = Active
	case Linking:
		s.Root = e.Body.Get("root")
	case Unlinking:
		s.Root = ""
	case Registration:
		s.register(book, e)
	case Party:
		s.party(book, e)
	case Tie, Household, Support: // drawn from the entries: see FamilyOf
	case Consent:
		s.consent(e.Body)
	case Screening:
		s.Risk = e.Body.Get("risk_level")
		s.Flags.HighRisk = s.Risk == "high" || e.Body.Yes("danger_now")
		if s.Flags.HighRisk || (e.Body.Yes("child_at_risk") && s.Flags.Minor) {
			s.Track = Managed
		}
	case SafetyAction:
		s.acted(book, e)
	case Assessment:
		s.work(book, e)
	case Instrument:
		s.instrument(book, e)
	case Problem:
		s.problem(book, e.Body.Get("primary"), e.Body.All("secondary"), e.Body.Get("second_level"))
		s.PrimarySet = true
		s.police(book, e)
	case Track:
		if e.Body.Get("track") == Managed {
			s.Track = Managed
		}
	case Plan:
		s.Plan = Approvable{Entry: e.ID, Hash: ContentHash(e.Body)}
		s.tasks(e)
	case Approval:
		s.approve(e)
	case PoliceDecision:
		s.decide(e)
	case Assignment:
		s.assign(once(e.Body.All("assigned")))
	case Conflict:
		s.declare(e)
	case Release:
		s.release(e.Body.All("released"))
	case Session:
		s.work(book, e)
		s.meeting = promised(e)
		s.done(e)
		s.tasks(e)
	case ToDoTask:
		s.tasks(e)
	case Done:
		s.done(e)
	case Schedule, Addendum:
	case SealedNote:
		s.Flags.Sealed = true
		s.work(book, e)
	case Conference:
		if next := promised(e); next.day != 0 {
			s.meeting = next
		}
		s.tasks(e)
	case Referral:
		s.refer(book, e)
	case Reply:
		s.reply(e)
	case Transfer:
		s.Leaving = Leaving{Entry: e.ID, To: e.Body.Get("to_institution"), Day: e.Day}
	case TransferAnswer:
		s.transferred(e)
	case Handover: // it tells, and changes nothing
	case Suspension:
		s.Status, s.pause = Suspended, promised(e)
	case Resumption:
		s.Status = Active
	case FollowUp:
		s.work(book, e)
		s.followUp(e)
	case Evaluation:
		s.Evaluated = true
	case Closure:
		s.close(e, false)
		if !s.OldBook || len(s.Spells) > 1 { // nobody asks years later
			s.FollowUps = book.FollowUps(e.Body.Get("closure_reason"))
		}
		s.followUp(e)
	case Reopening:
		s.Spells = append(s.Spells, Spell{Open: e.Day, BookOpen: e.Book(e.Day), OpenEntry: e.ID})
		s.Status = Active
		s.Evaluated = false
		s.FollowUps, s.after, s.meeting = nil, pledge{}, pledge{}
		s.Rules, s.steps = book.Steps(e.Day), map[string]step{}
	case Review:
		s.Reviewed = append(s.Reviewed, e.Day)
	case Correction:
		s.Corrections++
	}
	if s.Track == Managed && (track != Managed || e.Kind == Reopening) {
		s.managed(e)
	}
	s.advance(e)
	s.finish()
}

func (s *State) begin(e Entry) {
	if s.Entries == 0 {
		s.Institution, s.Area, s.File = e.Institution, e.Area, e.File
		s.Author, s.FirstDay = e.Author, e.Day
		s.Kind, _ = e.Kind.Opens()
	}
	s.Entries++
	s.Last = e.Position
	s.kinds[e.ID] = e.Kind
	s.seen[e.Kind]++
}

func (s *State) finish() {
	s.Flags.Uncoded = s.Kind == CaseFile && s.Dims.Problem == NotCoded
	s.Flags.AwaitingApproval = s.Kind == CaseFile && s.Open() && s.NeedsApproval() &&
		s.Plan.Entry != "" && !s.Plan.Valid() && !s.Plan.Returned
	s.Flags.Alert = len(s.Alerts) > 0
	s.Flags.Referred = false
	for _, r := range s.Referrals {
		s.Flags.Referred = s.Flags.Referred || r.Waits()
	}
	if s.Status == Closed && s.Kind == CaseFile {
		s.Flags.Referred = false
	}
	s.GuardianConflict = s.suspected || slices.ContainsFunc(s.Parties, func(m Member) bool {
		return m.Until == 0 && m.Is("guardian") && m.Is(Perpetrator)
	})
	s.Flags.Conflict = s.Status != Closed && slices.ContainsFunc(s.Assigned, s.InConflict)
}

func (s *State) contact(book Codebook, e Entry) {
	s.Status = Registered
	s.person(book, e.Body)
	s.Presenting = e.Body.Get("presenting")
	s.Dims.Problem = orNotCoded(s.Presenting)
	s.LastContact = e.Day
	s.Flags.HighRisk = e.Body.Yes("danger_now")
	if outcome := e.Body.Get("contact_outcome"); outcome != "" && outcome != BecameCase {
		s.Outcome, s.Status = outcome, Closed
	}
}

// group is over when it is written down. Nobody's sex and age are told.
func (s *State) group(book Codebook, e Entry) {
	s.Status = Closed
	s.person(book, Body{})
	s.Dims.Problem = orNotCoded(e.Body.Get("presenting"))
	s.LastContact = e.Day
	people, _ := e.Body.Int("people") // checked when it was written
	minutes, _ := e.Body.Int("minutes")
	s.Group = Group{Kind: e.Body.Get("group_kind"), People: people, Minutes: minutes}
}

func (s *State) person(book Codebook, b Body) {
	if n, ok := b.Int("age"); ok {
		s.Age = n
	}
	s.Dims = Dims{Residence: regency(b.Get("residence")), Sex: orUnknown(b.Get("sex")), Age: book.AgeGroup(s.Age)}
}

func (s *State) register(book Codebook, e Entry) {
	b := e.Body
	s.person(book, b)
	s.Status = Registered
	s.Number, s.Client, s.Family = b.Get("case_number"), b.Get("client"), b.Get("family")
	s.Initials, s.FromContact = b.Get("initials"), b.Get("contact")
	s.Presenting, s.Origin = b.Get("presenting"), b.Get("origin")
	s.OldBook, s.Disabled = b.Has("old_book"), b.Yes("disabled")
	s.Flags.Minor = s.Age >= 0 && s.Age < Adult
	s.suspected = b.Yes("guardian_conflict")
	s.Track = Short
	s.Rules, s.steps = book.Steps(e.Day), map[string]step{}
	s.problem(book, orNotCoded(s.Presenting), b.All("secondary"), b.Get("second_level"))
	s.police(book, e)
	s.Flags.HighRisk = b.Get("urgency") == dangerNow // until a screening says otherwise
	if b.Get("track") == Managed || s.Flags.HighRisk {
		s.Track = Managed
	}
	s.Spells = []Spell{{Open: e.Day, BookOpen: e.Book(e.Day), OpenEntry: e.ID, TransferIn: b.Has("transferred_from")}}
	s.act(book, e)
}

func (s *State) problem(book Codebook, primary string, secondary []string, second string) {
	s.Dims.Problem, s.Secondary, s.SecondLevel = primary, secondary, second
	s.Flags.Restricted = book.Restricted(primary)
	if book.AlwaysManaged(primary) {
		s.Track = Managed
	}
}

// work is an act that serves the client; the first makes the case active.
func (s *State) work(book Codebook, e Entry) {
	if s.Status == Registered {
		s.Status = Active
	}
	s.act(book, e)
}

func (s *State) act(book Codebook, e Entry) {
	age := s.Age
	if age >= 0 {
		age += e.Day.Year() - s.FirstDay.Year()
	}
	whom := e.Body.All("concerns")
	if e.Kind == Instrument && len(whom) == 0 { // asked of the client, when nobody is named
		whom = []string{s.Client}
	}
	s.Acts = append(s.Acts, Act{Entry: e.ID, Day: e.Day, Kind: e.Kind, Age: book.AgeGroup(age), Whom: whom, Service: e.Body.Get("service")})
	s.LastContact = max(s.LastContact, e.Day)
}

func (s *State) party(book Codebook, e Entry) {
	s.Parties = s.Parties.say(e)
	for i, m := range s.Parties {
		if m.Entry == e.ID && len(m.terms) > 0 {
			s.Parties[i].group = book.AgeGroup(m.AgeOn(m.terms[0].from))
		}
	}
}

func (s *State) approve(e Entry) {
	if e.Body.Get("approves") != s.Plan.Entry {
		return
	}
	s.Plan.Returned = e.Body.Get("decision") != "approved"
	s.Plan.Approved = ""
	if s.Plan.Returned {
		return
	}
	s.Plan.Approved = e.Body.Get("approved_hash")
	if slices.Contains(s.Assigned, e.Author) {
		s.OwnWork = append(s.OwnWork, OwnApproval{e.ID, e.Day})
	}
}

func (s *State) close(e Entry, transfer bool) {
	s.Status = Closed
	s.drop(func(Task) bool { return true })
	if sp := s.spell(); sp != nil && sp.Close == 0 {
		sp.Close, sp.BookClose, sp.CloseEntry, sp.Transfer = e.Day, e.Book(e.Day), e.ID, transfer
		sp.Reason, sp.Outcome = e.Body.Get("closure_reason"), e.Body.Get("outcome")
	}
}

// transferred ends the waiting for another LK3, and the case with it when that
// took it over.
func (s *State) transferred(e Entry) {
	if e.Body.Get("transfer_result") == TakenOver {
		s.Went = s.Leaving.To
		s.close(e, true)
	}
	s.Leaving = Leaving{}
}

// followUp promises the next follow-up: on the day that was said, else the next
// of those that the reason of the closure asks for.
func (s *State) followUp(e Entry) {
	if s.after = promised(e); s.after.day != 0 {
		return
	}
	for _, months := range s.FollowUps {
		if d := s.spell().Close.AddMonths(months); d > e.Day {
			s.after.day = d
			return
		}
	}
}

func orNotCoded(problem string) string {
	if problem == "" {
		return NotCoded
	}
	return problem
}

func orUnknown(code string) string {
	if code == "" {
		return "unknown"
	}
	return code
}

// regency cuts an area code to its first two levels.
func regency(code string) string {
	const regencyLen = len("34.04")
	if len(code) < regencyLen {
		return ""
	}
	return code[:regencyLen]
}

func (s *State) clone() *State {
	c := *s
	c.kinds = make(map[string]Kind, len(s.kinds)+1)
	for k, v := range s.kinds {
		c.kinds[k] = v
	}
	c.seen = make(map[Kind]int, len(s.seen)+1)
	for k, v := range s.seen {
		c.seen[k] = v
	}
	c.Spells = append([]Spell(nil), s.Spells...)
	c.Acts = append([]Act(nil), s.Acts...)
	c.Parties = append(Parties(nil), s.Parties...)
	c.Referrals = append([]Sent(nil), s.Referrals...)
	c.Declared, c.Consents = slices.Clone(s.Declared), slices.Clone(s.Consents)
	c.OwnWork, c.Reviewed = slices.Clone(s.OwnWork), slices.Clone(s.Reviewed)
	c.Tasks = append([]Task(nil), s.Tasks...)
	c.steps = maps.Clone(s.steps)
	c.Alerts = append([]Alert(nil), s.Alerts...)
	return &c
}

// Overdue reports by how many days the next promised step is late on a day; 0
// when it is not.
func (s *State) Overdue(today calendar.Day) int {
	if s.NextDue == 0 || s.NextDue >= today {
		return 0
	}
	return today.Sub(s.NextDue)
}
