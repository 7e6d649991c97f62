package casefile_test

import (
	"slices"
	"testing"
	"time"

	"teduh/internal/domain/casefile"
	"teduh/internal/domain/taxonomy"
	"teduh/internal/kit/fault"
)

// violence is a registration of sexual violence.
func violence() casefile.Body {
	b := registration()
	b.Set("presenting", "sexual_violence")
	return b
}

func decisions(s *casefile.State) (out []casefile.Promise) {
	for _, p := range s.Promises() {
		if p.Kind == casefile.Decision {
			out = append(out, p)
		}
	}
	return out
}

// TestTheClockBeginsWhenACaseIsKnownToBeOne: at registration, by a later coding,
// by a further problem or a finer code; not by what an old book tells.
func TestTheClockBeginsWhenACaseIsKnownToBeOne(t *testing.T) {
	old := violence()
	old.Set("old_book", "yes")
	coded := func(b casefile.Body) []casefile.Entry {
		return []casefile.Entry{entry(1, casefile.Registration, 20160301, registration()), entry(2, casefile.Problem, 20160310, b)}
	}
	for name, c := range map[string]struct {
		entries []casefile.Entry
		by      string
	}{
		"at registration":    {[]casefile.Entry{entry(1, casefile.Registration, 20160310, violence())}, id(1)},
		"by a later coding":  {coded(casefile.Body{"primary": {"sexual_violence"}}), id(2)},
		"by another problem": {coded(casefile.Body{"primary": {"economic"}, "secondary": {"neglect", "sexual_violence"}}), id(2)},
		"by a finer code":    {coded(casefile.Body{"primary": {"online_harm"}, "second_level": {"online_violence"}}), id(2)},
		"by another finer":   {coded(casefile.Body{"primary": {"online_harm"}, "second_level": {"online_gambling_loan"}}), ""},
		"by none":            {coded(casefile.Body{"primary": {"domestic_violence"}}), ""},
		"in an old book":     {[]casefile.Entry{entry(1, casefile.Registration, 20160310, old)}, ""},
		"coded away again": {append(coded(casefile.Body{"primary": {"sexual_violence"}}),
			entry(3, casefile.Problem, 20160311, casefile.Body{"primary": {"neglect"}})), ""},
		"coded once more": {append(coded(casefile.Body{"primary": {"sexual_violence"}}),
			entry(3, casefile.Problem, 20160325, casefile.Body{"primary": {"sexual_violence"}, "secondary": {"neglect"}})), id(2)},
	} {
		s := casefile.Fold(book, c.entries)
		due := decisions(s)
		if s.Police.Entry != c.by || s.Police.Waits() != (c.by != "") || len(due) > 1 || len(due) == 1 != (c.by != "") {
			t.Errorf("%s: %+v, promised %+v", name, s.Police, due)
			continue
		}
		if c.by == "" {
			continue
		}
		if !s.Police.Until.Equal(time.Date(2016, 3, 13, 0, 0, 0, 0, time.UTC)) || due[0].Day != 20160313 || due[0].Staff != casefile.TheHead || due[0].What != "" {
			t.Errorf("%s: until %s, promised %+v", name, s.Police.Until, due[0])
		}
	}
}

// TestTheDecisionStopsNothing: with and without it the same may follow, also at
// the end; it is asked for until it is there, and may be made anew.
func TestTheDecisionStopsNothing(t *testing.T) {
	entries := []casefile.Entry{entry(1, casefile.Registration, 20160301, violence())}
	s := casefile.Fold(book, entries)
	decided := entry(2, casefile.PoliceDecision, 20160302, casefile.Body{"police_result": {casefile.NotTold}, "police_reason": {"Contoh."}})
	after, err := casefile.Accept(book, s, entries, decided)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(casefile.Next(s), casefile.Next(after)) || !slices.Contains(casefile.Besides(after), casefile.PoliceDecision) {
		t.Errorf("before %v, after %v", casefile.Next(s), casefile.Next(after))
	}
	if after.Police.Waits() || len(decisions(after)) > 0 || after.Police.Result != casefile.NotTold || after.Police.Day != 20160302 {
		t.Errorf("decided: %+v %+v", after.Police, decisions(after))
	}
	closure := entry(2, casefile.Closure, 20160302, casefile.Body{"closure_reason": {"moved"}, "outcome": {"unknown"}, "plan_after": {"-"}, "without_approval": {"Contoh."}})
	closed, err := casefile.Accept(book, s, entries, closure)
	if err != nil {
		t.Fatalf("the closure waits for the decision: %v", err)
	}
	if len(decisions(closed)) != 1 || closed.NextDue == decisions(closed)[0].Day || !slices.Contains(casefile.Next(closed), casefile.PoliceDecision) {
		t.Errorf("closed: %+v, next due %v, may follow %v", decisions(closed), closed.NextDue, casefile.Next(closed))
	}
	other := casefile.Fold(book, []casefile.Entry{entry(1, casefile.Registration, 20160301, registration())})
	if slices.Contains(casefile.Next(other), casefile.PoliceDecision) {
		t.Error("it is asked for in a case that is none of those")
	}
}

// TestADecisionSaysWhatMustBeSaidWithIt, also when it is corrected.
func TestADecisionSaysWhatMustBeSaidWithIt(t *testing.T) {
	yes := casefile.Body{"service_consent": {"yes"}, "data_consent": {"yes"}, "given_by": {"client"}}
	with := func(field, answer string) casefile.Body {
		b := yes.Clone()
		b.Set(field, answer)
		return b
	}
	told := casefile.Body{"police_result": {casefile.Told}, "reported_on": {"2016-03-03"}, "reported_where": {"Contoh: Polres."}}
	reasoned := told.Clone()
	reasoned.Set("police_reason", "Contoh: nyawa terancam.")
	for name, c := range map[string]struct {
		consent, said casefile.Body
		fields        []string
		override      bool
	}{
		"told, agreed":                {yes, told, nil, false},
		"told, never asked":           {nil, told, nil, false},
		"told, nothing said":          {yes, casefile.Body{"police_result": {casefile.Told}}, []string{"reported_on", "reported_where"}, false},
		"told, police refused":        {with("not_shared_with", "police_ppa"), told, []string{"police_reason"}, true},
		"told, others refused":        {with("not_shared_with", "school"), told, nil, false},
		"told, data refused":          {with("data_consent", "no"), told, []string{"police_reason"}, true},
		"told, withdrawn":             {with("withdrawn_on", "2016-03-02"), told, []string{"police_reason"}, true},
		"told, refused, with reason":  {with("not_shared_with", "police_ppa"), reasoned, nil, true},
		"not told":                    {yes, casefile.Body{"police_result": {casefile.NotTold}}, []string{"police_reason"}, false},
		"not told, refused":           {with("not_shared_with", "police_ppa"), casefile.Body{"police_result": {casefile.NotTold}, "police_reason": {"Contoh."}}, nil, false},
		"told by another":             {yes, casefile.Body{"police_result": {casefile.ToldByOther}}, []string{"reported_by"}, false},
		"told by another, refused":    {with("not_shared_with", "police_ppa"), casefile.Body{"police_result": {casefile.ToldByOther}, "reported_by": {"Contoh: ibunya."}}, nil, false},
		"told by another, the victim": {yes, casefile.Body{"police_result": {casefile.ToldByOther}, "reported_by": {"Contoh: klien."}}, nil, false},
	} {
		entries := []casefile.Entry{entry(1, casefile.Registration, 20160301, violence())}
		if c.consent != nil {
			entries = append(entries, entry(2, casefile.Consent, 20160302, c.consent))
		}
		s := casefile.Fold(book, entries)
		decision := entry(3, casefile.PoliceDecision, 20160304, c.said)
		_, err := casefile.Accept(book, s, entries, decision)
		if got := fieldsOf(err); !slices.Equal(got, c.fields) {
			t.Errorf("%s: %v are missing, want %v", name, got, c.fields)
		}
		if got := s.Overrides(decision); got != c.override {
			t.Errorf("%s: overrides the client's word: %v", name, got)
		}
		first := entry(3, casefile.PoliceDecision, 20160304, casefile.Body{"police_result": {casefile.ToldByOther}, "reported_by": {"Contoh."}})
		entries = append(entries, first)
		anew := c.said.Clone()
		anew.Set("corrects", first.ID)
		anew.Set("correction_reason", "Salah.")
		_, err = casefile.Accept(book, casefile.Fold(book, entries), entries, entry(4, casefile.Correction, 20160304, anew))
		if got := fieldsOf(err); !slices.Equal(got, c.fields) {
			t.Errorf("%s, as a correction: %v are missing, want %v", name, got, c.fields)
		}
	}
}

func fieldsOf(err error) (fields []string) {
	for _, f := range fault.All(err) {
		fields = append(fields, f.Field)
	}
	return fields
}

// TestWhatThePoliceRuleNamesIsThere holds the data against the lists.
func TestWhatThePoliceRuleNamesIsThere(t *testing.T) {
	r := taxonomy.PoliceRuleOf(20160301)
	for _, code := range r.Problems {
		if _, ok := taxonomy.Now().Problem(code); !ok {
			t.Errorf("%s is no problem", code)
		}
	}
	for _, code := range r.SecondLevel {
		if !taxonomy.Has("second_level", code) {
			t.Errorf("%s is no finer code", code)
		}
	}
	if r.Hours != 72 || r.Source == "" || r.Says.ID == "" || r.Says.EN == "" || r.Name.ID == "" || !taxonomy.Has("referral_targets", "police_ppa") {
		t.Errorf("%+v", r)
	}
}
