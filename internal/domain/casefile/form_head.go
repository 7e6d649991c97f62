package casefile

import "slices"

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

// Whether the police are told of sexual violence, as the head decides: what must
// be said with it depends on the result, see decides.
var policeDecisionForm = Form{Kind: PoliceDecision, Version: 1, Fields: slices.Concat(
	[]Field{choice("police_result", "police_results").required(), text("police_reason").help()},
	group("police_told", of("reported_on", Date), line("reported_where", Story), line("reported_number", Person).help()),
	[]Field{line("reported_by", Person).help()},
)}

// The head's reading of a file against the checklist, a point after the other.
var reviewForm = Form{Kind: Review, Version: 1, Fields: append(
	group("checklist", checks()...),
	choices("review_lacking", "review_items").retired(),
	choice("review_result", "review_results").required(),
	text("review_note"),
)}

// checklist is its points; each is a field check_<point>.
var checklist = []string{"consent", "safe_contact", "screening", "coded", "plan", "session", "referral", "next_step", "respect", "closure"}

func checks() []Field {
	fields := make([]Field, len(checklist))
	for i, point := range checklist {
		fields[i] = choice("check_"+point, "review_marks")
	}
	return fields
}
