package casefile

// F2: consent to the service and consent to the processing of data are two
// statements; UU 27/2022 art. 20 to 24 ask for form, proof and plain words.
var consentForm = Form{Kind: Consent, Version: 1, Fields: append([]Field{
	choice("service_consent", "consent_answers").required(),
	choice("data_consent", "consent_answers").required().help(),
	choice("given_by", "consent_givers").required(),
	choices("scope", "consent_scopes"),
}, append(fold(
	yesNo("read_aloud"),
	choice("proof", "consent_proofs"),
	Field{Name: "signature", Type: Drawing, Secrecy: Person},
	line("relation_of_giver", Person),
	text("refusal"),
	of("withdrawn_on", Date),
	yesNo("limits_explained").help(),
	concerns(),
), link("text_version"), link("text_language"))...)}

// F3: danger and safety. Our own questions, not scored.
var screeningForm = Form{Kind: Screening, Version: 1, Fields: append([]Field{
	choice("risk_level", "risk_levels").required().help(),
	yesNo("danger_now").required(),
	text("safety_decision").required(),
}, fold(
	yesNo("weapon"), yesNo("threats"), yesNo("strangling"), yesNo("escalation"),
	yesNo("suicidal"), yesNo("child_at_risk"), yesNo("pregnant"), yesNo("drug_use"),
	yesNo("abuser_lives_with_client"), private("safe_place", Line),
	concerns(),
)...)}

// F4: bio-psycho-social-spiritual assessment with protective and risk factors.
var assessmentForm = Form{Kind: Assessment, Version: 1, Fields: append([]Field{
	text("formulation").required(),
}, fold(
	text("own_words"), text("history"), text("family_function"),
	text("physical"), text("psychological"), text("social"), text("spiritual"), text("economic"), text("legal"),
	text("strengths"), text("protective_factors"), text("risk_factors"), text("priorities"),
	yesNo("in_depth"),
	concerns(),
)...)}

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

// F5: the plan and the agreement the client makes with it.
var planForm = Form{Kind: Plan, Version: 1, Fields: append([]Field{
	text("goals").required(),
	text("actions").required(),
	of("review_date", DueDate).required(),
}, fold(
	rows("measures",
		line("aim", Story).asAbove(), line("measure", Story).required(), of("until", DueDate), line("cost_source", Story), link(rowID)),
	text("indicators"), text("who_does_what"), text("resources"),
	line("cost_source", Story), choice("client_agreement", "consent_answers"),
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
