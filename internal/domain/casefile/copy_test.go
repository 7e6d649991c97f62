package casefile_test

import (
	"slices"
	"testing"

	"teduh/internal/domain/casefile"
)

// everyKind is a file with one entry of each kind, every field of it answered by
// a text that names the field.
func everyKind() []casefile.Entry {
	var out []casefile.Entry
	for i, k := range casefile.Kinds() {
		if k == casefile.Correction || k == casefile.Registration {
			continue
		}
		e := casefile.Entry{ID: string(k), Kind: k, Position: int64(i + 2), Body: casefile.Body{}}
		for _, f := range casefile.Current(k).Fields {
			if f.Type != casefile.Link {
				e.Body.Set(f.Name, "secret of "+f.Name)
			}
		}
		e.Body.Set("concerns")
		out = append(out, e)
	}
	first := casefile.Entry{ID: "first", Kind: casefile.Registration, Position: 1, Body: casefile.Body{
		"client": {"ani"}, "age": {"34"}, "sex": {"female"}, "guardian": {"secret of guardian"}, "accompanied_by": {"secret of accompanied_by"}, "residence": {"72.03"},
	}}
	return append([]casefile.Entry{first}, out...)
}

func TestACopyHoldsNothingSealedAndNothingOfOthersThanItsReaderMayRead(t *testing.T) {
	for _, r := range casefile.Readers() {
		copied := casefile.Copied(everyKind(), r, "ani")
		if len(copied) < 10 {
			t.Errorf("%s gets only %d entries: the test plants nothing", r, len(copied))
		}
		for _, e := range copied {
			if e.Kind == casefile.SealedNote || e.Kind == casefile.Correction {
				t.Errorf("%s reads a %s", r, e.Kind)
			}
			if r != casefile.OwnArchive && slices.Contains([]casefile.Kind{casefile.Approval, casefile.Assignment, casefile.Conflict, casefile.Release, casefile.Review, casefile.Handover, casefile.ToDoTask}, e.Kind) {
				t.Errorf("%s reads what is the institution's own: %s", r, e.Kind)
			}
			for name := range e.Body {
				f, _ := casefile.Current(e.Kind).Field(name)
				if f.Secrecy == casefile.Hidden {
					t.Errorf("%s reads %s of %s", r, name, e.Kind)
				}
				narrow := r == casefile.TheClient || r == casefile.AnAgency
				own := r == casefile.TheClient && (e.Kind == casefile.Identity || f.Type == casefile.Drawing)
				if narrow && !own && (f.Secrecy == casefile.Person || f.Type == casefile.Someone || f.Type == casefile.Persons) {
					t.Errorf("%s reads %s of %s, which identifies somebody", r, name, e.Kind)
				}
			}
			if (r == casefile.TheClient || r == casefile.AnAgency) && slices.Contains([]casefile.Kind{casefile.Party, casefile.Tie, casefile.Household, casefile.Support}, e.Kind) {
				t.Errorf("%s reads who others are: %s", r, e.Kind)
			}
		}
	}
	if got := casefile.Copied(everyKind(), casefile.TheClient, "somebody else"); len(got) > 0 {
		t.Errorf("who is not of the case reads %d entries", len(got))
	}
}

func TestWhatAddsToAnEntryIsReadByWhoReadsTheEntry(t *testing.T) {
	add := func(to casefile.Kind) casefile.Entry {
		return casefile.Entry{ID: "adds to " + string(to), Kind: casefile.Addendum, Position: 90, Body: casefile.Body{"addition": {"Tambahan."}, "adds_to": {string(to)}}}
	}
	entries := append(everyKind(), add(casefile.Review), add(casefile.Session), add(casefile.SealedNote))
	for _, r := range casefile.Readers() {
		var read []string
		for _, e := range casefile.Copied(entries, r, "ani") {
			if e.Body.Get("addition") == "Tambahan." {
				read = append(read, e.ID)
			}
		}
		want := []string{"adds to session"}
		if r == casefile.OwnArchive {
			want = []string{"adds to review", "adds to session"}
		}
		if !slices.Equal(read, want) {
			t.Errorf("%s reads %q", r, read)
		}
	}
}

func TestACopySaysWhatStandsNow(t *testing.T) {
	entries := append(everyKind(), casefile.Entry{ID: "right", Kind: casefile.Correction, Position: 99, Body: casefile.Body{
		"corrects": {string(casefile.Session)}, "correction_reason": {"Salah."}, "service": {"counselling"}, "what_happened": {"Yang benar."}, "next_step": {"Lanjut."},
	}})
	for _, r := range casefile.Readers() {
		for _, e := range casefile.Copied(entries, r, "ani") {
			if e.Kind == casefile.Session && e.Body.Get("what_happened") != "Yang benar." {
				t.Errorf("%s reads %q, which was corrected", r, e.Body.Get("what_happened"))
			}
		}
	}
}

func TestACopyTellsEachReaderSoMuchOfTheClient(t *testing.T) {
	who := casefile.Body{}
	for _, f := range casefile.Current(casefile.Identity).Fields {
		who.Set(f.Name, "x")
	}
	for r, lacks := range map[casefile.Reader][]string{
		casefile.TheClient: {"contact_person"}, casefile.AnAgency: {"nik", "address", "contact_person", "religion"}, casefile.ACourt: {"safe_contact", "phone", "contact_person", "religion"}, casefile.OwnArchive: nil,
	} {
		said := casefile.IdentityFor(who, r)
		if !said.Has("name") {
			t.Errorf("%s does not read the name", r)
		}
		for _, field := range lacks {
			if said.Has(field) {
				t.Errorf("%s reads %s", r, field)
			}
		}
	}
	if len(who) < 20 {
		t.Error("the identity was changed")
	}
}

// TestACopyTellsEachReaderSoMuchOfTheAnswersToATool: an agency learns what they
// come to, the client is spared what is said to the worker, and what only one
// role may read stands on no paper.
func TestACopyTellsEachReaderSoMuchOfTheAnswersToATool(t *testing.T) {
	answers := casefile.Body{"instrument": {"srq20"}, "instrument_version": {"1"}, "q-q1": {"yes"}, "scores": {"total:9"}, "alerts": {"suicide"}, "raises_risk": {"yes"}}
	reserved := answers.Clone()
	reserved.Set("reserved_for", "psychologist")
	entries := append(everyKind(), casefile.Entry{ID: "open", Kind: casefile.Instrument, Position: 90, Body: answers}, casefile.Entry{ID: "closed", Kind: casefile.Instrument, Position: 91, Body: reserved},
		casefile.Entry{ID: "other's", Kind: casefile.Instrument, Position: 92, Body: casefile.Body{"instrument": {"srq20"}, "q-q1": {"yes"}, "scores": {"total:1"}, "concerns": {string(casefile.Party)}}})
	for r, want := range map[casefile.Reader][]string{
		casefile.TheClient:  {"q-q1", "scores"},
		casefile.AnAgency:   {"scores", "alerts"},
		casefile.ACourt:     {"q-q1", "scores", "alerts"},
		casefile.OwnArchive: {"q-q1", "scores", "alerts"},
	} {
		copied := map[string]casefile.Body{}
		for _, e := range casefile.Copied(entries, r, "ani") {
			copied[e.ID] = e.Body
		}
		for _, name := range []string{"q-q1", "scores", "alerts"} {
			if copied["open"].Has(name) != slices.Contains(want, name) {
				t.Errorf("%s: %s is read: %v", r, name, copied["open"].Has(name))
			}
			if copied["closed"].Has(name) {
				t.Errorf("%s reads %s, which is for the psychologist", r, name)
			}
		}
		if (copied["other's"] != nil) != (r == casefile.ACourt || r == casefile.OwnArchive) {
			t.Errorf("%s reads another's answers: %v", r, copied["other's"])
		}
		if (copied["closed"] != nil) != (r == casefile.OwnArchive) {
			t.Errorf("%s learns that the psychologist asked: %v", r, copied["closed"])
		}
	}
}
