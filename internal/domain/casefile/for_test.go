package casefile_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"teduh/internal/domain/casefile"
	"teduh/internal/kit/calendar"
)

// told is one entry of a random history and what it says now.
type told struct {
	entry     casefile.Entry
	about     []string // of now; none: the case as a whole
	story     string   // a word that stands only in its text of now
	place     string   // a word that stands only in its field that locates somebody
	old       []string // words of texts that were corrected
	opposedBy bool     // a party that says the person is opposed
	from      *told    // what it answers: without persons of its own it is about the same
}

func (x *told) whom() []string {
	if len(x.about) == 0 && x.from != nil {
		return x.from.about
	}
	return x.about
}

// history is a random case with several persons, some of them opposed.
type history struct {
	t       *rapid.T
	entries []casefile.Entry
	told    []*told
	people  []string
	parties map[string]*told // person → what said it last
	n       int
}

func (h *history) word(kind string) string {
	h.n++
	return fmt.Sprintf("%s%d.", kind, h.n)
}

func (h *history) add(k casefile.Kind, b casefile.Body) casefile.Entry {
	e := entry(len(h.entries)+1, k, calendar.Day(20160302), b)
	h.entries = append(h.entries, e)
	return e
}

func (h *history) some() []string {
	return slices.Compact(slices.Sorted(slices.Values(rapid.SliceOfN(rapid.SampledFrom(h.people), 0, 2).Draw(h.t, "about"))))
}

func (h *history) party(earlier string) {
	opposed := rapid.Bool().Draw(h.t, "opposed")
	x := &told{story: h.word("story"), place: h.word("place"), opposedBy: opposed}
	b := casefile.Body{"name": {x.place}, "party_roles": {"child"}, "note": {x.story}, "address": {x.place}, "opposed": {"no"}}
	if opposed {
		b.Set("opposed", "yes")
	}
	b.Set("party", earlier)
	x.entry = h.add(casefile.Party, b)
	person := earlier
	if earlier == "" {
		person = x.entry.ID
		h.people = append(h.people, person)
	}
	x.about = []string{person}
	h.told = append(h.told, x)
	h.parties[person] = x
}

// write is a screening: it has a field that locates somebody.
func (h *history) write() {
	x := &told{story: h.word("story"), place: h.word("place"), about: h.some()}
	x.entry = h.add(casefile.Screening, casefile.Body{"risk_level": {"low"}, "danger_now": {"no"}, "safety_decision": {x.story}, "safe_place": {x.place}})
	x.entry.Body.Set("concerns", x.about...)
	h.told = append(h.told, x)
}

// refer sends somebody somewhere, and writes down the answer, which names nobody.
func (h *history) refer() {
	x := &told{story: h.word("story"), about: h.some()}
	x.place = x.story // a referral has no field that locates somebody
	x.entry = h.add(casefile.Referral, casefile.Body{"referral_target": {"puskesmas"}, "referral_purpose": {x.story}, "share_consent": {"yes"}})
	x.entry.Body.Set("concerns", x.about...)
	y := &told{story: h.word("story"), place: h.word("place"), from: x}
	y.entry = h.add(casefile.Reply, casefile.Body{"reply_result": {"completed"}, "reply_text": {y.story}, "received_by": {y.place}, "replies_to": {x.entry.ID}})
	h.told = append(h.told, x, y)
}

// measure asks with an instrument; its answers stand in no field of the form.
func (h *history) measure() {
	x := &told{story: h.word("story"), about: h.some()}
	x.place = x.story
	x.entry = h.add(casefile.Instrument, casefile.Body{"instrument": {"srq20"}, "instrument_version": {"1"}, casefile.Asked("why"): {x.story}})
	x.entry.Body.Set("concerns", x.about...)
	h.told = append(h.told, x)
}

func (h *history) household() {
	x := &told{story: h.word("story"), place: h.word("place"), about: h.some()}
	if len(x.about) == 0 {
		return
	}
	x.entry = h.add(casefile.Household, casefile.Body{"members": x.about, "household_name": {x.place}, "note": {x.story}})
	h.told = append(h.told, x)
}

func (h *history) correct() {
	x := rapid.SampledFrom(h.told).Draw(h.t, "corrected")
	x.old = append(x.old, x.story)
	old := x.place
	located := x.place != x.story
	x.story, x.place = h.word("story"), h.word("place")
	if !located {
		x.place = x.story
	}
	b := casefile.Body{}
	for name, answers := range x.entry.Body {
		for _, a := range answers {
			b[name] = append(b[name], strings.NewReplacer(x.old[len(x.old)-1], x.story, old, x.place).Replace(a))
		}
	}
	switch x.entry.Kind {
	case casefile.Screening, casefile.Referral, casefile.Instrument:
		x.about = h.some()
		b.Set("concerns", x.about...)
	case casefile.Party:
		x.opposedBy = rapid.Bool().Draw(h.t, "opposed")
		b.Set("opposed", map[bool]string{true: "yes", false: "no"}[x.opposedBy])
	}
	x.old = append(x.old, old)
	x.entry.Body = b.Clone()
	b.Set("corrects", x.entry.ID)
	b.Set("correction_reason", "Salah ketik.")
	h.add(casefile.Correction, b)
}

func (h *history) opposed(person string) bool {
	said := h.parties[person]
	return said != nil && said.opposedBy
}

func live(t *rapid.T) *history {
	h := &history{t: t, people: []string{client}, parties: map[string]*told{}}
	body := registration()
	body.Set("guardian", h.word("guardian"))
	h.add(casefile.Registration, body)
	for range rapid.IntRange(1, 25).Draw(t, "acts") {
		switch rapid.IntRange(0, 9).Draw(t, "act") {
		case 0, 1:
			h.party("")
		case 2:
			if len(h.people) > 1 {
				h.party(rapid.SampledFrom(h.people[1:]).Draw(t, "again"))
			}
		case 3:
			if len(h.told) > 0 {
				h.correct()
			}
		case 4:
			h.household()
		case 5:
			h.refer()
		case 6:
			h.measure()
		default:
			h.write()
		}
	}
	return h
}

func text(entries []casefile.Entry) string {
	var b strings.Builder
	for _, e := range entries {
		for name, answers := range e.Body {
			fmt.Fprintln(&b, name, answers)
		}
	}
	return b.String()
}

// TestAPrintOutForOneNeverTellsOfTheOthers holds whatever the history and its
// corrections: nothing that is about others only, and nothing that says who the
// other side is, where it lives or what was corrected.
func TestAPrintOutForOneNeverTellsOfTheOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := live(t)
		for _, person := range h.people {
			out := casefile.For(h.entries, person)
			printed := text(out)
			across := slices.DeleteFunc(slices.Clone(h.people), func(p string) bool { return h.opposed(p) == h.opposed(person) })
			for _, x := range h.told {
				mine := slices.Contains(x.whom(), person)
				other := slices.ContainsFunc(x.whom(), func(p string) bool { return slices.Contains(across, p) })
				for _, old := range x.old {
					if strings.Contains(printed, old) {
						t.Fatalf("%s was corrected and is printed", old)
					}
				}
				if len(x.whom()) > 0 && !mine && (strings.Contains(printed, x.story) || strings.Contains(printed, x.place)) {
					t.Fatalf("%s is about %v and printed for %s", x.story, x.whom(), person)
				}
				if other && x.place != x.story && strings.Contains(printed, x.place) {
					t.Fatalf("%s locates the other side and is printed for %s", x.place, person)
				}
				if x.entry.Kind == casefile.Instrument && (other || len(x.whom()) == 0 && person != client) && strings.Contains(printed, x.story) {
					t.Fatalf("%s answers for %v and is printed for %s", x.story, x.whom(), person)
				}
				if mine && (!other || x.entry.Kind != casefile.Household && x.entry.Kind != casefile.Instrument) && !strings.Contains(printed, x.story) {
					t.Fatalf("%s is about %s and not printed", x.story, person)
				}
				if mine && !other && !strings.Contains(printed, x.place) {
					t.Fatalf("%s is %s's own and not printed", x.place, person)
				}
			}
			for _, id := range across {
				if strings.Contains(printed, id) {
					t.Fatalf("the print-out for %s names %s of the other side", person, id)
				}
			}
			if person != client && len(across) > 0 && strings.Contains(printed, "guardian") {
				t.Fatal("the client's registration is printed for the other side")
			}
		}
		if casefile.For(h.entries, id(4711)) != nil {
			t.Fatal("printed for nobody")
		}
	})
}

// TestBeforeTheSidesPartedTheFileWasTheClients: what was written about the case
// as a whole before somebody was opposed is the client's, and afterwards tells
// neither side where the other is.
func TestBeforeTheSidesPartedTheFileWasTheClients(t *testing.T) {
	screening := func(word string) casefile.Body {
		return casefile.Body{"risk_level": {"low"}, "danger_now": {"no"}, "safety_decision": {word}, "safe_place": {word + "-place"}}
	}
	husband := casefile.Body{"name": {"Contoh"}, "party_roles": {"alleged_perpetrator"}}
	first := entry(3, casefile.Party, 20160303, husband)
	said := husband.Clone()
	said.Set("opposed", "yes")
	said.Set("corrects", first.ID)
	said.Set("correction_reason", "Belum ditandai.")
	entries := []casefile.Entry{
		entry(1, casefile.Registration, 20160301, registration()),
		entry(2, casefile.Screening, 20160302, screening("alone")),
		first,
		entry(4, casefile.Screening, 20160304, screening("unmarked")),
		entry(5, casefile.Correction, 20160305, said), // only now it is said
		entry(6, casefile.Screening, 20160306, screening("marked")),
	}
	for person, want := range map[string]map[string]bool{
		first.ID: {"alone": false, "unmarked": false, "marked": true, "marked-place": false, "alone-place": false},
		client:   {"alone": true, "unmarked": true, "marked": true, "marked-place": false, "alone-place": true},
	} {
		printed := text(casefile.For(entries, person))
		for word, is := range want {
			if strings.Contains(printed, "["+word+"]") != is {
				t.Errorf("%s for %s: want %v in\n%s", word, person, is, printed)
			}
		}
	}
}

func TestACaseWithOnePersonPrintsWhole(t *testing.T) {
	entries := []casefile.Entry{
		entry(1, casefile.Registration, 20160301, registration()),
		entry(2, casefile.SealedNote, 20160302, casefile.Body{"sealed_text": {"Tersegel."}, "team_summary": {"Ringkas."}}),
		entry(3, casefile.Session, 20160303, full(t, casefile.Current(casefile.Session))),
	}
	out := casefile.For(entries, client)
	if len(out) != 3 || out[1].Body.Has("sealed_text") || !out[1].Body.Has("team_summary") || len(out[2].Body) != len(entries[2].Body) {
		t.Fatalf("%+v", out)
	}
}
