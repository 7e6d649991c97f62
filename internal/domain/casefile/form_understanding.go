package casefile

import "slices"

// F2: consent to the service and consent to the processing of data are two
// statements; UU 27/2022 art. 20 to 24 ask for form, proof and plain words.
var consentForm = Form{Kind: Consent, Version: 1, DayIn: "given", Fields: append([]Field{
	choice("service_consent", "consent_answers").required(),
	choice("data_consent", "consent_answers").required().help(),
	choice("given_by", "consent_givers").required(),
	choices("scope", "consent_scopes"),
}, slices.Concat(
	part("given",
		yesNo("read_aloud"),
		yesNo("limits_explained").help(),
		line("relation_of_giver", Person),
		choice("proof", "consent_proofs"),
		Field{Name: "signature", Type: Drawing, Secrecy: Person},
		concerns(),
	),
	part("limits",
		text("refusal"),
		choices("not_shared_with", "referral_targets").help(),
		of("withdrawn_on", Date),
	),
	[]Field{link("text_version"), link("text_language")})...)}

// F3: danger and safety. Our own questions, not scored.
var screeningForm = Form{Kind: Screening, Version: 1, DayIn: "notes", Fields: append([]Field{
	choice("risk_level", "risk_levels").required().help(),
	yesNo("danger_now").required(),
	text("safety_decision").required(),
}, slices.Concat(
	part("signs",
		yesNo("weapon"), yesNo("threats"), yesNo("strangling"), yesNo("escalation"), yesNo("abuser_lives_with_client"),
	),
	part("alarm",
		yesNo("suicidal"), yesNo("child_at_risk"), yesNo("pregnant"), yesNo("drug_use"),
	),
	part("notes",
		private("safe_place", Line),
		concerns(),
	))...)}

// F4: bio-psycho-social-spiritual assessment by domains, each with how much is
// needed and why, and the protective and risk factors.
var assessmentForm = Form{Kind: Assessment, Version: 1, Fields: slices.Concat([]Field{
	text("formulation").required(),
},
	domain("physical", text("physical")), domain("psychological", text("psychological")), domain("social", text("social")),
	domain("spiritual", text("spiritual")), domain("economic", text("economic")), domain("legal", text("legal")),
	domain("family", text("family_function")),
	[]Field{text("risk_factors"), text("protective_factors")},
	fold(
		text("own_words"), text("history"), text("strengths"), text("priorities"),
		yesNo("in_depth"),
		concerns(),
	))}

// Domains of the assessment, in the order of its form.
func Domains() []string {
	return []string{"physical", "psychological", "social", "spiritual", "economic", "legal", "family"}
}

// ScoreOf is the field of a domain's score, from 0 for no need.
func ScoreOf(domain string) string { return domain + "_score" }

// domain is a score and its reason.
func domain(name string, reason Field) []Field {
	return group(name, choice(ScoreOf(name), "need_scores"), reason)
}

var problemForm = Form{Kind: Problem, Version: 1, Fields: []Field{
	choice("primary", "problems").required(),
	choices("secondary", "problems").folded(),
	choice("second_level", "second_level").folded(),
	text("problem_reason").folded(),
}}

var trackForm = Form{Kind: Track, Version: 1, Fields: []Field{
	choice("track", "tracks").required(),
	text("track_reason"),
}}

// F5: the plan and the agreement the client makes with it. Each row is an
// action; what is left empty in it is as in the row above, so that a goal with
// three actions is written once.
var planForm = Form{Kind: Plan, Version: 1, Fields: append([]Field{
	rows("measures",
		choice("domain", "domains").asAbove(), text("aim").atMost(300).asAbove(), text("measure").atMost(300).required(), of("doer", Staff).from("doers"),
		of("until", DueDate), line("cost_source", Story), link(rowID)).required().instead("actions").help(),
	of("review_date", DueDate).required(),
	choice("client_agreement", "consent_answers"),
	text("goals").retired(), text("actions").retired(), text("who_does_what").retired(), line("cost_source", Story).retired(),
}, fold(
	text("indicators"), text("resources"),
	concerns(),
)...)}

// An approval names an entry and holds the hash of what it said; when that is
// corrected the approval no longer counts.
var approvalForm = Form{Kind: Approval, Version: 1, Fields: []Field{
	choice("decision", "decisions").required(),
	text("approval_note"),
	link("approves"),
	link("approved_hash"),
}}

var assignmentForm = Form{Kind: Assignment, Version: 1, Fields: []Field{
	of("assigned", Staffs).required(),
	text("handover").folded(),
}}
