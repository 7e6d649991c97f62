package casefile

import "slices"

// F6: three required fields; a session is written more often than anything.
// What was to be done and now is, is ticked on the spot, and what is to be done
// next is written down there.
var sessionForm = Form{Kind: Session, Version: 1, DayIn: "when", Fields: append([]Field{
	choice("service", "services").required(),
	text("what_happened").required(),
	text("next_step").required(),
	of("tasks_done", Tasks),
}, slices.Concat(
	part("next",
		of("next_date", DueDate),
		of("next_time", Clock),
		rows("tasks", taskColumns()...).atMost(10),
	),
	part("when",
		choice("mode", "modes"),
		line("place_name", Story),
		of("minutes", Number),
		line("present", Person),
	),
	part("notes",
		text("aim"),
		text("analysis"),
		concerns(),
	))...)}

// taskColumns are a task as a row of another form.
func taskColumns() []Field {
	return []Field{line("task", Story).required(), of("due_on", DueDate).required(), of("doer", Staff).from("doers"), link(rowID)}
}

var taskForm = Form{Kind: ToDoTask, Version: 1, Fields: []Field{
	line("task", Story).required(),
	of("due_on", DueDate).required(),
	of("due_at", Clock),
	yesNo("with_client").help(),
	of("doer", Staff).from("doers").help(),
	concerns().folded(),
}}

var doneForm = Form{Kind: Done, Version: 1, Fields: []Field{
	of("tasks_done", Tasks).required(),
	choice("done_how", "done_hows"),
	text("result").folded(),
}}

// Somebody sets the day of a step: from then on it stays there.
var scheduleForm = Form{Kind: Schedule, Version: 1, Fields: []Field{
	choice("step", "steps").required(),
	of("due_on", DueDate).required(),
	text("schedule_reason").required(),
}}

// What is written stays; who remembers more adds it.
var addendumForm = Form{Kind: Addendum, Version: 1, Fields: []Field{
	text("addition").required(),
	concerns().folded(),
	link("adds_to"),
}}

// F6, the psychologist's full record and the limited summary (HIMPSI code of
// ethics art. 23 to 27: full and limited records are kept apart).
var sealedNoteForm = Form{Kind: SealedNote, Version: 1, Fields: []Field{
	text("sealed_text").secret(Hidden).required().help(),
	text("team_summary").help(),
	yesNo("in_depth"),
	concerns().folded(),
}}

// F7: who came, what was decided, who does what.
var conferenceForm = Form{Kind: Conference, Version: 1, Fields: []Field{
	text("decisions").required(),
	rows("attended", line("attendee", Person).required(), line("attendee_from", Person)),
	rows("tasks", taskColumns()...).atMost(10),
	line("attendees", Person).retired(),
	text("follow_up_steps").retired(),
	of("next_date", DueDate).folded(),
	of("next_time", Clock).folded(),
	concerns().folded(),
}}

// F8: what a referring agency must give in writing, so that the client need
// not tell it all again: what happened, what was done, how the client is now,
// and what for.
var referralForm = Form{Kind: Referral, Version: 1, Fields: append([]Field{
	of("agency", Agency).help(),
	choice("referral_target", "referral_targets").required().help(),
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
	of("passed_persons", Persons).help(),
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
