package casefile_test

import (
	"slices"
	"testing"

	"teduh/internal/domain/casefile"
)

func TestTheGoalsOfAPlanAreWhatWasDoneAndWhatIsPlannedNow(t *testing.T) {
	old := casefile.Body{"measures.1.aim": {"Aman di rumah"}, "measures.1.measure": {"Kunjungan"}, "measures.1.row": {"1"}, "measures.2.measure": {"Kunjungan kedua"}, "measures.2.row": {"2"},
		"measures.3.aim": {"Pindah"}, "measures.3.measure": {"Cari kontrakan"}, "measures.3.row": {"3"}, "review_date": {"2016-05-01"}}
	renewed := casefile.Body{"measures.1.aim": {"Anak sekolah"}, "measures.1.measure": {"Daftar ulang"}, "measures.1.row": {"1"},
		"measures.2.aim": {"Aman di rumah"}, "measures.2.measure": {"Telepon kakak"}, "measures.2.row": {"2"}, "review_date": {"2016-06-01"}}
	entries := []casefile.Entry{
		entry(1, casefile.Registration, 20160301, managed()),
		entry(2, casefile.Assessment, 20160302, casefile.Body{"formulation": {"Contoh."}}),
		entry(3, casefile.Plan, 20160303, old),
	}
	done := casefile.Body{"tasks_done": {entries[2].ID + ".1"}}
	entries = append(entries, entry(4, casefile.Done, 20160310, done), entry(5, casefile.Plan, 20160401, renewed))
	s := casefile.Fold(book, entries)
	want := []casefile.Goal{{Aim: "Aman di rumah", Done: 1, Of: 2}, {Aim: "Anak sekolah", Done: 0, Of: 1}}
	if got := s.Goals(); !slices.Equal(got, want) {
		t.Errorf("the goals are %v, want %v", got, want)
	}
	if !s.Unevaluated() {
		t.Error("a managed case without an evaluation is not told")
	}
	entries = append(entries, entry(6, casefile.Evaluation, 20160501, casefile.Body{"goal_attainment": {"zero"}, "evaluation_text": {"Contoh."}}))
	if casefile.Fold(book, entries).Unevaluated() {
		t.Error("an evaluation does not count")
	}
	if short := casefile.Fold(book, []casefile.Entry{entry(1, casefile.Registration, 20160301, registration())}); short.Unevaluated() {
		t.Error("a case of the short track is asked for an evaluation")
	}
}
