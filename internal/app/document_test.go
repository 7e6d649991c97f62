package app_test

import (
	"slices"
	"strings"
	"testing"

	"teduh/internal/app"
	"teduh/internal/domain/access"
	"teduh/internal/domain/casefile"
	"teduh/internal/domain/document"
	"teduh/internal/kit/fault"
	"teduh/internal/testkit"
)

func referral(purpose string) casefile.Body {
	return casefile.Body{"referral_target": {"puskesmas"}, "referral_purpose": {purpose}, "share_consent": {"yes"}}
}

func TestAPaperIsForThoseWhoReadTheCaseAndLeavesALine(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		worker := v.Donggala.Worker
		made := v.Register(t, worker, "Kenari Senja", "economic")
		first := v.Append(t, worker, made.Case, casefile.Referral, referral("Pemeriksaan."))
		v.Append(t, worker, made.Case, casefile.Referral, referral("Obat."))
		for name, a := range map[string]access.Actor{"stranger": v.Cast.Stranger, "colleague": v.Donggala.Colleague, "front": v.Donggala.Front, "ministry": v.Cast.Ministry, "auditor": v.Cast.Auditor} {
			if _, err := v.Documents.Print(ctx, a, made.Case, document.Referral, ""); !fault.Is(err, fault.NotFound) || refusals(t, v, a, "read") != 1 {
				t.Errorf("%s prints: %v", name, err)
			}
		}
		for _, k := range []document.Kind{document.Agreement, document.Closing, "bukan"} {
			if _, err := v.Documents.Print(ctx, worker, made.Case, k, ""); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s is printed of a case that has none: %v", k, err)
			}
		}
		if _, err := v.Documents.Print(ctx, worker, made.Case, document.Referral, nobody); !fault.Is(err, fault.NotFound) {
			t.Errorf("a referral that is not there is printed: %v", err)
		}
		last, err := v.Documents.Print(ctx, worker, made.Case, document.Referral, "")
		if err != nil || last.Entry.Body.Get("referral_purpose") != "Obat." || last.Institution.ID != v.Donggala.ID {
			t.Errorf("the last referral is %+v: %v", last.Entry.Body, err)
		}
		if p, err := v.Documents.Print(ctx, v.Donggala.Head, made.Case, document.Slip, first.ID); err != nil || p.Entry.ID != first.ID {
			t.Errorf("the first referral is %s: %v", p.Entry.ID, err)
		}
		if lines := lookedAt(t, v, v.Donggala.Head.Staff, "file"); !slices.Contains(lines, "paper=slip entry="+first.ID) {
			t.Errorf("the audit says %q", lines)
		}
	})
}

func TestACopyOfAFileHoldsWhatWasChosenAndTheAuditSaysSo(t *testing.T) {
	testkit.Each(t, func(t *testing.T, v *testkit.Village) {
		worker := v.Donggala.Worker
		made := v.Register(t, worker, "Kenari Senja", "economic")
		v.Append(t, v.Donggala.Head, made.Case, casefile.Assignment, casefile.Body{"assigned": {worker.Staff, v.Donggala.Psychologist.Staff}})
		session := testkit.Session()
		session.Set("present", "Kenari Suami")
		v.Append(t, worker, made.Case, casefile.Session, session)
		v.Append(t, v.Donggala.Psychologist, made.Case, casefile.SealedNote, casefile.Body{"sealed_text": {"Rahasia psikolog."}, "team_summary": {"Ringkas."}})
		v.Append(t, v.Donggala.Psychologist, made.Case, casefile.Instrument, casefile.Body{"instrument": {"dass21"}, "q-q1": {"3"}, "instrument_note": {"Catatan alat."}})
		all := casefile.Kinds()
		for _, r := range casefile.Readers() {
			p, err := v.Documents.Copy(ctx, v.Donggala.Psychologist, made.Case, app.Choice{Reader: r, Person: made.Person, Kinds: all})
			if err != nil {
				t.Fatal(err)
			}
			said := copied(p)
			if strings.Contains(said, "Rahasia psikolog") || strings.Contains(said, "Ringkas") || !strings.Contains(said, "Bercerita") {
				t.Errorf("%s reads %q", r, said)
			}
			if i := slices.IndexFunc(p.Entries, func(e casefile.Entry) bool { return e.Kind == casefile.Instrument }); strings.Contains(said, "Catatan alat") || i >= 0 && (r != casefile.OwnArchive || len(casefile.Given(p.Entries[i].Body)) > 0) {
				t.Errorf("%s reads what the psychologist asked", r)
			}
			if names := strings.Contains(said, "Kenari Suami"); names != (r == casefile.ACourt || r == casefile.OwnArchive) {
				t.Errorf("%s reads of others: %v", r, names)
			}
			if r != casefile.OwnArchive && slices.ContainsFunc(p.Entries, func(e casefile.Entry) bool { return e.Kind == casefile.Assignment }) {
				t.Errorf("%s reads who was assigned", r)
			}
			if p.Person.Get("name") != "Kenari Senja" {
				t.Errorf("%s does not read who the client is", r)
			}
		}
		only, err := v.Documents.Copy(ctx, v.Donggala.Head, made.Case, app.Choice{Reader: casefile.ACourt, Kinds: []casefile.Kind{casefile.Registration}})
		if err != nil || len(only.Entries) != 1 || only.Entries[0].Kind != casefile.Registration {
			t.Errorf("the choice holds %d entries: %v", len(only.Entries), err)
		}
		if lines := lookedAt(t, v, v.Donggala.Head.Staff, "file"); !slices.Contains(lines, "paper=case_file for=court kinds=registration entries=1") {
			t.Errorf("the audit says %q", lines)
		}
		for field, c := range map[string]app.Choice{
			"reader": {Reader: "everybody", Kinds: all}, "kinds": {Reader: casefile.ACourt}, "copy_person": {Reader: casefile.TheClient, Person: nobody, Kinds: all},
		} {
			if _, err := v.Documents.Copy(ctx, worker, made.Case, c); !fault.Is(err, fault.Invalid) || fault.First(err).Field != field {
				t.Errorf("%s: %v", field, err)
			}
		}
		if _, err := v.Documents.Copy(ctx, v.Cast.Stranger, made.Case, app.Choice{Reader: casefile.ACourt, Kinds: all}); !fault.Is(err, fault.NotFound) {
			t.Errorf("a stranger copies: %v", err)
		}
	})
}

// copied is all that the entries of a copy say.
func copied(p app.Paper) string {
	var b strings.Builder
	for _, e := range p.Entries {
		for _, answers := range e.Body {
			b.WriteString(strings.Join(answers, " ") + "\n")
		}
	}
	return b.String()
}
