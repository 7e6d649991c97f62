package casefile

// F9: after closure too.
var followUpForm = Form{Kind: FollowUp, Version: 1, Fields: []Field{
	text("result").required(),
	yesNo("reopen_needed"),
	choice("mode", "modes").folded(),
	of("next_date", DueDate).folded(),
	concerns().folded(),
}}

// F10, first half: each goal of the plan, the whole, and how the client sees it.
var evaluationForm = Form{Kind: Evaluation, Version: 1, Fields: []Field{
	rows("goal_results", text("aim").atMost(300), choice("reached", "goals_reached"), text("reached_why").atMost(300)).help(),
	choice("goal_attainment", "goal_attainments").required(),
	text("evaluation_text").required().help(),
	choice("client_view", "client_views").help(),
	text("client_satisfaction").help(),
	text("score_change").folded(),
	concerns().folded(),
}}

// F10, second half: reason and outcome are two axes; a divorce can be a good
// outcome.
var closureForm = Form{Kind: Closure, Version: 1, Fields: []Field{
	choice("closure_reason", "closure_reasons").required(),
	choice("outcome", "outcomes").required(),
	text("plan_after").required(),
	of("next_date", DueDate).folded(),
	text("without_approval").folded().help(),
}}

var reopeningForm = Form{Kind: Reopening, Version: 1, Fields: []Field{
	text("reopening_reason").required(),
}}

// A correction holds these fields and, beside them, all fields of the entry it
// corrects as they should have been.
var correctionForm = Form{Kind: Correction, Version: 1, Fields: []Field{
	text("correction_reason").required(),
	of("occurred_on", Date).folded().help(),
	link("corrects"),
}}
