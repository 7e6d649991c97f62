package casefile

// Answers to an instrument: a screening tool, an assessment, a local question
// form. Beside these fields the body holds the answers, under [Asked] names, of
// the instrument and version it names. What the program works out of them is
// kept with them, so that it stays as it was: scores as "name:number", alerts as
// codes, both parted by spaces.
var instrumentForm = Form{Kind: Instrument, Version: 1, Fields: []Field{
	concerns(),
	text("instrument_note").secret(Person).folded(),
	link("instrument"),
	link("instrument_version"),
	link("reserved_for"), // the role that alone reads the answers, none: all who read the file
	link("scores").atMost(1000),
	link("alerts"),
	link("raises_risk"), // "yes" where the answers make it a case of high risk
}}

// What was done about an alert. Two lines, for somebody may be in danger now.
var safetyActionForm = Form{Kind: SafetyAction, Version: 1, Fields: []Field{
	private("who_called", Line).required().help(),
	text("what_agreed").secret(Person).required().help(), // where somebody is tonight is not for the other side
	of("next_date", DueDate).help(),
	concerns().folded(),
	link("acts_on"), // the newest entry whose alert was seen
}}
