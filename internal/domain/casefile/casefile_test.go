package casefile_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"teduh/internal/domain/area"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/calendar"
	"teduh/internal/kit/fault"
	"teduh/internal/kit/ident"
)

var book = taxonomy.Codebook{}

var reference = casefile.Reference{
	HasCode:   taxonomy.Has,
	HasPlace:  func(code string) bool { _, ok := area.Indonesia().Get(area.Code(code)); return ok },
	HasStaff:  func(string) bool { return true },
	HasDoer:   func(string) bool { return true },
	HasAgency: func(string) bool { return true },
	Today:     20161019,
}

// entry is an entry as the program would accept it.
func entry(n int, k casefile.Kind, day calendar.Day, body casefile.Body) casefile.Entry {
	return casefile.Entry{
		Institution: "lk3", File: "file", ID: id(n), Kind: k, Version: casefile.Current(k).Version, Day: day, Occurred: day.Time(),
		Area: "72.03", Author: "worker", Position: int64(n), OpenMonth: 201601, Body: body,
	}
}

// client is the first client's person file in the files of these tests.
var client = id(900)

func id(n int) string { return ident.New(time.UnixMilli(int64(n)), ident.Seeded(uint64(n), "entry")) }

// full is a body that answers every field of a form with something that can be
// accepted.
func full(t *testing.T, f casefile.Form) casefile.Body {
	t.Helper()
	b := casefile.Body{}
	for _, field := range f.Fields {
		switch field.Type {
		case casefile.Rows:
			b.SetRows(field.Name, full(t, casefile.Form{Fields: field.Columns}))
		case casefile.Choice, casefile.Choices:
			b.Set(field.Name, taxonomy.List(field.List)[0].Code)
		case casefile.YesNo:
			b.Set(field.Name, "yes")
		case casefile.Number:
			b.Set(field.Name, "34")
		case casefile.Date, casefile.DueDate:
			b.Set(field.Name, "2016-05-01")
		case casefile.Clock:
			b.Set(field.Name, "09:30")
		case casefile.Tasks:
			b.Set(field.Name, id(1)+".1")
		case casefile.Drawing:
			b.Set(field.Name, "M10 20 L30 40")
		case casefile.Place:
			b.Set(field.Name, "72.03")
		case casefile.Someone, casefile.Persons:
			b.Set(field.Name, client)
		case casefile.Staff, casefile.Staffs, casefile.Office, casefile.Agency, casefile.Entries:
			b.Set(field.Name, id(1))
		default:
			b.Set(field.Name, "Contoh.")
		}
	}
	return b
}

func TestEveryKindHasAFormThatAFullBodyPassesAndFoldNamesIt(t *testing.T) {
	for _, k := range casefile.Kinds() {
		t.Run(string(k), func(t *testing.T) {
			form := casefile.Current(k)
			if len(form.Asked()) == 0 || !casefile.Known(k, form.Version) {
				t.Fatal("no form")
			}
			body := full(t, form)
			checked, err := casefile.Check(form, body, reference)
			if err != nil {
				t.Fatal(err)
			}
			first := entry(1, casefile.Registration, 20160301, registration())
			if _, opens := k.Opens(); opens {
				first = entry(1, k, 20160301, checked)
			}
			entries := []casefile.Entry{first}
			if _, opens := k.Opens(); !opens {
				entries = append(entries, entry(2, k, 20160302, checked))
			}
			s := casefile.Fold(book, entries)
			if s.Entries != len(entries) || s.Has(k) != 1 {
				t.Fatalf("folded %d entries, %d of the kind", s.Entries, s.Has(k))
			}
		})
	}
}

// TestOldBodiesAreReadForEver reads the golden bodies: one of each kind and
// version that was ever written.
func TestOldBodiesAreReadForEver(t *testing.T) {
	for _, f := range casefile.Forms() {
		path := filepath.Join("testdata", fmt.Sprintf("%s.%d.json", f.Kind, f.Version))
		stored, err := os.ReadFile(path)
		if os.IsNotExist(err) && os.Getenv("TEDUH_TEST_GOLDEN") != "" {
			stored, err = json.MarshalIndent(map[string]casefile.Values(full(t, f)), "", "  ")
			if err == nil {
				err = os.WriteFile(path, append(stored, '\n'), 0o644)
			}
		}
		if err != nil {
			t.Errorf("%s version %d has no golden body: %v", f.Kind, f.Version, err)
			continue
		}
		body, err := casefile.Decode(stored)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if _, err := casefile.Check(f, body, reference); err != nil {
			t.Errorf("%s no longer passes: %v", path, err)
		}
	}
}

func registration() casefile.Body {
	return casefile.Body{"age": {"34"}, "sex": {"female"}, "residence": {"72.03"}, "origin": {"self"}, "consent_given": {"both"}, "presenting": {"economic"}, "client": {client}, "family": {"f"}}
}

func TestStatusesFollowTheWork(t *testing.T) {
	entries := []casefile.Entry{entry(1, casefile.Registration, 20160301, registration())}
	walk := []struct {
		kind casefile.Kind
		want casefile.Status
	}{
		{casefile.Session, casefile.Active}, {casefile.Suspension, casefile.Suspended}, {casefile.Resumption, casefile.Active},
		{casefile.Closure, casefile.Closed}, {casefile.FollowUp, casefile.Closed}, {casefile.Reopening, casefile.Active}, {casefile.Transfer, casefile.Active}, {casefile.TransferAnswer, casefile.Closed},
	}
	state := casefile.Fold(book, entries)
	if state.Status != casefile.Registered || !state.Open() {
		t.Fatalf("after registration: %v", state.Status)
	}
	for i, step := range walk {
		e := entry(i+2, step.kind, calendar.Day(20160302).Add(i), full(t, casefile.Current(step.kind)))
		if step.kind == casefile.TransferAnswer {
			e.Body.Set("answers_to", state.Leaving.Entry)
		}
		e.Body.Set("tasks_done") // nothing was to be done
		after, err := casefile.Accept(book, state, nil, e)
		if err != nil {
			t.Fatalf("%s: %v", step.kind, err)
		}
		if after.Status != step.want || after.Open() != (step.want != casefile.Closed) {
			t.Fatalf("after %s: %v", step.kind, after.Status)
		}
		state = after
	}
	if len(state.Spells) != 2 {
		t.Fatalf("%d spells", len(state.Spells))
	}
}

func TestWhatMayFollowIsATable(t *testing.T) {
	open := casefile.Fold(book, []casefile.Entry{entry(1, casefile.Registration, 20160301, registration())})
	for _, k := range []casefile.Kind{casefile.Reopening, casefile.FollowUp, casefile.Resumption, casefile.Reply, casefile.Plan, casefile.Approval, casefile.Registration, casefile.Contact} {
		if slices.Contains(casefile.Next(open), k) {
			t.Errorf("%s may follow a registration", k)
		}
		_, err := casefile.Accept(book, open, nil, entry(2, k, 20160302, full(t, casefile.Current(k))))
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("%s is accepted after a registration: %v", k, err)
		}
	}
	for _, k := range casefile.Offered(open) {
		if k == casefile.Correction {
			t.Error("a correction is offered as a form of its own")
		}
	}
}

func TestAnApprovalBindsToWhatItRead(t *testing.T) {
	body := registration()
	body.Set("presenting", "sexual_violence")
	plan := entry(3, casefile.Plan, 20160303, casefile.Body{"goals": {"Aman."}, "actions": {"Konseling."}, "review_date": {"2016-06-01"}})
	entries := []casefile.Entry{entry(1, casefile.Registration, 20160301, body), entry(2, casefile.Assessment, 20160302, casefile.Body{"formulation": {"Contoh."}}), plan}
	state := casefile.Fold(book, entries)
	if state.Track != casefile.Managed || !state.Flags.AwaitingApproval {
		t.Fatalf("track %s, waits %v", state.Track, state.Flags.AwaitingApproval)
	}
	closure := entry(9, casefile.Closure, 20160310, full(t, casefile.Current(casefile.Closure)))
	closure.Body.Set("without_approval")
	if _, err := casefile.Accept(book, state, nil, closure); fault.First(err) == nil || fault.First(err).Key != "casefile.needs_approval" {
		t.Fatalf("closed without approval: %v", err)
	}
	stale := entry(4, casefile.Approval, 20160304, casefile.Body{"decision": {"approved"}, "approves": {plan.ID}, "approved_hash": {"another"}})
	if _, err := casefile.Accept(book, state, nil, stale); fault.First(err) == nil || fault.First(err).Key != "casefile.plan_changed" {
		t.Fatalf("approved what was not read: %v", err)
	}
	approval := entry(4, casefile.Approval, 20160304, casefile.Body{"decision": {"approved"}, "approves": {plan.ID}, "approved_hash": {casefile.ContentHash(plan.Body)}})
	state, err := casefile.Accept(book, state, nil, approval)
	if err != nil || !state.Plan.Valid() {
		t.Fatal(err)
	}
	if _, err := casefile.Accept(book, state, nil, closure); err != nil {
		t.Fatalf("approved and still not closed: %v", err)
	}
	changed := plan.Body.Clone()
	changed.Set("goals", "Lain.")
	changed.Set("corrects", plan.ID)
	changed.Set("correction_reason", "Keliru.")
	entries = append(entries, approval)
	state, err = casefile.Accept(book, state, entries, entry(5, casefile.Correction, 20160305, changed))
	if err != nil || state.Plan.Valid() || !state.Flags.AwaitingApproval {
		t.Fatalf("a changed plan is still approved: %v", err)
	}
}

func TestACorrectionSaysAnEntryAnewAndKeepsTheOldText(t *testing.T) {
	first := entry(1, casefile.Registration, 20160301, registration())
	body := registration()
	body.Set("sex", "male")
	body.Set("corrects", first.ID)
	body.Set("correction_reason", "Salah ketik.")
	body.Set("occurred_on", "2016-02-20")
	entries := []casefile.Entry{first, entry(2, casefile.Correction, 20160305, body)}
	state := casefile.Fold(book, entries)
	if state.Dims.Sex != "male" || state.FirstDay != 20160220 || state.Corrections != 1 {
		t.Fatalf("%+v", state.Dims)
	}
	if entries[0].Body.Get("sex") != "female" {
		t.Fatal("the old text is gone")
	}
	body.Set("occurred_on", "2016-04-01")
	closed := append(entries[:1:1], entry(2, casefile.Closure, 20160310, full(t, casefile.Current(casefile.Closure))))
	_, err := casefile.Accept(book, casefile.Fold(book, closed), closed, entry(3, casefile.Correction, 20160311, body))
	if fault.First(err) == nil || fault.First(err).Key != "casefile.too_early" {
		t.Fatalf("a case opens after it was closed: %v", err)
	}
}

func TestExtendIsFold(t *testing.T) {
	entries := []casefile.Entry{entry(1, casefile.Registration, 20160301, registration())}
	state := casefile.Fold(book, entries)
	for i, k := range []casefile.Kind{casefile.Session, casefile.Referral, casefile.Problem, casefile.Closure, casefile.Reopening, casefile.Session} {
		e := entry(i+2, k, calendar.Day(20160302).Add(i), full(t, casefile.Current(k)))
		entries = append(entries, e)
		state, _ = casefile.Extend(book, state, e)
		whole := casefile.Fold(book, entries)
		if fmt.Sprintf("%+v", state) != fmt.Sprintf("%+v", whole) {
			t.Fatalf("after %s:\n%+v\n%+v", k, state, whole)
		}
	}
}

func TestWhatCannotBeAcceptedIsSaidBesideItsField(t *testing.T) {
	form := casefile.Current(casefile.Contact)
	good := full(t, form)
	for name, c := range map[string]struct {
		field string
		value []string
		key   string
	}{
		"empty":          {"caller", nil, "fault.required"},
		"only spaces":    {"caller", []string{"   "}, "fault.required"},
		"not in list":    {"channel", []string{"pigeon"}, "fault.choice"},
		"two answers":    {"channel", []string{"phone", "media"}, "fault.one_answer"},
		"not yes or no":  {"danger_now", []string{"maybe"}, "fault.choice"},
		"not a number":   {"age", []string{"tua"}, "fault.number"},
		"negative":       {"age", []string{"-1"}, "fault.number"},
		"no such place":  {"residence", []string{"00.00"}, "fault.place"},
		"too long":       {"caller", []string{strings.Repeat("a", 201)}, "fault.too_long"},
		"control letter": {"caller", []string{"a\x00b"}, "fault.characters"},
		"broken letter":  {"caller", []string{"a\xffb"}, "fault.characters"},
		"line in a line": {"caller", []string{"a\nb"}, "fault.characters"},
	} {
		t.Run(name, func(t *testing.T) {
			body := good.Clone()
			body[c.field] = c.value
			_, err := casefile.Check(form, body, reference)
			if f := fault.First(err); f == nil || f.Key != c.key || f.Field != c.field {
				t.Fatalf("%v", err)
			}
		})
	}
	several := casefile.Body{"caller": {"x"}, "unknown": {"x"}}
	if _, err := casefile.Check(form, several, reference); len(fault.All(err)) != 5 {
		t.Fatalf("all faults at once: %v", err)
	}
}

func TestABodyReadsBackAsItWasWritten(t *testing.T) {
	b := casefile.Body{"one": {"a"}, "two": {"a", "b"}}
	stored, err := b.Encode()
	if err != nil || string(stored) != `{"one":"a","two":["a","b"]}` {
		t.Fatalf("%s %v", stored, err)
	}
	back, err := casefile.Decode(stored)
	if err != nil || !slices.Equal(back.All("two"), []string{"a", "b"}) || back.Get("one") != "a" || back.Has("three") {
		t.Fatalf("%v %v", back, err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"a":"b","c":["d"]}`))
	f.Add([]byte(`{"a":1}`))
	f.Fuzz(func(t *testing.T, stored []byte) {
		b, err := casefile.Decode(stored)
		if err != nil {
			return
		}
		if _, err := b.Encode(); err != nil {
			t.Fatal(err)
		}
	})
}
