package web_test

import (
	"net/url"
	"testing"

	"teduh/internal/testkit"
)

func TestAnEvaluationGoesThroughTheGoalsAndAClosureAsksForItWithoutInsisting(t *testing.T) {
	d := openDoor(t)
	worker := d.visitor("worker")
	file := worker.post("/register", merged(registerForm(), url.Values{"track": {"managed"}})).at()
	at := "/files/" + file + "/new/"
	worker.get(at+"evaluation").is(200).has("textarea[name='goal_results.1.aim']", "input[name='goal_results.1.reached'][value=partly]", "input[name=client_view][value=not_asked]").
		lacks("main ~ @evaluation.scores", "main ~ @evaluation.plan")
	worker.get(at+"closure").is(200).has("main ~ @evaluation.missing", "a[href='"+at+"evaluation']")
	for _, score := range []string{"4", "1"} {
		worker.post(at+"assessment", url.Values{"formulation": {"Contoh."}, "economic": {"Tidak ada penghasilan."}, "economic_score": {score}}).is(303)
	}
	worker.post(at+"plan", url.Values{"measures.1.domain": {"economic"}, "measures.1.aim": {"Punya penghasilan"}, "measures.1.measure": {"Pelatihan menjahit"}, "review_date": {"2016-05-01"}}).is(303)
	worker.get(at+"evaluation").is(200).has("textarea[name='goal_results.1.aim'] ~ Punya penghasilan", ".card.pre ~ Punya penghasilan: 0", ".card.pre ~ →")
	told := url.Values{"goal_results.1.aim": {"Punya penghasilan"}, "goal_results.1.reached": {"partly"}, "goal_results.1.reached_why": {"Baru mulai menjahit."},
		"goal_attainment": {"zero"}, "evaluation_text": {"Keadaan membaik."}, "client_view": {"better"}, "client_satisfaction": {"Saya lebih tenang."}}
	worker.post(at+"evaluation", told).is(303)
	worker.get("/files/"+file).is(200).has(".timeline ~ Baru mulai menjahit.", ".timeline ~ Saya lebih tenang.", ".timeline ~ Sebagian tercapai")
	worker.get(at + "closure").is(200).lacks("main ~ @evaluation.missing")
	short := worker.post("/register", merged(registerForm(), url.Values{"same_as": {"none"}})).at()
	worker.get("/files/" + short + "/new/closure").is(200).lacks("main ~ @evaluation.missing")
	never := worker.post("/register", merged(registerForm(), url.Values{"same_as": {"none"}, "track": {"managed"}})).at()
	worker.post("/files/"+never+"/new/closure", url.Values{"closure_reason": {"goals_reached"}, "outcome": {"stable"}, "plan_after": {"Tidak ada."}}).is(303)
	d.agrees()
}

// TestAnEvaluationSaysWhichWayTheScoresWent: on scales where more is worse and
// where more is better, for one who was asked and another.
func TestAnEvaluationSaysWhichWayTheScoresWent(t *testing.T) {
	d := openDoor(t)
	worker := d.visitor("worker")
	file := "/files/" + worker.post("/register", merged(registerForm(), url.Values{"track": {"managed"}})).at()
	ask := func(tool string, questions []string, answer string) {
		t.Helper()
		answers := url.Values{"instrument_version": {"1"}}
		for _, q := range questions {
			answers.Set("q-"+q, answer)
		}
		worker.post(file+"/measures/"+tool, answers).is(303)
	}
	gad, family := names("q1 q2 q3 q4 q5 q6 q7"), names("talk solve share safe respect needs time help")
	says := func(want string) {
		t.Helper()
		worker.get(file + "/new/evaluation").is(200).has(".card.pre ~ " + want)
	}
	ask("gad7", gad, "2")
	ask("family_functioning", family, "4")
	worker.get(file+"/new/evaluation").is(200).has(".card.pre ~ GAD-7: tanda kecemasan: 14 (").lacks(".card.pre ~ ) →", ".card.pre ~ @evaluation.same")
	ask("gad7", gad, "2")
	ask("family_functioning", family, "4")
	says("GAD-7: tanda kecemasan: tetap\n14 (7 Mar 2016) → 14 (7 Mar 2016)")
	says("tetap\n4 (7 Mar 2016) → 4 (7 Mar 2016)")
	ask("gad7", gad, "1")
	ask("family_functioning", family, "3")
	says("GAD-7: tanda kecemasan: lebih baik\n14 (7 Mar 2016) → 7 (7 Mar 2016)")
	says("lebih buruk\n4 (7 Mar 2016) → 3 (7 Mar 2016)")
	ask("gad7", gad, "3")
	ask("family_functioning", family, "9")
	says("GAD-7: tanda kecemasan: lebih buruk\n14 (7 Mar 2016) → 21 (7 Mar 2016)")
	says("lebih baik\n4 (7 Mar 2016) → 9 (7 Mar 2016)")
	for _, score := range []string{"2", "1"} { // how much is needed: less is better
		worker.post(file+"/new/assessment", url.Values{"formulation": {"Contoh."}, "economic": {"Contoh."}, "economic_score": {score}}).is(303)
	}
	says("lebih baik\n2 · sedang (7 Mar 2016) → 1 · ringan (7 Mar 2016)")
	d.agrees()
}

// TestScalesThatChangedAreNotCompared: between two versions of an instrument the
// scores stand side by side and nobody says which is better.
func TestScalesThatChangedAreNotCompared(t *testing.T) {
	d := openDoor(t)
	head, worker := d.visitor("head"), d.visitor("worker")
	file := "/files/" + worker.post("/register", merged(registerForm(), url.Values{"track": {"managed"}})).at()
	ask := func(version, meals string, more ...string) {
		t.Helper()
		if len(more) > 0 || version == "1" {
			head.post(head.sendFile("/instruments", "form.xlsx", testkit.Form(t, "pangan", more...)).is(303).Header().Get("Location")+"/use", url.Values{}).is(303)
		}
		worker.post(file+"/measures/l-pangan", url.Values{"instrument_version": {version}, "q-meals": {meals}}).is(303)
	}
	ask("1", "2")
	ask("2", "3", "alasan")
	worker.get(file+"/new/evaluation").is(200).has(".card.pre ~ (7 Mar 2016) → ").lacks(".card.pre ~ @evaluation.better", ".card.pre ~ @evaluation.worse", ".card.pre ~ @evaluation.same")
	d.agrees()
}
