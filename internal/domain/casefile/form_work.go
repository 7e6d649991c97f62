package casefile

// F6: three required fields; a session is written more often than anything.
var sessionForm = Form{Kind: Session, Version: 1, Fields: append([]Field{
	choice("service", "services").required(),
	text("what_happened").required(),
	text("next_step").required(),
}, fold(
	of("next_date", DueDate),
	choice("mode", "modes"),
	of("minutes", Number),
	line("present", Person),
	text("aim"),
	text("analysis"),
	concerns(),
)...)}

// F6, the psychologist's full record and the limited summary (HIMPSI code of
// ethics art. 23 to 27: full and limited records are kept apart).
var sealedNoteForm = Form{Kind: SealedNote, Version: 1, Fields: []Field{
	text("sealed_text").secret(Hidden).required().help(),
	text("team_summary").help(),
	concerns().folded(),
}}

var conferenceForm = Form{Kind: Conference, Version: 1, Fields: []Field{
	text("decisions").required(),
	line("attendees", Person),
	text("follow_up_steps").folded(),
	of("next_date", DueDate).folded(),
}}

// F8: what a referring agency must give in writing, so that the client need
// not tell it all again.
var referralForm = Form{Kind: Referral, Version: 1, Fields: append([]Field{
	choice("referral_target", "referral_targets").required(),
	text("referral_purpose").required(),
	choice("share_consent", "consent_answers").required(),
}, fold(
	line("target_name", Story),
	text("chronology"), text("services_given"), text("present_state"),
	text("documents"), of("reply_due", DueDate),
	concerns(),
)...)}

var replyForm = Form{Kind: Reply, Version: 1, Fields: []Field{
	choice("reply_result", "reply_results").required(),
	text("reply_text"),
	line("received_by", Person).folded(),
	link("replies_to"),
}}

// A transfer is a message to another LK3: the case ends here and a file begins
// there, when it is accepted.
var transferForm = Form{Kind: Transfer, Version: 1, Fields: []Field{
	of("to_institution", Office).required(),
	text("transfer_reason").required(),
	choice("share_consent", "consent_answers").required(),
}}

var suspensionForm = Form{Kind: Suspension, Version: 1, Fields: []Field{
	text("suspension_reason").required(),
	of("next_date", DueDate),
}}

var resumptionForm = Form{Kind: Resumption, Version: 1, Fields: []Field{
	text("resumption_reason").required(),
}}
