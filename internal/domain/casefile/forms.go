package casefile

// forms is the field table of every kind and version, newest last. The fields
// are those of F0 to F10 (domain.md 2.4), which are proposals built from
// teaching material and practice: no official form set could be read.
var forms = []Form{
	contactForm, contactOutcomeForm, groupForm, identityForm, linkingForm, unlinkingForm, registrationForm,
	partyForm, tieForm, householdForm, supportForm, consentForm, screeningForm, safetyActionForm,
	assessmentForm, instrumentForm, problemForm, trackForm, planForm, approvalForm, assignmentForm,
	policeDecisionForm, conflictForm, releaseForm, sessionForm,
	sealedNoteForm, taskForm, doneForm, scheduleForm, addendumForm, conferenceForm, referralForm, replyForm, transferForm, transferAnswerForm, handoverForm, suspensionForm,
	resumptionForm, followUpForm, evaluationForm, closureForm, reopeningForm, reviewForm, correctionForm,
}

// Forms returns the field tables that can be read, oldest first.
func Forms() []Form { return forms }

// Current returns the newest field table of a kind.
func Current(k Kind) Form {
	for i := len(forms) - 1; i >= 0; i-- {
		if forms[i].Kind == k {
			return forms[i]
		}
	}
	panic("casefile: no form for kind " + string(k))
}

// Known reports whether a kind and version can be read. A database that holds
// an unknown one must not be opened: a newer program wrote it.
func Known(k Kind, version int) bool {
	for _, f := range forms {
		if f.Kind == k && f.Version == version {
			return true
		}
	}
	return false
}
