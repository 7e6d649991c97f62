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
// not tell it all again: what happened, what was done, how the client is now,
// and what for.
var referralForm = Form{Kind: Referral, Version: 1, Fields: append([]Field{
	of("agency", Agency).help(),
	choice("referral_target", "referral_targets").required(),
	choice("urgency", "urgencies").help(),
	text("referral_purpose").required(),
	text("chronology"), text("services_given"), text("present_state"),
	choice("share_consent", "consent_answers").required().help(),
}, fold(
	text("share_reason").help(),
	line("target_name", Story),
	text("documents"), of("reply_due", DueDate),
	concerns(),
)...)}

// An answer of the receiving agency, as it told the worker or wrote it itself by
// the code of the letter.
var replyForm = Form{Kind: Reply, Version: 1, Fields: []Field{
	choice("reply_result", "reply_results").required(),
	text("reply_text"),
	choice("decline_reason", "decline_reasons").folded(),
	line("received_by", Person).folded(),
	link("replies_to"),
}}

// A transfer asks another LK3 to go on with the case, which stays here until it
// does. What travels is the summary and the entries that the head picks.
var transferForm = Form{Kind: Transfer, Version: 1, Fields: []Field{
	of("to_institution", Office).required(),
	text("transfer_reason").required(),
	text("summary").help(),
	of("passed", Entries).help(),
	choice("share_consent", "consent_answers").required().help(),
	text("share_reason").folded().help(),
}}

var transferAnswerForm = Form{Kind: TransferAnswer, Version: 1, Fields: []Field{
	choice("transfer_result", "transfer_results").required(),
	text("transfer_note"),
	link("answers_to"),
}}

// What the other LK3 gave along: the first thing to read in a case taken over.
var handoverForm = Form{Kind: Handover, Version: 1, Fields: []Field{
	of("from_institution", Office).required(),
	line("former_number", Story),
	text("transfer_reason"),
	text("summary"),
	text("passed_text").atMost(100_000),
}}

var suspensionForm = Form{Kind: Suspension, Version: 1, Fields: []Field{
	text("suspension_reason").required(),
	of("next_date", DueDate),
}}

var resumptionForm = Form{Kind: Resumption, Version: 1, Fields: []Field{
	text("resumption_reason").required(),
}}
