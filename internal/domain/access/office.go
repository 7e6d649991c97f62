package access

import "strings"

// Task is a right that is not about a file.
type Task string

// The tasks.
const (
	KeepInstruments Task = "keep_instruments" // forms that are data: the ministry's, an LK3's own

	SeeFigures       Task = "see_figures"      // recaps of an area
	CloseMonth       Task = "close_month"      // of the own institution
	SeeLikenesses    Task = "see_likenesses"   // clients who may be the same, here or elsewhere
	ImportCases      Task = "import_cases"     // old cases of the own institution, from a spreadsheet
	SeeRegistry      Task = "see_registry"     // institutions, budgets
	EditInstitution  Task = "edit_institution" // its record
	SetBudget        Task = "set_budget"       // APBD money of a year
	SeeTraining      Task = "see_training"
	EditTraining     Task = "edit_training"
	ManageStaff      Task = "manage_staff"      // accounts and posts of an institution
	ReviewFiles      Task = "review_files"      // the sample of each month
	Supervise        Task = "supervise"         // talks about work
	SeeSupervision   Task = "see_supervision"   // the own ones; all to the head
	HandOver         Task = "hand_over"         // the cases of somebody who leaves
	HearVoices       Task = "hear_voices"       // what clients say of the service, complaints
	SeeStaff         Task = "see_staff"         // who works there, with credentials
	FoundInstitution Task = "found_institution" // a new record
	MakeReport       Task = "make_report"       // the report and the letterhead of the own institution
	SeeAgencies      Task = "see_agencies"      // the catalogue of services
	EditAgencies     Task = "edit_agencies"     // of the own area
	AnswerReferrals  Task = "answer_referrals"  // those addressed to the own office
	InviteReferrals  Task = "invite_referrals"  // codes by which agencies send clients to the own LK3
)

var tasks = map[Task][]Role{
	KeepInstruments: {Head, MinistryOfficer},

	SeeFigures:       {Head, DistrictOfficer, ProvinceOfficer, MinistryOfficer},
	CloseMonth:       {Head},
	SeeLikenesses:    {Head},
	ImportCases:      {Head},
	SeeRegistry:      {Head, DistrictOfficer, ProvinceOfficer, MinistryOfficer, Trainer, Operator},
	EditInstitution:  {Head, DistrictOfficer, ProvinceOfficer, MinistryOfficer},
	SetBudget:        {DistrictOfficer, ProvinceOfficer, MinistryOfficer},
	SeeTraining:      {Head, DistrictOfficer, ProvinceOfficer, MinistryOfficer, Trainer},
	EditTraining:     {MinistryOfficer, Trainer},
	ManageStaff:      {Head, Operator},
	ReviewFiles:      {Head},
	Supervise:        {Head},
	SeeSupervision:   {Head, Caseworker, Psychologist, FrontOfficer},
	HandOver:         {Head},
	HearVoices:       {Head, DistrictOfficer, ProvinceOfficer, MinistryOfficer},
	SeeStaff:         {Head, DistrictOfficer, ProvinceOfficer, MinistryOfficer, Operator},
	SeeAgencies:      {FrontOfficer, Caseworker, Psychologist, Head, DistrictOfficer, ProvinceOfficer},
	EditAgencies:     {FrontOfficer, Caseworker, Psychologist, Head, DistrictOfficer, ProvinceOfficer},
	AnswerReferrals:  {DistrictOfficer, ProvinceOfficer},
	InviteReferrals:  {Head},
	FoundInstitution: {DistrictOfficer, ProvinceOfficer, MinistryOfficer, Operator},
	MakeReport:       {Head},
}

// Place is what a task is about: an institution lying in an area, or an area
// alone (Institution "").
type Place struct {
	Institution string
	Area        string
}

// May reports whether the actor may do a task about a place. Staff of an LK3
// reach their own institution; officers reach the area of theirs and all below
// it; the ministry, trainers, operators and auditors reach the installation.
func May(a Actor, t Task, p Place) bool {
	for _, r := range tasks[t] {
		if a.Is(r) && r.reaches(a, p) {
			return true
		}
	}
	return false
}

// Holds reports whether the actor may do a task anywhere at all: whether a
// door shows it.
func Holds(a Actor, t Task) bool {
	for _, r := range tasks[t] {
		if a.Is(r) {
			return true
		}
	}
	return false
}

func (r Role) reaches(a Actor, p Place) bool {
	switch r {
	case MinistryOfficer, Trainer, Operator, Auditor:
		return true
	case DistrictOfficer, ProvinceOfficer:
		return a.Area != "" && Within(p.Area, a.Area)
	default:
		return p.Institution == a.Institution
	}
}

// Within reports whether an area code lies in another by its text. The nation
// ("") holds all.
func Within(code, in string) bool {
	return in == "" || code == in || strings.HasPrefix(code, in+".")
}
