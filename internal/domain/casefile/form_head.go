package casefile

// A worker who stands too near to the client says so; few words, because the
// nearness may itself be a secret.
var conflictForm = Form{Kind: Conflict, Version: 1, Fields: []Field{
	choice("conflict_relation", "conflict_relations").required().help(),
	yesNo("leave_now").required().help(),
	text("conflict_note").folded(),
	yesNo("conflict_over").folded().help(),
}}

// A release takes somebody off the case: it is written when a post ends, so that
// a case without anybody to work on it is seen to be one.
var releaseForm = Form{Kind: Release, Version: 1, Fields: []Field{
	of("released", Staffs).required(),
	choice("release_reason", "release_reasons"),
}}

// The head's reading of a file against the checklist: what is not in order.
var reviewForm = Form{Kind: Review, Version: 1, Fields: []Field{
	choice("review_result", "review_results").required(),
	choices("review_lacking", "review_items").help(),
	text("review_note"),
}}
