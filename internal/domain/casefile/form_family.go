package casefile

import "slices"

// Whom an entry is about. Left empty, it is about the case as a whole: then it
// may stand in a print-out for each of its persons.
func concerns() Field { return of("concerns", Persons).help() }

// Somebody takes part in the case: a member of the household, the one who did
// harm, the one who told. Two required fields. The relation is that to the first
// client, as a family card says it, and most ties of a genogram follow from it.
// Naming an earlier party says that one anew.
var partyForm = Form{Kind: Party, Version: 1, DayIn: "notes", Fields: append([]Field{
	private("name", Line).required().help(),
	choices("party_roles", "party_roles").required(),
	choice("relation", "kin"),
	choice("sex", "sexes"),
	of("age", Number).atMost(oldest),
	of("other_parent", Someone).help(),
	yesNo("lives_with_client"),
	yesNo("opposed").help(),
}, slices.Concat(
	part("who",
		private("birth_date", Date),
		yesNo("unborn"),
		yesNo("deceased"),
		choice("occupation", "occupations"),
		choices("disability", "disabilities"),
	),
	part("reach",
		private("phone", Telecom),
		yesNo("phone_safe").help(),
		private("address", Text),
	),
	part("notes",
		of("ended_on", Date).help(),
		text("note"),
	),
	[]Field{link("party"), link("person")})...)}

// A tie that does not follow from a relation to the client, or that follows
// otherwise: read it as a sentence, first, tie, second.
var tieForm = Form{Kind: Tie, Version: 1, Fields: append([]Field{
	of("first", Someone).required(),
	choice("tie_kind", "tie_kinds").required(),
	of("second", Someone).required(),
	choice("tie_quality", "tie_qualities"),
}, append(fold(
	of("since_year", Number).atMost(lastYear),
	of("ended_on", Date).help(),
	text("note"),
), link("tie"))...)}

const lastYear = 2200

// Who lives under one roof from this day on.
var householdForm = Form{Kind: Household, Version: 1, Fields: append([]Field{
	of("members", Persons).help(),
	private("household_name", Line).help(),
}, append(fold(text("note")), link("household"))...)}

// What surrounds the household and whether it carries or weighs.
var supportForm = Form{Kind: Support, Version: 1, Fields: append([]Field{
	choice("support_kind", "support_kinds").required(),
	private("support_name", Line).help(),
	choice("strength", "support_strengths").required(),
	choice("direction", "support_directions"),
	yesNo("stressful"),
}, append(fold(
	of("ended_on", Date).help(),
	text("note"),
	concerns(),
), link("support"))...)}
