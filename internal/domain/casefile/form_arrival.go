package casefile

import "slices"

// F0: the front desk in two minutes. Five required fields; how to call back and
// what came of it stand beside them, the rest is folded.
var contactForm = Form{Kind: Contact, Version: 1, DayIn: "event", Fields: append([]Field{
	choice("channel", "channels").required(),
	yesNo("danger_now").required().help(),
	private("caller", Line).required().unsaid().help(),
	private("safe_contact", Line).help(),
	choice("presenting", "problems").required(),
	text("action_taken").required(),
	choice("contact_outcome", "contact_outcomes").help(),
}, slices.Concat(
	part("reach",
		private("phone", Telecom),
		yesNo("phone_safe").help(),
		private("where_to_find", Line),
	),
	part("client",
		choice("relation_to_client", "relations").help(),
		choice("sex", "sexes"),
		of("age", Number).atMost(oldest),
		of("residence", Place),
	),
	part("event",
		text("issue"),
	),
	part("sender",
		private("sender_name", Line),
		private("sender_reach", Line),
		choice("referral_target", "referral_targets"),
	),
	[]Field{link("staff_informed"), link("referred_by")})...)}

var contactOutcomeForm = Form{Kind: ContactOutcome, Version: 1, Fields: []Field{
	choice("contact_outcome", "contact_outcomes").required(),
	choice("service", "services"),
	choice("referral_target", "referral_targets").folded(),
	text("result").folded(),
	link("case"),
}}

// Work with many at once is one entry, whoever came. Information activities
// reach people, the others hold a session with them.
var groupForm = Form{Kind: GroupSession, Version: 1, Fields: append([]Field{
	choice("group_kind", "group_kinds").required(),
	text("activity").required().help(),
	of("people", Number).required(),
	of("minutes", Number).required(),
},
	fold(
		choice("presenting", "problems"),
		line("venue", Story),
		private("attendance", Text).help(),
		line("partners", Story),
		text("result"),
	)...)}

const latestYear = 2200

// F1, the person: who it is, how to reach them without harm.
var identityForm = Form{Kind: Identity, Version: 1, DayIn: "who", Fields: append([]Field{
	private("name", Line).required().help(),
	choice("sex", "sexes").required(),
	private("safe_contact", Line).required().help(),
}, slices.Concat(
	part("who",
		private("alias", Line),
		private("nik", National).help(),
		choice("nik_absent", "nik_absences"),
		private("kk", National),
		private("birth_place", Line),
		private("birth_date", Date),
		private("birth_year", Number).atMost(latestYear).help(),
	),
	part("home",
		private("address", Text),
		private("address_ktp", Text),
		private("district", Line).help(),
		private("village", Place).help(),
	),
	part("reach",
		private("phone", Telecom),
		yesNo("phone_safe").help(),
		choices("contact_ways", "contact_ways").help(),
		private("safe_hours", Line),
		private("contact_person", Line).help(),
		private("contact_words", Line).help(),
		private("cover_name", Line),
		yesNo("never_contact"),
	),
	part("family",
		private("family_head", Line).help(),
	),
	part("life",
		choice("religion", "religions"),
		choice("marital_status", "marital_statuses"),
		choice("education", "educations"),
		choice("occupation", "occupations"),
		choice("income", "incomes"),
		line("social_assistance", Person),
	),
	part("needs",
		choices("disability", "disabilities"),
		line("accommodation", Person),
		line("language", Person),
		yesNo("interpreter"),
	),
	[]Field{link("reckoned_year")})...)}

// Two files of one person: this one is counted as that which it names. Both stay
// as they are.
var linkingForm = Form{Kind: Linking, Version: 1, Fields: []Field{text("link_reason"), link("root")}}

var unlinkingForm = Form{Kind: Unlinking, Version: 1, Fields: []Field{text("link_reason")}}

// F1, the case: what is fixed for the statistics on this day, and where the
// case comes from. With identity it makes the one registration page of seven
// required fields: name, sex, age, residence, who asked, safe contact, consent.
var registrationForm = Form{Kind: Registration, Version: 1, DayIn: "case", Fields: append([]Field{
	of("age", Number).atMost(oldest).required().help(),
	choice("sex", "sexes").required(),
	of("residence", Place).required().help(),
	choice("origin", "origins").required(),
	choice("consent_given", "consents_given").required().help(),
	choice("presenting", "problems"),
}, slices.Concat(
	part("family",
		text("household"),
		private("guardian", Line),
		choice("guardian_relation", "relations"),
		yesNo("guardian_conflict").help(),
		choice("consent_by", "consent_givers").help(),
	),
	part("came",
		line("accompanied_by", Person),
		private("reporter", Line).help(),
		choice("reporter_relation", "relations"),
		private("reporter_contact", Line),
	),
	part("case",
		choices("secondary", "problems"),
		choice("second_level", "second_level"),
		choice("client_role", "client_roles"),
		choice("urgency", "urgencies"),
		choice("track", "tracks").help(),
		choices("ppks", "ppks"),
		text("earlier_cases"),
		line("old_number", Person),
	),
	[]Field{link("old_book"), link("initials"), link("client"), link("family"), link("contact"), link("case_number"), link("transferred_from"), link("disabled")})...)}
